"""Rules about who may do what, read three ways from one tree.

    may_load = Holds("editor", scope="place_thing_id") & ~Matches("state", "closed") | IsSystem()

    decide(may_load, actor, record).allowed     may this person do this here?
    decide(may_load, actor, record).reason      why not? (the one most useful sentence)
    access.reading.rows(may_load, actor)        which rows? (a Django Q, built from `prepare`)

Every operator is one class in operators.py, written once: its `condition` turns into a plain truth
or into *this field is one of these values*, and both the Python and the database reading are made
from that. `describe` says a rule in English for the permission matrix. The idea, with a picture:
docs/algorithms/rules.md.
"""

from kachehri.kernel.messages import Reason

from .deciding import Check, Every, NoRecord, Prepared, Some, Verdict, decide, prepare
from .describing import describe, needs_record, operators
from .operators import (
    NEEDS_ELEVATED_SESSION,
    NEEDS_ELEVATION,
    NEEDS_SIGN_IN,
    Anyone,
    Condition,
    Elevated,
    FieldIn,
    Holds,
    IsSystem,
    Matches,
    OneOf,
    Operator,
    Own,
    SignedIn,
)
from .subject import GrantLike, Subject
from .tree import And, Not, Or, Rule

__all__ = [
    "NEEDS_ELEVATED_SESSION",
    "NEEDS_ELEVATION",
    "NEEDS_SIGN_IN",
    "And",
    "Anyone",
    "Check",
    "Condition",
    "Elevated",
    "Every",
    "FieldIn",
    "GrantLike",
    "Holds",
    "IsSystem",
    "Matches",
    "NoRecord",
    "Not",
    "OneOf",
    "Operator",
    "Or",
    "Own",
    "Prepared",
    "Reason",
    "Rule",
    "SignedIn",
    "Some",
    "Subject",
    "Verdict",
    "decide",
    "describe",
    "needs_record",
    "operators",
    "prepare",
]
