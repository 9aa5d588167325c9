"""Django's name for this app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Registers `access`."""

    name = "kachehri.engines.access"
    label = "access"
