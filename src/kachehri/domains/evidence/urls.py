"""Addresses of figures and sources."""

from django.urls import path

from kachehri.domains.evidence import pages

urlpatterns = [
    path("indicators/", pages.indicators, name="indicators"),
    path("sources/", pages.sources, name="sources"),
    path("sources/<slug:code>/", pages.source, name="source"),
]
