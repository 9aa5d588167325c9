"""A chapter without any data says so on top, before the gaps that it lists."""

from collections.abc import Sequence

from django.utils.translation import gettext

from kachehri.domains.reports.kinds import (
    DefinitionsList,
    Disclosure,
    Heading,
    MetaSheets,
    Missing,
    Notice,
    Part,
    Points,
    SourcesTable,
    Surveys,
    Unpublished,
    Words,
    Written,
)
from kachehri.domains.reports.kinds.published import FromCard
from kachehri.engines.documents.blocks import (
    Block,
    Box,
    Chart,
    Finding,
    KeyNumber,
    Matrix,
    Number,
    Quote,
    Response,
    Table,
    Text,
)

from .selects import inside

SAID_ONLY = (Words, Points, Heading, Notice)
"""Parts that say something and ask for no data."""

ABOUT_GAPS = (
    Missing, Unpublished, FromCard, DefinitionsList, MetaSheets, SourcesTable, Disclosure,
    Surveys,
)  # fmt: skip
"""Parts that are about what is missing, or about the data and not data themselves."""

Made = tuple[Part, tuple[Block, ...]]


def plainly(made: Sequence[Made]) -> tuple[Block, ...]:
    """The blocks of a chapter, with a notice on top where its parts found nothing at all."""
    found = tuple(block for _part, some in made for block in some)
    asking = [some for part, some in made if not isinstance(part, (*SAID_ONLY, *ABOUT_GAPS))]
    if any(has_data(some) for some in asking) or (found and not asking):
        return found
    wrote = any(some for part, some in made if isinstance(part, Written))
    return (no_figure() if wrote else no_data(), *found)


def no_figure() -> Box:
    """There are words of the editors and no figure."""
    message = gettext(
        "No figure is published for this chapter yet. What could fill it is named where it is "
        "known."
    )
    return Box(gettext("No figure yet"), (Text((message,)),))


def no_data() -> Box:
    """There is no data yet."""
    message = gettext(
        "There is no data for this chapter yet: no figure is published here, and nobody has "
        "written anything down. What could fill it is named where it is known."
    )
    return Box(gettext("No data yet"), (Text((message,)),))


def has_data(blocks: tuple[Block, ...]) -> bool:
    """Whether blocks state a figure, or print what somebody said or wrote."""
    shown = (Table, Chart, Quote, Matrix, Response, Finding)
    if any(any(inside(blocks, kind)) for kind in shown):
        return True
    if any(one.value for one in inside(blocks, KeyNumber)):
        return True
    return any(one.href.startswith("observations/") for one in inside(blocks, Number))
