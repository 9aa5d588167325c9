"""Addresses of the desk: work, names to settle, the catalogue of indicators, loads."""

from django.urls import path

from kachehri.interfaces.web.pages import desk, desk_catalogue, desk_loads, desk_names

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("build/", desk.build, name="build"),
    path("work/", desk.work, name="jobs"),
    path("work/<int:number>/", desk.job, name="job"),
    path("work/<int:number>/progress/", desk.progress, name="job-progress"),
    path("names/", desk_names.waiting, name="desk-names"),
    path("names/settled/", desk_names.settled, name="desk-names-settled"),
    path("names/settle/", desk_names.settle_several, name="desk-names-settle"),
    path("names/<int:number>/", desk_names.one_name, name="desk-name"),
    path("names/<int:number>/settle/", desk_names.settle_one, name="desk-name-settle"),
    path("names/of/<slug:key>/", desk_names.place_names, name="desk-place-names"),
    path("names/of/<slug:key>/forget/<int:number>/", desk_names.forget, name="desk-forget"),
    path("catalogue/", desk_catalogue.indicators, name="desk-catalogue"),
    path("catalogue/<slug:code>/", desk_catalogue.indicator, name="desk-indicator"),
    path("loads/", desk_loads.loads, name="desk-loads"),
    path("loads/<int:number>/", desk_loads.one_load, name="desk-load"),
    path("loads/<int:number>/withdraw/", desk_loads.withdraw, name="desk-withdraw"),
]
