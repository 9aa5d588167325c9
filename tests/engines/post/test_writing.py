"""What a server's requests bring in is committed together before any of them goes on."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, connections

from kachehri.engines.jobs import together
from kachehri.engines.post import writing
from kachehri.engines.post.actions import arriving
from kachehri.engines.post.models import Arrival

from .conftest import AT

pytestmark = pytest.mark.django_db(transaction=True)
BREAK = """
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()
      and backend_type = 'client backend' and query like '%post_arrival%'
"""


@pytest.fixture
def serving():
    together.begin()
    yield
    together.end()


def accept(number, *, channel="sms"):
    try:
        writing.accept(
            channel=channel, gateway="g", external=str(number), raw=b"pani", content_type="t",
            headers={"sender": "+920000000001"}, at=AT,
        )  # fmt: skip
    except (writing.Away, DatabaseError) as problem:
        return problem
    finally:
        connections.close_all()


def all_at_once(*asked):
    with ThreadPoolExecutor(len(asked)) as pool:
        return list(pool.map(lambda one: accept(one[0], channel=one[1]), asked))


def kept():
    return sorted(Arrival.objects.values_list("external", flat=True))


def write_slowly(monkeypatch):
    """Count the rows of each INSERT, which takes a moment, so that others come meanwhile."""
    sizes = []

    def slow(rows):
        sizes.append(len(rows))
        time.sleep(0.1)
        return arriving.write(rows)

    monkeypatch.setattr(writing, "write", slow)
    return sizes


def test_many_are_written_together_and_each_is_committed(serving, monkeypatch):
    sizes = write_slowly(monkeypatch)
    assert all_at_once(*((number, "sms") for number in range(30))) == [None] * 30
    assert kept() == sorted(map(str, range(30)))
    assert sum(sizes) == 30
    assert len(sizes) < 10


def test_it_is_committed_when_a_request_goes_on(serving):
    for number in range(5):
        assert accept(number) is None
        assert Arrival.objects.filter(external=str(number)).exists()


def test_the_same_twice_is_one(serving, monkeypatch):
    write_slowly(monkeypatch)
    assert all_at_once(*(("a", "sms") for _ in range(12))) == [None] * 12
    assert accept("a") is None
    assert kept() == ["a"]


def test_one_that_cannot_be_kept_takes_no_other_with_it(serving, monkeypatch):
    write_slowly(monkeypatch)
    asked = [(number, "sms") for number in range(8)]
    told = all_at_once(*asked, ("bad", "a channel too long"), ("more", "sms"))
    assert [one for one in told if one is None] == [None] * 9
    assert type(told[8]).__name__ == "DataError"
    assert kept() == sorted([*map(str, range(8)), "more"])


def test_a_broken_connection_is_replaced(serving):
    assert accept("before") is None
    with connection.cursor() as cursor:
        cursor.execute(BREAK)
        assert cursor.rowcount >= 1
    assert accept("after") is None
    assert kept() == ["after", "before"]


def test_while_the_database_is_away_all_are_sent_back_and_then_taken(serving, monkeypatch):
    from django.db.backends.postgresql.base import DatabaseWrapper
    from django.db.utils import OperationalError

    def away(self, params):
        raise OperationalError("away")

    with monkeypatch.context() as patch:
        patch.setattr(DatabaseWrapper, "get_new_connection", away)
        told = all_at_once(*((number, "sms") for number in range(6)))
    assert {type(one) for one in told} == {writing.Away}
    assert all_at_once(*((number, "sms") for number in range(6))) == [None] * 6


def test_a_full_queue_and_a_slow_database_send_back(serving, monkeypatch):
    go = threading.Event()
    monkeypatch.setattr(writing.ARRIVALS, "room", 2)
    monkeypatch.setattr(writing.ARRIVALS, "patience", 0.3)
    monkeypatch.setattr(writing, "write", lambda rows: go.wait(20))
    told = all_at_once(*((number, "sms") for number in range(8)))
    assert {type(one) for one in told} == {writing.Away}
    assert {str(one) for one in told} == {"too many wait", "it took too long"}
    go.set()


def test_a_writer_that_died_is_started_again(serving, monkeypatch):
    monkeypatch.setattr(writing.ARRIVALS, "patience", 0.3)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    with monkeypatch.context() as patch:
        patch.setattr(writing.ARRIVALS, "_settle", lambda batch: 1 / 0)
        assert isinstance(accept("a"), writing.Away)
    monkeypatch.setattr(writing.ARRIVALS, "patience", 10)
    assert accept("a") is None


def test_an_ended_writer_leaves_nothing_behind(serving):
    accept("a")
    together.end()
    assert not [one for one in threading.enumerate() if one.name == "arrivals"]
    assert accept("b") is None
    assert kept() == ["a", "b"]
