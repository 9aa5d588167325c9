"""Sentences: a translated message with named placeholders becomes spans that a writer can draw.

Whole sentences are translated, never joined from pieces: word order and grammatical cases differ
between English, Urdu and Sindhi. What goes into a sentence is a span of its own, so that a number
keeps its link and text of another language keeps its direction.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import get_language_bidi, gettext

from kachehri.domains.evidence.queries import ObservationView
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.documents.blocks import Inline, Isolate, Link, Number, Rich, Sign
from kachehri.kernel.numbers import format_number, format_percent, round_half_up

from .figures import Figures

LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT MARK}"
PERCENTS = ("percent", "percent_a_year")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")


def sentence(message: str, values: Mapping[str, Inline]) -> Rich:
    """Return the message in the language in force, with the spans put where its placeholders are.

    Raises KeyError where the message names a placeholder that has no value.
    """
    return tuple(spans(gettext(message), values))


def spans(text: str, values: Mapping[str, Inline]) -> Iterator[Inline]:
    """The text between the placeholders, and the spans in their places."""
    end, words = 0, ""
    for found in _PLACEHOLDER.finditer(text):
        words += text[end : found.start()]
        end = found.end()
        value: Inline = values[found[1]] if found[1] else "%"
        if isinstance(value, str):
            words += value
            continue
        if words:
            yield words
        yield value
        words = ""
    if words + text[end:]:
        yield words + text[end:]


def plain(rich: Rich) -> str:
    """The same sentence as mere text, for the title of a chart.

    In a language that runs to the left, numbers and foreign words stand between marks that keep
    "45.0 %" from being turned around; the outer marks keep a bracket beside it on its own side.
    A span of years stays on one line.
    """
    return "".join(part if isinstance(part, str) else _kept_apart(_text(part)) for part in rich)


def _text(part: Number | Link | Isolate | Sign) -> str:
    return part.meaning if isinstance(part, Sign) else part.text


def _kept_apart(text: str) -> str:
    if not get_language_bidi():
        return text
    whole = text.replace("\N{EN DASH}", "\N{EN DASH}\N{WORD JOINER}")
    return f"{RIGHT_TO_LEFT}{LEFT_TO_RIGHT}{whole}{LEFT_TO_RIGHT}{RIGHT_TO_LEFT}"


def say(
    message: str, figures: Figures, language: str, values: Mapping[str, Inline] | None = None
) -> Rich:
    """The message with its values and, where it wants them, the place's and province's names."""
    names = {
        "place": place_name(figures.place, language),
        "province": place_name(figures.around, language),
    }
    return sentence(message, names | dict(values or {}))


def place_name(place: PlaceView, language: str) -> str | Isolate:
    """The name of a place; kept apart where it is not written in the reader's language."""
    return place.name(language) if language in place.names else Isolate(place.name(language), "en")


def part_name(part: PlaceView, figures: Figures, language: str) -> str | Isolate:
    """A part by its name, told apart from the place itself where both are called the same."""
    name = place_name(part, language)
    if part.name(language) != figures.place.name(language):
        return name
    label = figures.kind.whole if part == figures.place else figures.kind.part
    return plain(sentence(label, {"place": name}))


def observed(observation: ObservationView, language: str) -> Number:
    """The figure of an observation that has one, as it is read and linked to its page."""
    value = printed(observation)
    return Number(figure_text(observation, language), observation.href, str(value))


def figure_text(observation: ObservationView, language: str) -> str:
    """A figure as it is read: percents carry their sign, other units stand in words beside it."""
    value = printed(observation)
    if observation.unit in PERCENTS:
        return format_percent(value, observation.decimals, language=language)
    return format_number(value, observation.decimals, language=language)


def derived(value: Decimal, one: ObservationView, other: ObservationView, language: str) -> Number:
    """How far two figures are apart: it leads to the page of both; the sentence names its unit."""
    text = format_number(value, one.decimals, language=language)
    return Number(text, f"{one.href}and/{other.id}/", str(value))


def printed(observation: ObservationView) -> Decimal:
    """The value as it is printed. Differences are made from these: a reader can check them."""
    if observation.value is None:
        raise ValueError(f"observation {observation.id} has no value to print")
    return round_half_up(observation.value, observation.decimals)


def years(observation: ObservationView) -> Isolate:
    """The period of an observation by its years: "2023", "2004–05"."""
    return Isolate(observation.period.replace("-", "\N{EN DASH}"), "en")
