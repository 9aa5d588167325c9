"""Django's name for this app."""

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Registers `forms`."""

    name = "kachehri.domains.forms"
    label = "forms"

    def ready(self) -> None:
        """Make its verbs known to the log; let scores be worked out as answers are read."""
        from kachehri.engines.jobs import kinds  # noqa: PLC0415  (models must be loaded)
        from kachehri.engines.ledger import verbs  # noqa: PLC0415  (models must be loaded)

        from .actions import VERBS, flag, follow, score  # noqa: PLC0415  (models must be loaded)
        from .tasks import COUNT, EXPORT  # noqa: PLC0415  (models must be loaded)

        verbs.register(VERBS)
        kinds.register(EXPORT)
        kinds.register(COUNT)
        follow(score)
        follow(flag)
