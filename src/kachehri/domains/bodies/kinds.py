"""The vocabulary of bodies: what a row of a file, a form or a pack says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kachehri.kernel.messages import Reason, gettext_noop

_ = gettext_noop

TIERS: Mapping[str, str] = {
    "federal": _("Federal"),
    "provincial": _("Provincial"),
    "divisional": _("Division"),
    "district": _("District"),
    "local": _("Local"),
    "civil": _("Community"),
}
KINDS: Mapping[str, str] = {
    "department": _("Department"),
    "office": _("Office"),
    "authority": _("Authority"),
    "company": _("Utility company"),
    "council": _("Council"),
    "police": _("Police"),
    "court": _("Court"),
    "commission": _("Commission"),
    "information-commission": _("Information commission"),
    "services-commission": _("Commission on the right to services"),
    "ombudsman": _("Ombudsman"),
    "assembly": _("Assembly"),
    "school": _("School"),
    "health": _("Health facility"),
    "organisation": _("Community organisation"),
}
ROLES: Mapping[str, str] = {
    "officer": _("Officer"),
    "head": _("Head of the office"),
    "information-officer": _("Information officer"),
    "designated-officer": _("Officer for notified services"),
    "appellate-authority": _("Officer who hears appeals"),
    "focal-person": _("Contact person"),
    "representative": _("Elected representative"),
}
CHANNELS: Mapping[str, str] = {
    "voice": _("Telephone"),
    "sms": _("Text message"),
    "whatsapp": _("WhatsApp"),
    "email": _("E-mail"),
    "letter": _("Letter"),
    "web": _("Website"),
    "counter": _("Counter"),
}
STATES: Mapping[str, str] = {
    "fine": _("in use"),
    "doubtful": _("not sure"),
    "bounced": _("came back"),
    "ended": _("no longer used"),
}
ANSWERS: Mapping[str, str] = {
    "full": _("Yes"),
    "part": _("In part"),
    "none": _("No"),
    "not-applicable": _("Does not apply"),
}
LANGUAGES = ("en", "ur", "sd")


@dataclass(frozen=True)
class NewBody:
    """A body as it is written down. `place`, `parent` and `successor` are keys.

    `calendar` empty: that of the place. A dissolved body has `valid_to` and, where its work went
    on, a `successor`.
    """

    key: str
    kind: str
    tier: str
    place: str
    names: Mapping[str, str]
    source: str
    parent: str = ""
    duties: Mapping[str, str] = field(default_factory=dict, hash=False)
    sectors: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    calendar: str = "pk"
    website: str = ""
    is_paper_only: bool = True
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    verified_by: str = ""
    verified_on: date | None = None


@dataclass(frozen=True)
class NewDesk:
    """Where matters of some categories arrive in a body (a key). None named: all the others."""

    body: str
    key: str
    names: Mapping[str, str]
    categories: tuple[str, ...] = ()
    is_closed: bool = False


@dataclass(frozen=True)
class NewPosition:
    """A post in a body. `desk` is the key of one of its desks, `constituency` that of a place."""

    body: str
    key: str
    role: str
    titles: Mapping[str, str]
    desk: str = ""
    rung: int = 0
    constituency: str = ""
    source: str = ""
    is_closed: bool = False


@dataclass(frozen=True)
class NewAddress:
    """A way to reach a body; `owner` empty, or `desk:KEY` or `position:KEY` of the body."""

    body: str
    channel: str
    value: str
    owner: str = ""
    state: str = "fine"
    checked_on: date | None = None
    source: str = ""


@dataclass(frozen=True)
class NewPoint:
    """A place where people are served. `hours` are HSDS schedules (see rules/hours.py)."""

    key: str
    body: str
    place: str
    names: Mapping[str, str]
    source: str
    street: str = ""
    longitude: float | None = None
    latitude: float | None = None
    services: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    hours: tuple[Mapping[str, str], ...] = field(default=(), hash=False)
    access: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    eligibility: Mapping[str, str] = field(default_factory=dict, hash=False)
    fees: Mapping[str, str] = field(default_factory=dict, hash=False)
    checked_on: date | None = None
    is_closed: bool = False


@dataclass(frozen=True)
class NewFunction:
    """Which tier holds which subject, by which law. `body` is a key, `province` that of a place."""

    subject: str
    tier: str
    law: str
    source: str
    province: str = ""
    body: str = ""
    since: date | None = None
    verified_on: date | None = None


ACCESS: Mapping[str, str] = {
    "ramp": _("There is a ramp"),
    "toilet": _("There is a toilet that a wheelchair can enter"),
    "women-counter": _("There is a counter for women"),
    "women-waiting": _("There is a waiting place for women"),
    "sign-language": _("Somebody speaks sign language"),
    "ground-floor": _("All is on the ground floor"),
    "parking": _("There is parking near the door"),
}


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with one cell of a file: where, why, and how to mend it."""

    sheet: str
    row: int
    column: str
    said: Reason
    mend: Reason


@dataclass(frozen=True)
class Imported:
    """What came of an import. With problems nothing was written.

    `kept` rows were changed by a person and left alone; `missing` stand in the database and not in
    the file: they stay.
    """

    added: int
    changed: int
    same: int
    kept: int
    missing: int
    problems: tuple[RowProblem, ...]
    dry_run: bool

    @property
    def is_refused(self) -> bool:
        """Whether nothing was written because something is wrong."""
        return bool(self.problems)


@dataclass(frozen=True)
class SheetRows:
    """The rows of one sheet with their line numbers; `heads` are the columns of the file."""

    name: str
    heads: Sequence[str]
    rows: Sequence[tuple[int, Mapping[str, str]]]


class BodyProblem(ValueError):
    """Something about a body that cannot be kept: problems by field, in the reader's language."""

    def __init__(self, problems: Mapping[str, Any]) -> None:
        super().__init__("; ".join(str(one) for one in problems.values()))
        self.problems = dict(problems)


_words: dict[str, str] = {}


def register_words(words: Mapping[str, str]) -> None:
    """Make the words of slugs known: sectors, subjects, services. Other words: ValueError."""
    for slug, msgid in words.items():
        if _words.setdefault(slug, msgid) != msgid:
            raise ValueError(f"The slug {slug!r} has two wordings.")


def words_of(slug: str) -> str:
    """The English msgid of a slug; the slug with blanks where nobody declared it."""
    return _words.get(slug) or slug.replace("-", " ")
