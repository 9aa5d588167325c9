"""Every move of every way, from every state that it names, is made by actions on PostgreSQL."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from tests import matters as standard
from tests.matters import Matters

from kachehri.domains.cases import actions
from kachehri.domains.cases.kinds import CaseKind, Field, case_kinds
from kachehri.domains.cases.queries import CaseView
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import Refused
from kachehri.engines.flow import queries as clocks
from kachehri.kernel.flows import Move
from kachehri.packs.pakistan.cases import KINDS

pytestmark = pytest.mark.django_db
OFFICE = "water"
EXTENDS = "rti-punjab-2013"
"""The law that lets its commission take longer."""


class _Undone(Exception):
    """Takes a step back."""


@pytest.fixture
def matters() -> Matters:
    """The offices and people of the standard set."""
    return standard.ground()


def ways() -> list[CaseKind]:
    """One kind for each flow: the Acts share theirs."""
    found = {tuple((move.key, move.sources) for move in kind.flow.moves): kind for kind in KINDS}
    return list(found.values())


@pytest.fixture(params=ways(), ids=lambda kind: kind.key)
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> CaseKind:
    """Each kind, offered here to everybody for the length of a test."""
    here: CaseKind = replace(request.param, applies_to=(), audience="anyone")
    monkeypatch.setattr(case_kinds, "_known", {**case_kinds._known, here.key: here})
    return here


def filled(matters: Matters, fields: tuple[Field, ...]) -> dict[str, object]:
    """An answer to every field but files."""
    said: dict[str, object] = {}
    for one in fields:
        if one.type in ("choice", "choices"):
            first = EXTENDS if EXTENDS in one.choices else next(iter(one.choices))
            said[one.key] = [first] if one.type == "choices" else first
        elif one.type == "body":
            said[one.key] = str(matters.bodies["complaints"])
        elif one.type != "file":
            kinds_of = {"date": "2026-12-20", "number": "3", "money": "40", "yes": True}
            said[one.key] = kinds_of.get(one.type, "Some words.")
    return said


def opened(matters: Matters, kind: CaseKind) -> CaseView:
    return standard.complaint(
        matters, f"The pump at the school ({kind.key}).", kind=kind.key,
        category=kind.categories[0].key if kind.categories else "",
        body_id=matters.bodies[OFFICE], applicant_id=matters.people["man"],
        fields=filled(matters, kind.opening_fields),
    )  # fmt: skip


def actors(matters: Matters) -> tuple[Actor, ...]:
    water = matters.body(OFFICE).thing_id
    return (
        matters.officer, matters.supervisor, matters.counter, matters.moderator, matters.clock,
        standard._account("commission", water, matters.at, "water"),
    )  # fmt: skip


def made(
    matters: Matters, kind: CaseKind, case: CaseView, move: Move, who: tuple[Actor, ...]
) -> CaseView:
    """The matter after the move, by the first who may."""
    for by in who:
        if (by is matters.clock) != (move.who is None):
            continue
        with suppress(Refused):
            found = actions.move(
                case_id=case.id, version=case.version, move=move.key, by=by,
                content=filled(matters, kind.move_fields(move.key)),
                at=case.changed_at + timedelta(minutes=7),
            )  # fmt: skip
            assert found is not None
            return found
    raise AssertionError(f"nobody may {move.key} from {case.state}")


def walk(
    matters: Matters, kind: CaseKind, case: CaseView, who: tuple[Actor, ...], seen: set[str]
) -> Iterator[tuple[str, str]]:
    """Make every move that starts here, and go on from where it leads; then take it back."""
    seen.add(case.state)
    for move in kind.flow.moves_from(case.state):
        with suppress(_Undone), transaction.atomic():
            after = made(matters, kind, case, move, who)
            assert after.state == (move.to or case.state)
            is_open = "open" in kind.flow.by_key[after.state].tags
            assert after.is_open == is_open, after.state
            if not is_open:
                running = clocks.clocks([case.thing_id]).get(case.thing_id, ())
                assert {one.rule for one in running if one.state != "stopped"} <= {"confirmation"}
            yield case.state, move.key
            if after.state not in seen:
                yield from walk(matters, kind, after, who, seen)
            raise _Undone


def test_every_move_can_be_made_by_somebody(matters: Matters, kind: CaseKind) -> None:
    wanted = {(source, move.key) for move in kind.flow.moves for source in move.sources}
    done = set(walk(matters, kind, opened(matters, kind), actors(matters), set()))
    assert done == wanted
