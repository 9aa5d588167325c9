"""Encrypted answers opened with the private key, on a machine that has it: no database is asked."""

import hashlib
from pathlib import Path

import click

from kachehri.engines.xforms.decrypting import NotDecrypted, decrypt, private_key

MANIFEST = "submission.xml"


def open_all(source: Path, key: Path, passphrase: Path | None, out: Path) -> int:
    """Open every folder below `source`; say which ones cannot be opened, and why."""
    secret = passphrase.read_bytes().strip() if passphrase else None
    try:
        held = private_key(key.read_bytes(), secret)
    except NotDecrypted as problem:
        click.echo(f"{key}: {problem}", err=True)
        return 1
    done = failed = 0
    for folder in sorted(path.parent for path in source.rglob(MANIFEST)):
        files = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
        try:
            found = decrypt(files.pop(MANIFEST), files, held)
        except NotDecrypted as problem:
            failed += 1
            click.echo(f"{folder}: {problem}", err=True)
            continue
        done += 1
        if not found.is_signed:
            click.echo(f"{folder}: opened, but the signature does not agree.", err=True)
        write(out / folder.name, {MANIFEST: found.xml, **found.files})
    click.echo(f"{done} answers were opened, {failed} were not.")
    return 2 if failed else 0


def write(folder: Path, files: dict[str, bytes]) -> None:
    """Write files for their owner alone; a name never leads out of the folder."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name, content in files.items():
        path = folder / Path(name.replace("\\", "/")).name
        path.write_bytes(content)
        path.chmod(0o600)


def folder_of(instance: str) -> str:
    """A folder's name of an instanceID, whatever stands in it."""
    plain = "".join(one if one.isalnum() or one in "-_" else "-" for one in instance)[:60]
    mark = hashlib.sha256(instance.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{plain}-{mark}"
