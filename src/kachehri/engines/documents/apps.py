"""Django's name for this app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Registers `documents`."""

    name = "kachehri.engines.documents"
    label = "documents"
