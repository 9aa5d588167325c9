"""Django's name for this app."""

from django.apps import AppConfig


class QuarantineConfig(AppConfig):
    """Registers `quarantine`."""

    name = "kachehri.engines.quarantine"
    label = "quarantine"
