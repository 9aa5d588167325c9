"""From a list of areas to published figures: drawn, asked, weighed, counted, shown or hidden."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests import surveys as standard
from tests.surveys import Surveys

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.actions import declare
from kachehri.domains.forms import actions, queries
from kachehri.domains.forms.actions import EstimationProblem, SamplingProblem
from kachehri.domains.forms.kinds.samples import AreaRow, DesignKind, Margin
from kachehri.domains.forms.models import Estimate, Weight
from kachehri.domains.forms.queries import estimates, samples
from kachehri.domains.forms.queries.forms import FormView
from kachehri.engines.access.reading import Refused
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.xforms import answers
from kachehri.packs.pakistan.contents import EVIDENCE

pytestmark = pytest.mark.django_db
AREAS = tuple(
    AreaRow(f"a{n:02d}", 40 + n, f"Made-up area {n}", part, "rural" if n % 2 else "urban")
    for n, part in enumerate(["BAKRANI TALUKA", "Dokri", "Dokri", "Nowhere"] * 5)
)
DESIGN = DesignKind(
    key="made-up", titles={"en": "A made-up survey"}, chosen="probability", frame="made-up",
    asked_of={"en": "Adults."}, areas=12, per_area=10, strata=("residence",), is_made_up=True,
)  # fmt: skip


@dataclass(frozen=True)
class Held:
    """The standard project with a form of perceptions, a list, a design and its first draw."""

    surveys: Surveys
    form: FormView

    @property
    def at(self) -> Any:
        return self.surveys.at

    def answer(self, **more: Any) -> None:
        """Answers of every home of every drawn area; `more` are answers of everybody."""
        drawn = samples.newest_sample(samples.design("made-up").id)  # type: ignore[union-attr]
        assert drawn is not None
        model = queries.model(self.form.published_id or 0)
        paths = {one.name: one.path for one in model.questions()}
        brought = []
        for area in samples.areas_of(drawn.id):
            for home in range(10):
                said = self.said(area.number, home) | more
                values = {paths[name]: value for name, value in said.items()}
                instance = f"uuid:00000000-0000-4000-8000-{area.number:06d}{home:06d}"
                xml = answers.to_xml(model, values, instance=instance)
                brought.append(actions.bring(xml=xml, at=self.at))
        self.take(brought)

    def take(self, brought: list[Any]) -> None:
        by = self.surveys.enumerator
        receipts = actions.receive_many(brought=brought, by=by, at=self.at)
        assert {one.outcome for one in receipts} == {"accepted"}
        actions.read_submissions(by=self.surveys.worker, at=self.at)

    @staticmethod
    def said(area: int, home: int) -> dict[str, Any]:
        """One home in ten refuses; of women fewer feel safe; two were asked for money."""
        if home == 0:
            return {"cluster": area, "result": "refused"}
        sex = "female" if home % 2 else "male"
        return {
            "cluster": area,
            "result": "done",
            "consent": "yes",
            "sex": sex,
            "adults": 1 + home % 3,
            "safe_night": "safe" if home in (1, 2, 4, 6) else "unsafe",
            "safe_day": "dk" if home == 9 else "very_safe",
            "asked_money": "yes" if (area, home) in ((1, 1), (2, 2)) else "no",
            "wg_see": "none",
        }

    def count(self) -> Any:
        return actions.estimate_form(
            form_id=self.form.id, design="made-up", by=self.surveys.analyst, at=self.at
        )


@pytest.fixture
def held() -> Held:
    surveys = standard.build()
    at, setup = surveys.at, surveys.setup
    declare(indicators=EVIDENCE.indicators, sources=(), by=setup, at=at)
    form = actions.load_instrument(key="perception", project_id=surveys.project_id, by=setup, at=at)
    form = actions.set_form(
        form_id=form.id, version=form.version, sampling="probability", by=setup, at=at
    )
    form = actions.publish(form_id=form.id, by=setup, at=at)
    place, analyst = surveys.larkana.id, surveys.analyst
    actions.bring_frame(
        key="made-up", title="Made-up list", source="Made up", place_id=place, areas=AREAS,
        is_made_up=True, by=analyst, at=at,
    )  # fmt: skip
    actions.make_design(kind=DESIGN, place_id=place, by=analyst, at=at)
    actions.draw_sample(design="made-up", seed=7, by=analyst, at=at)
    return Held(surveys, form)


def of(found: tuple[estimates.EstimateView, ...], indicator: str, key: str = "") -> Any:
    home = found[0].place_id
    wanted = (indicator, key, home)
    return next(one for one in found if (one.indicator, one.dim_key, one.place_id) == wanted)


def test_the_same_seed_draws_the_same_areas_and_another_seed_others(held: Held) -> None:
    by, at = held.surveys.analyst, held.at
    first = samples.newest_sample(samples.design("made-up").id)  # type: ignore[union-attr]
    again = actions.draw_sample(design="made-up", seed=7, by=by, at=at)
    other = actions.draw_sample(design="made-up", seed=8, by=by, at=at)
    assert first == again
    assert other.digest != again.digest
    assert (again.number, other.number) == (1, 2)
    back = actions.draw_sample(design="made-up", seed=7, by=by, at=at)
    assert (back.number, back.digest) == (3, again.digest)


def test_parts_of_a_list_become_the_talukas_that_they_surely_are(held: Held) -> None:
    drawn = samples.newest_sample(samples.design("made-up").id)  # type: ignore[union-attr]
    assert drawn is not None
    where = {one.part: one.place_id for one in samples.areas_of(drawn.id)}
    home = held.surveys.larkana.id
    assert where["Nowhere"] == home
    assert where["Dokri"] not in (home, None)


def test_a_design_from_which_was_drawn_does_not_change(held: Held) -> None:
    by, at, place = held.surveys.analyst, held.at, held.surveys.larkana.id
    actions.make_design(kind=DESIGN, place_id=place, by=by, at=at)
    with pytest.raises(SamplingProblem, match="Make a new one"):
        actions.make_design(kind=replace(DESIGN, areas=9), place_id=place, by=by, at=at)


def test_a_list_keeps_its_key_and_its_areas(held: Held) -> None:
    told: dict[str, Any] = {
        "key": "made-up", "title": "Other", "source": "x", "place_id": held.surveys.larkana.id,
        "by": held.surveys.analyst, "at": held.at,
    }  # fmt: skip
    assert actions.bring_frame(areas=AREAS[::-1], **told).areas == 20
    with pytest.raises(SamplingProblem, match="another list"):
        actions.bring_frame(areas=AREAS[:9], **told)


def test_homes_to_visit_follow_what_was_found_on_the_ground(held: Held) -> None:
    drawn = samples.newest_sample(samples.design("made-up").id)  # type: ignore[union-attr]
    assert drawn is not None
    which = actions.note_listing(
        sample_id=drawn.id, number=1, households=7, by=held.surveys.analyst, at=held.at
    )
    assert which == (1, 2, 3, 4, 5, 6, 7)
    area = samples.areas_of(drawn.id)[0]
    assert area.base_weight(10) == pytest.approx(1 / float(area.chance))


def test_only_analysts_draw_and_count(held: Held) -> None:
    for who in ("enumerator", "manager", "researcher", "other"):
        by = getattr(held.surveys, who)
        with pytest.raises(Refused):
            actions.draw_sample(design="made-up", seed=1, by=by, at=held.at)
        with pytest.raises(Refused):
            actions.estimate_form(form_id=held.form.id, design="made-up", by=by, at=held.at)


def test_answers_are_weighed_counted_and_published_with_their_errors(held: Held) -> None:
    held.answer()
    made = held.count()
    assert (made.people, made.facts["asked"], made.facts["refused"]) == (108, 120, 12)
    assert made.response == pytest.approx(0.9)
    weights = list(Weight.objects.values_list("base", "nonresponse", "calibration"))
    assert len(weights) == 108
    assert {round(one[1], 6) for one in weights} == {round(10 / 9, 6)}
    assert {one[2] for one in weights} == {1.0}
    found = estimates.figures(made.id, all_of_them=True)
    safe = of(found, "safe-at-night")
    drawn = samples.areas_of(made.sample_id)
    by_number = {one.number: one.base_weight(10) for one in drawn}
    total = sum(by_number[area] * (1 + home % 3) for area in by_number for home in range(1, 10))
    yes = sum(by_number[area] * (1 + home % 3) for area in by_number for home in (1, 2, 4, 6))
    assert safe.value == pytest.approx(yes / total)
    assert safe.low < safe.value < safe.high
    assert of(found, "safe-by-day").people == 96
    published = actions.publish_estimates(
        estimation_id=made.id, by=held.surveys.analyst, at=held.at
    )
    rows = evidence.values(concepts=["safe-at-night"], place_ids=[held.surveys.larkana.id])
    shown = next(one for one in rows if not one.dims)
    assert float(shown.value or 0) == pytest.approx(100 * safe.value, abs=1e-5)
    assert float(shown.ci_low or 0) == pytest.approx(100 * safe.low, abs=1e-5)
    assert (shown.sample, shown.method, shown.cell) == (108, "survey", "perception: safe_night")
    source = evidence.source(published.source)
    assert source is not None
    assert "made up" in source.title
    assert "108 answered" in source.note_msgid


def test_groups_of_a_few_are_hidden_with_what_would_give_them_away(held: Held) -> None:
    held.answer()
    made = held.count()
    found = estimates.figures(made.id, all_of_them=True)
    money = [one for one in found if one.indicator == "asked-for-money"]
    assert {one.mark for one in money if one.hits and one.hits < 5} == {"S"}
    assert not of(found, "asked-for-money").is_shown
    small = [one for one in found if one.people < 30]
    assert small
    assert not any(one.is_shown for one in small)
    actions.publish_estimates(estimation_id=made.id, by=held.surveys.analyst, at=held.at)
    assert evidence.values(concepts=["asked-for-money"], place_ids=[held.surveys.larkana.id]) == ()


def test_people_chosen_on_purpose_never_get_an_interval(held: Held) -> None:
    held.answer()
    by, at, place = held.surveys.analyst, held.at, held.surveys.larkana.id
    purposive = DesignKind("asked", {"en": "Asked"}, "purposive", {"en": "Who came."})
    actions.make_design(kind=purposive, place_id=place, by=by, at=at)
    with pytest.raises(SamplingProblem, match="nothing is drawn"):
        actions.draw_sample(design="asked", by=by, at=at)
    asked: dict[str, Any] = {"form_id": held.form.id, "design": "asked", "by": by, "at": at}
    with pytest.raises(EstimationProblem, match="do not say the same"):
        actions.estimate_form(**asked)
    form = queries.form_by_id(held.form.id)
    assert form is not None
    actions.set_form(
        form_id=form.id, version=form.version, sampling="purposive", by=held.surveys.manager, at=at
    )
    made = actions.estimate_form(**asked)
    found = estimates.figures(made.id, all_of_them=True)
    assert {(one.standard_error, one.low, one.high) for one in found} == {(None, None, None)}
    assert of(found, "safe-at-night").value == pytest.approx(4 / 9)
    actions.publish_estimates(estimation_id=made.id, by=by, at=at)
    (shown,) = evidence.values(concepts=["safe-at-night"], place_ids=[place], dims={})
    assert (shown.ci_low, shown.standard_error, shown.method) == (None, None, "perception")
    with pytest.raises(IntegrityError, match="an_interval_only_by_chance"), transaction.atomic():
        Estimate.objects.filter(estimation_id=made.id).update(low=0.1, high=0.2)


def test_a_share_below_one_percent_is_published_as_what_it_is(held: Held) -> None:
    held.answer()
    made = held.count()
    rare = Estimate.objects.filter(estimation_id=made.id, indicator="safe-at-night", dim_key="")
    rare.filter(place_id=held.surveys.larkana.id).update(value=0.004, low=0.001, high=0.009)
    actions.publish_estimates(estimation_id=made.id, by=held.surveys.analyst, at=held.at)
    place = held.surveys.larkana.id
    (shown,) = evidence.values(concepts=["safe-at-night"], place_ids=[place], dims={})
    assert float(shown.value or 0) == pytest.approx(0.4)
    assert (shown.numerator, "weighed" in shown.note) == (48, True)


def test_a_newer_counting_takes_the_place_of_the_older_one(held: Held) -> None:
    held.answer()
    by, at, place = held.surveys.analyst, held.at, held.surveys.larkana.id
    first = actions.publish_estimates(estimation_id=held.count().id, by=by, at=at)
    later = replace(held, surveys=replace(held.surveys, at=at + timedelta(days=1)))
    second = actions.publish_estimates(estimation_id=later.count().id, by=by, at=later.at)
    assert estimates.survey(first.id) is None
    assert [one.id for one in estimates.surveys(place)] == [second.id]
    assert len(evidence.values(concepts=["safe-at-night"], place_ids=[place], dims={})) == 1
    with pytest.raises(EstimationProblem, match="published before"):
        actions.publish_estimates(estimation_id=second.id, by=by, at=later.at)
    with pytest.raises(EstimationProblem, match="Say why"):
        actions.withdraw_estimates(estimation_id=second.id, because=" ", by=by, at=later.at)
    actions.withdraw_estimates(estimation_id=second.id, because="A fault", by=by, at=later.at)
    assert estimates.surveys(place) == ()
    assert evidence.values(concepts=["safe-at-night"], place_ids=[place]) == ()


def test_known_totals_change_the_third_weight_alone(held: Held) -> None:
    held.answer()
    by, at, place = held.surveys.analyst, held.at, held.surveys.larkana.id
    margins = {"sex": {"female": Margin(700, "census"), "male": Margin(500, "census")}}
    kind = replace(DESIGN, key="weighed", margins=margins)
    actions.make_design(kind=kind, place_id=place, by=by, at=at)
    actions.draw_sample(design="weighed", seed=7, by=by, at=at)
    made = actions.estimate_form(form_id=held.form.id, design="weighed", by=by, at=at)
    rows = Weight.objects.filter(estimation_id=made.id)
    final = sum(b * n * c for b, n, c in rows.values_list("base", "nonresponse", "calibration"))
    assert final == pytest.approx(1200)
    assert made.facts["rounds"] >= 1


def test_answers_from_an_area_that_was_not_drawn_are_counted_apart(held: Held) -> None:
    held.answer()
    model = queries.model(held.form.published_id or 0)
    paths = {one.name: one.path for one in model.questions()}
    said = Held.said(99, 3)
    xml = answers.to_xml(
        model, {paths[name]: value for name, value in said.items()}, instance="uuid:strange"
    )
    held.take([actions.bring(xml=xml, at=held.at)])
    made = held.count()
    assert (made.people, made.facts["outside"]) == (108, 1)


def test_without_an_answer_and_without_an_indicator_it_is_said_why(held: Held) -> None:
    by, at = held.surveys.analyst, held.at
    with pytest.raises(EstimationProblem, match="No answer has come in"):
        held.count()
    with pytest.raises(EstimationProblem, match="No indicator is declared"):
        actions.estimate_form(form_id=held.surveys.household.id, design="made-up", by=by, at=at)
    assert system_actor("importer", at)
