"""Giving the figures of a survey to evidence, as any source gives its own; taking them away.

Only what passed disclosure control goes out; evidence looks a second time before it shows them.
"""

import csv
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext_lazy

from kachehri.domains.evidence import actions as evidence
from kachehri.domains.evidence.kinds import COMPACT_COLUMNS, COMPACT_EXTRA, SourceKind
from kachehri.domains.forms.kinds.feeds import survey_feeds
from kachehri.domains.forms.kinds.samples import CHOSEN
from kachehri.domains.forms.models import Estimation
from kachehri.domains.forms.queries import estimates
from kachehri.domains.forms.queries.estimates import EstimateView, EstimationView, SurveyView
from kachehri.domains.forms.queries.samples import in_language
from kachehri.domains.forms.rules.allowed import MAY_ANALYSE
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.ledger.actions import record
from kachehri.kernel.messages import gettext_noop

from .estimating import EstimationProblem

_ = gettext_noop

VERBS = {
    "forms.estimates_published": gettext_lazy("Published the figures of a survey"),
    "forms.estimates_withdrawn": gettext_lazy("Withdrew the figures of a survey"),
}
COLUMNS = (*COMPACT_COLUMNS, *COMPACT_EXTRA)
WEIGHED = gettext_noop("People who said so, of as many as the weighed share makes of them.")
SIX = Decimal("0.000001")
IMPORTER = "importer"
"""The system actor by which figures come into evidence."""


def publish_estimates(*, estimation_id: int, by: Actor, at: datetime) -> EstimationView:
    """Show what may be shown of an estimation; an earlier one of the same design makes way."""
    with transaction.atomic():
        row = (
            Estimation.objects.select_for_update(of=("self",))
            .select_related("design")
            .filter(pk=estimation_id)
            .first()
        )
        if row is None:
            raise EstimationProblem(_("There is no such estimation."))
        require(MAY_ANALYSE, by, {"place_thing_id": row.design.place_thing_id})
        if row.state != "made":
            raise EstimationProblem(_("It was published before."))
        for earlier in Estimation.objects.filter(design=row.design, state="published"):
            _take_back(earlier, _("A newer estimation takes its place."), at)
        row.state, row.published_at = "published", at
        row.save(update_fields=["state", "published_at"])
        view = estimates.survey(row.pk)
        if view is None or not view.figures:
            raise EstimationProblem(_("There is no figure that may be shown."))
        row.load_id = _load(view, at)
        row.save(update_fields=["load_id"])
        refs: dict[str, int | str] = {"estimation": row.pk, "figures": len(view.figures)}
        record(
            verb="forms.estimates_published", by=by.thing_id or 0, thing=row.thing_id, at=at,
            refs=refs,
        )  # fmt: skip
    return estimates.estimation_view(row)


def withdraw_estimates(*, estimation_id: int, because: str, by: Actor, at: datetime) -> None:
    """Take the figures of a survey out of evidence, and say why."""
    if not because.strip():
        raise EstimationProblem(_("Say why."))
    with transaction.atomic():
        row = (
            Estimation.objects.select_for_update(of=("self",))
            .select_related("design")
            .filter(pk=estimation_id, state="published")
            .first()
        )
        if row is None:
            raise EstimationProblem(_("There is no such estimation."))
        require(MAY_ANALYSE, by, {"place_thing_id": row.design.place_thing_id})
        _take_back(row, because, at)
        record(
            verb="forms.estimates_withdrawn", by=by.thing_id or 0, thing=row.thing_id, at=at,
            refs={"estimation": row.pk},
        )  # fmt: skip


def _take_back(row: Estimation, because: str, at: datetime) -> None:
    if row.load_id is not None:
        evidence.withdraw_load(
            load=row.load_id, because=because, by=system_actor(IMPORTER, at), at=at
        )
    row.state = "withdrawn"
    row.save(update_fields=["state"])


def _load(view: SurveyView, at: datetime) -> int | None:
    """Bring the figures in and release them; the number of the load."""
    feeds = survey_feeds(view.form.instrument)
    if feeds is None:
        raise EstimationProblem(_("No indicator is declared for the questions of this form."))
    importer = system_actor(IMPORTER, at)
    evidence.declare(indicators=(), sources=(_source(view, at),), by=importer, at=at)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{view.estimation.source}-{view.estimation.number}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(_rows(view))
        outcome = evidence.load_file(
            recipe=feeds.recipe, path=path, by=importer, at=at, strict=True
        )
    if outcome.refused or not outcome.figures:
        said = "; ".join(str(one) for one in outcome.problems[:3])
        raise EstimationProblem(_("Evidence did not take the figures: %(said)s"), said=said)
    evidence.release(source=view.estimation.source, by=importer, at=at)
    return outcome.load_id


def _source(view: SurveyView, at: datetime) -> SourceKind:
    about, design = view.estimation, view.design
    title = in_language(design.titles, "en")
    return SourceKind(
        code=about.source,
        kind="questionnaire",
        publisher="Kachehri",
        title=f"{title} (made up)" if design.is_made_up else title,
        year=about.asked_to.year,
        licence="CC BY 4.0",
        table=view.form.key[:100],
        note=_note(view),
        collected_from=about.asked_from,
        collected_to=about.asked_to,
        published_on=at.date(),
    )


def _note(view: SurveyView) -> str:
    """The design in English, as sources carry it."""
    design, about = view.design, view.estimation
    said = [f"People were chosen {CHOSEN[design.chosen]}. {about.people} answered."]
    if design.is_by_chance and about.response is not None:
        said.append(
            f"{design.areas} areas of the list “{design.frame.title if design.frame else ''}” "
            f"were drawn (seed {about.facts.get('seed')}), {design.per_area} homes in each; "
            f"{about.response:.0%} of the homes answered."
        )
    else:
        said.append("The figures say nothing of anybody else, so they have no interval.")
    if design.is_made_up:
        said.insert(0, "An example: nobody was asked, the answers are made up by a program.")
    return " ".join(said)[:600]


def _rows(view: SurveyView) -> Iterator[dict[str, object]]:
    """The compact table: a line for each figure that may be shown."""
    known = places.by_ids({one.place_id for one in view.figures})
    start = view.estimation.asked_from.isoformat()
    end = (view.estimation.asked_to + timedelta(days=1)).isoformat()
    for one in view.figures:
        rest = {name: text for name, text in one.dims.items() if name not in ("sex", "residence")}
        yield {
            "place": known[one.place_id].code,
            "indicator": one.indicator,
            "start": start,
            "end": end,
            "sex": one.dims.get("sex", ""),
            "residence": one.dims.get("residence", ""),
            "derivation": "rows",
            "method": "survey" if one.is_by_chance else "perception",
            "status": "A",
            "source": view.estimation.source,
            "cell": f"{view.form.key}: {view.questions.get(one.indicator, '')}",
            "dims": ";".join(f"{name}={text}" for name, text in sorted(rest.items())),
            "version": "",
            **_numbers(one),
        }


def _numbers(one: EstimateView) -> Mapping[str, object]:
    """Shares as percent. Without chance there is no error and no interval to give."""
    scale = 100 if one.is_share else 1
    rare = one.is_share and 0 < one.value < 0.01
    return {
        "note": WEIGHED if rare else "",
        # Evidence takes a share below one percent for a fraction, unless it can divide again.
        "numerator": one.hits if rare else "",
        "denominator": _text((one.hits or 0) / one.value, 1) if rare else "",
        "value": _text(one.value, scale),
        "standard_error": _text(one.standard_error, scale),
        "ci_low": _text(one.low, scale),
        "ci_high": _text(one.high, scale),
        "sample": one.people,
    }


def _text(value: float | None, scale: int) -> str:
    if value is None:
        return ""
    return f"{(Decimal(repr(value)) * scale).quantize(SIX, rounding=ROUND_HALF_UP):f}"
