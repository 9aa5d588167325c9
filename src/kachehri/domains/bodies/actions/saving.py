"""Saving one row of the directory."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from kachehri.domains.bodies.kinds import (
    BodyProblem,
    NewAddress,
    NewBody,
    NewDesk,
    NewFunction,
    NewPoint,
    NewPosition,
)
from kachehri.engines.access.actor import Actor

from .importing import save_one


def save_body(*, body: NewBody, by: Actor, at: datetime) -> int:
    """Write a body, new or anew by its key; return its id. Raises Refused, BodyProblem."""
    return _saved("bodies", body, by, at)


def save_desk(*, desk: NewDesk, by: Actor, at: datetime) -> int:
    """Write a desk, new or anew by its body and key; return its id."""
    return _saved("desks", desk, by, at)


def save_position(*, position: NewPosition, by: Actor, at: datetime) -> int:
    """Write a position, new or anew by its body and key; return its id."""
    return _saved("positions", position, by, at)


def save_address(*, address: NewAddress, by: Actor, at: datetime) -> int:
    """Write an address, new or anew by its owner, channel and value; return its id."""
    return _saved("addresses", address, by, at)


def save_point(*, point: NewPoint, by: Actor, at: datetime) -> int:
    """Write a service point, new or anew by its key; return its id."""
    return _saved("points", point, by, at)


def save_function(*, function: NewFunction, by: Actor, at: datetime) -> int:
    """Write who is responsible for a subject; return its id."""
    return _saved("functions", function, by, at)


def save_said(*, name: str, said: Any, by: Actor, at: datetime) -> int:
    """Write what a row of a sheet says (rules/sheets.py); return its id."""
    return _saved(name, said, by, at)


def _saved(name: str, said: Any, by: Actor, at: datetime) -> int:
    context = save_one(name=name, said=said, by=by, at=at)
    if context.problems:
        raise BodyProblem(
            {
                one.column: f"{gettext(one.said.key) % one.said.params} "
                f"{gettext(one.mend.key) % one.mend.params}"
                for one in context.problems
            }
        )
    return next(iter(context.written.values()))
