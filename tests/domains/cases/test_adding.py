"""Papers, supporters, duplicates, hand-overs, feedback, templates, intake by field."""

from datetime import timedelta

import pytest
from tests import matters as standard

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import actions, queries
from kachehri.domains.cases.kinds import CaseProblem, Filter
from kachehri.engines.access.reading import Refused
from kachehri.engines.flow import queries as clocks
from kachehri.engines.post import queries as post

LATER = timedelta(hours=1)


def paper(matters, case, kind, **more):
    return actions.add_paper(
        case_id=case.id, kind=kind, by=matters.counter, at=matters.at + timedelta(days=9), **more
    )


@pytest.mark.parametrize("kind", ["receipt", "receipt-refused", "acknowledgement"])
def test_a_letter_waits_for_its_receipt_and_a_refused_one_starts_the_clock_all_the_same(
    matters, kind
):
    case = standard.complaint(matters, by=matters.counter, channel="letter", awaits_receipt=True)
    assert case.due_at is None
    on = matters.at.date() + timedelta(days=3)
    case = paper(matters, case, kind, on=on, numbering="registered-post", number="RGL 12")
    assert case.due_at is not None
    started = clocks.clocks([case.thing_id])[case.thing_id][0].started_at
    assert started.date() == on
    assert [one.number for one in queries.papers(case.id)] == ["RGL 12"]


def test_a_refused_receipt_needs_a_witness_or_the_number_of_the_post(matters):
    case = standard.complaint(matters)
    with pytest.raises(CaseProblem) as problem:
        paper(matters, case, "receipt-refused")
    assert set(problem.value.problems) == {"witness"}
    assert paper(matters, case, "receipt-refused", witness="Made-up Witness").due_at


def test_counter_staff_enter_for_others_and_the_author_stays_the_author(matters):
    case = standard.complaint(
        matters, by=matters.counter, applicant_id=matters.people["woman"], channel="counter"
    )
    assert case.applicant_id == matters.people["woman"]
    assert case.entered_by_id == matters.counter.thing_id
    assert queries.timeline(case, matters.counter)[0].side == "counter"


def test_what_is_wrong_at_intake_is_said_field_by_field(matters):
    with pytest.raises(CaseProblem) as problem:
        actions.open_case(
            kind="complaint", place_id=10**9, words="?!", category="made-up", point=(500, 0),
            channel="pigeon", applicant_id=10**9, by=matters.citizen, at=matters.at,
            filed_at=matters.at + LATER,
        )  # fmt: skip
    assert set(problem.value.problems) == {
        "place", "words", "category", "point", "channel", "applicant", "filed_at",
    }  # fmt: skip


def test_me_too_is_counted_once_for_each_and_names_nobody(matters):
    case = standard.complaint(matters)
    for who in ("0300", "0301", "0300"):
        count = actions.support(case_id=case.id, who=who, by=matters.citizen, at=matters.at)
    assert count == 2


def test_a_duplicate_is_suggested_joined_and_its_people_counted(matters):
    first = standard.complaint(matters, "The hand pump near the school is broken.")
    again = standard.complaint(matters, "Hand pump at the school broken, no water.")
    other = standard.complaint(matters, "We want a new pipe to the clinic.")
    assert [one.case.id for one in queries.duplicates(again)] == [first.id]
    joined = actions.join_duplicate(
        case_id=again.id, into_id=first.id, by=matters.moderator, at=matters.at + LATER
    )
    assert (joined.state, joined.duplicate_of_id) == ("joined", first.id)
    assert queries.by_id(first.id).supporters == 1
    with pytest.raises(Refused):
        actions.join_duplicate(
            case_id=other.id, into_id=first.id, by=matters.other_officer, at=matters.at
        )


def test_an_officer_who_leaves_hands_over_what_is_open(matters):
    case = standard.complaint(matters)
    posts = bodies.positions([matters.bodies["water"]], matters.at.date())
    new = next(one for one in posts if one.role == "head")
    with pytest.raises(Refused):
        actions.hand_over(
            from_position=case.officer_id, to_position=new.position_id, by=matters.officer,
            at=matters.at,
        )  # fmt: skip
    count = actions.hand_over(
        from_position=case.officer_id, to_position=new.position_id, by=matters.supervisor,
        at=matters.at,
    )  # fmt: skip
    assert count == 1
    assert queries.by_id(case.id).officer_id == new.position_id
    filter = Filter(officer_id=new.position_id)
    assert len(queries.desk_list(matters.officer, filter, "new").rows) == 1


def test_a_matter_that_came_without_a_place_follows_its_place_to_the_office(matters):
    case = standard.complaint(matters, place_id=matters.larkana.id)
    moved = actions.relocate(
        case_id=case.id, place_id=matters.taluka.id, by=matters.citizen, secret=case.secret,
        at=matters.at,
    )  # fmt: skip
    assert moved.place_id == matters.taluka.id
    assert len(queries.desk_list(matters.officer, Filter(place_id=matters.taluka.id)).rows) == 1


def test_the_question_after_closing_goes_by_the_safe_way_and_is_asked_once(matters):
    case = standard.complaint(matters, applicant_id=matters.people["woman"])
    standard.step(matters, case, "report-done", outcome="mended", because="Mended.")
    later = matters.at + timedelta(days=4)
    assert actions.ask_due(by=matters.clock, at=later) == 1
    assert actions.ask_due(by=matters.clock, at=later) == 0
    (asked,) = queries.feedback(case.id)
    assert (asked.channel, asked.answered_at) == ("sms", None)
    assert len([one for one in post.messages(case.thing_id) if "received" in one.words]) == 1
    assert [row.id for row in queries.calls(matters.officer, later).rows] == [case.id]
    actions.answer_feedback(
        case_id=case.id, relief="part", received=["mocked"], words="They laughed.",
        by=matters.citizen, secret=case.secret, at=later,
    )  # fmt: skip
    (answer,) = queries.feedback(case.id)
    assert (answer.relief, answer.received) == ("part", ("mocked",))


def test_who_asked_for_no_message_gets_none(matters):
    case = standard.complaint(matters, applicant_id=matters.people["silent"])
    case = standard.step(matters, case, "report-done", outcome="mended", because="Mended.")
    assert not actions.ask_feedback(case_id=case.id, by=matters.clock, at=matters.at)
    assert [one for one in post.messages(case.thing_id) if one.channel == "sms"] == []


def test_templates_belong_to_an_office(matters):
    body = matters.bodies["water"]
    given = {"body_id": body, "names": {"en": "Thanks"}, "words": {"en": "We came."}}
    made = actions.save_template(**given, by=matters.officer, at=matters.at)
    assert queries.template(made).words == {"en": "We came."}
    with pytest.raises(Refused):
        actions.save_template(**given, by=matters.other_officer, at=matters.at)
    actions.end_template(template_id=made, by=matters.officer, at=matters.at)
    assert queries.templates(body) == ()


def test_a_list_by_keyset_shows_each_once_whatever_the_filter(matters):
    made = [
        standard.complaint(matters, f"Pump number {n} in the {'village' if n % 2 else 'town'}.")
        for n in range(9)
    ]
    for filter, wanted in (
        (Filter(), made),
        (Filter(text="villa"), made[1::2]),
        (Filter(place_id=matters.larkana.id, category="hand-pump", tag="open"), made),
        (Filter(since=matters.at.date(), until=matters.at.date()), made),
        (Filter(until=matters.at.date() - timedelta(days=1)), []),
        (Filter(body_id=matters.bodies["police"]), []),
    ):
        for order, key in (("new", lambda one: -one.number), ("clock", lambda one: one.number)):
            seen, after = [], ""
            while True:
                page = queries.desk_list(matters.officer, filter, order, after, 2)
                seen += [row.id for row in page.rows]
                after = page.next
                if not after:
                    break
            assert seen == [one.id for one in sorted(wanted, key=key)], (filter, order)
