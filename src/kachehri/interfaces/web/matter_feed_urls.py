"""Addresses of feeds and open data at the root: one address for programs, whatever the language."""

from django.urls import path

from kachehri.interfaces.web.pages import matter_data

urlpatterns = [
    path("matters.rss", matter_data.rss, name="matters-rss"),
    path("matters.json", matter_data.as_json, name="matters-json"),
    path("matters.csv", matter_data.as_csv, name="matters-csv"),
    path("matters.csv.gz", matter_data.everything, name="matters-all"),
    path("matters/<int:year>-<int:month>.csv", matter_data.month, name="matters-month"),
    path("matters/<int:number>.rss", matter_data.one_rss, name="matter-rss"),
]
