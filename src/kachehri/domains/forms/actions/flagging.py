"""Raising flags on odd answers, and judging them. A flag changes nothing by itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kachehri.domains.forms.models import Flag, Form
from kachehri.domains.forms.queries.answers import AnswerView, SubmissionView, each_batch
from kachehri.domains.forms.queries.field import look_at
from kachehri.domains.forms.rules import MAY_MANAGE, looking
from kachehri.domains.forms.rules.looking import Found, Interview, Together
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries.areas import areas_at
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.engines.xforms.answers import Answers

VERBS = {
    "forms.flag_judged": _("Judged something odd about an answer"),
    "forms.looked_over": _("Looked all answers of a form over"),
}
VERDICTS = ("fine", "wrong")
TIERS = ("taluka", "district")
MOST = 200_000
"""Submissions that are looked over beside each other, the first ones of a form."""


def flag(*, submission: SubmissionView, answers: Answers, by: Actor, at: datetime) -> int:
    """Flag what one submission shows by itself, as it is read; return how many flags."""
    if submission.version_id is None or submission.is_test:
        return 0
    row = replace(submission, started_at=answers.started, ended_at=answers.ended)
    seen = _interview(row, answers.values)
    look = look_at(submission.version_id)
    zone = timezone.get_default_timezone()
    return _raise({submission.id: submission}, looking.one_by_one(seen, look, zone), at)


def look_over(*, form_id: int, by: Actor, at: datetime) -> int:
    """Look at all answers of a form beside each other: doubles, overlaps, likeness, positions.

    Return how many flags are new. Run twice, nothing is flagged twice, and what was judged stays.
    """
    form = Form.objects.select_related("project").get(pk=form_id)
    require(MAY_MANAGE, by, form.project)
    together, count, made = Together(), 0, 0
    for batch in each_batch(form_id):
        known = {one.submission.id: one.submission for one in batch}
        before = len(together.found)
        for one in batch:
            if one.submission.version_id is not None and one.values:
                seen = _interview(one.submission, one.values)
                together.add(seen, look_at(one.submission.version_id))
        made += _raise(known, [*together.found[before:], *_far(batch)], at)
        count += len(batch)
        if count >= MOST:
            break
    with transaction.atomic():
        refs: dict[str, int | str] = {"form": form.pk, "answers": count, "flags": made}
        ledger.record(
            verb="forms.looked_over", by=acting(by), thing=form.thing_id, at=at, refs=refs
        )
    return made


def judge_flag(*, flag_id: int, verdict: str, by: Actor, at: datetime) -> None:
    """Say whether something odd is fine or wrong. It can be said again, otherwise."""
    if verdict not in VERDICTS:
        raise ValueError(f"no verdict: {verdict}")
    with transaction.atomic():
        row = Flag.objects.select_for_update(of=("self",)).select_related("form__project")
        one = row.get(pk=flag_id)
        require(MAY_MANAGE, by, one.form.project)
        one.verdict, one.judged_at, one.judged_by_id = verdict, at, acting(by)
        one.save(update_fields=["verdict", "judged_at", "judged_by"])
        refs: dict[str, int | str] = {"flag": one.pk, "submission": one.submission_id}
        ledger.record(
            verb="forms.flag_judged",
            by=acting(by),
            thing=one.form.thing_id,
            at=at,
            refs=refs | {"verdict": verdict},
        )


def _interview(one: SubmissionView, values: Mapping[str, Any]) -> Interview:
    return Interview(
        id=one.id,
        collector=one.collector_id,
        device=one.device,
        started=one.started_at,
        ended=one.ended_at,
        received=one.received_at,
        values=values,
        place_id=one.place_id,
    )


def _far(batch: Sequence[AnswerView]) -> list[Found]:
    """Positions that lie in another taluka or district than the one that the answers name."""
    placed = []
    for one in batch:
        if one.submission.place_id is None or one.submission.version_id is None:
            continue
        look = look_at(one.submission.version_id)
        spot = looking.position_of(_interview(one.submission, one.values), look)
        if spot is not None:
            placed.append((one.submission, spot))
    found: list[Found] = []
    for tier in TIERS:
        named = {one.id: _around(one.place_id or 0, tier) for one, _spot in placed}
        here = [(one, spot) for one, spot in placed if named[one.id]]
        if not here:
            continue
        at = areas_at([spot[1] for _one, spot in here], [spot[0] for _one, spot in here], tier=tier)
        known = {one.interview for one in found}
        found += [
            Found(one.id, "far", {"named": named[one.id], "lies_in": area})
            for (one, _spot), area in zip(here, at, strict=True)
            if area and area != named[one.id] and one.id not in known
        ]
    return found


def _around(place_id: int, tier: str) -> int:
    """The place of a tier in which a place lies, or which it is; 0 for none."""
    view = places.by_ids([place_id]).get(place_id)
    while view is not None and view.tier != tier:
        view = places.by_ids([view.parent_id]).get(view.parent_id) if view.parent_id else None
    return view.id if view is not None else 0


def _raise(known: Mapping[int, SubmissionView], found: Iterable[Found], at: datetime) -> int:
    """Write flags down, each once. Those of submissions that are not at hand name their own."""
    rows = []
    for one in found:
        about = known.get(one.interview) or next(iter(known.values()))
        rows.append(
            Flag(
                form_id=about.form_id,
                submission_id=one.interview,
                collector_id=about.collector_id,
                kind=one.kind,
                detail=dict(one.detail),
                other_id=one.other,
                raised_at=at,
            )
        )
    before = Flag.objects.filter(submission_id__in=[one.submission_id for one in rows])
    there = set(before.values_list("submission_id", "kind"))
    new = [one for one in rows if (one.submission_id, one.kind) not in there]
    Flag.objects.bulk_create(new, ignore_conflicts=True)
    return len({(one.submission_id, one.kind) for one in new})
