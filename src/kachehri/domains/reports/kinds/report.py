"""A report as a pack declares it: chapters of parts about a place; and the kinds that are known."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from .parts import Part


@dataclass(frozen=True)
class ChapterKind:
    """A chapter. `key` is the last part of its web address."""

    key: str
    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class ReportKind:
    """A report about a place of one tier.

    `name` is what the kind is called, `title` and `subtitle` stand on the cover (with `%(place)s`).
    The place is compared with those of its own tier within the same place of the tier `within`.
    In tables the place itself is called by `whole`; `part` tells a part of the same name from it.
    `parts` is the tier of its parts where others lie between, as divisions do between a province
    and its districts; then the parts are what is compared. `brief` papers have neither cover sheet
    nor table of contents. Kinds of one `family` stand together in lists.
    """

    key: str
    name: str
    title: str
    subtitle: str
    tier: str
    within: str
    whole: str
    part: str
    front: tuple[Part, ...]
    chapters: tuple[ChapterKind, ...]
    colophon: tuple[Part, ...] = ()
    parts: str = ""
    brief: bool = False
    family: str = ""


Format: TypeAlias = Literal["html", "pdf", "docx", "xlsx"]
FORMATS: tuple[Format, ...] = ("html", "pdf", "docx", "xlsx")

_known: dict[str, ReportKind] = {}


def register(kind: ReportKind) -> None:
    """Make a kind known under its key. A second kind of that key is a ValueError."""
    if _known.setdefault(kind.key, kind) != kind:
        raise ValueError(f"Two kinds of reports are called {kind.key!r}.")


def find(key: str) -> ReportKind | None:
    """Return the kind of that key, or None."""
    return _known.get(key)


def every() -> tuple[ReportKind, ...]:
    """Every known kind, in the order of their keys."""
    return tuple(_known[key] for key in sorted(_known))
