"""Django's name for this app."""

from django.apps import AppConfig


class PakistanConfig(AppConfig):
    """Registers `pakistan`."""

    name = "kachehri.packs.pakistan"
    label = "pakistan"
