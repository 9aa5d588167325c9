"""Django's name for this app."""

from django.apps import AppConfig


class FlowConfig(AppConfig):
    """Registers `flow`."""

    name = "kachehri.engines.flow"
    label = "flow"

    def ready(self) -> None:
        """Make the job known to workers, and the verbs to the log."""
        from kachehri.engines.jobs.kinds import register  # noqa: PLC0415  (models must be loaded)
        from kachehri.engines.ledger import verbs  # noqa: PLC0415  (models must be loaded)

        from .actions import VERBS  # noqa: PLC0415  (models must be loaded)
        from .tasks import RECOMPUTE_CLOCKS  # noqa: PLC0415  (models must be loaded)

        register(RECOMPUTE_CLOCKS)
        verbs.register(VERBS)
