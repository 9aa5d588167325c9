"""Progress on a terminal and in the database."""

import io

import pytest
from django.db import transaction

from kachehri.engines.jobs import actions, queries
from kachehri.engines.jobs.progress import Row, Terminal

from .conftest import AT


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


class Screen(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_a_bar_with_the_count_and_the_step():
    clock, screen = Clock(), Screen()
    progress = Terminal(screen, clock)
    progress.start(4)
    clock.now += 1
    progress.advance(2)
    clock.now += 1
    progress.step("Drawing chart %(n)s", n=2)
    shown = screen.getvalue().split("\x1b[2K")[-1]
    assert shown == "[############............] 2/4  Drawing chart 2"


def test_a_pipe_stays_quiet():
    out = io.StringIO()
    progress = Terminal(out)
    progress.start(2)
    progress.advance()
    progress.close()
    assert out.getvalue() == ""


def test_what_comes_in_quick_succession_is_shown_once():
    clock, screen = Clock(), Screen()
    progress = Terminal(screen, clock)
    progress.start(1000)
    for _n in range(999):
        progress.advance()
    assert screen.getvalue().count("\x1b[2K") == 1


@pytest.mark.django_db(transaction=True)
def test_the_row_of_a_job_is_seen_by_others_while_the_work_is_one_transaction(editor, system):
    clock = Clock()
    number = actions.ask(kind="test-count", arguments={}, by=editor, at=AT)
    claim = actions.begin(job_id=number, at=AT)
    progress = Row(claim.job_id, claim.attempt, clock)
    with transaction.atomic():
        progress.start(8)
        clock.now += 1
        progress.step("Reading row %(row)s", row=2)
        clock.now += 1
        progress.advance(2)
        transaction.set_rollback(True)
    job = queries.job(editor, number)
    assert (job.done, job.total, job.percent, job.step) == (2, 8, 25, "Reading row 2")
    progress.close()


@pytest.mark.django_db(transaction=True)
def test_an_attempt_that_was_overtaken_shows_no_progress(editor, system):
    number = actions.ask(kind="test-count", arguments={}, by=editor, at=AT)
    slow = actions.begin(job_id=number, at=AT)
    actions.begin(job_id=number, at=AT)
    progress = Row(slow.job_id, slow.attempt)
    progress.start(8)
    progress.close()
    assert queries.job(editor, number).total is None
