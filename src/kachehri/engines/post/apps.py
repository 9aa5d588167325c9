"""Django's name for this app."""

from django.apps import AppConfig


class PostConfig(AppConfig):
    """Registers `post`."""

    name = "kachehri.engines.post"
    label = "post"
