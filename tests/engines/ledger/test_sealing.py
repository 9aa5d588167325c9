"""Every event is sealed once, whoever commits first, whoever seals, whatever is killed."""

import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection, connections, transaction

from kachehri.engines.ledger import sealing
from kachehri.engines.ledger.headfile import heads_path, lines
from kachehri.engines.ledger.heads import SignedHead
from kachehri.engines.ledger.leaves import leaf_content
from kachehri.engines.ledger.models import Event, Leaf, Pending, TreeHead
from kachehri.kernel.merkle import leaf_hash, root

from .events import AT, as_owner, check, codes, happen, seal, seal_once

pytestmark = pytest.mark.django_db(transaction=True, databases={"default", "owner", "auditor"})


def heads_of(var: Path) -> list[SignedHead]:
    return [line.head for line in lines(heads_path(var)) if line.head]


def test_events_become_leaves_in_the_order_of_their_ids_under_a_signed_root(tmp_path: Path) -> None:
    events = happen(7)
    assert seal(tmp_path) == 7
    leaves = list(Leaf.objects.order_by("index"))
    assert [leaf.event_id for leaf in leaves] == [event.pk for event in events]
    [head] = heads_of(tmp_path)
    assert (head.size, head.root) == (7, root(leaf_hash(leaf_content(e)) for e in events))
    assert Pending.objects.count() == 0
    assert check(tmp_path).proved


def test_batches_grow_one_log_with_a_head_each(tmp_path: Path) -> None:
    happen(7)
    assert seal(tmp_path, batch=3) == 7
    happen(2)
    assert seal(tmp_path) == 2
    assert [head.size for head in heads_of(tmp_path)] == [3, 6, 7, 9]
    assert check(tmp_path).sealed == 9


def test_nothing_new_makes_no_head(tmp_path: Path) -> None:
    assert seal(tmp_path) == 0
    happen()
    seal(tmp_path)
    assert seal(tmp_path) == 0
    assert len(heads_of(tmp_path)) == 1


def test_the_content_of_a_leaf_is_this_text_and_no_other(tmp_path: Path) -> None:
    [event] = happen()
    event.refresh_from_db()
    thing = event.thing_id
    assert leaf_content(event).decode() == (
        f'{{"actor":{thing},"at":"2026-03-02T09:00:00.000000Z","id":{event.pk},'
        f'"refs":{{"i":0}},"thing":{thing},"verb":"test.happened"}}'
    )


def other_session() -> Any:
    """A second connection of the application, in a transaction of its own."""
    where = connection.settings_dict
    return psycopg.connect(
        host=where["HOST"],
        port=where["PORT"],
        dbname=where["NAME"],
        user=where["USER"],
        password=where["PASSWORD"],
    )


INSERT = (
    "INSERT INTO ledger_event (at, verb, refs, actor_id, thing_id) VALUES (%s, %s, '{}', %s, %s)"
)


def test_transactions_that_commit_in_reverse_order_are_both_sealed(tmp_path: Path) -> None:
    [about] = happen()
    seal(tmp_path)
    with other_session() as first, other_session() as second:
        first.execute(INSERT, [AT, "test.first", about.thing_id, about.thing_id])
        second.execute(INSERT, [AT, "test.second", about.thing_id, about.thing_id])
        second.commit()
        assert seal_once(tmp_path) == 0, "the older transaction still runs"
        first.commit()
    assert seal(tmp_path) == 2
    verbs = dict(Event.objects.values_list("pk", "verb"))
    order = [verbs[x] for x in Leaf.objects.order_by("index").values_list("event_id", flat=True)]
    assert order == ["test.happened", "test.first", "test.second"]
    assert check(tmp_path).proved


def test_a_transaction_that_rolls_back_leaves_nothing_to_seal(tmp_path: Path) -> None:
    [about] = happen()
    with other_session() as other:
        other.execute(INSERT, [AT, "test.undone", about.thing_id, about.thing_id])
        other.rollback()
    assert seal(tmp_path) == 1
    assert check(tmp_path).proved


@pytest.mark.parametrize("ahead", [10**9, 10**12])
def test_rows_restored_from_another_server_are_sealed(tmp_path: Path, ahead: int) -> None:
    happen(2)
    with as_owner() as owner:
        owner.execute("UPDATE ledger_pending SET xid = %s", [ahead])
    assert seal(tmp_path) == 2


def test_two_sealers_at_once_seal_everything_once(tmp_path: Path) -> None:
    happen(300)
    sealed: list[int] = []

    def work() -> None:
        try:
            sealed.append(seal(tmp_path, batch=20))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(sealed) == 300
    assert [head.size for head in heads_of(tmp_path)] == list(range(20, 301, 20))
    assert check(tmp_path).proved


KILLED = """
import os, signal, sys, time
from datetime import datetime, UTC
from pathlib import Path
import django
django.setup()
from django.db import transaction
from kachehri.engines.ledger import headfile, sealing

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

def half(handle, data):
    real(handle, data[:len(data) // 2])
    os.fsync(handle)
    die()

step, var = sys.argv[1], Path(sys.argv[2])
if step == "before the commit":
    sealing.store_head = die
if step == "before the head is written":
    done = sealing.seal_batch
    sealing.seal_batch = lambda **kw: done(**kw) and die()
if step == "while the head is written":
    real = os.write
    headfile.os.write = half
while True:
    sealing.seal_all(at=datetime(2026, 3, 2, tzinfo=UTC), var=var)
    time.sleep(0.05)
"""


@pytest.mark.slow
@pytest.mark.faults
@pytest.mark.parametrize(
    ("step", "committed"),
    [
        ("before the commit", 2),
        ("before the head is written", 5),
        ("while the head is written", 5),
    ],
)
def test_a_sealer_killed_at_any_step_loses_nothing(
    tmp_path: Path, step: str, committed: int
) -> None:
    happen(2)
    seal(tmp_path)
    happen(3)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, step, str(tmp_path)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "kachehri.site.settings"},
        timeout=60,
    )
    assert killed.returncode == -9
    assert Leaf.objects.count() == committed
    assert [head.size for head in heads_of(tmp_path)] == [2], "nothing but whole heads is read"
    assert check(tmp_path).proved, "nothing is wrong in between"

    seal(tmp_path)
    assert [head.size for head in heads_of(tmp_path)] == [2, 5]
    assert check(tmp_path).proved


def test_a_head_is_never_in_the_file_before_its_transaction_is_committed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    happen()
    with as_owner() as owner:
        owner.execute("UPDATE ledger_pending SET xid = %s", [10**12])

    def fails(*args: Any) -> None:
        raise OSError("made up")

    monkeypatch.setattr(sealing, "store_head", fails)
    with pytest.raises(OSError, match="made up"):
        seal(tmp_path)
    assert heads_of(tmp_path) == []
    assert Leaf.objects.count() == 0
    assert Pending.objects.count() == 1


def test_a_lost_file_of_heads_is_written_again_from_the_database(tmp_path: Path) -> None:
    for _ in range(3):
        happen()
        seal(tmp_path)
    before = heads_path(tmp_path).read_text()
    heads_path(tmp_path).unlink()
    seal(tmp_path)
    assert heads_path(tmp_path).read_text() == before


def test_after_an_older_copy_was_restored_new_heads_are_written_and_the_loss_is_shown(
    tmp_path: Path,
) -> None:
    for count in (1, 2):
        happen(count)
        seal(tmp_path)
    with as_owner() as owner:
        owner.execute("DELETE FROM ledger_treehead WHERE size > 1")
        owner.execute("DELETE FROM ledger_leaf WHERE index > 0")
        owner.execute("DELETE FROM ledger_event WHERE id > (SELECT min(id) FROM ledger_event)")
    happen(2)
    seal(tmp_path)
    seal(tmp_path)
    assert [head.size for head in heads_of(tmp_path)] == [1, 3, 3]
    assert codes(check(tmp_path)) == ["root-differs"]


def test_nothing_is_sealed_on_top_of_a_changed_head(tmp_path: Path) -> None:
    happen(3)
    seal(tmp_path)
    with as_owner() as owner:
        owner.execute("UPDATE ledger_treehead SET frontier = '\\x00'")
    happen()
    with as_owner() as owner:
        owner.execute("UPDATE ledger_pending SET xid = %s", [10**12])
    with pytest.raises(sealing.LogDamaged):
        seal_once(tmp_path)


def test_heads_are_kept_in_the_database_as_in_the_file(tmp_path: Path) -> None:
    happen()
    seal(tmp_path)
    assert list(sealing.stored(TreeHead.objects.all())) == heads_of(tmp_path)


def test_sealing_waits_for_nobody_who_only_reads(tmp_path: Path) -> None:
    happen()
    with other_session() as reader:
        reader.execute("SELECT count(*) FROM ledger_event")
        assert seal(tmp_path) == 1
    assert transaction.get_autocommit()
