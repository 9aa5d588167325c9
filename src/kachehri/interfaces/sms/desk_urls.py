"""Addresses of the call centre, behind the language's prefix."""

from django.urls import path

from . import pages

urlpatterns = [
    path("desk/calls/in/", pages.centre, name="desk-call-centre"),
    path("desk/calls/in/<int:number>/", pages.note, name="desk-voice-note"),
    path("desk/calls/in/<int:number>/sound/", pages.sound, name="desk-voice-sound"),
]
