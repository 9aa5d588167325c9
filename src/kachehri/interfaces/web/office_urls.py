"""Addresses of the public directory."""

from django.urls import path

from kachehri.interfaces.web.pages import offices, service_points

urlpatterns = [
    path("offices/", offices.offices, name="offices"),
    path("offices/published/", offices.published, name="published"),
    path("offices/<slug:key>/", offices.office, name="office"),
    path("offices/<slug:key>/wrong/", offices.wrong, name="office-wrong"),
    path("functions/", offices.functions, name="functions"),
    path("service-points/", service_points.points, name="service-points"),
    path("service-points/<slug:key>/", service_points.point, name="service-point"),
]
