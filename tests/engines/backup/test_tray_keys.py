"""The keys of the locked tray: a set of their own, and an erasure that a restore does not undo."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kachehri.engines.backup.keys_apart import back_up_keys, restore_keys
from kachehri.engines.backup.manifest import BackupProblem

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def var(tmp_path: Path) -> Path:
    tray = tmp_path / "var" / "keys" / "tray"
    tray.mkdir(parents=True)
    (tray.parent / "django").write_text("made up")
    (tray / "key").write_bytes(b"k" * 32)
    (tray / "erased").write_text("one\n")
    return tmp_path / "var"


def test_a_backup_of_the_keys_leaves_the_tray_s_out(var: Path, tmp_path: Path) -> None:
    folder = back_up_keys(out=tmp_path, var=var, at=AT)
    assert sorted(path.name for path in (folder / "keys").iterdir()) == ["django"]
    tray = back_up_keys(out=tmp_path, var=var, at=AT, holds="tray")
    assert sorted(path.name for path in (tray / "keys").iterdir()) == ["erased", "key"]


def test_putting_other_keys_back_leaves_the_tray_s_be(var: Path, tmp_path: Path) -> None:
    folder = back_up_keys(out=tmp_path, var=var, at=AT)
    (var / "keys" / "django").write_text("another")
    restore_keys(folder=folder, var=var, at=LATER, force=True)
    assert (var / "keys" / "django").read_text() == "made up"
    assert (var / "keys" / "tray" / "key").read_bytes() == b"k" * 32


def test_what_was_erased_stays_so_when_older_keys_of_the_tray_are_put_back(
    var: Path, tmp_path: Path
) -> None:
    folder = back_up_keys(out=tmp_path, var=var, at=AT, holds="tray")
    (var / "keys" / "tray" / "erased").write_text("one\ntwo\n")
    restore_keys(folder=folder, var=var, at=LATER, force=False)
    assert {"one", "two"} == set((var / "keys" / "tray" / "erased").read_text().split())
    assert (var / "keys" / "django").read_text() == "made up"


def test_another_key_of_the_tray_is_not_replaced_by_mistake(var: Path, tmp_path: Path) -> None:
    folder = back_up_keys(out=tmp_path, var=var, at=AT, holds="tray")
    (var / "keys" / "tray" / "key").write_bytes(b"o" * 32)
    with pytest.raises(BackupProblem):
        restore_keys(folder=folder, var=var, at=LATER, force=False)
    kept = restore_keys(folder=folder, var=var, at=LATER, force=True)
    assert kept is not None
    assert (kept / "key").read_bytes() == b"o" * 32
