"""Django's name for this app."""

from django.apps import AppConfig


class FlowConfig(AppConfig):
    """Registers `flow`."""

    name = "kachehri.engines.flow"
    label = "flow"
