"""Work in the field: assignments, second visits, flags raised and judged."""

from datetime import date, timedelta

import pytest
from tests import surveys as standard
from tests.surveys import Surveys

from kachehri.domains.forms import actions
from kachehri.domains.forms.queries import field
from kachehri.engines.access.reading import Refused
from kachehri.kernel.messages import InputProblem

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def surveys() -> Surveys:
    return standard.build()


def out(surveys: Surveys, name: str) -> int:
    return actions.send_out(
        project_id=surveys.project_id, name=name, by=surveys.manager, at=surveys.at
    ).id


def interviews(
    surveys: Surveys, collector: int, count: int, start: int = 0, **more: object
) -> list[int]:
    """Honest ones: each of its own time, place and answers."""
    return [
        standard.send(
            surveys, f"uuid:{collector:04d}-{number:04d}", collector_id=collector, read=False,
            started=f"2026-11-02T{8 + number % 3:02d}:{number * 3 % 60:02d}:00.000+05:00",
            ended=f"2026-11-02T{8 + number % 3:02d}:{number * 3 % 60 + 2:02d}:59.000+05:00",
            spot=(27.4 + number / 1000, 68.1, 40.0, 5.0), age=20 + number, income=1000.0 * number,
            **more,
        )
        for number in range(start, start + count)
    ]  # fmt: skip


def read(surveys: Surveys) -> None:
    actions.read_submissions(by=surveys.worker, at=surveys.at, most=500)


def test_an_assignment_shows_how_far_its_enumerator_is(surveys: Surveys) -> None:
    form, at = surveys.household, surveys.at
    mine = out(surveys, "Made-up Enumerator")
    number = actions.assign(
        form_id=form.id, collector_id=mine, target=40, a_day=5, from_day=date(2026, 11, 1),
        place_id=surveys.larkana.id, by=surveys.manager, at=at,
    )  # fmt: skip
    interviews(surveys, mine, 3)
    read(surveys)
    (one,) = field.progress(form.id, at)
    assert (one.name, one.done, one.today, one.target, one.a_day, one.is_open) == (
        "Made-up Enumerator", 3, 3, 40, 5, True,
    )  # fmt: skip
    (tomorrow,) = field.progress(form.id, at + DAY)
    assert tomorrow.today == 0
    places = {one.place_id: one for one in field.by_place(form.id)}
    assert places[surveys.larkana.id].target == 40
    assert sum(one.done for one in places.values()) == 3
    actions.end_assignment(assignment_id=number, by=surveys.manager, at=at)
    actions.end_assignment(assignment_id=number, by=surveys.manager, at=at)
    assert field.assignments(form.id) == ()
    assert len(field.assignments(form.id, ended=True)) == 1


def test_an_assignment_is_of_the_project_and_has_a_target(surveys: Surveys) -> None:
    mine = out(surveys, "Made-up Enumerator")
    words = {"form_id": surveys.household.id, "collector_id": mine, "at": surveys.at}
    for target, until in ((0, None), (5, date(2026, 10, 1))):
        with pytest.raises(InputProblem):
            actions.assign(
                **words, target=target, from_day=date(2026, 11, 1), until_day=until,
                by=surveys.manager,
            )  # fmt: skip
    with pytest.raises(Refused):
        actions.assign(**words, target=5, from_day=date(2026, 11, 1), by=surveys.enumerator)


def test_a_wrong_clock_and_a_missing_position_are_flagged_as_answers_are_read(
    surveys: Surveys,
) -> None:
    mine = out(surveys, "Made-up Enumerator")
    number = standard.send(
        surveys, collector_id=mine, spot=None, started="2011-01-01T10:00:00.000+05:00",
        ended="2011-01-01T10:21:00.000+05:00",
    )  # fmt: skip
    assert [one.kind for one in field.flags_of(number)] == ["no-position", "clock"]
    assert field.flag_counts(surveys.household.id) == {"no-position": 1, "clock": 1}


def test_honest_interviews_raise_no_flag_and_copied_ones_do(surveys: Surveys) -> None:
    mine, other = out(surveys, "First Made-up"), out(surveys, "Second Made-up")
    form, by, at = surveys.household, surveys.manager, surveys.at
    interviews(surveys, mine, 4)
    read(surveys)
    assert actions.look_over(form_id=form.id, by=by, at=at) == 0
    copied = interviews(surveys, other, 1)
    read(surveys)
    assert actions.look_over(form_id=form.id, by=by, at=at) == 1
    (one,) = field.flags(form.id)
    assert (one.submission_id, one.kind, one.collector_id) == (copied[0], "duplicate", other)
    assert one.other_id is not None
    # What was judged stays judged, however often it is looked over.
    actions.judge_flag(flag_id=one.id, verdict="wrong", by=by, at=at)
    assert actions.look_over(form_id=form.id, by=by, at=at) == 0
    assert field.flags(form.id) == ()
    (judged,) = field.flags(form.id, judged=True)
    assert judged.verdict == "wrong"
    assert {one.wrong for one in field.progress(form.id, at)} == {0, 1}
    with pytest.raises(Refused):
        actions.judge_flag(flag_id=one.id, verdict="fine", by=surveys.enumerator, at=at)


def test_a_second_visit_is_drawn_again_alike_and_compared_by_question(surveys: Surveys) -> None:
    first, second = out(surveys, "First Made-up"), out(surveys, "Second Made-up")
    form, by, at = surveys.household, surveys.manager, surveys.at
    interviews(surveys, first, 10)
    again = interviews(surveys, second, 2, start=20, council="uc1")
    read(surveys)
    drawn = actions.draw_back_checks(
        form_id=form.id, share=0.2, seed=7, collector_id=second, by=by, at=at
    )
    assert drawn == 2
    assert actions.draw_back_checks(
        form_id=form.id, share=0.2, seed=7, collector_id=second, by=by, at=at
    ) == 0  # fmt: skip
    check = field.back_checks(form.id)[0]
    assert {one[0] for one in field.second_visits(check)} == set(again)
    with pytest.raises(InputProblem):
        actions.compare_back_check(check_id=check.id, second_id=check.submission_id, by=by, at=at)
    same_person = next(one for one in field.back_checks(form.id) if one.id != check.id)
    with pytest.raises(InputProblem):
        actions.compare_back_check(
            check_id=check.id, second_id=same_person.submission_id, by=by, at=at
        )
    actions.compare_back_check(check_id=check.id, second_id=again[0], by=by, at=at)
    done = field.back_check(check.id)
    assert done is not None
    assert set(done.differing) == {"/data/home/age", "/data/home/income", "/data/home/council"}
    assert (done.asked, done.same) == (6, 3)
    people = {one.name: one for one in field.progress(form.id, at)}
    assert (people["First Made-up"].checked, people["First Made-up"].agreed) == (1, 0.5)


def test_refusals_of_a_person_are_told_as_a_share(surveys: Surveys) -> None:
    mine = out(surveys, "Made-up Enumerator")
    interviews(surveys, mine, 2, taluka="dk")
    read(surveys)
    assert 0 < field.refusals(surveys.household.id, mine) < 1
