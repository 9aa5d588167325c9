"""One survey of our own as a page prints it: the same blocks as in the annex, and more tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, override

from kachehri.domains.evidence.queries import IndicatorView
from kachehri.domains.evidence.rules import dimensions
from kachehri.domains.forms.queries import estimates
from kachehri.domains.forms.queries.estimates import SurveyView
from kachehri.domains.places import queries as places
from kachehri.domains.reports.rules import surveyed
from kachehri.domains.reports.rules.surveyed_reading import Surveyed, read_survey
from kachehri.engines.documents.blocks import Block, Cell, Column, Items, Subheading, Table, Text

GROUPS = ("sex", "residence", "disability", "origin")
"""How people are told apart, in this order."""


@dataclass(frozen=True)
class SurveyPage:
    """A survey in a language: its title, who was asked and what came of it, as blocks."""

    survey: SurveyView
    title: str
    blocks: tuple[Block, ...]


def survey_page(survey_id: int, language: str) -> SurveyPage | None:
    """A published survey, or None."""
    found = estimates.survey(survey_id)
    if found is None:
        return None
    one = read_survey(found)
    with override(language):
        return SurveyPage(found, surveyed.title(one, language), tuple(_blocks(one, language)))


def _blocks(one: Surveyed, language: str) -> Iterator[Block]:
    yield Text(surveyed.asked(one, language))
    yield Subheading(gettext("How people were chosen and weighed"))
    yield Items(tuple(surveyed.how(one, language)))
    yield Subheading(gettext("What they said"))
    yield surveyed.results(one, language)
    yield from _groups(one, language)
    yield from _parts(one, language)
    yield Subheading(gettext("The questions"))
    yield Text(surveyed.questions(one))


def _groups(one: Surveyed, language: str) -> Iterator[Block]:
    """A table for each way of telling people apart."""
    declared = dimensions.known()
    for name in GROUPS:
        keys = {key for _indicator, key in one.shown if key.startswith(f"{name}=")}
        if name not in declared or not keys:
            continue
        values = [value for value in declared[name].values if f"{name}={value}" in keys]
        heads = [gettext(declared[name].values[value]) for value in values]
        yield _table(
            gettext(declared[name].label),
            heads,
            [
                (
                    view,
                    [
                        surveyed.figure(one.of(view.code, **{name: value}), language)
                        for value in values
                    ],
                )
                for view in one.indicators.values()
            ],
        )


def _parts(one: Surveyed, language: str) -> Iterator[Block]:
    """Each question in each part of the place."""
    found = places.by_ids({place for _indicator, place in one.parts})
    if not found:
        return
    order = places.in_order(found.values(), language)
    yield _table(
        gettext("In each taluka"),
        [place.name(language) for place in order],
        [
            (
                view,
                [
                    surveyed.figure(one.parts.get((view.code, place.id)), language)
                    for place in order
                ],
            )
            for view in one.indicators.values()
        ],
    )


def _table(
    caption: str, heads: Sequence[str], rows: Sequence[tuple[IndicatorView, list[Cell]]]
) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(gettext("What people say")),
            *(Column(head, numeric=True) for head in heads),
        ),
        rows=tuple((Cell(view.name), *cells) for view, cells in rows),
    )
