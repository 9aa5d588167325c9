"""Collects the static files: hashed, compressed, once for each change."""

from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> bool:
    """Fill `STATIC_ROOT` where a source file changed. True where something was done.

    `kachehri serve` calls this before the first request; a second call takes milliseconds.
    """
    mark = Path(settings.STATIC_ROOT) / ".digest"
    wanted = digest()
    if mark.is_file() and mark.read_text("ascii") == wanted:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    mark.write_text(wanted, "ascii")
    return True


def digest() -> str:
    """A fingerprint of every static file's name, size and time."""
    seen = sha256()
    for finder in get_finders():
        for name, storage in finder.list(None):
            facts = Path(storage.path(name)).stat()
            seen.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return seen.hexdigest()
