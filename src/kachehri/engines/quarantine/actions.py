"""Keeping what strangers send, rebuilding it, and passing the copy or not."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from procrastinate.contrib.django import app

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.rules import Holds, IsSystem

from .folders import COPIES, ORIGINALS, put, remove, whole
from .kinds import EMPTY, MB, TOO_LARGE, FileRefused, most_bytes
from .models import File
from .rebuilding import REBUILDERS
from .sniffing import claims_otherwise, sniff

VERBS = {
    "quarantine.kept": _("Kept a file that was sent"),
    "quarantine.passed": _("Passed a file for the public"),
    "quarantine.refused": _("Refused a file"),
    "quarantine.purged": _("Removed a file"),
}
MAY_JUDGE = Holds("moderator") | IsSystem()
"""Who passes files, wherever they are from; the page shows those of the moderator's places."""

REBUILD = "kachehri.quarantine.rebuild"
MOST_TRIES = 3
PATIENCE = 120.0
NO_COPY = gettext_noop("There is no copy of this file that could be shown.")
NO_REASON = gettext_noop("Write why.")


def keep_file(
    *,
    subject: int,
    name: str,
    content: bytes,
    content_type: str,
    by: Actor,
    at: datetime,
    message: int | None = None,
) -> int:
    """Keep a file apart and ask for its copy; return its number.

    The same file about the same subject is kept once. Raises FileRefused, with a clear answer for
    the sender, for one that is empty or too large.
    """
    said = clean_name(name)
    most = most_bytes()
    if not content:
        raise FileRefused(EMPTY, name=said)
    if len(content) > most:
        size = -(-len(content) // MB)
        raise FileRefused(TOO_LARGE, name=said, size=size, most=most // MB)
    kind = sniff(content)
    sha256, path = put(content, ORIGINALS)
    with transaction.atomic():
        row, is_new = File.objects.get_or_create(
            subject_id=subject,
            sha256=sha256,
            defaults={
                "message": message,
                "name": said,
                "content_type": kind,
                "size": len(content),
                "path": path,
                "flags": ["mismatch"] if claims_otherwise(said, content_type, kind) else [],
                "received_at": at,
            },
        )
        if is_new:
            app.configure_task(REBUILD, allow_unknown=False).defer(file_id=row.pk)
            record("quarantine.kept", row, by, at)
    return row.pk


def clean_name(name: str) -> str:
    """A file's name without folders and control characters, not too long, its ending kept."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(one for one in last if one.isprintable() and one not in '<>:"|?*').strip(". ")
    stem, dot, ending = shown.rpartition(".")
    if len(shown) > 120 and dot and len(ending) < 10:
        shown = f"{stem[:110]}.{ending}"
    return shown[:120] or "file"


def rebuild(*, file_id: int, by: Actor, at: datetime) -> None:
    """Make the copy of a file that may be shown; safe to run twice.

    The work is done in a process of its own. A try is counted before it is made, so that a file
    that stops the machine is left alone after three.
    """
    tried = File.objects.filter(pk=file_id, state="new", attempts__lt=MOST_TRIES)
    if not tried.update(attempts=F("attempts") + 1):
        File.objects.filter(pk=file_id, state="new").update(state="rebuilt", problem="given up")
        return
    row = File.objects.get(pk=file_id)
    told, content = rebuilt(row.content_type, whole(row.path))
    changes: dict[str, Any] = {
        "state": "rebuilt",
        "flags": sorted({*row.flags, *told["flags"]}),
        "problem": str(told.get("problem", ""))[:300],
    }
    if content:
        sha256, path = put(content, COPIES)
        changes |= {
            "copy_name": copy_name(row, str(told["ending"])),
            "copy_path": path,
            "copy_type": told["type"],
            "copy_sha256": sha256,
        }
    File.objects.filter(pk=file_id, state="new").update(**changes)


def rebuilt(kind: str, path: Path) -> tuple[Mapping[str, Any], bytes]:
    """What a process of its own made of a file: what it tells, and the copy (empty: none)."""
    if kind not in REBUILDERS:
        markup = kind in ("text/html", "application/x-executable")
        return {"flags": ["active" if markup else "unknown-type"]}, b""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "copy"
        module = f"{__package__}.rebuilding"
        try:
            done = subprocess.run(
                [sys.executable, "-m", module, kind, str(path), str(target)],
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return {"flags": ["bomb"], "problem": "it takes too long"}, b""
        try:
            told = json.loads(done.stdout)
        except ValueError:
            said = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
            return {"flags": ["damaged"], "problem": f"ended with {done.returncode}: {said}"}, b""
        return told, target.read_bytes() if target.exists() and "type" in told else b""


def copy_name(row: File, ending: str) -> str:
    """The name of a copy: that of the original, with the ending of what was made."""
    stem = row.name.rpartition(".")[0] or row.name
    return f"{stem[:200]}.{ending}"


def judge(*, file_id: int, passed: bool, because: str, by: Actor, at: datetime) -> None:
    """Pass the copy for the public, or refuse it, with a reason. A later judgement replaces it.

    Raises Refused, ValueError where there is no copy to pass or no reason is given.
    """
    require(MAY_JUDGE, by)
    if not because.strip():
        raise ValueError(NO_REASON)
    with transaction.atomic():
        row = File.objects.select_for_update().get(
            pk=file_id, state__in=["rebuilt", "passed", "refused"]
        )
        if passed and not row.copy_path:
            raise ValueError(NO_COPY)
        row.state = "passed" if passed else "refused"
        row.because, row.judged_at, row.judged_by_id = because.strip()[:300], at, acting(by)
        row.save(update_fields=["state", "because", "judged_at", "judged_by"])
        if passed:
            record("quarantine.passed", row, by, at)
        else:
            record("quarantine.refused", row, by, at)


def purge(*, subject: int, by: Actor, at: datetime) -> int:
    """Remove originals and copies about a subject: they lie in the locked tray. How many."""
    with transaction.atomic():
        rows = list(File.objects.select_for_update().filter(subject_id=subject))
        for row in rows:
            for name in (row.path, row.copy_path):
                if not _used_elsewhere(name, subject):
                    remove(name)
            record("quarantine.purged", row, by, at)
        File.objects.filter(subject_id=subject).update(
            state="purged", name="", copy_name="", path="", copy_path="", flags=[], problem=""
        )
    return len(rows)


def _used_elsewhere(name: str, subject: int) -> bool:
    """Whether a file about something else has the same content."""
    others = File.objects.exclude(subject_id=subject)
    return bool(name) and (
        others.filter(path=name).exists() or others.filter(copy_path=name).exists()
    )


def record(verb: str, row: File, by: Actor, at: datetime) -> None:
    """Write to the ledger; somebody without an account acts as the program's citizen."""
    if by.thing_id is not None:
        ledger.record(verb=verb, by=by.thing_id, thing=row.subject_id, at=at, refs={"file": row.pk})
