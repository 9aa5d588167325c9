"""Django's name for this app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Registers `places`."""

    name = "kachehri.domains.places"
    label = "places"
