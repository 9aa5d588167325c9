"""Who may read a matter, and which of its parts: the three switches hold here, for every reader."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, TypeAlias

from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.kinds import SYSTEM_ACTORS
from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.rules import Holds, IsSystem, Matches, Rule

Eyes: TypeAlias = Literal["public", "authority", "applicant", "counter", "program"]
"""With whose eyes a matter is read."""

COUNTER: Rule = Holds("counter", scope="place_thing_id")
OFFICE: Rule = (
    Holds("officer", scope="body_thing_id")
    | Holds("supervisor", scope="body_thing_id")
    | Holds("commission", scope="body_thing_id")
)
SUPERVISOR: Rule = Holds("supervisor", scope="body_thing_id")
MODERATE: Rule = Holds("moderator", scope="place_thing_id") | IsSystem()
APPLICANT: Rule = Matches("is_applicant", value=True)

MAY_HANDLE: Rule = OFFICE | Holds("moderator", scope="place_thing_id")
"""Whoever handles a matter for the authority."""

MAY_READ: Rule = (MAY_HANDLE | COUNTER | APPLICANT | IsSystem()).because(
    gettext_noop("This matter belongs to another office or place.")
)
"""Whoever may read a matter that is not public."""

MAY_ACT: Rule = OFFICE | COUNTER | IsSystem()
"""Whoever may add to a matter besides its applicant."""

MAY_LEAD: Rule = SUPERVISOR | IsSystem()
MAY_GIVE: Rule = OFFICE | IsSystem()
MAY_DIVERT: Rule = OFFICE | COUNTER | MODERATE
MAY_LIST: Rule = (
    Holds("officer")
    | Holds("supervisor")
    | Holds("commission")
    | Holds("counter")
    | Holds("moderator")
    | IsSystem()
)
"""Whoever has a desk at all; which rows, the queries say."""


def judged(actor: Actor) -> Actor:
    """The actor as rules take them: people without an account act through a system actor, and have
    no more rights than anybody else."""
    return replace(actor, system=False) if is_visitor(actor) else actor


def is_visitor(actor: Actor) -> bool:
    """Whether people without an account act here."""
    return actor.system and actor.name == SYSTEM_ACTORS["citizen"]


def is_program(actor: Actor) -> bool:
    """Whether the program itself acts."""
    return actor.system and not is_visitor(actor)


@dataclass(frozen=True)
class Shown:
    """What a pair of eyes may see of a matter."""

    applicant: bool
    secret: bool
    spot: bool
    typist: bool
    all_facts: bool


NOTHING = Shown(applicant=False, secret=False, spot=False, typist=False, all_facts=False)
EVERYTHING = Shown(applicant=True, secret=True, spot=True, typist=True, all_facts=True)


def is_visible(case: Any, is_public_kind: bool, on: date) -> bool:
    """Whether the public may see that the matter exists, and read it."""
    return (
        may_become_visible(case, is_public_kind)
        and (case.embargo_until is None or case.embargo_until <= on)
    )  # fmt: skip


def may_become_visible(case: Any, is_public_kind: bool) -> bool:
    """The same without the embargo, which ends by itself."""
    return (
        is_public_kind
        and not case.is_private
        and case.moderation == "passed"
        and case.moved_at is None
        and case.duplicate_of_id is None
    )


def shown(case: Any, eyes: Eyes) -> Shown:
    """Which parts of a matter those eyes may see."""
    if eyes in {"applicant", "program", "counter"}:
        return Shown(
            applicant=True, secret=eyes != "counter", spot=True, typist=True, all_facts=True
        )
    hidden = case.hides_from_authority or case.is_spoken_for
    if eyes == "authority":
        return Shown(
            applicant=not hidden,
            secret=False,
            spot=True,
            typist=not hidden,
            all_facts=True,
        )
    return Shown(
        applicant=not hidden and not case.hides_from_public,
        secret=False,
        spot=False,
        typist=False,
        all_facts=False,
    )
