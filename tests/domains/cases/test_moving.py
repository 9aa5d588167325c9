"""Steps of a matter, by the flow table."""

from datetime import timedelta

import pytest
from tests import matters as standard

from kachehri.domains.cases import actions, queries
from kachehri.domains.cases.kinds import CaseProblem, Filter, Overtaken
from kachehri.domains.cases.models import Case
from kachehri.engines.access.reading import Refused
from kachehri.engines.flow import queries as clocks
from kachehri.engines.ledger import queries as ledger
from kachehri.engines.post import queries as post

LATER = timedelta(hours=1)


def done(matters, case, **content):
    given = {"outcome": "mended", "because": "A new handle.", **content}
    return standard.step(matters, case, "report-done", **given)


def move(matters, case, key, *, by=None, at=None, **more):
    return actions.move(
        case_id=case.id, version=case.version, move=key, by=by or matters.officer,
        at=at or matters.at + LATER, **more,
    )  # fmt: skip


def test_a_matter_runs_to_its_confirmed_end_and_each_step_leaves_line_event_and_message(matters):
    case = standard.complaint(matters, applicant_id=matters.people["man"])
    case = standard.step(matters, case, "take-up")
    case = done(matters, case)
    assert (case.is_open, case.closed_as, case.due_at) == (False, "mended", None)
    case = move(matters, case, "confirm", by=matters.citizen, secret=case.secret)
    assert (case.state, case.confirmed) == ("confirmed", True)
    lines = queries.timeline(case, matters.officer)
    assert [line.what for line in lines] == ["opened", "take-up", "report-done", "confirm"]
    assert [line.side for line in lines] == ["applicant", "office", "office", "applicant"]
    verbs = [event.verb for event in ledger.events(about=case.thing_id)]
    assert verbs.count("cases.moved") == 3
    sent = post.messages(case.thing_id)
    assert len({one.words for one in sent if one.channel == "sms"}) == 3
    assert all(one.state == "stopped" for one in clocks.clocks([case.thing_id])[case.thing_id])


def test_an_officer_of_another_office_is_refused(matters):
    case = standard.complaint(matters)
    with pytest.raises(Refused):
        move(matters, case, "take-up", by=matters.other_officer)


def test_the_applicant_needs_the_right_secret(matters):
    case = done(matters, standard.complaint(matters))
    with pytest.raises(Refused):
        move(matters, case, "confirm", by=matters.citizen)
    with pytest.raises(Refused):
        move(matters, case, "confirm", by=matters.citizen, secret="a" * 12)


def test_a_step_of_the_program_alone_is_refused_to_people(matters):
    case = done(matters, standard.complaint(matters))
    for by in (matters.officer, matters.citizen):
        with pytest.raises(Refused):
            move(matters, case, "lapse", by=by)
    assert move(matters, case, "lapse", by=matters.clock).state == "lapsed"


def test_what_a_step_asks_for_is_looked_at_field_by_field(matters):
    case = standard.complaint(matters)
    with pytest.raises(CaseProblem) as problem:
        move(matters, case, "refuse", content={"outcome": "made-up"})
    assert set(problem.value.problems) == {"outcome", "because"}


def test_whoever_comes_second_is_told_what_the_first_one_did(matters):
    case = standard.complaint(matters)
    standard.step(matters, case, "take-up")
    with pytest.raises(Overtaken) as overtaken:
        move(matters, case, "take-up")
    assert [line.what for line in overtaken.value.moves] == ["take-up"]
    assert overtaken.value.case.state == "working"


def test_a_contested_end_opens_again_with_the_higher_officer(matters):
    case = done(matters, standard.complaint(matters))
    first = case.officer_id
    case = move(
        matters, case, "contest", by=matters.citizen, secret=case.secret,
        content={"still_wrong": "No water comes."},
    )  # fmt: skip
    assert (case.is_open, case.confirmed, case.closed_at) == (True, False, None)
    assert case.officer_id not in (None, first)
    assert case.due_at is not None
    rates = queries.rates(Filter())
    assert (rates.closed, rates.contested, rates.confirmed) == (0, 1, 0)


def test_asking_the_citizen_stops_the_clock_and_their_message_starts_it_again(matters):
    case = standard.complaint(matters, applicant_id=matters.people["man"])
    case = standard.step(matters, case, "ask", question="Which pump is it?")
    assert case.due_at is None
    case = actions.add_message(
        case_id=case.id, words="The one at the school.", by=matters.citizen,
        at=matters.at + timedelta(days=2),
    )  # fmt: skip
    assert case.state == "working"
    assert case.due_at is not None


def test_a_matter_passed_on_keeps_its_clock(matters):
    case = standard.complaint(matters)
    passed = standard.step(matters, case, "forward", to_body="larkana-police")
    assert passed.body_id == matters.bodies["police"]
    assert passed.due_at == case.due_at
    assert queries.desk_list(matters.officer).rows == ()
    assert len(queries.desk_list(matters.other_officer).rows) == 1


def test_silence_becomes_a_state_with_a_remedy_and_the_next_matter_has_its_own_clock(matters):
    request = standard.cases(matters)["request"]
    flow_day = request.due_at + timedelta(minutes=1)
    from kachehri.engines.flow import actions as flow

    assert flow.tick(by=matters.clock, at=flow_day) >= 1
    silent = queries.by_id(request.id)
    assert "silent" in silent.tags
    child = actions.take_remedy(
        case_id=silent.id, remedy="internal-review", by=matters.citizen, secret=silent.secret,
        at=flow_day + LATER,
    )  # fmt: skip
    assert (child.parent_id, child.kind) == (request.id, "internal-review")
    assert child.due_at is not None
    assert child.applicant_id == request.applicant_id


def test_the_next_matter_is_as_private_and_goes_to_the_tray_with_the_first(matters):
    request = standard.cases(matters)["request"]
    from kachehri.engines.flow import actions as flow

    until = (request.due_at + timedelta(days=90)).date()
    Case.objects.filter(pk=request.id).update(is_private=True, embargo_until=until)
    at = request.due_at + timedelta(minutes=1)
    flow.tick(by=matters.clock, at=at)
    child = actions.take_remedy(
        case_id=request.id, remedy="internal-review", by=matters.citizen, secret=request.secret,
        at=at + LATER,
    )  # fmt: skip
    kept = queries.by_id(child.id)
    assert (kept.is_private, kept.embargo_until) == (True, until)
    actions.divert(case_id=child.id, because="Danger.", by=matters.clock, at=at + LATER)
    assert queries.by_id(request.id) is None


def test_a_late_matter_climbs_the_ladder_until_somebody_acts(matters):
    from kachehri.engines.flow import actions as flow

    case = standard.complaint(matters)
    late = case.due_at + timedelta(minutes=1)
    flow.tick(by=matters.clock, at=late)
    one = queries.by_id(case.id)
    assert one.rung == 1
    flow.tick(by=matters.clock, at=late)
    assert queries.by_id(case.id).rung == 1
    flow.tick(by=matters.clock, at=late + timedelta(days=11))
    assert queries.by_id(case.id).rung == 2
    assert queries.rates(Filter()).late == 1
    assert len(queries.desk_list(matters.officer, Filter(overdue=True)).rows) == 1


def test_many_are_moved_each_by_itself(matters):
    cases = [standard.complaint(matters, f"The pump number {n} is broken.") for n in range(3)]
    done(matters, cases[1])
    found = actions.move_many(
        case_ids=[one.id for one in cases], move="take-up", by=matters.officer,
        at=matters.at + LATER,
    )  # fmt: skip
    assert [bool(one.problem) for one in found] == [False, True, False]
    assert queries.by_id(cases[2].id).state == "working"
