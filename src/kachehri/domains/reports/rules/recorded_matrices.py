"""The matrices of human security: threats by needs and capacities, strategies, side effects."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext

from kachehri.domains.reports.kinds import ExternalityGrid, NeedsMatrix, StrategyMatrix
from kachehri.engines.documents.blocks import Block, Box, Inline, Items, Matrix, Rich, Sign

from .figures import Figures
from .recorded_answers import owner_named
from .recorded_views import RecordView, labels
from .recorded_words import (
    behind,
    by_number,
    in_line,
    joined,
    listed,
    names,
    nobody,
    of_kinds,
)
from .words import plain

HELPS, HARMS = "+", "-"
MARKS = {HELPS: "+", HARMS: "\N{MINUS SIGN}"}


def needs_matrix(part: NeedsMatrix, figures: Figures, language: str) -> Iterator[Block]:
    """One row a threat: where it can be dealt with, what is needed, what can be done already."""
    threats = [
        one
        for one in of_kinds(figures, part.threats)
        if not part.dimension or one.content.get("dimension") == part.dimension
    ]
    if not threats:
        yield nobody(part.threats)
        return
    needs, capacities = of_kinds(figures, part.needs), of_kinds(figures, part.capacities)
    yield Matrix(
        gettext("Threats, needs and vulnerabilities, capacities"),
        (
            gettext("Threat"),
            gettext("How it stands"),
            gettext("Needs and vulnerabilities"),
            gettext("Capacities"),
        ),
        tuple(threat_row(one, needs, capacities, figures, language) for one in threats),
    )
    yield from differences(
        [*threats, *about(threats, needs), *about(threats, capacities)], figures, language
    )


def about(threats: Sequence[RecordView], found: Sequence[RecordView]) -> list[RecordView]:
    """Those that name one of the threats."""
    ids = {one.id for one in threats}
    return [one for one in found if ids.intersection(one.refers("threat"))]


def threat_row(
    threat: RecordView,
    needs: Sequence[RecordView],
    capacities: Sequence[RecordView],
    figures: Figures,
    language: str,
) -> tuple[str, tuple[Rich, ...]]:
    """A threat, and what was written down about it."""
    needed = [need(one, figures, language) for one in about([threat], needs)]
    able = [capacity(one, figures, language) for one in about([threat], capacities)]
    nothing = (gettext("nothing written down"),)
    return (
        plain(in_line(threat, "threat", figures, language)),
        (standing(threat, figures, language), listed(needed) or nothing, listed(able) or nothing),
    )


def standing(threat: RecordView, figures: Figures, language: str) -> Rich:
    """How bad, how likely, which way it goes, where it comes from and who is hit first."""
    pairs: list[tuple[str, Rich]] = [
        (gettext("Dimension"), (names(threat, "dimension"),)),
        (gettext("Level"), (names(threat, "level"),)),
        (gettext("Severity"), (names(threat, "severity"),)),
        (gettext("Likelihood"), (names(threat, "likelihood"),)),
        (gettext("Direction"), (names(threat, "turn"),)),
        (gettext("Hit first"), (names(threat, "groups"),)),
        (gettext("Cause"), in_line(threat, "cause", figures, language)),
    ]
    return sentences(pairs)


def sentences(pairs: Sequence[tuple[str, Rich]]) -> Rich:
    """What is known, each behind its name; what nobody wrote down is left out."""
    return joined(((f"{name}: ", *said, ".") for name, said in pairs if any(said)), " ")


def need(view: RecordView, figures: Figures, language: str) -> Rich:
    """A need, what makes people vulnerable, whose it is and who says so."""
    more: list[tuple[str, Rich]] = [
        (gettext("Vulnerable because"), in_line(view, "vulnerability", figures, language)),
        (gettext("Whose need"), (names(view, "groups"),)),
        (gettext("Who says so"), in_line(view, "who_says", figures, language)),
    ]
    return joined((in_line(view, "need", figures, language), sentences(more)), " ")


def capacity(view: RecordView, figures: Figures, language: str) -> Rich:
    """What can be done already, by whom, and what is lacking."""
    more: list[tuple[str, Rich]] = [
        (gettext("Who"), (names(view, "holder"),)),
        (gettext("Lacking"), in_line(view, "gap", figures, language)),
    ]
    return joined((in_line(view, "capacity", figures, language), sentences(more)), " ")


def strategy_matrix(part: StrategyMatrix, figures: Figures, language: str) -> Iterator[Block]:
    """One row a dimension, what comes from above beside what comes from below."""
    found = of_kinds(figures, part.strategies)
    if not found:
        yield nobody(part.strategies)
        return
    sides, dimensions = labels(part.strategies, "side"), labels(part.strategies, "dimension")
    rows = []
    for key, name in dimensions.items():
        mine = [one for one in found if one.content.get("dimension") == key]
        cells = (strategies_of(mine, side, figures, language) for side in sides)
        rows.append((name, tuple(cells)))
    heads = (gettext("Dimension"), *sides.values())
    yield Matrix(gettext("Strategies of protection and of empowerment"), heads, tuple(rows))
    yield from differences(found, figures, language)


def strategies_of(found: Sequence[RecordView], side: str, figures: Figures, language: str) -> Rich:
    """The strategies of one side, with who carries each."""
    mine = [one for one in found if one.content.get("side") == side]
    said = []
    for one in mine:
        owner = owner_named(one, figures, language)
        carried = ((gettext("Carried by"), owner),) if owner else ()
        said.append(joined((in_line(one, "strategy", figures, language), sentences(carried)), " "))
    return listed(said) or ("\N{EN DASH}",)


def externality_grid(part: ExternalityGrid, figures: Figures, language: str) -> Iterator[Block]:
    """Seven by seven signs, then each side effect in words with what is done against the harm."""
    found = of_kinds(figures, part.externalities)
    known = by_number(figures)
    pairs = [(known[id], one) for one in found for id in one.refers("strategy") if id in known]
    if not pairs:
        yield nobody(part.externalities)
        return
    dimensions = labels(part.externalities, "dimension")
    yield Matrix(
        gettext("What a strategy in one dimension does to another"),
        (gettext("A strategy in … acts on …"), *dimensions.values()),
        tuple(
            (name, tuple(signs(pairs, key, on) for on in dimensions))
            for key, name in dimensions.items()
        ),
        note=(gettext("+ helps, \N{MINUS SIGN} harms. An empty cell: nobody wrote one down."),),
        look="grid",
    )
    yield Items(tuple(effect(strategy, one, figures, language) for strategy, one in pairs))
    yield from differences([one for _strategy, one in pairs], figures, language)


def signs(pairs: Sequence[tuple[RecordView, RecordView]], of: str, on: str) -> Rich:
    """The signs of a cell, one for each side effect."""
    meanings = {HELPS: gettext("helps"), HARMS: gettext("harms")}
    found: list[Inline] = []
    for strategy, one in pairs:
        sign = str(one.content.get("sign"))
        if (strategy.content.get("dimension"), one.content.get("dimension")) == (of, on):
            found += [" "] if found else []
            found.append(Sign(MARKS.get(sign, "?"), meanings.get(sign, "")))
    return tuple(found)


def effect(strategy: RecordView, one: RecordView, figures: Figures, language: str) -> Rich:
    """A side effect in words: of what, on what, how, and what is done against it."""
    sign = str(one.content.get("sign"))
    where = gettext("%(dimension)s (%(sign)s)") % {
        "dimension": names(one, "dimension"),
        "sign": names(one, "sign"),
    }
    mitigation = in_line(one, "mitigation", figures, language)
    none = (gettext("nobody wrote one down"),) if sign == HARMS else ()
    more: list[tuple[str, Rich]] = [(gettext("Against the harm"), mitigation or none)]
    head: Rich = (*in_line(strategy, "strategy", figures, language), f" \N{EM DASH} {where}: ")
    return (*head, *joined((in_line(one, "note", figures, language), sentences(more)), " "))


def differences(found: Sequence[RecordView], figures: Figures, language: str) -> Iterator[Block]:
    """What stands behind the claims of a matrix: evidence, how sure they are, who disagrees."""
    said = []
    for one in found:
        below = list(behind(one, figures, language))
        if below:
            said.append((one.title(language) + ": ", *joined(below, "; ")))
    if said:
        yield Box(gettext("What this rests on, and who sees it differently"), (Items(tuple(said)),))
