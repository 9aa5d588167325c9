"""The files of a submission: sealed with its key, judged by what they hold."""

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_noop

from kachehri.domains.forms.kinds.submissions import NewFile
from kachehri.domains.forms.models import Attachment, Submission
from kachehri.domains.forms.queries.answers import RING
from kachehri.engines.quarantine.sniffing import UNKNOWN, claims_otherwise, sniff
from kachehri.engines.vault.streams import seal_file

HEAD = 1 << 16
MOST_NAME = 200
SEALED = ".enc"
NOT_WHAT_IT_SAYS = gettext_noop("Its name says something else than what it holds.")
ANOTHER = gettext_noop("Another file of this name came before.")
MARKUP = frozenset({"text/html", "application/x-executable"})


def _store_files(submission_id: int, files: Sequence[NewFile]) -> tuple[str, ...]:
    """Keep files of a submission that is written; return the names of those kept apart.

    The same file again is one. Another file under the same name is kept under a name of its own.
    """
    known = {one.name: one for one in Attachment.objects.filter(submission_id=submission_id)}
    refused = []
    for file in files:
        row = _store(submission_id, file, known)
        known[row.name] = row
        if row.state == "refused":
            refused.append(row.name)
    _count_files(submission_id)
    return tuple(refused)


def _store(submission_id: int, file: NewFile, known: dict[str, Attachment]) -> Attachment:
    name = _clean_name(file.name)
    key = RING().key(submission_id)
    seen = Seen(key)
    path = _place_of(submission_id, name)
    row = known.get(name)
    if row is not None and row.state in {"kept", "refused"}:
        if _file_digest(key, file.pieces()) == row.digest:
            return row
        name = _other_name(name, known)
        path, row = _place_of(submission_id, name), None
    size = seal_file(_whole(path), key, seen.through(file.pieces()), _bound(submission_id, name))
    kind = sniff(bytes(seen.head))
    problem = _problem(name, file.content_type, kind)
    if name != _clean_name(file.name):
        problem = ANOTHER
    row = row or Attachment(submission_id=submission_id, name=name)
    row.content_type, row.size, row.digest, row.path = kind, size, seen.digest(), path
    row.state, row.problem = ("refused" if problem else "kept"), problem
    row.save()
    return row


def _problem(name: str, declared: str, kind: str) -> str:
    """Why a file is kept apart; empty where it is what it says. Encrypted ones say nothing."""
    if name.endswith(SEALED):
        return ""
    if kind in MARKUP or (kind != UNKNOWN and claims_otherwise(name, declared, kind)):
        return NOT_WHAT_IT_SAYS
    family = declared.partition("/")[0].lower()
    is_named = claims_otherwise(name, "", kind) or family in {"image", "audio", "video"}
    return NOT_WHAT_IT_SAYS if kind == UNKNOWN and is_named else ""


def _count_files(submission_id: int) -> None:
    """How many came; whether all did that the answers name, as far as they were read."""
    rows = Attachment.objects.filter(submission_id=submission_id)
    came = rows.filter(state__in=["kept", "refused"]).count()
    awaited = rows.filter(state="awaited").exists()
    Submission.objects.filter(pk=submission_id).update(files_present=came)
    Submission.objects.filter(pk=submission_id, state="read").update(is_complete=not awaited)


class Seen:
    """What goes past while a file is written: its beginning, and its keyed digest."""

    def __init__(self, key: bytes) -> None:
        self.head = bytearray()
        self._digest = hmac.new(key, digestmod=hashlib.sha256)

    def through(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """The same pieces."""
        for piece in pieces:
            if len(self.head) < HEAD:
                self.head += piece[: HEAD - len(self.head)]
            self._digest.update(piece)
            yield piece

    def digest(self) -> str:
        """The digest of all that went past."""
        return self._digest.hexdigest()


def _file_digest(key: bytes, pieces: Iterable[bytes]) -> str:
    """The keyed digest of a file."""
    seen = Seen(key)
    for _piece in seen.through(pieces):
        pass
    return seen.digest()


def _clean_name(name: str) -> str:
    """A file's name without folders and control characters; its ending stays."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    shown = "".join(one for one in last if one.isprintable()).strip()
    stem, dot, ending = shown.rpartition(".")
    if len(shown) > MOST_NAME and dot and len(ending) < 10:
        shown = f"{stem[: MOST_NAME - 12]}.{ending}"
    return shown[:MOST_NAME] or "file"


def _other_name(name: str, known: Iterable[str]) -> str:
    """A name that is free: `photo~2.jpg`."""
    stem, dot, ending = name[: MOST_NAME - 8].rpartition(".")
    parts = (stem, f"{dot}{ending}") if dot else (ending, "")
    taken = set(known)
    number = 2
    while (found := f"{parts[0]}~{number}{parts[1]}") in taken:
        number += 1
    return found


def _place_of(submission_id: int, name: str) -> str:
    """Where a file lies below FILES_ROOT; its own name stands in the database alone."""
    mark = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:24]
    return f"answers/{submission_id // 10_000:06d}/{submission_id}/{mark}"


def _bound(submission_id: int, name: str) -> str:
    """What a sealed file is bound to."""
    return f"{submission_id}|file|{name}"


def _whole(path: str) -> Path:
    """The place of a file on this machine."""
    return Path(settings.FILES_ROOT) / path
