"""The long tables and the small print: all figures, gaps, definitions, sources, how it was made."""

from kachehri.domains.reports.kinds import (
    ChapterKind,
    Disclosure,
    Heading,
    MetaSheets,
    Surveys,
    Unpublished,
    Words,
)
from kachehri.kernel.messages import gettext_noop

from .seven import HEADLINES

_ = gettext_noop

MISSING = ChapterKind(
    "missing",
    _("Annex: what nobody publishes"),
    (
        Words(
            _(
                "A gap is a finding, too. Each line names what is missing, and which office could "
                "fill it: ask there."
            )
        ),
        Unpublished(most=8),
    ),
)
DEFINITIONS = ChapterKind(
    "definitions",
    _("Annex: what each figure means"),
    (
        Words(
            _(
                "The indicators of which the chapters speak first. Every other one has a page of "
                "its own on the web, with its definition, its figures and its sources."
            )
        ),
        MetaSheets(codes=HEADLINES),
    ),
)
SURVEYS = ChapterKind(
    "surveys",
    _("Annex: surveys, samples and questions"),
    (
        Words(
            _(
                "Surveys that were held for this district's own work: who was asked, how they were "
                "chosen, what each answer counts, and where the questions stand."
            )
        ),
        Surveys(),
    ),
)
METHOD = ChapterKind(
    "method",
    _("Annex: how it was made, and what is not shown"),
    (
        Heading(_("How figures are chosen")),
        Words(
            _(
                "Where several sources speak of the same thing, the newest stands, and of one "
                "year the census before a survey, a survey before an office's own records, and "
                "these before an estimate. Nothing is averaged."
            )
        ),
        Words(
            _(
                "A change is told only between figures that were counted in the same way. Four "
                "points are never called a trend. Where a survey gives its errors, the change is "
                "shown with the span in which it may lie."
            )
        ),
        Words(
            _(
                "The chapters show the figures of which they speak. Every other figure of "
                "%(place)s stands on its page of this site, with its source, and can be loaded "
                "from there as a table."
            )
        ),
        Heading(_("How people were asked")),
        Words(
            _(
                "The households of the census and of the surveys were chosen by the Bureau of "
                "Statistics. The groups and persons whom the team asked were chosen so that "
                "different people were heard, not so that they stand for all: from their answers "
                "no share is computed."
            )
        ),
        Heading(_("What is not shown")),
        Disclosure(),
    ),
)
