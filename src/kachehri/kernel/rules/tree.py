"""The nodes of a rule: how operators are joined."""

from dataclasses import dataclass, field, replace
from typing import Self


@dataclass(frozen=True)
class Rule:
    """A node of a rule. Combine nodes with `&`, `|` and `~`; give a reason with `because`."""

    reason_key: str | None = field(default=None, kw_only=True)

    def __and__(self, other: "Rule") -> "And":
        return And((*_parts(self, And), *_parts(other, And)))

    def __or__(self, other: "Rule") -> "Or":
        return Or((*_parts(self, Or), *_parts(other, Or)))

    def __invert__(self) -> "Not":
        return Not(self)

    def because(self, key: str) -> Self:
        """The same rule, refusing with the sentence `key` (a marked msgid) instead of its own."""
        return replace(self, reason_key=key)


@dataclass(frozen=True)
class And(Rule):
    """Every part holds. An empty one holds."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True)
class Or(Rule):
    """At least one part holds. An empty one does not."""

    parts: tuple[Rule, ...]


@dataclass(frozen=True)
class Not(Rule):
    """The part does not hold."""

    part: Rule


def _parts(rule: Rule, kind: type[And] | type[Or]) -> tuple[Rule, ...]:
    """Open a node of the same kind, so that `a & b & c` is one node.

    A node with a reason of its own stays closed.
    """
    if isinstance(rule, kind) and rule.reason_key is None:
        return rule.parts
    return (rule,)
