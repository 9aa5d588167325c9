"""A request under the Sindh Act: silence, the review first, then the commission to its order."""

from datetime import timedelta

import pytest
from django.utils.translation import override
from tests import matters as standard
from tests.matters import Matters

from kachehri.domains.cases import actions, queries
from kachehri.domains.cases.actions import CaseProblem
from kachehri.domains.cases.queries import CaseView
from kachehri.engines.access.actor import Actor
from kachehri.engines.flow import actions as flow
from kachehri.engines.flow import queries as clocks
from kachehri.engines.flow.words import sentences

pytestmark = pytest.mark.django_db


@pytest.fixture
def matters(kept_offices: Matters) -> Matters:
    """The offices and people of the standard set."""
    return kept_offices


def opened(matters: Matters) -> CaseView:
    return standard.complaint(
        matters, "Copies of the bills of the water office for 2025.", kind="rti-sindh",
        category="", body_id=matters.bodies["complaints"], applicant_id=matters.people["man"],
        fields={"form": "paper", "years": "2025"},
    )  # fmt: skip


def silent(matters: Matters, case: CaseView) -> CaseView:
    """The matter after its time has passed."""
    assert case.due_at is not None
    flow.tick(by=matters.clock, at=case.due_at + timedelta(minutes=2))
    return again(case)


def again(case: CaseView) -> CaseView:
    found = queries.by_id(case.id)
    assert found is not None
    return found


def step(case: CaseView, move: str, by: Actor, **content: object) -> CaseView:
    now = again(case)
    found = actions.move(
        case_id=case.id, version=now.version, move=move, content=content, by=by,
        at=now.changed_at + timedelta(hours=1),
    )  # fmt: skip
    assert found is not None
    return found


def further(matters: Matters, case: CaseView, remedy: str) -> CaseView:
    found = actions.take_remedy(
        case_id=case.id, remedy=remedy, by=matters.counter,
        at=again(case).changed_at + timedelta(hours=2),
    )  # fmt: skip
    assert found is not None
    return found


def explained(case: CaseView) -> list[str]:
    """Every clock of a matter, said in three languages."""
    said = []
    for view in clocks.clocks([case.thing_id])[case.thing_id]:
        for language in ("en", "ur", "sd"):
            with override(language):
                lines = sentences(clocks.explained(view))
            assert lines, (view.rule, language)
            said.append(" ".join(lines))
    return said


def test_it_runs_to_the_order_of_the_commission_and_every_date_is_explained(
    matters: Matters,
) -> None:
    request = opened(matters)
    assert request.basis == "statutory"
    assert len(set(explained(request))) == 3
    request = silent(matters, request)
    assert request.state == "silent"

    with pytest.raises(CaseProblem, match="another step"):
        further(matters, request, "commission")

    review = further(matters, request, "internal-review")
    assert review.facts["law"] == "rti-sindh-2016"
    assert review.basis == "courtesy"
    assert review.parent_id == request.id
    assert again(request).state == "further"
    assert explained(review)
    review = silent(matters, review)
    assert review.state == "silent"

    complaint = further(matters, review, "commission")
    assert complaint.kind == "commission-complaint"
    assert complaint.basis == "statutory"
    assert complaint.body_id == matters.bodies["commission"]
    assert explained(complaint)

    by = matters.commission
    complaint = step(complaint, "call-report", by)
    rules = {one.rule for one in clocks.clocks([complaint.thing_id])[complaint.thing_id]}
    assert "rti-sindh-2016/call-report" in rules
    assert explained(complaint)
    for move in ("notice", "final-notice", "repeat-notice", "show-cause", "final-show-cause"):
        complaint = step(complaint, move, by)
    complaint = step(complaint, "report-came", by, answer="The papers are old.")
    complaint = step(complaint, "fix-hearing", by, hearing_on="2027-03-01")
    complaint = step(complaint, "adjourn", by, hearing_on="2027-03-15", because="No quorum.")
    complaint = step(
        complaint, "order", by, outcome="information-ordered", answer="Give the bills.",
        dispatch="SIC/1/2027",
    )  # fmt: skip
    assert complaint.state == "decided"
    complaint = step(complaint, "confirm", matters.counter)
    assert complaint.state == "confirmed"
    assert not complaint.is_open


def test_a_refusal_names_its_ground_and_offers_the_review(matters: Matters) -> None:
    request = opened(matters)
    with pytest.raises(CaseProblem):
        step(request, "refuse", matters.counter, because="No.")
    request = step(
        request, "refuse", matters.counter, ground="privacy", because="It names people.",
        section="8",
    )  # fmt: skip
    assert request.state == "refused"
    kind = request.declared
    assert kind is not None
    laws = matters.body("complaints").laws
    offered = [one.key for one in kind.offered(request.tags, request.facts, laws)]
    assert offered == ["internal-review", "commission"]


def test_a_fee_stops_the_clock_until_it_is_paid(matters: Matters) -> None:
    request = opened(matters)
    complaints = matters.body("complaints")
    officer = standard._account("officer", complaints.thing_id, matters.at, "information")
    asked = step(request, "ask-fee", officer, amount="40", because="Twenty pages.")
    assert asked.due_at is None
    paid = step(asked, "fee-paid", matters.counter)
    assert paid.due_at is not None


def test_a_complaint_offers_papers_under_the_law_of_its_office_only(matters: Matters) -> None:
    case = standard.complaint(matters)
    case = standard.step(matters, case, "refuse", outcome="no-money", because="None.")
    assert case.declared is not None
    offered = case.declared.offered(case.tags, case.facts, ("rti-sindh-2016",))
    assert [one.kind for one in offered] == ["internal-review", "rti-sindh"]
