"""Scores as they were kept, and the points that were loaded here."""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from kachehri.domains.forms.kinds.instruments import Instrument, find, likelihoods
from kachehri.domains.forms.models import PointsTable
from kachehri.domains.forms.queries.answers import SubmissionView, payloads, submissions
from kachehri.domains.forms.rules.points import filled
from kachehri.domains.forms.rules.scoring import Kept
from kachehri.kernel.scoring import Score
from kachehri.kernel.scoring_groups import GroupRate, group_rate


def scores_of(found: Sequence[SubmissionView]) -> dict[int, tuple[Kept, ...]]:
    """The scores of submissions by their number (one query). Who asks was asked before."""
    return {
        pk: tuple(Kept(**one) for one in json.loads(content))
        for pk, content in payloads(found, "scores")
    }


def each_score(form_id: int, key: str, size: int = 2000) -> Iterator[int]:
    """The values of one score over all submissions that count."""
    after = 0
    while batch := submissions(
        form_id, after=after, limit=size, state="read", is_edited=False, is_test=False
    ):
        for kept in scores_of(batch).values():
            yield from (one.value for one in kept if one.key == key and one.value is not None)
        after = batch[-1].id


def points_of(instrument: Instrument) -> tuple[Score, ...]:
    """The score whose points were loaded here; none while nobody loaded any."""
    structure = instrument.score(instrument.points)
    rows = PointsTable.objects.filter(instrument=instrument.key).order_by("-pk")
    row = rows.values_list("points", "version").first()
    return (filled(structure, *row),) if structure and row else ()


def points_loaded(key: str) -> tuple[str, str, datetime] | None:
    """Version, source and moment of the points that count; never the points."""
    rows = PointsTable.objects.filter(instrument=key).order_by("-pk")
    return rows.values_list("version", "source", "loaded_at").first()


def poor_share(form_id: int, key: str, line: str) -> GroupRate:
    """The share of the homes that answered a form that is poor, by the table of its instrument.

    Raises LookupError where the instrument has no such table or line, TooFew below thirty homes.
    """
    table = likelihoods(key)
    instrument = find(key)
    if table is None or instrument is None or not instrument.scores:
        raise LookupError(key)
    return group_rate(list(each_score(form_id, instrument.scores[0].key)), table, line)
