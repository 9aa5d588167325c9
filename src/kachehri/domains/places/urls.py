"""Addresses of places."""

from django.urls import path

from kachehri.domains.places import pages

urlpatterns = [path("places/", pages.places, name="places")]
