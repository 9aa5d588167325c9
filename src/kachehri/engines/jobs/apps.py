"""Django's name for this app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Registers `jobs`."""

    name = "kachehri.engines.jobs"
    label = "jobs"
