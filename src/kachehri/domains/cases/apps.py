"""Django's name for this app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Registers `cases`."""

    name = "kachehri.domains.cases"
    label = "cases"

    def ready(self) -> None:
        """Make its verbs known to the log, and let it follow the clocks of its matters."""
        from kachehri.engines.flow.kinds import (  # noqa: PLC0415  (models must be loaded)
            register_follower,
        )
        from kachehri.engines.ledger import verbs  # noqa: PLC0415  (models must be loaded)

        from .actions import FOLLOWER, VERBS  # noqa: PLC0415  (models must be loaded)

        verbs.register(VERBS)
        register_follower("cases.case", FOLLOWER)
