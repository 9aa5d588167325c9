"""Django's name for this app."""

from django.apps import AppConfig


class PagekitConfig(AppConfig):
    """Registers `pagekit`."""

    name = "kachehri.engines.pagekit"
    label = "pagekit"
