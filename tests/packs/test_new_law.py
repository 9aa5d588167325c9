"""A law that did not exist yesterday: one file, and requests under it run to their end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.urls import get_resolver
from tests import matters as standard
from tests.interfaces.web.desk_site import DeskSite
from tests.matters import Matters
from tests.packs import new_law

from kachehri.domains.bodies import actions as bodies
from kachehri.domains.bodies.kinds import NewBody
from kachehri.domains.cases import actions, kinds, queries
from kachehri.domains.cases.kinds import CaseKind, case_kinds
from kachehri.domains.cases.rules.letters import Parties, Party, letter
from kachehri.engines.flow import actions as flow
from kachehri.engines.flow import kinds as clocks
from kachehri.packs.pakistan.cases.information import information_request

FILED = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)


@pytest.fixture
def kind(monkeypatch: pytest.MonkeyPatch) -> CaseKind:
    """The kind that is made of the made-up law, registered for one test."""
    made = information_request(new_law.MADE_UP)
    monkeypatch.setattr(case_kinds, "_known", dict(case_kinds._known))
    known = {name: value for name, value in vars(clocks).items() if name.startswith("_")}
    for name, value in known.items():
        if isinstance(value, dict):
            monkeypatch.setattr(clocks, name, dict(value))
    kinds.register(made)
    clocks.register_rules(*made.clocks)
    return made


def test_it_takes_fewer_than_sixty_lines() -> None:
    assert len(Path(new_law.__file__).read_text().splitlines()) < 60


def test_it_takes_no_new_page(kind: CaseKind) -> None:
    before = len(get_resolver().url_patterns)
    assert kinds.find("rti-made-up") is kind
    assert len(get_resolver().url_patterns) == before


def test_its_letters_cite_its_sections(kind: CaseKind) -> None:
    sections = {one.key: one.section for one in kind.letters}
    assert sections == {"request": "6", "reminder": "7", "internal-review": "9", "commission": "11"}
    assert [one.cite.section for one in kind.grounds] == ["13", "13", "14"]


@pytest.mark.django_db
def test_a_request_under_it_runs_from_its_opening_to_the_silence_and_the_answer(
    kind: CaseKind, kept_offices: Matters
) -> None:
    matters = kept_offices
    flow.synchronise(flows={kind.key: kind.flow}, by=matters.setup, at=matters.at)
    office = NewBody(
        key="made-up-office", kind="office", tier="district", place="larkana",
        names={"en": "Made-up Office"}, source="made up", laws=("rti-made-up-2031",),
        calendar="pk-sindh",
    )  # fmt: skip
    body = bodies.save_body(body=office, by=matters.setup, at=matters.at)
    case = standard.complaint(
        matters, "The list of the pumps.", kind=kind.key, category="", body_id=body,
        applicant_id=matters.people["man"],
    )  # fmt: skip
    assert case.basis == "statutory"
    assert case.due_at is not None
    assert timedelta(days=7) < case.due_at - FILED < timedelta(days=15)

    flow.tick(by=matters.clock, at=case.due_at + timedelta(minutes=2))
    silent = queries.by_id(case.id)
    assert silent is not None
    assert silent.state == "silent"
    assert [one.key for one in kind.offered(silent.tags, silent.facts)] == [
        "internal-review",
        "commission",
    ]

    given = {"outcome": "given", "answer": "Here is the list.", "dispatch": "12/2026"}
    answered = actions.move(
        case_id=case.id, version=silent.version, move="answer", content=given,
        by=matters.counter, at=case.due_at + timedelta(days=1),
    )  # fmt: skip
    assert answered is not None
    assert answered.state == "answered"


@pytest.mark.django_db
def test_the_pages_that_are_there_show_it(kind: CaseKind, kept_offices: Matters) -> None:
    matters = kept_offices
    flow.synchronise(flows={kind.key: kind.flow}, by=matters.setup, at=matters.at)
    case = standard.complaint(
        matters, "The list of the pumps.", kind=kind.key, category="",
        body_id=matters.bodies["complaints"],
    )  # fmt: skip
    browser = DeskSite(matters).browser("counter")
    page = browser.get(f"/en/desk/matters/{case.number}/")
    assert page.status_code == 200
    assert "Request for information (made up)" in page.content.decode()
    letter_page = browser.get(f"/en/desk/matters/{case.number}/letters/request/")
    assert "Made-up Right to Know Act 2031" in letter_page.content.decode()


def test_its_request_can_be_printed(kind: CaseKind) -> None:
    from tests.domains.cases.test_letters import Matter

    parties = Parties(sender=Party("A"), office=Party("B"))
    made = letter(kind, "request", replace(Matter(), facts={}), parties, "en")
    assert "Made-up Right to Know Act 2031" in made.title
