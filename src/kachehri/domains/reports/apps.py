"""Django's name for this app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers `reports`."""

    name = "kachehri.domains.reports"
    label = "reports"
