"""Django's name for this app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Registers `ledger`."""

    name = "kachehri.engines.ledger"
    label = "ledger"
