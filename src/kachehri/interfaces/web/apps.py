"""Django's name for this app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers `web`."""

    name = "kachehri.interfaces.web"
    label = "web"
