"""Addresses of samples and of what was counted, at the desk."""

from django.urls import path

from kachehri.interfaces.web.pages import desk_estimates, desk_samples

SAMPLE = "samples/<int:number>/"
ESTIMATE = "estimates/<int:number>/"

urlpatterns = [
    path("samples/", desk_samples.samples, name="desk-samples"),
    path("samples/list/", desk_samples.add_list, name="desk-sample-list"),
    path("samples/add/", desk_samples.add, name="desk-sample-add"),
    path(SAMPLE, desk_samples.sample, name="desk-sample"),
    path(SAMPLE + "draw/", desk_samples.draw, name="desk-sample-draw"),
    path(SAMPLE + "listing/", desk_samples.listing, name="desk-sample-listing"),
    path(SAMPLE + "areas.csv", desk_samples.areas_file, name="desk-sample-areas"),
    path(SAMPLE + "count/", desk_samples.count, name="desk-sample-count"),
    path("estimates/", desk_estimates.estimates, name="desk-estimates"),
    path(ESTIMATE, desk_estimates.estimate, name="desk-estimate"),
    path(ESTIMATE + "publish/", desk_estimates.publish, name="desk-estimate-publish"),
    path(ESTIMATE + "withdraw/", desk_estimates.withdraw, name="desk-estimate-withdraw"),
]
