"""Addresses of the directory at the desk, below desk/offices/."""

from django.urls import path

from kachehri.interfaces.web.pages import desk_office_work as work
from kachehri.interfaces.web.pages import desk_offices

urlpatterns = [
    path("", desk_offices.directory, name="desk-offices"),
    path("wrong/", work.proposals, name="desk-proposals"),
    path("wrong/<int:number>/", work.decide, name="desk-proposal-decide"),
    path("stale/", work.stale, name="desk-stale"),
    path("stale/<int:number>/", work.check, name="desk-address-check"),
    path("import/", work.bring, name="desk-offices-import"),
    path("export/<slug:name>.csv", work.give, name="desk-offices-export"),
    path("posts/<int:number>/", work.post, name="desk-post"),
    path("rows/<slug:name>/new/", desk_offices.new_row, name="desk-office-row-new"),
    path("rows/<slug:name>/<int:number>/", desk_offices.one_row, name="desk-office-row"),
    path("of/<slug:key>/", desk_offices.office, name="desk-office"),
    path("of/<slug:key>/score/", work.score, name="desk-office-score"),
]
