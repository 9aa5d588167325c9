"""Kernel rules in Django: which rows, may I, and why not in the reader's language."""

from collections.abc import Hashable
from functools import reduce
from operator import and_, or_

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext

from kachehri.kernel.rules import (
    NEEDS_ELEVATED_SESSION,
    NEEDS_ELEVATION,
    Check,
    Condition,
    Every,
    Prepared,
    Reason,
    Rule,
    Some,
    Verdict,
    decide,
    prepare,
)

from .actor import Actor
from .roles import ROLES

EVERY_ROW = ~Q(pk__in=[])
NO_ROW = Q(pk__in=[])


class Refused(PermissionDenied):
    """A rule said no. Django answers it with the page 403; `str()` is the translated reason."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict

    def __str__(self) -> str:
        return explain(self.verdict)

    @property
    def elevation_would_help(self) -> bool:
        """Whether the person has only to start an elevated session."""
        reason = self.verdict.reason
        return reason is not None and reason.key in {NEEDS_ELEVATION, NEEDS_ELEVATED_SESSION}


def require(rule: Rule, actor: Actor, record: object = None) -> None:
    """Go on if the rule allows it, else raise Refused."""
    verdict = decide(rule, actor, record)
    if not verdict.allowed:
        raise Refused(verdict)


def explain(verdict: Verdict) -> str:
    """The reason of a refusal in the language that is active now; empty where it is allowed."""
    if verdict.reason is None:
        return ""
    return gettext(verdict.reason.key) % _translated(verdict.reason)


def _translated(reason: Reason) -> dict[str, str | int]:
    """The parameters with the role's label in place of its name."""
    params = dict(reason.params)
    role = ROLES.get(str(params.get("role")))
    return params | {"role": gettext(role.label)} if role else params


def rows(rule: Rule, actor: Actor, **paths: str) -> Q:
    """The rows for which `decide(rule, actor, row)` would say yes, as a filter.

    `paths` gives the column for a field of the rule that has another name there:
    `rows(rule, actor, place_thing_id="place_id")`. A field is its own column otherwise.
    """
    return _compiled(prepare(rule, actor), paths)


def _compiled(prepared: Prepared, paths: dict[str, str]) -> Q:
    match prepared:
        case Check(condition=condition, wanted=wanted):
            found = _condition(condition, paths)
            return found if wanted else ~found
        case Every(parts=parts):
            return reduce(and_, (_compiled(part, paths) for part in parts), EVERY_ROW)
        case Some(parts=parts):
            return reduce(or_, (_compiled(part, paths) for part in parts), NO_ROW)


def _condition(condition: Condition, paths: dict[str, str]) -> Q:
    """The three shapes that an operator can have: always, never, one of some values."""
    if isinstance(condition, bool):
        return EVERY_ROW if condition else NO_ROW
    return _one_of(paths.get(condition.field, condition.field), condition.values)


def _one_of(path: str, values: frozenset[Hashable]) -> Q:
    """SQL keeps NULL apart from values; Python does not."""
    found = Q(**{f"{path}__in": [value for value in values if value is not None]})
    return found | Q(**{f"{path}__isnull": True}) if None in values else found
