"""The matrices of human security: threats by needs and capacities, strategies, side effects."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext

from kachehri.domains.reports.kinds import ExternalityGrid, NeedsMatrix, StrategyMatrix
from kachehri.engines.documents.blocks import Block, Box, Inline, Items, Matrix, Rich, Sign

from .figures import Figures
from .recorded_answers import owner_named
from .recorded_views import RecordView, labels
from .recorded_words import (
    apart,
    by_number,
    ended,
    evidence,
    in_line,
    joined,
    language_of_title,
    listed,
    names,
    nobody,
    of_kinds,
    semicolon,
    told,
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
        (gettext("Severity"), (names(threat, "severity", language),)),
        (gettext("Likelihood"), (names(threat, "likelihood", language),)),
        (gettext("Direction"), (names(threat, "turn", language),)),
        (gettext("Level"), (names(threat, "level", language),)),
        (gettext("Hit first"), (names(threat, "groups", language),)),
        (gettext("Cause"), in_line(threat, "cause", figures, language)),
    ]
    return joined(
        (ended((names(threat, "dimension", language),), language), told(pairs, language)), " "
    )


def need(view: RecordView, figures: Figures, language: str) -> Rich:
    """A need, what makes people vulnerable, whose it is and who says so."""
    more: list[tuple[str, Rich]] = [
        (gettext("Vulnerable because"), in_line(view, "vulnerability", figures, language)),
        (gettext("Whose need"), (names(view, "groups", language),)),
        (gettext("Who says so"), in_line(view, "who_says", figures, language)),
    ]
    said = ended(in_line(view, "need", figures, language), language)
    return joined((said, told(more, language)), " ")


def capacity(view: RecordView, figures: Figures, language: str) -> Rich:
    """What can be done already, by whom, and what is lacking."""
    more: list[tuple[str, Rich]] = [
        (gettext("Who"), (names(view, "holder", language),)),
        (gettext("Lacking"), in_line(view, "gap", figures, language)),
    ]
    said = ended(in_line(view, "capacity", figures, language), language)
    return joined((said, told(more, language)), " ")


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
        what = ended(in_line(one, "strategy", figures, language), language)
        said.append(joined((what, told([(gettext("Carried by"), owner)], language)), " "))
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
    yield effects(pairs, figures, language)
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


def effects(
    pairs: Sequence[tuple[RecordView, RecordView]], figures: Figures, language: str
) -> Matrix:
    """One row a strategy: what it helps, what it harms, and what is done against the harm."""
    strategies = {strategy.id: strategy for strategy, _one in pairs}
    rows = []
    for id, strategy in strategies.items():
        mine = [one for of, one in pairs if of.id == id]
        helps = [one for one in mine if one.content.get("sign") != HARMS]
        harms = [one for one in mine if one.content.get("sign") == HARMS]
        cells = (
            listed([effect(one, "note", figures, language) for one in helps]),
            listed([effect(one, "note", figures, language) for one in harms]),
            listed([effect(one, "mitigation", figures, language) for one in harms]),
        )
        rows.append((plain(in_line(strategy, "strategy", figures, language)), cells))
    heads = (
        gettext("Strategy"),
        gettext("What it helps"),
        gettext("What it harms"),
        gettext("What is done against the harm"),
    )
    return Matrix(gettext("Side effects in words"), heads, tuple(rows))


def effect(one: RecordView, key: str, figures: Figures, language: str) -> Rich:
    """A side effect, or what is done against it, behind the dimension that it touches."""
    said = in_line(one, key, figures, language) or (gettext("nobody wrote it down"),)
    return ended((f"{names(one, 'dimension', language)}: ", *said), language)


def differences(found: Sequence[RecordView], figures: Figures, language: str) -> Iterator[Block]:
    """What stands behind the claims of a matrix, where there is something to say.

    How sure a claim is stands beside its evidence; alone it is said only of the least sure ones.
    """
    said = []
    for one in found:
        cited, dissent = (
            evidence(one, figures, language),
            in_line(one, "dissent", figures, language),
        )
        sure = names(one, "confidence", language)
        if cited or dissent or least_sure(one):
            differs = told([(gettext("Others see it differently"), dissent)], language)
            below = joined((cited, (sure,) if sure else (), differs), semicolon(language))
            title = apart(one.title(language), language_of_title(one, language), language)
            said.append((title, ": ", *below))
    if said:
        yield Box(gettext("What this rests on, and who sees it differently"), (Items(tuple(said)),))


def least_sure(view: RecordView) -> bool:
    """Whether a claim rests on a few voices only: the last of the choices."""
    known = list(labels(view.kind, "confidence"))
    return bool(known) and view.content.get("confidence") == known[-1]
