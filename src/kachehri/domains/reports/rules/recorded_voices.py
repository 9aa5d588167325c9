"""Quotes in print: beside the figure that they explain, and together about a dimension.

Two sorts stand side by side: quotes that were approved one by one out of a talk, and those that a
team wrote down as records. Each carries the key by which it is taken out again.
"""

from collections.abc import Iterator

from django.utils.translation import gettext

from kachehri.domains.forms.kinds import voices as kinds
from kachehri.domains.forms.queries.voices_quotes import QuoteView, profile_words
from kachehri.domains.places import queries as places
from kachehri.domains.reports.kinds import Voices
from kachehri.engines.documents.blocks import Block, Inline, Isolate, Link, Quote, Text

from .figures import Figures
from .recorded_views import RecordView
from .recorded_words import apart, comma, nobody, of_kinds
from .words import observed, plain, spans, years


def voices(part: Voices, figures: Figures, language: str) -> Iterator[Block]:
    """What people said who agreed to be quoted; of many the newest."""
    if part.explaining:
        yield from explaining(part, figures, language)
        return
    written = [
        one
        for one in of_kinds(figures, part.quotes)
        if not one.is_withdrawn
        and (not part.dimension or one.content.get("dimension") == part.dimension)
    ]
    spoken = figures.spoken.others(part.dimension)
    if not written and not figures.spoken.of(part.dimension):
        yield nobody(part.quotes)
    yield from (said(one, language) for one in spoken[-part.most :])
    left = part.most - len(spoken[-part.most :])
    yield from (quote(one, language) for one in written[-left:] if left > 0)


def explaining(part: Voices, figures: Figures, language: str) -> Iterator[Block]:
    """Each figure that somebody's words explain, with these words below it."""
    for one in figures.spoken.explaining(part.dimension)[-part.most :]:
        figure = figures.spoken.figures[one.indicator]
        known = figures.spoken.indicators.get(one.indicator)
        name = known.name if known else one.indicator
        message = gettext("Somebody explains the figure “%(name)s”: %(figure)s (%(years)s).")
        values: dict[str, Inline] = {
            "name": Link(name, f"indicators/{one.indicator}/"),
            "figure": observed(figure, language),
            "years": years(figure),
        }
        yield Text(tuple(spans(message, values)))
        yield said(one, language)


def quote(view: RecordView, language: str) -> Quote:
    """The words of a person that a team wrote down, and in which role they were said."""
    text, written = view.words("words", language)
    who, said_in = view.words("who", language)
    return Quote(
        body=(apart(" ".join(text.split()), written, language),),
        who=plain((apart(who, said_in, language),)),
        key=str(view.id),
    )


def said(view: QuoteView, language: str) -> Quote:
    """Approved words out of a talk, and what may be told of who spoke."""
    text, spoken_in = view.said(language)
    words = " ".join(text.split())
    body = words if spoken_in == language else Isolate(words, spoken_in)
    return Quote(body=(body,), who=who(view, language), key=key_of(view.id))


def key_of(quote_id: int) -> str:
    """By what a quote out of a talk is found in the stored text of an edition."""
    return f"voice-{quote_id}"


def who(view: QuoteView, language: str) -> str:
    """A name only of who wants it, else the profile; the sort of talk, the place and the year."""
    place = places.by_ids([view.place_id]).get(view.place_id)
    told = [
        *([view.name] if view.name else map(gettext, profile_words(view.profile))),
        gettext(kinds.TALKS.get(view.talk_kind, view.talk_kind)),
        *([place.name(language)] if place else []),
        str(view.year),
        *([gettext("made up")] if view.is_made_up else []),
    ]
    return comma(language).join(told)
