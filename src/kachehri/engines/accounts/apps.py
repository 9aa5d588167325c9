"""Django's name for this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers `accounts`."""

    name = "kachehri.engines.accounts"
    label = "accounts"
