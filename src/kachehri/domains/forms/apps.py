"""Django's name for this app."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Registers `forms`."""

    name = "kachehri.domains.forms"
    label = "forms"

    def ready(self) -> None:
        """Make its verbs known to the log."""
        from kachehri.engines.ledger import verbs  # noqa: PLC0415  (models must be loaded)

        from .actions import VERBS  # noqa: PLC0415  (models must be loaded)

        verbs.register(VERBS)
