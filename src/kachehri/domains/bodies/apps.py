"""Django's name for this app."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """Registers `bodies`."""

    name = "kachehri.domains.bodies"
    label = "bodies"
