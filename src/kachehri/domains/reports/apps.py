"""Django's name for this app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers `reports`."""

    name = "kachehri.domains.reports"
    label = "reports"

    def ready(self) -> None:
        """Make the job that builds a report known to workers, and its verbs to the log."""
        from kachehri.engines.jobs.kinds import register  # noqa: PLC0415  (models must be loaded)
        from kachehri.engines.ledger import verbs  # noqa: PLC0415  (models must be loaded)

        from .actions import VERBS  # noqa: PLC0415  (models must be loaded)
        from .tasks import BUILD_REPORT, LAUNCH_REPORT, REMAKE_FILES  # noqa: PLC0415  (as above)

        register(BUILD_REPORT)
        register(LAUNCH_REPORT)
        register(REMAKE_FILES)
        verbs.register(VERBS)
