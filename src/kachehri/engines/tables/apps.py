"""Django's name for this app."""

from django.apps import AppConfig


class TablesConfig(AppConfig):
    """Registers `tables`."""

    name = "kachehri.engines.tables"
    label = "tables"
