"""Files and their copies, as others may know them."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .folders import whole
from .kinds import FLAGS
from .models import File


@dataclass(frozen=True)
class FileView:
    """A file that was sent. `copy_name` is empty where no copy could be made."""

    id: int
    subject: int
    message: int | None
    name: str
    content_type: str
    size: int
    state: str
    flags: tuple[str, ...]
    problem: str
    received_at: datetime
    copy_name: str
    copy_type: str
    judged_by: int | None
    judged_at: datetime | None
    because: str

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was found, in the reader's language."""
        return tuple(str(FLAGS.get(flag, flag)) for flag in self.flags)


@dataclass(frozen=True)
class CopyView:
    """A copy and where it lies."""

    file_id: int
    subject: int
    name: str
    content_type: str
    sha256: str
    path: Path

    def read(self) -> bytes:
        """What it holds."""
        return self.path.read_bytes()


def files(subject: int) -> tuple[FileView, ...]:
    """The files about a Thing, in the order in which they came."""
    rows = File.objects.filter(subject_id=subject).exclude(state="purged").order_by("id")
    return tuple(_view(row) for row in rows)


def file(file_id: int) -> FileView | None:
    """One file, or None."""
    row = File.objects.filter(pk=file_id).exclude(state="purged").first()
    return _view(row) if row else None


def waiting(after: int = 0, limit: int = 20) -> tuple[FileView, ...]:
    """Files that nobody judged yet, the oldest first, by keyset."""
    rows = File.objects.filter(state__in=["new", "rebuilt"], id__gt=after).order_by("id")[:limit]
    return tuple(_view(row) for row in rows)


def copy(file_id: int) -> CopyView | None:
    """The copy of a file that a person passed; None for every other."""
    return _copy(File.objects.filter(pk=file_id, state="passed").first())


def preview(file_id: int) -> CopyView | None:
    """The copy of a file for whoever judges it, passed or not."""
    rows = File.objects.filter(pk=file_id, state__in=["rebuilt", "passed", "refused"])
    return _copy(rows.first())


def original(file_id: int) -> bytes:
    """The original, for the locked tray and nobody else; empty where it was removed."""
    row = File.objects.filter(pk=file_id).exclude(path="").first()
    return whole(row.path).read_bytes() if row else b""


def _copy(row: File | None) -> CopyView | None:
    if row is None or not row.copy_path:
        return None
    path = whole(row.copy_path)
    return CopyView(row.pk, row.subject_id, row.copy_name, row.copy_type, row.copy_sha256, path)


def _view(row: File) -> FileView:
    return FileView(
        id=row.pk,
        subject=row.subject_id,
        message=row.message,
        name=row.name,
        content_type=row.content_type,
        size=row.size,
        state=row.state,
        flags=tuple(row.flags),
        problem=row.problem,
        received_at=row.received_at,
        copy_name=row.copy_name,
        copy_type=row.copy_type,
        judged_by=row.judged_by_id,
        judged_at=row.judged_at,
        because=row.because,
    )
