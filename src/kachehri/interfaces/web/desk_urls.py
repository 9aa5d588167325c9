"""Addresses of the desk: work, files brought in, names, catalogue of indicators, loads."""

from django.urls import path

from kachehri.interfaces.web.pages import (
    desk,
    desk_catalogue,
    desk_imports,
    desk_library,
    desk_loads,
    desk_mapping,
    desk_names,
)

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
    path("imports/", desk_imports.imports, name="desk-imports"),
    path("imports/new/", desk_imports.new_import, name="desk-import-new"),
    path("imports/<int:number>/", desk_imports.one_import, name="desk-import"),
    path("imports/<int:number>/read/", desk_imports.read_import, name="desk-import-read"),
    path("imports/<int:number>/load/", desk_imports.load_import, name="desk-import-load"),
    path("imports/<int:number>/away/", desk_imports.drop_import, name="desk-import-drop"),
    path("imports/<int:number>/columns/", desk_mapping.begin, name="desk-columns"),
    path("imports/<int:number>/columns/all/", desk_mapping.mapping, name="desk-mapping"),
    path("imports/<int:number>/columns/new/", desk_mapping.new_source, name="desk-new-source"),
    path("imports/<int:number>/columns/<slug:step>/", desk_mapping.ask, name="desk-question"),
    path("library/", desk_library.entries, name="desk-library"),
    path("library/new/", desk_library.new_entry, name="desk-library-new"),
    path("library/<slug:code>/", desk_library.one_entry, name="desk-library-entry"),
    path("library/<slug:code>/file/", desk_library.give_file, name="desk-library-file"),
    path("library/<slug:code>/away/", desk_library.take_away, name="desk-library-file-away"),
    path("loads/", desk_loads.loads, name="desk-loads"),
    path("loads/<int:number>/", desk_loads.one_load, name="desk-load"),
    path("loads/<int:number>/withdraw/", desk_loads.withdraw, name="desk-withdraw"),
]
