"""What stands behind the figures: indicators, sources, and what is withheld."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.evidence.kinds import Withheld
from kachehri.domains.evidence.queries import IndicatorView
from kachehri.domains.evidence.queries.worded import Defined
from kachehri.domains.evidence.rules import dimensions, withholding
from kachehri.domains.reports.kinds import Disclosure, MetaSheets, SourcesTable
from kachehri.engines.documents.blocks import (
    Block,
    Cell,
    Column,
    Gap,
    Inline,
    Items,
    Link,
    Matrix,
    Rich,
    Table,
    Text,
)
from kachehri.kernel.numbers import format_number

from .evidenced_reading import chosen
from .evidenced_words import headed
from .figures import Figures
from .words import say

LEANS = "The same"
"""How a definition begins that is to be read after the first one of its indicator."""


def meta_sheets(part: MetaSheets, figures: Figures, language: str) -> Iterator[Block]:
    """Each indicator with a figure here: what it counts and of whom, its unit, its publishers."""
    published: dict[str, dict[str, None]] = {}
    for (code, place, _key), one in figures.known.held.items():
        if place == figures.place.id:
            published.setdefault(code, {})[one.source_code] = None
    rows = tuple(
        (one.name, ((what(one, figures),), (unit(one),), links(published[one.code])))
        for one in chosen(part, figures.known.catalogue)
        if one.code in published
    )
    if not rows:
        message = gettext_noop("Not one figure on this is published for %(place)s.")
        yield Gap(say(message, figures, language))
        return
    heads = (
        gettext("Indicator"),
        gettext("What it counts"),
        gettext("Unit"),
        gettext("Published by"),
    )
    yield Matrix(headed(gettext("What each figure means"), part), heads, rows)


def what(one: IndicatorView, figures: Figures) -> str:
    """The definition of the figure that is shown, and who is counted where it does not say so.

    A later definition that only says what differs ("The same, ...") follows the first one.
    """
    shown = figures.known.total(one.code)
    every = figures.known.defined.get(one.code, ())
    used: Defined = next((d for d in every if shown is not None and d.group == shown.group), one)
    said = [used.definition]
    if used.definition_msgid.startswith(LEANS) and every:
        said.insert(0, every[0].definition)
    if used.universe:
        universe = used.universe.rstrip(".")
        said.append(gettext("Counted among: %(universe)s.") % {"universe": universe})
    return " ".join(said)


def unit(one: IndicatorView) -> str:
    """The unit, and the target of the world that it belongs to."""
    return f"{one.unit_label}, SDG {one.sdg_target}" if one.sdg_target else one.unit_label


def links(codes: Iterable[str]) -> Rich:
    """The sources by their codes."""
    line: list[Inline] = []
    for code in sorted(codes):
        line += [", "] if line else []
        line.append(Link(code, f"sources/{code}/"))
    return tuple(line)


def sources_table(part: SourcesTable, figures: Figures, language: str) -> Iterator[Block]:
    """Every source with its licence, and whether it was compared with the print."""
    rows = tuple(
        (
            Cell(Link(one.citation, f"sources/{one.code}/")),
            Cell(one.kind_label),
            Cell(one.licence),
            Cell(one.verified_label),
        )
        for one in figures.sources.values()
    )
    if not rows:
        yield Gap((gettext("No figure stands in this report, so it rests on no source."),))
        return
    yield Table(
        caption=gettext("The sources of this report"),
        columns=(
            Column(gettext("Source")),
            Column(gettext("Kind")),
            Column(gettext("Licence")),
            Column(gettext("Compared with the print")),
        ),
        rows=rows,
    )


SEXES = {
    "tgend": gettext_noop("transgender persons"),
    "transgender": gettext_noop("transgender persons"),
    "male": gettext_noop("men and boys by number, and from which their number could be made"),
}
TOPICS = {
    "hiv": gettext_noop("people with HIV"),
    "sect": gettext_noop("sects of a religion"),
    "religion": gettext_noop("religions and minorities"),
}
LARGE = "district"


def disclosure(part: Disclosure, figures: Figures, language: str) -> Iterator[Block]:
    """What is not shown, at which places, and why."""
    entries = withholding.known()
    if not entries:
        yield Text((gettext("Nothing is withheld here."),))
        return
    yield Text((gettext("Some figures are not shown, because they would point at persons."),))
    yield Items(tuple(withheld(one, figures, language) for one in entries if topics(one)))
    yield Text((gettext("What is withheld is not kept in this system at all."),))


def withheld(one: Withheld, figures: Figures, language: str) -> Rich:
    """One rule in words."""
    values: dict[str, Inline] = {"what": ", ".join(topics(one)), "why": gettext(one.why)}
    if not one.shown_at:
        return say(gettext_noop("Nowhere: %(what)s. %(why)s"), figures, language, values)
    said = say(gettext_noop("Not below the district: %(what)s. %(why)s"), figures, language, values)
    if not one.least:
        return said
    href = "data-use/"
    least = Link(format_number(one.least, language=language), href)
    message = gettext_noop(
        "Shares of them are rounded, and shown only where at least %(least)s people stand behind."
    )
    return (*said, " ", *say(message, figures, language, {"least": least}))


def topics(one: Withheld) -> list[str]:
    """What a rule is about, in words."""
    declared = dimensions.known()
    found = [SEXES[sex] for sex in sorted(one.sexes) if sex in SEXES]
    found += [declared[name].label for name in sorted(one.dims) if name in declared]
    found += [label for name, label in TOPICS.items() if name in one.topics]
    return list(dict.fromkeys(gettext(label) for label in found))
