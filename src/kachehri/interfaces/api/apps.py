"""Django's name for this app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registers `api`, for its template."""

    name = "kachehri.interfaces.api"
    label = "api"
