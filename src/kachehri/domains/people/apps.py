"""Django's name for this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Registers `people`."""

    name = "kachehri.domains.people"
    label = "people"
