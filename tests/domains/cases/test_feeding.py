"""The matters of a year become figures of evidence, beside what records say."""

from datetime import UTC, datetime, timedelta

import pytest
from tests import matters as standard
from tests import world

from kachehri.domains.cases.actions.feeding import give_figures
from kachehri.domains.cases.models import Case
from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.actions import declare
from kachehri.domains.evidence.models import Source
from kachehri.domains.evidence.queries import pairing
from kachehri.domains.people import actions as people
from kachehri.engines.accounts.queries import system_actor
from kachehri.packs.pakistan.indicators import INDICATORS

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture
def matters(kept_offices):
    found = kept_offices
    declare(indicators=INDICATORS, sources=(world.CENSUS,), by=found.setup, at=found.at)
    world.load([world.figure("PK713", "population", 10_000)])
    return found


def opened(matters, count, **more):
    return [
        standard.complaint(
            matters, **{"words": f"Hand pump {n} is broken.", "sender": f"sender {n}", **more}
        )
        for n in range(count)
    ]


def give(matters, at):
    return give_figures(year=YEAR, by=system_actor("importer", at), at=at)


def told(matters, code, **dims):
    found = evidence.values(concepts=[code], place_ids=[matters.larkana.id], dims=dims or {})
    return {one.method: one for one in found}


def test_matters_are_set_against_the_people_of_the_place(matters):
    opened(matters, 12)
    (outcome,) = give(matters, matters.at)
    assert not outcome.refused
    assert float(told(matters, "matters-10000")["admin"].value) == 12.0
    assert told(matters, "matters-10000", channel="web")["admin"].numerator == 12


def test_fewer_than_ten_are_not_told(matters):
    opened(matters, 9)
    give(matters, matters.at)
    assert told(matters, "matters-10000") == {}


def test_what_offices_say_and_what_people_say_stand_side_by_side(matters):
    cases = opened(matters, 20)
    later = matters.at + timedelta(days=3)
    ids = [one.id for one in cases]
    Case.objects.filter(id__in=ids).update(closed_as="mended", answered_at=later, closed_at=later)
    Case.objects.filter(id__in=ids[:12]).update(confirmed=True)
    Case.objects.filter(id__in=ids[12:16]).update(confirmed=False)
    give(matters, later)
    said = told(matters, "matters-relief")
    assert (float(said["admin"].value), float(said["perception"].value)) == (100.0, 75.0)
    (voice,) = pairing.voices(matters.larkana.id)
    assert (voice.subject.code, float(voice.gap.difference)) == ("matters-relief", -25.0)


def test_a_second_count_supersedes_the_first(matters):
    opened(matters, 12)
    give(matters, matters.at)
    opened(matters, 3, at=matters.at + timedelta(hours=1), place_id=matters.larkana.id)
    give(matters, matters.at + timedelta(days=1))
    assert [float(one.value) for one in told(matters, "matters-10000").values()] in ([15.0], [12.0])
    (outcome,) = give(matters, matters.at + timedelta(days=2))
    assert outcome.added + outcome.superseded == 0


def test_matters_in_the_locked_tray_are_not_counted(matters):
    cases = opened(matters, 12)
    Case.objects.filter(id__in=[one.id for one in cases[:5]]).update(moved_at=matters.at)
    give(matters, matters.at)
    assert told(matters, "matters-10000") == {}


def test_women_and_men_are_told_apart_where_both_are_enough(matters):
    for sex, count in (("female", 11), ("male", 10)):
        for n in range(count):
            person = people.register_person(sex=sex, by=matters.setup, at=matters.at)
            standard.complaint(
                matters, f"{sex} {n}: no water.", applicant_id=person, sender=f"{sex}{n}"
            )
    world.load(
        [
            world.figure("PK713", "population", 4_000, sex="female"),
            world.figure("PK713", "population", 6_000, sex="male"),
        ]
    )
    give(matters, matters.at)
    assert float(told(matters, "matters-10000", sex="female")["admin"].value) == 27.5


def test_a_year_that_is_over_is_final_and_the_running_one_provisional(matters):
    opened(matters, 12)
    give(matters, matters.at)
    assert told(matters, "matters-10000")["admin"].status == "P"
    give(matters, datetime(2027, 2, 1, tzinfo=UTC))
    assert told(matters, "matters-10000")["admin"].status == "A"


def test_figures_of_a_demonstration_say_that_they_are_made_up(matters):
    opened(matters, 12)
    give(matters, matters.at)
    title = Source.objects.get(code="kachehri-matters-2026").title
    assert "made up" not in title
    opened(matters, 1, words="Another one.", fields={"made_up": "yes"}, sender="other")
    give(matters, matters.at + timedelta(days=1))
    assert "made up" in Source.objects.get(code="kachehri-matters-2026").title
