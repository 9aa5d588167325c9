"""The rule made ready for one subject, and its Python reading."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kachehri.kernel.messages import Reason

from .operators import CLOSED, Condition, Operator
from .subject import Subject
from .tree import And, Not, Or, Rule


@dataclass(frozen=True)
class Check:
    """One operator for one subject: `condition` has to come out as `wanted`."""

    condition: Condition
    wanted: bool
    reason: Reason


@dataclass(frozen=True)
class Every:
    """All parts have to pass; `key` replaces their reason."""

    parts: "tuple[Prepared, ...]"
    key: str | None = None


@dataclass(frozen=True)
class Some:
    """One part has to pass; `key` replaces their reason."""

    parts: "tuple[Prepared, ...]"
    key: str | None = None


Prepared = Check | Every | Some


def prepare(rule: Rule, subject: Subject, wanted: bool = True) -> Prepared:
    """The rule for this subject, with every `~` pushed down to the operators (De Morgan).

    A reason given with `because` says why its node *fails*, so it is kept only where the node is
    wanted to hold; under a `~` the reason of the `~` counts.
    """
    key = rule.reason_key if wanted else None
    match rule:
        case Not(part=part):
            return _with_key(prepare(part, subject, not wanted), key)
        case And(parts=parts) | Or(parts=parts):
            prepared = tuple(prepare(part, subject, wanted) for part in parts)
            every = isinstance(rule, And) == wanted
            return Every(prepared, key) if every else Some(prepared, key)
        case Operator():
            reason = rule.why_not(subject) if wanted else rule.why_not_otherwise()
            return _with_key(Check(rule.condition(subject), wanted, reason), key)
    raise TypeError(f"not a rule: {rule!r}")


def _with_key(prepared: Prepared, key: str | None) -> Prepared:
    """The same with another reason."""
    if key is None:
        return prepared
    if isinstance(prepared, Check):
        return replace(prepared, reason=Reason(key, prepared.reason.params))
    return replace(prepared, key=key)


@dataclass(frozen=True)
class Verdict:
    """The answer to *may I?*, with the reason where the answer is no."""

    allowed: bool
    reason: Reason | None = None


class NoRecord(LookupError):
    """A rule asked for a field of a record that was not given, or has no such field."""


@dataclass(frozen=True)
class _Finding:
    """How many operators stand in the way, and the reason worth telling."""

    failing: int
    reason: Reason | None = None


def decide(rule: Rule, subject: Subject, record: object = None) -> Verdict:
    """May `subject` do this with `record` (an object or a mapping)?

    Raises NoRecord where the answer depends on a field that is not there: a missing record is a
    mistake in the program and neither a yes nor a no.
    """
    finding = _find(prepare(rule, subject), record)
    return Verdict(finding.failing == 0, finding.reason)


def _find(prepared: Prepared, record: object) -> _Finding:
    """Walk the prepared rule. Of several ways that are closed, the nearest is told."""
    match prepared:
        case Check(condition=condition, wanted=wanted, reason=reason):
            passed = _holds(condition, record) == wanted
            return _Finding(0) if passed else _Finding(1, reason)
        case Every(parts=parts, key=key):
            findings = [_find(part, record) for part in parts]
            reasons = [finding.reason for finding in findings if finding.failing]
            return _told(sum(finding.failing for finding in findings), reasons, key)
        case Some(parts=parts, key=key):
            closed = _Finding(1, CLOSED)
            nearest = min((_find(part, record) for part in parts), key=_failing, default=closed)
            return _told(nearest.failing, [nearest.reason], key)


def _failing(finding: _Finding) -> int:
    return finding.failing


def _told(failing: int, reasons: list[Reason | None], key: str | None) -> _Finding:
    """The first reason, or the one that the rule gives instead, with the same parameters."""
    if not failing:
        return _Finding(0)
    first = reasons[0] or CLOSED
    return _Finding(failing, Reason(key, first.params) if key else first)


def _holds(condition: Condition, record: object) -> bool:
    """Whether the record meets the condition."""
    if isinstance(condition, bool):
        return condition
    return _value(record, condition.field) in condition.values


def _value(record: object, name: str) -> object:
    """A field of an object or a mapping."""
    try:
        return record[name] if isinstance(record, Mapping) else getattr(record, name)
    except (KeyError, AttributeError) as error:
        raise NoRecord(f"the rule needs the field {name!r} of a record") from error
