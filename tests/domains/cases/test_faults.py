"""Programs that die between two steps, two officers at once, a clock set back, hostile words."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from tests import forked
from tests import matters as standard

from kachehri.domains.cases import actions, queries
from kachehri.domains.cases.kinds import Filter, Overtaken
from kachehri.domains.cases.models import Case, Entry, Found, Tally
from kachehri.engines.flow.models import Clock
from kachehri.engines.ledger.models import Event
from kachehri.engines.post.models import Message
from kachehri.engines.quarantine.models import File

from . import intake_process
from .intake_process import STEPS

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
KILLED = -9
TABLES = (Case, Entry, Found, Tally, Clock, Message, File)
HOSTILE = (
    "'; DROP TABLE cases_case; --",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "{{ 7*7 }} {% include 'x' %} %(number)s %s {0}",
    "\x00\x01 null and control \x7f",
    "\u202e right to left \ufeff",
    "\ud800 half a pair",
    "a' & !b | (c <-> d):* \\",
)


def program(work, step, number=""):
    """Run the program of its own; its exit code."""
    code = forked.run(intake_process.main, work, step, str(number))
    assert code in (0, KILLED)
    return code


def counts():
    """How many rows each table has, and how many events there are of matters."""
    found = {model.__name__: model.objects.count() for model in TABLES}
    return found | {"Event": Event.objects.filter(verb__startswith="cases.").count()}


def test_an_intake_that_is_killed_anywhere_leaves_nothing_or_everything_and_may_be_repeated(
    kept_offices,
):
    before = counts()
    for step in STEPS["open"]:
        assert program("open", step) == KILLED, step
        assert counts() == before, step
    assert program("open", "never") == 0
    whole = counts()
    assert (whole["Case"], whole["Entry"], whole["File"], whole["Event"]) == (1, 1, 1, 1)
    assert program("open", "never") == 0
    assert counts() == whole


def test_a_step_that_is_killed_anywhere_is_made_once_and_told_once(kept_offices):
    matters = kept_offices
    case = standard.complaint(matters, applicant_id=matters.people["man"])
    before = counts()
    for step in STEPS["move"]:
        assert program("move", step, case.number) == KILLED, step
        assert counts() == before, step
        assert queries.by_id(case.id) == queries.case(case.number)
        assert queries.by_id(case.id).version == case.version
    assert program("move", "never", case.number) == 0
    assert queries.by_id(case.id).state == "withdrawn"
    assert counts()["Entry"] == before["Entry"] + 1


def test_of_two_officers_at_once_one_moves_and_the_other_is_told(kept_offices):
    matters = kept_offices
    case = standard.complaint(matters)
    outcomes = []
    start = threading.Barrier(2)

    def one():
        try:
            start.wait(10)
            actions.move(
                case_id=case.id, version=case.version, move="take-up", by=matters.officer,
                at=matters.at,
            )  # fmt: skip
            outcomes.append("moved")
        except Overtaken as overtaken:
            outcomes.append([line.what for line in overtaken.moves])
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(outcomes, key=str) == sorted(["moved", ["take-up"]], key=str)
    assert Entry.objects.filter(case_id=case.id, what="take-up").count() == 1


def test_the_same_complaint_sent_at_once_by_one_sender_is_one_matter(kept_offices):
    matters = kept_offices
    found = []

    def one():
        try:
            found.append(standard.complaint(matters, sender="0300"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len({case.id for case in found}) == 1
    assert sum(case.is_again for case in found) == 3


def test_a_flood_of_one_sender_is_cheap_and_does_not_lock_a_shared_phone_out(kept_offices):
    matters = kept_offices
    first = standard.complaint(matters, sender="0300")
    with CaptureQueriesContext(connection) as asked:
        for _ in range(200):
            assert standard.complaint(matters, sender="0300").id == first.id
    assert len(asked) / 200 < 12
    other = standard.complaint(matters, "The school has no teacher.", sender="0300")
    assert other.id != first.id
    assert Case.objects.count() == 2


def test_a_clock_that_was_set_back_does_no_harm(kept_offices):
    matters = kept_offices
    case = standard.complaint(matters)
    case = standard.step(matters, case, "take-up")
    earlier = matters.at - timedelta(days=3)
    moved = actions.move(
        case_id=case.id, version=case.version, move="report-done", by=matters.officer, at=earlier,
        content={"outcome": "mended", "because": "Mended."},
    )  # fmt: skip
    assert moved.changed_at >= case.changed_at
    assert [line.what for line in queries.timeline(moved, matters.officer)][-1] == "report-done"
    assert queries.desk_list(matters.officer, order="changed").rows[0].id == case.id


@pytest.mark.parametrize("words", HOSTILE)
def test_sql_and_html_in_every_field_are_only_words(kept_offices, words):
    matters = kept_offices
    case = actions.open_case(
        kind="complaint", place_id=matters.taluka.id, words=f"Water {words}", title=words,
        spot=words, category="hand-pump", sender=words, language="en", by=matters.citizen,
        at=matters.at, fields={"since_when": words, "unknown": words},
    )  # fmt: skip
    actions.note(case_id=case.id, words=words or "x", by=matters.officer, at=matters.at)
    actions.support(case_id=case.id, who=words, by=matters.citizen, at=matters.at)
    actions.add_paper(
        case_id=case.id, kind="reply", number=words, brought_by=words, witness=words, words=words,
        by=matters.counter, at=matters.at,
    )  # fmt: skip
    actions.moderate(
        case_id=case.id, verdict="passed", because=words, by=matters.moderator, at=matters.at
    )
    for filter in (Filter(text=words), Filter(kind=words, state=words, category=words, tag=words)):
        queries.public_list(filter, after=words)
        queries.desk_list(matters.officer, filter, "clock", words)
        queries.desk_list(matters.officer, filter, "new", words)
        queries.public_map(filter)
        queries.rates(filter)
    queries.nearby(matters.taluka.id, words, words=words)
    assert queries.by_secret(words) is None
    assert Case.objects.count() == 1
