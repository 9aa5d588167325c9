"""What a command does first: have the database answer, load Django, refuse what cannot go well."""

import os

from kachehri.engines.postgres.addresses import var_folder
from kachehri.engines.postgres.launcher import ensure_running


def start(*, migrated: bool = True, known: bool = True) -> None:
    """Start the embedded server where it is meant, load Django, and check the database.

    With `migrated=False` waiting migrations are no reason to refuse; with `known=False` neither are
    those of a newer program, for a command that replaces them. Raises DatabaseProblem, which
    ends the program with a plain message and exit code 1, where something must be mended first.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kachehri.site.settings")
    ensure_running(var_folder())

    import django  # noqa: PLC0415  (loaded when a command needs it, so that --help is quick)

    django.setup()

    from kachehri.engines.postgres.readiness import require_ready  # noqa: PLC0415

    require_ready(migrated=migrated, known=known)
