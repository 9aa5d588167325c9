"""What a command does first: have the database answer, load Django, refuse what cannot go well."""

import os

import click

from kachehri.engines.postgres.addresses import is_embedded, var_folder
from kachehri.engines.postgres.launcher import Launcher, ensure_running
from kachehri.engines.postgres.problems import DatabaseProblem

LOST_KEYS = """\
The keys of this database were lost; new passwords for it were made.
  Also lost: {lost}.
  The database was made before: it lies in {data}
  To bring the keys back: kachehri restore --keys PATH
  To begin anew instead: kachehri db stop, and remove that folder."""
KEY_FILES = {
    "ledger-ed25519": "the key that signs the ledger",
    "second-factor": "the key that opens people's second factors, which cannot be read now",
}


def start(*, migrated: bool = True, known: bool = True) -> None:
    """Start the embedded server where it is meant, load Django, and check the database.

    With `migrated=False` waiting migrations are no reason to refuse; with `known=False` neither are
    those of a newer program, for a command that replaces them. Raises DatabaseProblem, which
    ends the program with a plain message and exit code 1, where something must be mended first.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kachehri.site.settings")
    lost = lost_keys()
    ensure_running(var_folder())
    if lost:
        click.echo(
            LOST_KEYS.format(lost="; ".join(lost), data=Launcher(var_folder()).layout.data),
            err=True,
        )

    import django  # noqa: PLC0415  (loaded when a command needs it, so that --help is quick)

    django.setup()

    from kachehri.engines.postgres.readiness import require_ready  # noqa: PLC0415

    require_ready(migrated=migrated, known=known)


def require_made() -> None:
    """Refuse a VAR in which no database was ever made: most often the wrong folder is named.

    For a command that only uses a database, before `start`, which would make one.
    """
    if is_embedded() and not Launcher(var_folder()).was_made:
        raise DatabaseProblem(
            f"There is no database in {var_folder()} (is KACHEHRI_VAR right?).",
            "`make demo` or `kachehri db start` makes one.",
        )


def lost_keys() -> list[str]:
    """What was lost with the keys of a database that is there; empty where nothing was."""
    if not (is_embedded() and Launcher(var_folder()).lost_keys):
        return []
    folder = var_folder() / "keys"
    return [words for name, words in KEY_FILES.items() if not (folder / name).exists()]
