"""What the scores of a questionnaire are: worked out here, held against the telephone's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kachehri.domains.forms.kinds.instruments import Instrument, find
from kachehri.kernel.scoring import Score, Scored, score_all

from .instrument_sheets import device_question


@dataclass(frozen=True)
class Kept:
    """A score as it is kept. `device` is what the telephone had, None where it has none.

    `agrees` is False where the telephone came to something else: an old form, or a changed answer.
    """

    key: str
    version: str
    value: int | None
    band: str
    device: int | None
    agrees: bool


def instrument_of(form_key: str) -> Instrument | None:
    """The instrument that a form was made of: its key, or what stands before the first dot."""
    return find(form_key) or find(form_key.partition(".")[0])


def by_name(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values by the last part of their path; what is asked in repeats is left out."""
    return {
        path.rpartition("/")[2]: value
        for path, value in values.items()
        if not (isinstance(value, list) and value and isinstance(value[0], Mapping))
    }


def kept(scores: tuple[Score, ...], values: Mapping[str, Any]) -> tuple[Kept, ...]:
    """Every score of an answered form, with what the telephone had."""
    named = by_name(values)
    return tuple(
        _kept(score, one, named)
        for score, one in zip(scores, score_all(scores, named), strict=True)
    )


def _kept(score: Score, found: Scored, named: Mapping[str, Any]) -> Kept:
    question = device_question(score)
    device = as_number(named.get(question))
    agrees = device == found.value if score.on_device and question in named else True
    return Kept(score.key, score.version, found.value, found.band, device, agrees)


def as_number(told: Any) -> int | None:
    """A whole number as a telephone writes it (7, 7.0, nothing)."""
    try:
        return int(float(told))
    except (TypeError, ValueError):
        return None
