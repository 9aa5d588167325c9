"""Django's name for this app."""

from django.apps import AppConfig


class BodiesConfig(AppConfig):
    """Registers `bodies`."""

    name = "kachehri.domains.bodies"
    label = "bodies"

    def ready(self) -> None:
        """Make its verbs known to the log."""
        from kachehri.engines.ledger import verbs  # noqa: PLC0415  (models must be loaded)

        from .actions import VERBS  # noqa: PLC0415  (models must be loaded)

        verbs.register(VERBS)
