"""Rings of keys: backed up apart, and an erasure that no restore undoes."""

import shutil
from datetime import UTC, datetime

import pytest

from kachehri.engines.backup.keys_apart import back_up_keys, restore_keys
from kachehri.engines.backup.manifest import BackupProblem
from kachehri.engines.backup.rings import back_up_rings, restore_rings
from kachehri.engines.vault.keyring import KeyDestroyed, Ring

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)


@pytest.fixture
def var(settings, tmp_path):
    settings.VAR = tmp_path / "var"
    return settings.VAR


def test_rings_come_back_on_a_new_machine_for_their_owner_alone(var, tmp_path):
    sealed = {number: Ring("a").seal(number, b"words", "raw") for number in (1, 70_000)}
    folder = back_up_rings(out=tmp_path, var=var, at=AT)
    shutil.rmtree(var)
    assert restore_rings(folder=folder, var=var) == 2
    for number, row in sealed.items():
        assert Ring("a").open(number, *row, "raw") == b"words"
    for path in (var / "keys" / "rings" / "a").iterdir():
        assert path.stat().st_mode & 0o077 == 0


def test_what_was_erased_since_stays_erased_also_in_the_bytes(var, tmp_path):
    ring = Ring("a")
    sealed = ring.seal(1, b"words", "raw")
    kept = ring.seal(2, b"words", "raw")
    folder = back_up_rings(out=tmp_path, var=var, at=AT)
    ring.destroy([1])
    restore_rings(folder=folder, var=var)
    with pytest.raises(KeyDestroyed):
        Ring("a").open(1, *sealed, "raw")
    assert Ring("a").open(2, *kept, "raw") == b"words"
    block = (var / "keys" / "rings" / "a" / "00000000").read_bytes()
    assert block[32:64] == bytes(32)


def test_a_list_that_outlived_its_ring_still_counts(var, tmp_path):
    ring = Ring("a")
    sealed = ring.seal(1, b"words", "raw")
    folder = back_up_rings(out=tmp_path, var=var, at=AT)
    ring.destroy([1])
    (ring.folder / "00000000").unlink()
    restore_rings(folder=folder, var=var)
    with pytest.raises(KeyDestroyed):
        Ring("a").open(1, *sealed, "raw")


def test_a_block_with_other_keys_is_not_replaced_by_mistake(var, tmp_path):
    Ring("a").key(1)
    folder = back_up_rings(out=tmp_path, var=var, at=AT)
    shutil.rmtree(var)
    other = Ring("a").key(1)
    with pytest.raises(BackupProblem, match="other keys"):
        restore_rings(folder=folder, var=var)
    assert Ring("a").key(1) == other


def test_the_other_keys_are_backed_up_without_rings_and_put_back_beside_them(var, tmp_path):
    (var / "keys").mkdir(parents=True)
    (var / "keys" / "django").write_text("made up")
    key = Ring("a").key(1)
    folder = back_up_keys(out=tmp_path, var=var, at=AT)
    assert not list(folder.rglob("rings"))
    (var / "keys" / "django").write_text("another")
    old = restore_keys(folder=folder, var=var, at=AT, force=True)
    assert Ring("a").key(1) == key
    assert (var / "keys" / "django").read_text() == "made up"
    assert old is not None
    assert not (old / "rings").exists()


def test_without_rings_there_is_nothing_to_do(var, tmp_path):
    with pytest.raises(BackupProblem, match="no rings"):
        back_up_rings(out=tmp_path, var=var, at=AT)
    (var / "keys").mkdir(parents=True)
    (var / "keys" / "django").write_text("made up")
    folder = back_up_keys(out=tmp_path, var=var, at=AT)
    with pytest.raises(BackupProblem, match="no rings"):
        restore_rings(folder=folder, var=var)
