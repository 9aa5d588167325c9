"""The three switches, privacy, embargo and moderation hold in every read-model."""

from datetime import timedelta

import pytest
from tests import matters as standard

from kachehri.domains.cases import actions, queries
from kachehri.domains.cases.kinds import CaseProblem, Filter, NewFile, Switches
from kachehri.domains.cases.models import Case, Entry, Found, Tally
from kachehri.engines.access.reading import Refused
from kachehri.engines.ledger import queries as ledger
from kachehri.engines.post import queries as post
from kachehri.engines.quarantine import queries as quarantine
from kachehri.engines.vault.models import Sealed

LATER = timedelta(hours=1)


def passed(matters, case):
    return actions.moderate(
        case_id=case.id, verdict="passed", because="", by=matters.moderator, at=matters.at + LATER
    )


def everything_an_officer_reads(matters, case):
    actor = matters.officer
    yield queries.case(case.number, actor)
    yield queries.by_id(case.id, actor)
    for order in ("clock", "new", "changed"):
        yield from queries.desk_list(actor, Filter(), order).rows
    yield from queries.due_soon(actor, case.opened_at + timedelta(days=30))
    yield from (one.case for one in queries.duplicates(case))


def everything_the_public_reads(case):
    on = case.opened_at.date()
    yield queries.public_case(case.number, on)
    yield from queries.public_list(Filter()).rows
    yield from (one.case for one in queries.nearby(case.place_id, case.category))


def test_who_hides_from_the_public_is_named_to_the_office_alone(matters):
    case = passed(matters, standard.complaint(matters, applicant_id=matters.people["man"]))
    assert {one.applicant_id for one in everything_an_officer_reads(matters, case)} == {
        case.applicant_id
    }
    shown = list(everything_the_public_reads(case))
    assert len(shown) == 3
    for one in shown:
        assert one.applicant_id is None
        assert (one.secret, one.spot, one.longitude, one.entered_by_id) == ("", "", None, None)


def test_who_hides_from_the_authority_is_named_to_nobody_but_the_counter(matters):
    for switches in (
        Switches(hides_from_public=False, hides_from_authority=True),
        Switches(hides_from_public=False, spoken_for_by=matters.bodies["complaints"]),
    ):
        case = passed(
            matters,
            standard.complaint(
                matters, f"No water in {switches}.", switches=switches,
                applicant_id=matters.people["woman"],
            ),
        )  # fmt: skip
        for one in (
            *everything_an_officer_reads(matters, case),
            *everything_the_public_reads(case),
        ):
            assert one.applicant_id is None
            assert one.secret == ""
        assert queries.case(case.number, matters.counter).applicant_id == case.applicant_id
        assert queries.by_secret(case.secret).applicant_id == case.applicant_id


def test_the_public_may_know_who_wants_to_be_known(matters):
    case = passed(
        matters,
        standard.complaint(
            matters, applicant_id=matters.people["man"], switches=Switches(hides_from_public=False)
        ),
    )
    assert queries.public_case(case.number, case.opened_at.date()).applicant_id is not None


def test_an_applicant_who_hides_is_not_given_away_by_the_lines(matters):
    case = standard.complaint(
        matters, switches=Switches(hides_from_authority=True), applicant_id=matters.people["woman"]
    )
    (line,) = queries.timeline(case, matters.officer)
    assert (line.side, line.by_id) == ("applicant", None)


def test_nothing_is_public_before_somebody_passed_it(matters):
    case = standard.complaint(matters)
    assert list(everything_the_public_reads(case)) == [None]
    passed(matters, case)
    assert len(list(everything_the_public_reads(case))) == 3


def test_matters_against_the_police_start_private(matters):
    case = passed(matters, standard.complaint(matters, "They hit us.", category="police"))
    assert case.is_private
    assert list(everything_the_public_reads(case)) == [None]
    assert queries.public_map(Filter()).counts == ()


def test_an_embargo_holds_until_its_day(matters):
    case = passed(matters, standard.complaint(matters))
    until = case.opened_at.date() + timedelta(days=9)
    actions.embargo(
        case_id=case.id, until=until, because="A team goes there.", by=matters.moderator,
        at=matters.at + LATER,
    )  # fmt: skip
    assert list(everything_the_public_reads(case)) == [None]
    assert actions.end_embargoes(by=matters.clock, at=matters.at + timedelta(days=10)) == 1
    assert len(queries.public_list(Filter()).rows) == 1


def test_what_is_hidden_is_in_the_public_log_with_its_reason(matters):
    case = standard.complaint(matters)
    with pytest.raises(CaseProblem):
        actions.moderate(
            case_id=case.id, verdict="hidden", because=" ", by=matters.moderator, at=matters.at
        )
    actions.moderate(
        case_id=case.id, verdict="hidden", because="It names a child.", by=matters.moderator,
        at=matters.at + LATER,
    )  # fmt: skip
    (one,) = queries.moderation_log()
    assert (one.number, one.verdict, one.because) == (case.number, "hidden", "It names a child.")


def test_another_office_is_refused_and_finds_nothing(matters):
    case = standard.complaint(matters)
    with pytest.raises(Refused):
        queries.case(case.number, matters.other_officer)
    for order in ("clock", "new", "changed"):
        assert queries.desk_list(matters.other_officer, Filter(), order).rows == ()
    with pytest.raises(Refused):
        queries.desk_list(matters.citizen)


def test_a_wrong_secret_opens_nothing(matters):
    case = standard.complaint(matters)
    for typed in ("", "a", case.secret[:-1], case.secret[:-1] + "%", "'; drop table cases_case"):
        assert queries.by_secret(typed) is None
    assert queries.by_secret(f" {case.secret[:4].upper()}-{case.secret[4:]} ").id == case.id


def test_what_goes_to_the_locked_tray_leaves_nothing_in_the_open(matters):
    case = passed(matters, standard.complaint(matters, applicant_id=matters.people["woman"],
        files=[NewFile("a.txt", b"proof", "text/plain")]))  # fmt: skip
    actions.note(case_id=case.id, words="She fears him.", by=matters.officer, at=matters.at)
    actions.divert(case_id=case.id, because="Danger at home.", by=matters.officer, at=matters.at)
    assert queries.case(case.number) is None
    assert queries.by_secret(case.secret) is None
    assert list(everything_the_public_reads(case)) == [None]
    assert queries.desk_list(matters.officer).rows == ()
    assert queries.mine(case.applicant_id) == ()
    row = Case.objects.get(pk=case.id)
    kept = (
        row.title,
        row.words,
        row.search_key,
        row.spot,
        row.facts,
        row.applicant_id,
        row.category,
    )
    assert kept == ("", "", "", "", {}, None, "")
    assert not Entry.objects.filter(case_id=case.id).exists()
    assert not Found.objects.filter(number=case.number).exists()
    assert quarantine.files(case.thing_id) == ()
    assert {one.words for one in post.messages(case.thing_id)} <= {""}
    assert Sealed.objects.count() == 1
    assert queries.rates(Filter()).brought == 0
    assert sum(Tally.objects.values_list("n", flat=True)) == 0
    for event in ledger.events(about=case.thing_id):
        assert all(isinstance(value, int) or len(value) < 41 for value in event.refs.values())


def test_a_dangerous_intake_never_becomes_a_case(matters, monkeypatch):
    from kachehri.domains.cases.actions import sealing

    monkeypatch.setattr(sealing, "flagged", lambda text: ("hit",) if "secret word" in text else ())
    found = actions.open_case(
        kind="complaint", place_id=matters.taluka.id, words="Here is the secret word.",
        by=matters.citizen, at=matters.at,
    )  # fmt: skip
    assert found is None
    assert not Case.objects.exists()
    assert Sealed.objects.count() == 1


def test_a_dangerous_message_takes_the_whole_matter_to_the_tray(matters, monkeypatch):
    from kachehri.domains.cases.actions import sealing

    case = standard.complaint(matters)
    monkeypatch.setattr(sealing, "flagged", lambda text: ("hit",) if "secret word" in text else ())
    found = actions.add_message(
        case_id=case.id, words="the secret word", by=matters.citizen, at=matters.at
    )
    assert found is None
    assert queries.case(case.number) is None


def test_counts_stay_right_when_lines_are_folded(matters):
    cases = [passed(matters, standard.complaint(matters, f"Pump {n} is dry.")) for n in range(3)]
    standard.step(matters, cases[0], "report-done", outcome="mended", because="Mended.")
    before = (queries.public_map(Filter()), queries.rates(Filter()))
    assert before[0].counts[0].open == 2
    assert before[0].counts[0].closed == 1
    lines = Tally.objects.count()
    actions.fold_tally(by=matters.clock, at=matters.at)
    assert Tally.objects.count() < lines
    assert (queries.public_map(Filter()), queries.rates(Filter())) == before


def test_the_public_sees_the_union_council_and_nothing_finer(
    matters, django_assert_max_num_queries
):
    from kachehri.domains.places.models import Place, PlaceName
    from kachehri.engines.ledger.actions import register

    above = matters.taluka.id
    made = []
    for tier, key in (
        ("union_council", "made-up-uc"),
        ("village", "made-up-village"),
        ("hamlet", "made-up-hamlet"),
    ):
        thing = register(kind="places.place", at=matters.at)
        row = Place.objects.create(thing=thing, key=key, tier=tier, parent_id=above, source="x")
        PlaceName.objects.create(
            place=row, language="en", text=key, status="sourced", search_key=key, sort_key=b""
        )
        above = row.pk
        made.append(row.pk)
    for n in range(5):
        case = standard.complaint(matters, f"Pump {n} is dry.", place_id=made[1])
        actions.moderate(
            case_id=case.id, verdict="passed", because="", by=matters.clock, at=matters.at
        )
    with django_assert_max_num_queries(4):
        page = queries.public_list(Filter(place_id=made[0]))
    assert {row.place_id for row in page.rows} == {made[0]}
    empty = Filter(place_id=made[2])
    assert len(queries.public_list(empty).rows) == len(queries.nearby(made[2])) == 5
    assert queries.public_map(empty).counts[0].open == queries.rates(empty).brought == 5
    assert [(one.place_id, one.open) for one in queries.public_map(Filter()).counts] == [
        (made[0], 5)
    ]
