"""What a kind of matter is: a complaint, a request under an Act, a promise, a referral.

A kind is one screen of declarations in a pack. From it are made: the rows of `flow.State`, the form
on the web and at the counter, the buttons of the desk, the clocks and their ladder, the letters,
the texts to the parties, the remedies that a refusal offers, and the figures for evidence.
All texts are English msgids.
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kachehri.kernel.clocks import Citation, ClockRule, Limit
from kachehri.kernel.flows import Flow

_FACT = re.compile(r"{(\w+)}")
"""A fact of the matter inside a clock code."""

FieldType: TypeAlias = Literal[
    "line", "words", "choice", "choices", "yes", "date", "number", "money", "file", "body", "place"
]
Audience: TypeAlias = Literal["applicant", "body", "officer", "supporters", "organisation"]


@dataclass(frozen=True)
class Field:
    """One thing that is asked, when the matter is opened or when a move is made.

    `most` is the longest text in characters. `is_public` says whether its value may be published.
    """

    key: str
    label: str
    type: FieldType = "line"
    required: bool = False
    help: str = ""
    choices: Mapping[str, str] = field(default_factory=dict, hash=False)
    most: int = 4000
    is_public: bool = False


@dataclass(frozen=True)
class Category:
    """What a matter is about; `private` ones start hidden from the public.

    `spellings` are words, in any language and script, by which a text message is recognised.
    `officer` and `appeal_to` are titles of the officers whom a law names for it.
    """

    key: str
    label: str
    sector: str
    private: bool = False
    spellings: tuple[str, ...] = ()
    officer: str = ""
    appeal_to: str = ""


@dataclass(frozen=True)
class Outcome:
    """How an office says that a matter ended. `needs_evidence`: a photo, a paper, a number."""

    key: str
    label: str
    relief: Literal["full", "part", "none"]
    needs_evidence: bool = False


@dataclass(frozen=True)
class Ground:
    """A reason in the law for which a request may be refused."""

    key: str
    label: str
    cite: Citation


@dataclass(frozen=True)
class Remedy:
    """What a person may do next after a refusal, silence or a poor answer.

    `kind` is the key of the kind of the next matter, whose parent this one is; `to` the role of the
    position, or the kind of the body, that hears it; `within` how long it may be asked for, counted
    from the answer or the silence; `letter` the letter of this kind that is ready to send (empty:
    the `request` of the next kind); `after` the tags of states in which it is offered; `first` the
    key of a remedy that has to be tried before. `fields` are facts that the next matter is given,
    such as the law; `where` those that this one must have.
    """

    key: str
    label: str
    kind: str
    to: str
    letter: str
    after: frozenset[str]
    cite: Citation
    within: Limit | None = None
    first: str = ""
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    where: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Letter:
    """A letter that can be printed: `title` and `paragraphs` with named placeholders.

    `section` names the exact section of the law that it stands on; `sections` does so by the
    matter's fact `law`, where one kind serves several.
    """

    key: str
    title: str
    paragraphs: tuple[str, ...]
    section: str = ""
    sections: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Notice:
    """A text that goes out after a move; `short` is for a text message."""

    key: str
    to: Audience
    short: str
    words: str = ""


@dataclass(frozen=True)
class Rung:
    """A step of the ladder: `after` the due time has passed by so much, `role` is told and acts."""

    after: Limit
    role: str
    notice: str = ""


Effect: TypeAlias = Callable[..., None]
"""An action of another domain: called with `case=CaseView`, `by=` and `at=` inside the move."""


@dataclass(frozen=True)
class CaseKind:
    """A kind of matter.

    `clocks` are versions of rules by code; `opens_with` are the codes that start when it is opened
    (for each code the version that is in force on that day); a code may hold a fact of the matter,
    as in `rtps-kp-2014/{category}`: `codes` fills it in. `audience` says who may open one:
    `anyone`, `counter` (staff on behalf), `program` (made from another matter). `effects` are
    actions by key of a move. `feeds` names indicators. `applies_to` are codes of places in which
    the kind is offered (empty: everywhere); `law` is the code of the law under which a body has to
    stand. `fees` says what it may cost, `officer` the title of the officer to whom it is addressed,
    `notes` what to know before one begins.
    """

    key: str
    name: str
    plural: str
    help: str
    flow: Flow
    clocks: tuple[ClockRule, ...]
    opens_with: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    categories: tuple[Category, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    grounds: tuple[Ground, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    letters: tuple[Letter, ...] = ()
    notices: tuple[Notice, ...] = ()
    ladder: tuple[Rung, ...] = ()
    audience: Literal["anyone", "counter", "program"] = "anyone"
    is_public: bool = True
    asks_confirmation: bool = True
    applies_to: tuple[str, ...] = ()
    law: str = ""
    fees: str = ""
    officer: str = ""
    notes: tuple[str, ...] = ()
    effects: Mapping[str, Effect] = field(default_factory=dict, hash=False)
    feeds: tuple[str, ...] = ()

    def asked(self, key: str) -> Field:
        """Return the field of that key; KeyError for none."""
        return {one.key: one for one in self.fields}[key]

    @property
    def opening_fields(self) -> tuple[Field, ...]:
        """What is asked when the matter is opened: the fields that no move asks for."""
        later = {key for move in self.flow.moves for key in (*move.asks, *move.may)}
        return tuple(one for one in self.fields if one.key not in later)

    def move_fields(self, move: str) -> tuple[Field, ...]:
        """What a move asks: first what it needs, then what it may have."""
        made = self.flow.move_by_key[move]
        return tuple(self.asked(key) for key in (*made.asks, *made.may))

    def offered(
        self,
        tags: Collection[str],
        facts: Mapping[str, object],
        laws: Collection[str] | None = None,
    ) -> tuple[Remedy, ...]:
        """The remedies after a state with these tags; those of another law are left out.

        `laws` are those under which the office stands; None: they are not known.
        """
        return tuple(
            one
            for one in self.remedies
            if one.after & set(tags)
            and all(facts.get(key) == value for key, value in one.where.items())
            and (laws is None or _law_of(one.kind) in ("", *laws))
        )

    def codes(self, codes: Collection[str], facts: Mapping[str, object]) -> tuple[str, ...]:
        """The clock codes with the matter's facts filled in; without those that nobody declared."""
        known = {rule.code for rule in self.clocks}
        filled = (_FACT.sub(lambda found: str(facts.get(found[1], "")), code) for code in codes)
        return tuple(code for code in filled if code in known or code == "*")


def _law_of(key: str) -> str:
    """The law under which an office has to stand for a kind; empty for none."""
    kind = _known.get(key)
    return kind.law if kind else ""


_known: dict[str, CaseKind] = {}


def register(*kinds: CaseKind) -> None:
    """Make kinds known, in this order. A second kind of a key is a ValueError."""
    for kind in kinds:
        if _known.setdefault(kind.key, kind) != kind:
            raise ValueError(f"Two kinds of matters are called {kind.key!r}.")


def find(key: str) -> CaseKind | None:
    """Return the kind of that key, or None."""
    return _known.get(key)


def get(key: str) -> CaseKind:
    """Return the kind of that key; KeyError for none."""
    return _known[key]


def every() -> tuple[CaseKind, ...]:
    """Every known kind in the order of registration."""
    return tuple(_known.values())
