"""Weighing the answers of a form by the sample that was drawn, and counting them."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy

from kachehri.domains.forms.kinds.feeds import SurveyFeeds, survey_feeds
from kachehri.domains.forms.models import Estimate, Estimation, Weight
from kachehri.domains.forms.queries import estimates, samples
from kachehri.domains.forms.queries.answers import each_batch
from kachehri.domains.forms.queries.estimates import EstimationView
from kachehri.domains.forms.queries.forms import FormView, form_by_id, model
from kachehri.domains.forms.queries.samples import DesignView, SampleView
from kachehri.domains.forms.rules import estimating as rules
from kachehri.domains.forms.rules.allowed import MAY_ANALYSE
from kachehri.domains.forms.rules.estimating import Area, Field, Interview
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger.actions import record, register
from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.survey_estimates import SurveyEstimate, estimate
from kachehri.kernel.weighting import Factors, weigh

_ = gettext_noop

HERE = ZoneInfo("Asia/Karachi")

VERBS = {"forms.estimated": gettext_lazy("Weighed the answers of a form and counted them")}


class EstimationProblem(ValueError):
    """Answers that cannot be counted. `key` is an English message, `params` fill it."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key % params)
        self.key, self.params = key, params


def estimate_form(*, form_id: int, design: str, by: Actor, at: datetime) -> EstimationView:
    """Weigh what came in for a form by the newest draw of a design, and count it.

    Nothing is published by it. Raises `EstimationProblem`, and `CannotWeigh` where the answers do
    not allow it.
    """
    form, chosen, feeds = _asked(form_id, design)
    require(MAY_ANALYSE, by, {"place_thing_id": chosen.place_thing_id})
    sample = _drawn(chosen)
    areas = _areas(chosen, sample) if sample else ()
    interviews = list(_interviews(form, feeds, areas))
    if not interviews:
        raise EstimationProblem(_("No answer has come in yet."))
    days = [one.said["_day"] for one in interviews]
    spoken, factors, work = _weighed(interviews, areas, feeds, chosen)
    weights = [1.0] * len(spoken) if factors is None else factors.final
    found = estimate(
        rules.columns(spoken, feeds, weights, by_chance=chosen.is_by_chance, home=chosen.place_id)
    )
    with transaction.atomic():
        row = Estimation.objects.create(
            thing=register(kind="forms.estimation", at=at),
            form_id=form.id,
            design_id=chosen.id,
            sample_id=sample.id if sample else None,
            number=1 + Estimation.objects.filter(design_id=chosen.id).count(),
            people=len(spoken),
            asked_from=min(days),
            asked_to=max(days),
            facts=_facts(work, factors, form, sample),
            source=f"survey-{chosen.key}"[:60],
            made_at=at,
            made_by_id=by.thing_id or 0,
        )
        _keep_weights(row, spoken, factors)
        _keep(row, found, chosen)
        refs: dict[str, int | str] = {"form": form.id, "design": chosen.key, "people": len(spoken)}
        record(verb="forms.estimated", by=by.thing_id or 0, thing=row.thing_id, at=at, refs=refs)
    return estimates.estimation_view(row)


def _asked(form_id: int, key: str) -> tuple[FormView, DesignView, SurveyFeeds]:
    form, chosen = form_by_id(form_id), samples.design(key)
    if form is None or chosen is None:
        raise EstimationProblem(_("There is no such form, or no such design."))
    feeds = survey_feeds(form.instrument)
    if feeds is None:
        raise EstimationProblem(_("No indicator is declared for the questions of this form."))
    if form.sampling != chosen.chosen:
        raise EstimationProblem(
            _("The form and the design do not say the same of how people were chosen.")
        )
    return form, chosen, feeds


def _drawn(design: DesignView) -> SampleView | None:
    if not design.is_by_chance:
        return None
    sample = samples.newest_sample(design.id)
    if sample is None:
        raise EstimationProblem(_("Draw a sample first."))
    return sample


def _areas(design: DesignView, sample: SampleView) -> tuple[Area, ...]:
    return tuple(
        Area(
            id=one.id,
            number=one.number,
            stratum=one.stratum,
            homes=one.listed or one.homes,
            visits=one.visits(design.per_area),
            chance=float(one.chance),
            place_id=one.place_id or design.place_id,
            residence=one.residence,
        )
        for one in samples.areas_of(sample.id)
    )


def _interviews(form: FormView, feeds: SurveyFeeds, areas: tuple[Area, ...]) -> Iterator[Interview]:
    """Every submission that counts, as far as it is asked for here."""
    numbered = {one.number: one for one in areas}
    paths: dict[int, dict[str, str]] = {}
    for batch in each_batch(form.id):
        for one in batch:
            version = one.submission.version_id or 0
            if version not in paths:
                paths[version] = dict(_paths(version, feeds))
            said = {name: one.values.get(path) for name, path in paths[version].items()}
            said["_day"] = _day(one.submission.ended_at or one.submission.received_at)
            area = numbered.get(_number(said.get(feeds.cluster)))
            place = one.submission.place_id or form.place_id
            yield Interview(one.submission.id, said, area, place)


def _paths(version_id: int, feeds: SurveyFeeds) -> Iterator[tuple[str, str]]:
    if version_id:
        asked = (one.path for one in model(version_id).questions())
        yield from rules.by_name(asked, feeds.questions)


def _number(value: Any) -> int:
    text = str(value if value is not None else "").strip()
    return int(text) if text.isascii() and text.isdecimal() else 0


def _day(moment: datetime) -> date:
    return moment.astimezone(HERE).date()


def _weighed(
    interviews: list[Interview], areas: tuple[Area, ...], feeds: SurveyFeeds, design: DesignView
) -> tuple[list[Interview], Factors | None, Field]:
    """Who answered, what each of them counts, and how the work went."""
    if design.is_by_chance:
        visits, spoken, work = rules.visited(interviews, areas, feeds, design.respondent)
        margins = {
            name: {value: total for value, (total, _source) in some.items()}
            for name, some in design.margins.items()
        }
        return spoken, weigh(visits, margins), work
    ended = [rules.outcome(one, feeds) for one in interviews]
    spoken = [one for one, how in zip(interviews, ended, strict=True) if how == "answered"]
    if not spoken:
        raise EstimationProblem(_("No answer has come in yet."))
    refused = ended.count("refused")
    return spoken, None, Field(len(spoken) + refused, len(spoken), refused)


def _facts(
    work: Field, factors: Factors | None, form: FormView, sample: SampleView | None
) -> dict[str, Any]:
    """What the report says of the work; numbers only."""
    found = asdict(work)
    found |= {"form_version": form.published_id, "response": round(work.response, 6)}
    if factors is not None and sample is not None:
        found |= {"rounds": factors.rounds, "spread": round(factors.spread, 6)}
        found |= {"seed": sample.seed, "sha256": sample.digest}
    return found


def _keep_weights(row: Estimation, spoken: list[Interview], factors: Factors | None) -> None:
    if factors is None:
        return
    Weight.objects.bulk_create(
        (
            Weight(
                estimation=row,
                submission_id=who.submission_id,
                area_id=who.area.id if who.area else 0,
                base=float(factors.base[at]),
                nonresponse=float(factors.nonresponse[at]),
                calibration=float(factors.calibration[at]),
            )
            for at, who in enumerate(spoken)
        ),
        batch_size=5000,
    )


def _keep(row: Estimation, found: tuple[SurveyEstimate, ...], design: DesignView) -> None:
    within = {str(one.id): str(one.parent_id) for one in places.tree() if one.parent_id is not None}
    shown = estimates.shown_before(design.id)
    marked = rules.marks(found, design.place_id, within, shown)
    Estimate.objects.bulk_create(_row(row, one, design, marked) for one in found)


def _row(
    estimation: Estimation,
    one: SurveyEstimate,
    design: DesignView,
    marked: Mapping[tuple[str, str, int], str],
) -> Estimate:
    key, place_id = rules.address(one, design.place_id)
    return Estimate(
        estimation=estimation,
        indicator=one.variable,
        place_id=place_id,
        dims=rules.dims_of(one),
        dim_key=key,
        value=one.value,
        is_by_chance=design.is_by_chance,
        standard_error=one.standard_error,
        low=one.low,
        high=one.high,
        people=one.n,
        hits=one.hits,
        design_effect=one.design_effect,
        freedom=one.freedom,
        standing=one.standing.value,
        mark=marked[one.variable, key, place_id],
    )
