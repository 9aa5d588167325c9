"""Django's name for this app."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Registers `vault`."""

    name = "kachehri.engines.vault"
    label = "vault"
