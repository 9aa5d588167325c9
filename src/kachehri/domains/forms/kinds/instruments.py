"""Instruments as a pack declares them: questions in three languages, choices, logic, scores."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kachehri.kernel.scoring import Score
from kachehri.kernel.scoring_groups import Likelihoods

LANGUAGES = {"en": "English", "ur": "Urdu", "sd": "Sindhi"}
Texts: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class Option:
    """An answer that can be chosen."""

    key: str
    texts: Texts = field(hash=False)


@dataclass(frozen=True)
class Ask:
    """One question. `type`: one, many, int, decimal, text, date, gps, photo, note, calc.

    `list_name` holds the answers of one and many, `low` and `high` the bounds of a number. `when`
    says on which answers it is asked, in the words of XLSForm; `formula` is that of a calc.
    """

    name: str
    type: str
    texts: Texts = field(default_factory=dict, hash=False)
    hints: Texts = field(default_factory=dict, hash=False)
    list_name: str = ""
    low: int | None = None
    high: int | None = None
    when: str = ""
    check: str = ""
    check_says: Texts = field(default_factory=dict, hash=False)
    formula: str = ""
    optional: bool = False


@dataclass(frozen=True)
class Part:
    """Questions that belong together; with `repeats` they are asked for each of several."""

    name: str
    texts: Texts = field(hash=False)
    children: tuple["Ask | Part", ...]
    when: str = ""
    repeats: bool = False
    count: str = ""


@dataclass(frozen=True)
class Instrument:
    """A questionnaire of our own, with what it is for and how it scores.

    `use` is "groups" where a score is never about a single home; `points` names the score whose
    points the deployer loads. `reviewed`: a native reader of Urdu and Sindhi has gone through it.
    """

    key: str
    version: str
    titles: Texts = field(hash=False)
    purpose: Texts = field(hash=False)
    unit: Texts = field(hash=False)
    respondent: Texts = field(hash=False)
    children: tuple[Ask | Part, ...] = field(repr=False)
    lists: Mapping[str, tuple[Option, ...]] = field(hash=False, repr=False)
    consent: Texts = field(default_factory=dict, hash=False)
    scores: tuple[Score, ...] = ()
    minutes: int = 0
    use: str = ""
    cite: str = ""
    points: str = ""
    reviewed: bool = False

    def asks(self) -> Iterator[Ask]:
        """Every question in order, also those within groups."""
        yield from _asks(self.children)

    def ask(self, name: str) -> Ask | None:
        """The question of that name."""
        return next((one for one in self.asks() if one.name == name), None)

    def score(self, key: str) -> Score | None:
        """The score of that key."""
        return next((one for one in self.scores if one.key == key), None)

    @property
    def size(self) -> int:
        """How many questions there are to answer."""
        return sum(one.type not in ("note", "calc") for one in self.asks())


def _asks(children: tuple[Ask | Part, ...]) -> Iterator[Ask]:
    for child in children:
        if isinstance(child, Part):
            yield from _asks(child.children)
        else:
            yield child


_known: dict[str, Instrument] = {}


def register(*instruments: Instrument) -> None:
    """Make instruments known, in this order. A second one of a key is a ValueError."""
    for one in instruments:
        if _known.setdefault(one.key, one) != one:
            raise ValueError(f"Two instruments are called {one.key!r}.")


def find(key: str) -> Instrument | None:
    """The instrument of that key, or None."""
    return _known.get(key)


def every() -> tuple[Instrument, ...]:
    """Every known instrument in the order of registration."""
    return tuple(_known.values())


_likelihoods: dict[str, Likelihoods] = {}


def register_likelihoods(*tables: Likelihoods) -> None:
    """Make tables known by which the points of an instrument say how many of a group are poor."""
    _likelihoods.update({one.key: one for one in tables})


def likelihoods(key: str) -> Likelihoods | None:
    """The table of an instrument, or None."""
    return _likelihoods.get(key)
