"""Django's name for this app."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Registers `evidence`."""

    name = "kachehri.domains.evidence"
    label = "evidence"

    def ready(self) -> None:
        """Make its verbs known to the log, and its work to workers."""
        from kachehri.engines.jobs.kinds import register  # noqa: PLC0415  (models must be loaded)
        from kachehri.engines.ledger import verbs  # noqa: PLC0415  (models must be loaded)

        from .actions import VERBS  # noqa: PLC0415  (models must be loaded)
        from .tasks import LOAD, PREVIEW  # noqa: PLC0415  (models must be loaded)

        register(PREVIEW)
        register(LOAD)
        verbs.register(VERBS)
