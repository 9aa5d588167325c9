"""The operator table: each operator of the rule language is one class here and nowhere else.

A class says what has to be true of the record (`condition`), which gives both the Python and the
database reading; why a subject is refused, straight and under `~`; and the operator in English.
"""

from abc import ABC, abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass

from kachehri.kernel.messages import Reason, gettext_noop

from .subject import Subject
from .tree import Rule

NEEDS_SIGN_IN = gettext_noop("Sign in first.")
NEEDS_ELEVATION = gettext_noop(
    "Your rights as %(role)s are switched off. Switch them on under “Your account”, then try again."
)
NEEDS_ELEVATED_SESSION = gettext_noop(
    "Your extra rights are switched off. Switch them on under “Your account”, then try again."
)
CLOSED = Reason(gettext_noop("Nobody may do this."))


@dataclass(frozen=True)
class FieldIn:
    """The record's `field` is one of `values` (None among them means an empty field)."""

    field: str
    values: frozenset[Hashable]


Condition = bool | FieldIn


@dataclass(frozen=True)
class Operator(Rule, ABC):
    """A leaf of a rule. A new operator is a new subclass: nothing else has to change."""

    @abstractmethod
    def condition(self, subject: Subject) -> Condition:
        """What has to be true of the record for this subject."""

    @abstractmethod
    def why_not(self, subject: Subject) -> Reason:
        """Why the subject is refused when the operator does not hold."""

    @abstractmethod
    def why_not_otherwise(self) -> Reason:
        """Why the subject is refused when the operator holds and was forbidden with `~`."""

    @abstractmethod
    def words(self) -> str:
        """The rest of the English sentence *allowed if the person …*."""

    def reads(self) -> str | None:
        """The field of the record on which the answer may depend."""
        return None


@dataclass(frozen=True)
class Anyone(Operator):
    """Holds for everybody, signed in or not."""

    def condition(self, subject: Subject) -> Condition:
        """Always."""
        return True

    def why_not(self, subject: Subject) -> Reason:
        """Never asked: the operator always holds."""
        return CLOSED

    def why_not_otherwise(self) -> Reason:
        """`~Anyone()` is nobody."""
        return CLOSED

    def words(self) -> str:
        """In English."""
        return "is anyone at all"


@dataclass(frozen=True)
class SignedIn(Operator):
    """Holds for a person who signed in."""

    def condition(self, subject: Subject) -> Condition:
        """Whether there is a session of a person."""
        return subject.signed_in

    def why_not(self, subject: Subject) -> Reason:
        """Ask to sign in."""
        return Reason(NEEDS_SIGN_IN)

    def why_not_otherwise(self) -> Reason:
        """For pages such as the sign-in page itself."""
        return Reason(gettext_noop("You are signed in already."))

    def words(self) -> str:
        """In English."""
        return "is signed in"


@dataclass(frozen=True)
class Holds(Operator):
    """Holds for whoever was granted `role`.

    `scope` names the record's field with the Thing id that the grant must cover; without it, a
    grant anywhere is enough.
    """

    role: str
    scope: str | None = None

    def condition(self, subject: Subject) -> Condition:
        """True, False, or *the scope's field lies in what the grants cover*."""
        covers = [grant.covers for grant in subject.in_force if grant.role == self.role]
        if not covers or self.scope is None or None in covers:
            return bool(covers)
        return FieldIn(self.scope, frozenset().union(*(some for some in covers if some)))

    def why_not(self, subject: Subject) -> Reason:
        """The step that is nearest: sign in, elevate, or ask for a grant that reaches here."""
        params = {"role": self.role}
        if not (subject.signed_in or subject.system):
            return Reason(gettext_noop("Sign in first: this needs the role of %(role)s."), params)
        if all(grant.role != self.role for grant in subject.grants):
            return Reason(gettext_noop("This needs the role of %(role)s."), params)
        if all(grant.role != self.role for grant in subject.in_force):
            return Reason(NEEDS_ELEVATION, params)
        return Reason(gettext_noop("Your role of %(role)s does not reach this."), params)

    def why_not_otherwise(self) -> Reason:
        """For separation of duties."""
        return Reason(
            gettext_noop("Whoever holds the role of %(role)s may not do this."), {"role": self.role}
        )

    def words(self) -> str:
        """In English."""
        return f"holds the role of {self.role}" + (f" for its {self.scope}" if self.scope else "")

    def reads(self) -> str | None:
        """The scope's field."""
        return self.scope


@dataclass(frozen=True)
class Elevated(Operator):
    """Holds while an elevated session runs."""

    def condition(self, subject: Subject) -> Condition:
        """Whether the subject is elevated now."""
        return subject.elevated

    def why_not(self, subject: Subject) -> Reason:
        """Ask to elevate."""
        return Reason(NEEDS_ELEVATED_SESSION if subject.signed_in else NEEDS_SIGN_IN)

    def why_not_otherwise(self) -> Reason:
        """For work that should not be done with more rights than it needs."""
        return Reason(
            gettext_noop(
                "Your extra rights are switched on. Switch them off under “Your account” first."
            )
        )

    def words(self) -> str:
        """In English."""
        return "has an elevated session"


@dataclass(frozen=True)
class IsSystem(Operator):
    """Holds for the program itself."""

    def condition(self, subject: Subject) -> Condition:
        """Whether a system actor acts."""
        return subject.system

    def why_not(self, subject: Subject) -> Reason:
        """No person can mend this."""
        return Reason(gettext_noop("Only the program itself does this."))

    def why_not_otherwise(self) -> Reason:
        """What a person has to decide."""
        return Reason(gettext_noop("A person has to do this, not the program."))

    def words(self) -> str:
        """In English."""
        return "is the program itself"


@dataclass(frozen=True)
class FieldTest(Operator, ABC):
    """What `Matches` and `OneOf` share: the record's `field` has one of some values."""

    field: str

    @abstractmethod
    def accepted(self) -> frozenset[Hashable]:
        """The values with which the test passes."""

    def condition(self, subject: Subject) -> Condition:
        """The same for every subject."""
        return FieldIn(self.field, self.accepted())

    def why_not(self, subject: Subject) -> Reason:
        """Plain, and better replaced with `because`."""
        return Reason(
            gettext_noop("This is possible only while %(field)s is %(values)s."), self._params()
        )

    def why_not_otherwise(self) -> Reason:
        """Plain, and better replaced with `because`."""
        return Reason(
            gettext_noop("This is not possible while %(field)s is %(values)s."), self._params()
        )

    def words(self) -> str:
        """In English."""
        return "finds its {field} to be {values}".format(**self._params())

    def reads(self) -> str:
        """The field."""
        return self.field

    def _params(self) -> dict[str, str | int]:
        values = sorted("empty" if value is None else str(value) for value in self.accepted())
        return {"field": self.field, "values": " / ".join(values)}


@dataclass(frozen=True)
class Matches(FieldTest):
    """The record's `field` equals `value` (None means that the field is empty)."""

    value: Hashable

    def accepted(self) -> frozenset[Hashable]:
        """The one value."""
        return frozenset({self.value})


@dataclass(frozen=True)
class OneOf(FieldTest):
    """The record's `field` is one of `values`."""

    values: tuple[Hashable, ...]

    def accepted(self) -> frozenset[Hashable]:
        """The values, without an order."""
        return frozenset(self.values)


@dataclass(frozen=True)
class Own(Operator):
    """The record's `field` is the subject: its own account, the job that it asked for."""

    field: str

    def condition(self, subject: Subject) -> Condition:
        """Never for a visitor: nobody owns what has no owner."""
        if subject.thing_id is None:
            return False
        return FieldIn(self.field, frozenset({subject.thing_id}))

    def why_not(self, subject: Subject) -> Reason:
        """Ask to sign in, or say that it is somebody else's."""
        if subject.thing_id is None:
            return Reason(NEEDS_SIGN_IN)
        return Reason(gettext_noop("This belongs to somebody else."))

    def why_not_otherwise(self) -> Reason:
        """For separation of duties: nobody judges their own work."""
        return Reason(gettext_noop("You cannot do this to what is your own."))

    def words(self) -> str:
        """In English."""
        return f"is its {self.field}"

    def reads(self) -> str:
        """The field that names the owner."""
        return self.field
