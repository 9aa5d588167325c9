"""The rule in plain English, for the permission matrix."""

from collections.abc import Iterator

from .operators import Anyone, Operator
from .tree import And, Not, Or, Rule


def operators(rule: Rule) -> Iterator[Operator]:
    """Every operator of a rule, in the order in which it is written."""
    match rule:
        case Not(part=part):
            yield from operators(part)
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from operators(part)
        case Operator():
            yield rule


def needs_record(rule: Rule) -> bool:
    """Whether the answer may depend on a record (and not only on who asks)."""
    return any(leaf.reads() is not None for leaf in operators(rule))


def describe(rule: Rule) -> str:
    """The rule as an English sentence, for the permission matrix."""
    return f"Allowed if the person {_words(rule)}."


def _words(rule: Rule) -> str:
    match rule:
        case Not(part=Anyone()):
            return "is nobody"
        case Not(part=part):
            return f"not: {_grouped(part)}"
        case And(parts=parts):
            return " and ".join(_grouped(part) for part in parts) or "is anyone at all"
        case Or(parts=parts):
            return " or ".join(_grouped(part) for part in parts) or "is nobody"
        case Operator():
            return rule.words()
    raise TypeError(f"not a rule: {rule!r}")


def _grouped(rule: Rule) -> str:
    """In brackets where words alone would be ambiguous."""
    return f"({_words(rule)})" if isinstance(rule, And | Or) else _words(rule)
