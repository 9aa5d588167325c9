"""Public money beside the outcomes that it is for; what people say beside what records say.

Side by side is all that it is: nothing here says that one makes the other.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.evidence.queries.lines import Mark
from kachehri.domains.evidence.queries.pairing import Spending as Money
from kachehri.domains.evidence.queries.pairing import Voice, Year
from kachehri.domains.evidence.rules.needs import needed
from kachehri.domains.reports.kinds import Evidenced, PeopleAndRecords, Spending
from kachehri.engines.documents.blocks import (
    Block,
    Box,
    Cell,
    Column,
    Finding,
    Gap,
    Inline,
    Items,
    Number,
    Pair,
    Subheading,
    Table,
    Text,
)
from kachehri.kernel.numbers import format_percent

from .evidenced_missing import said_of
from .evidenced_reading import chosen
from .evidenced_words import (
    about,
    between,
    difference,
    headed,
    named,
    noted,
    number,
    share,
    spelled,
    years,
)
from .figures import Figures
from .tables import source_line
from .words import plain, say

MONEY = "money"
BESIDE = 4
"""Outcomes that are named beside the money for them."""


# Public money


def spending(part: Spending, figures: Figures, language: str) -> Iterator[Block]:
    """For each purpose the years, and what lives are like in what it is for."""
    wanted = {one.sector for one in chosen(part, figures.known.catalogue)}
    found = [one for one in figures.known.money if wanted & set(one.pair.sectors)]
    told = [one for one in found if one.years]
    if told or not part.quiet:
        yield from titled(part.heading)
    if not told:
        yield from () if part.quiet else (no_money(found, figures, language),)
        return
    for money in told:
        yield from one_purpose(money, part, figures, language)
    untold = [one.label for one in found if not one.years]
    if untold:
        message = gettext_noop("For these purposes no budget of %(place)s is published: %(list)s.")
        yield Gap(say(message, figures, language, {"list": "; ".join(untold)}), (needed(MONEY),))


def titled(heading: str) -> Iterator[Block]:
    """The heading of a part, where it has one."""
    if heading:
        yield Subheading(gettext(heading))


def no_money(found: Sequence[Money], figures: Figures, language: str) -> Gap:
    """No budget of any purpose is published, and who would publish it."""
    if not found:
        message = gettext_noop("No head of the budget is set against this.")
        return Gap(say(message, figures, language))
    message = gettext_noop(
        "What was planned, released and spent in %(place)s cannot be said: no budget of the "
        "district by purpose is published. Purposes that belong here: %(list)s."
    )
    listed = "; ".join(one.label for one in found)
    return Gap(say(message, figures, language, {"list": listed}), (needed(MONEY),))


def one_purpose(money: Money, part: Spending, figures: Figures, language: str) -> Iterator[Block]:
    """What was spent of the plan, the table of years, the outcomes beside it."""
    yield Subheading(money.label)
    full = [year for year in money.years if year.spent is not None]
    if full:
        yield Finding(spent(full[-1], money, figures, language))
    yield money_table(money, figures, language)
    if part.outcomes:
        yield from outcomes(money, figures, language)


def spent(year: Year, money: Money, figures: Figures, language: str) -> tuple[Inline, ...]:
    """How much of the newest estimate was spent."""
    if year.estimate is None or year.actual is None:
        return ()
    values: dict[str, Inline] = {
        "what": money.label,
        "year": years(year.actual),
        "estimate": number(year.estimate, language),
        "actual": number(year.actual, language),
        "share": part_of(year.actual, year.estimate, language),
    }
    message = gettext_noop(
        "%(what)s, %(year)s: %(estimate)s rupees were planned and %(actual)s were spent. That is "
        "%(share)s of the plan."
    )
    return say(message, figures, language, values)


def part_of(actual: Mark, estimate: Mark, language: str) -> Number:
    """What was spent of the plan; its page shows both."""
    value, decimals = share(actual, estimate)
    text = format_percent(value, decimals, language=language)
    return Number(text, between(actual, estimate), str(value))


def money_table(money: Money, figures: Figures, language: str) -> Table:
    """Years by stage, and what was spent of the plan."""
    rows = tuple(
        (
            Cell(spelled(year.period)),
            *(stage(mark, language) for mark in (year.estimate, year.release, year.actual)),
            Cell(part_of(year.actual, year.estimate, language))
            if year.spent is not None and year.actual and year.estimate
            else Cell("", "–"),
        )
        for year in money.years
    )
    used = [
        mark
        for year in money.years
        for mark in (year.estimate, year.release, year.actual)
        if mark is not None
    ]
    return Table(
        caption=f"{money.label} · {gettext('public money by year, in rupees')}",
        columns=(
            Column(gettext("Year")),
            Column(gettext("Planned"), numeric=True),
            Column(gettext("Released"), numeric=True),
            Column(gettext("Spent"), numeric=True),
            Column(gettext("Spent of the plan"), numeric=True),
        ),
        rows=rows,
        source=source_line(used, figures),
    )


def stage(mark: Mark | None, language: str) -> Cell:
    """The money of one stage, or that it is not published."""
    return Cell("", gettext("not published")) if mark is None else Cell(number(mark, language))


def outcomes(money: Money, figures: Figures, language: str) -> Iterator[Block]:
    """The newest figures of lives in the sectors of the money."""
    evidence = figures.known
    items = []
    for one in evidence.catalogue.values():
        own = evidence.total(one.code)
        if one.sector in money.pair.sectors and one.polarity and own is not None:
            values: dict[str, Inline] = {
                "name": about(one),
                "value": number(own, language),
                "year": years(own),
            }
            message = gettext_noop("%(name)s: %(value)s (%(year)s)")
            items.append(say(message, figures, language, values))
    if items:
        yield Text((gettext("Beside it, what lives are like. One does not prove the other."),))
        yield Items(tuple(items[:BESIDE]))


# What people say


def people_and_records(part: PeopleAndRecords, figures: Figures, language: str) -> Iterator[Block]:
    """Where people and records are furthest apart, and all that people say beside the record."""
    found = said_of(part, figures.known)
    if found or not part.quiet:
        yield from titled(part.heading)
    if not found and part.quiet:
        return
    if not found:
        message = gettext_noop("What people in %(place)s say of this is not published.")
        who = gettext("A survey or a hearing that asks people here, and counts the answers.")
        yield Gap(say(message, figures, language), (who,))
        return
    apart = [one for one in found if one.record is not None and one.gap is not None]
    if apart:
        yield pair(max(apart, key=lambda one: (one.subject.is_share, distance(one))), language)
    yield voices_table(found, part, figures, language)


def distance(voice: Voice) -> Decimal:
    """How far people and record are apart."""
    return abs(voice.gap.difference) if voice.gap else Decimal(0)


def pair(voice: Voice, language: str) -> Pair:
    """People say, records say: two boxes side by side."""
    said = box(gettext("People say"), voice, voice.said, language)
    return Pair(said, box(gettext("Records say"), voice, voice.record or voice.said, language))


def box(title: str, voice: Voice, mark: Mark, language: str) -> Box:
    """One side."""
    body: tuple[Inline, ...] = (
        f"{voice.subject.name}: ",
        number(mark, language),
        " (",
        years(mark),
        ")",
    )
    return Box(title, (Text(body),))


def voices_table(found: Sequence[Voice], part: Evidenced, figures: Figures, language: str) -> Table:
    """Each indicator of which people were asked."""
    rows = tuple(
        (
            named(figures.known.catalogue[one.subject.code]),
            Cell(number(one.said, language), noted(one.said)),
            Cell(number(one.record, language), noted(one.record))
            if one.record
            else Cell("", gettext("No record says anything of this.")),
            Cell(difference(one.said, one.record, language)) if one.record else Cell("", "–"),
        )
        for one in found
    )
    used = [mark for one in found for mark in (one.said, one.record) if mark is not None]
    return Table(
        caption=headed(plain((gettext("What people say and what records say"),)), part),
        columns=(
            Column(gettext("Indicator")),
            Column(gettext("People say"), numeric=True),
            Column(gettext("Records say"), numeric=True),
            Column(gettext("Distance"), numeric=True),
        ),
        rows=rows,
        source=source_line(used, figures),
        note=(gettext("Those asked were not drawn by chance, so what they say has no interval."),),
    )
