"""Django's name for this app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Registers `cases`."""

    name = "kachehri.domains.cases"
    label = "cases"
