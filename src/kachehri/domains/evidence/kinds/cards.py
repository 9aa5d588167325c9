"""Cards: declared tables of what the public should be able to see, whether or not it is published.

A card is a list of lines. Each is one breakdown of one indicator; where no figure is published the
line says so, who holds it and what to ask for, so that it can become an information request.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Entry:
    """A value of an open dimension with its name: a cost centre, a scheme of the annual plan.

    `place` is a code or empty, `facts` are further columns of the source as they stand there
    (`approved_cost` in rupees, `started`, `status`); `cell` says where it stands in the source.
    """

    dimension: str
    code: str
    name: str
    source: str
    cell: str
    language: str = "en"
    parent: str = ""
    place: str = ""
    sector: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One line: `dims` is the breakdown, `holder` the office that has the figure (a message)."""

    label: str
    indicator: str
    holder: str
    dims: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """Lines under one heading.

    With `across` each line has a column for each value of that dimension: estimate, release,
    actual; without it one column.
    """

    title: str
    lines: tuple[Line, ...]
    across: str = ""


@dataclass(frozen=True)
class Card:
    """Sections about one subject, for one place and year.

    `lists` names an open dimension whose entries stand below with what `lists_of`, an indicator,
    says of each: the schemes of the annual plan. `facts` gives the words for what else is kept of
    an entry (`Entry.facts`).
    """

    code: str
    title: str
    intro: str
    sections: tuple[Section, ...]
    lists: str = ""
    lists_of: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
