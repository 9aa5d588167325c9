"""`kachehri restore`: putting a backup back."""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from kachehri.engines.postgres.addresses import is_embedded, var_folder

from .backup import say
from .starting import start


@click.command()
@click.argument("path", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--keys", is_flag=True, help="PATH holds keys: put them back, and nothing else.")
@click.option("--force", is_flag=True, help="Replace what is there.")
def command(path: Path, keys: bool, force: bool) -> None:
    """Put back a backup that `kachehri backup` made in the folder PATH.

    Every checksum is tested before anything is touched, and the database is replaced as a whole or
    not at all. A database in which something was written is replaced only with --force; files that
    were there before are kept beside. On a new machine put the keys back first.
    """
    var, at = var_folder(), datetime.now(UTC)
    if keys:
        _keys(path, var, at, force)
    else:
        _data(path, var, at, force)


def _data(path: Path, var: Path, at: datetime, force: bool) -> None:
    if is_embedded():
        from kachehri.engines.postgres.launcher import Launcher  # noqa: PLC0415

        Launcher(var).start(anew=True)
    start(migrated=False, known=False)
    from kachehri.engines.backup.restoring import restore  # noqa: PLC0415  (needs Django)
    from kachehri.engines.postgres.readiness import waiting_migrations  # noqa: PLC0415

    done = restore(folder=path, var=var, at=at, force=force, say=say)
    manifest = done.manifest
    click.echo(f"Restored the backup of {manifest.made_at}: {manifest.events} events.")
    for kept in done.kept:
        click.echo(f"  What was there before is kept in {kept}")
    if not (var / "keys" / "ledger-ed25519").exists():
        click.echo("  The keys are restored apart: kachehri restore --keys PATH --force")
    if waiting_migrations():
        click.echo("  The backup is older than this program. Run: kachehri db migrate")


def _keys(path: Path, var: Path, at: datetime, force: bool) -> None:
    from kachehri.engines.backup.keys_apart import restore_keys  # noqa: PLC0415
    from kachehri.engines.backup.manifest import read_manifest  # noqa: PLC0415
    from kachehri.engines.backup.rings import RINGS, restore_rings  # noqa: PLC0415

    if read_manifest(path).holds == RINGS:
        count = restore_rings(folder=path, var=var)
        click.echo(f"Restored {count} blocks of keys to {var / 'keys' / RINGS}")
        return
    kept = restore_keys(folder=path, var=var, at=at, force=force)
    click.echo(f"Restored the keys to {var / 'keys'}")
    if kept:
        click.echo(f"  The keys that were there before are kept in {kept}{os.sep}")
