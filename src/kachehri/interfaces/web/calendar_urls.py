"""Addresses of the free days at the desk."""

from django.urls import path

from kachehri.interfaces.web.pages import desk_calendars

urlpatterns = [
    path("", desk_calendars.calendars, name="desk-calendars"),
    path("<slug:code>/<int:year>/", desk_calendars.calendar, name="desk-calendar"),
    path("<slug:code>/<slug:what>/", desk_calendars.change, name="desk-calendar-change"),
]
