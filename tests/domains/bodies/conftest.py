"""A small directory of made-up offices in Larkana, for the tests of bodies."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

import pytest

from kachehri.domains.bodies import actions
from kachehri.domains.bodies.kinds import (
    Imported,
    NewBody,
    NewDesk,
    NewPosition,
    SheetRows,
)
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.actions import create_account

AT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
ON = AT.date()


@pytest.fixture
def by(kept_tree: Actor) -> Actor:
    return kept_tree


def office(key: str, place: str = "larkana", **said: object) -> NewBody:
    known: dict[str, object] = {
        "kind": "office",
        "tier": "district",
        "names": {"en": key.replace("-", " ").title()},
        "source": "made up for tests",
        "calendar": "pk-sindh",
    }
    return NewBody(key=key, place=place, **{**known, **said})  # type: ignore[arg-type]


def desk(body: str, key: str = "matters", *categories: str) -> NewDesk:
    return NewDesk(body=body, key=key, names={"en": key.title()}, categories=categories)


def post(body: str, key: str, role: str = "officer", **said: object) -> NewPosition:
    return NewPosition(body=body, key=key, role=role, titles={"en": key.title()}, **said)  # type: ignore[arg-type]


class Directory:
    """Saves what is handed to it."""

    def __init__(self, by: Actor) -> None:
        self.by = by

    def save(self, *said: NewBody | NewDesk | NewPosition) -> list[int]:
        save = {
            NewBody: lambda one: actions.save_body(body=one, by=self.by, at=AT),
            NewDesk: lambda one: actions.save_desk(desk=one, by=self.by, at=AT),
            NewPosition: lambda one: actions.save_position(position=one, by=self.by, at=AT),
        }
        return [save[type(one)](one) for one in said]


@pytest.fixture
def directory(by: Actor) -> Directory:
    return Directory(by)


@pytest.fixture
def bring(by: Actor) -> Callable[..., Imported]:
    """Bring rows of sheets in, as a file would."""

    def brought(**sheets: Sequence[Mapping[str, str]] | object) -> Imported:
        options = {name: sheets.pop(name) for name in ("dry_run", "keep", "by") if name in sheets}
        given = [
            SheetRows(name, list(dict.fromkeys(key for row in rows for key in row)),
                      [(at, row) for at, row in enumerate(rows, 2)])
            for name, rows in sheets.items()
        ]  # fmt: skip
        return actions.import_bodies(sheets=given, at=AT, **{"by": by, **options})

    return brought


@pytest.fixture
def person_with(by: Actor) -> Callable[..., Actor]:
    """Somebody with one role at a Thing (None: everywhere)."""
    from kachehri.engines.access.actions import grant
    from kachehri.engines.access.queries import actor_for

    def made(role: str, scope: int | None) -> Actor:
        account = create_account(
            email=f"{role}-{scope}@x.example", name="Made-up person", password="made-up-9431-x",
            by=by, at=AT,
        )  # fmt: skip
        grant(
            actor=account.thing_id, role=role, scope=scope, purpose="test",
            starts_at=AT, ends_at=None, by=by, at=AT,
        )  # fmt: skip
        return actor_for(thing_id=account.thing_id, name="", language="en", at=AT)

    return made
