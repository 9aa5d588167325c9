"""Django's name for this app."""

from django.apps import AppConfig


class QuarantineConfig(AppConfig):
    """Registers `quarantine`."""

    name = "kachehri.engines.quarantine"
    label = "quarantine"

    def ready(self) -> None:
        """Make its verbs known to the log."""
        from kachehri.engines.ledger import verbs

        from .actions import VERBS

        verbs.register(VERBS)
