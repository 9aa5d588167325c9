"""The made-up survey of a pack, for `kachehri pack load --demo`: drawn, answered, published."""

import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.forms import actions
from kachehri.domains.forms.kinds.samples import Margin
from kachehri.domains.forms.kinds.submissions import Brought
from kachehri.domains.forms.queries import samples
from kachehri.domains.forms.queries.forms import FormView, form, model
from kachehri.domains.forms.queries.samples import AreaView, DesignView
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.xforms import answers
from kachehri.engines.xforms.kinds import FormModel, Question

A_BATCH = 200
HALF_AN_HOUR = timedelta(minutes=30)
WOMEN, MEN = "female", "male"


def write_survey(told: Any, *, at: datetime) -> int:
    """Hold the made-up survey; return how many homes were visited, 0 where it was held before."""
    place = places.by_code(told.PLACE)
    if place is None or form(told.FORM) is not None:
        return 0
    by = system_actor("setup", at)
    with transaction.atomic():
        asked = _form(told, place, by, at)
        _open_form(told, asked.project_id, by, at)
        design = _design(told, place, by, at)
        sample = actions.draw_sample(design=design.key, seed=told.SEED, by=by, at=at)
        senders = [
            actions.send_out(project_id=asked.project_id, name=name, by=by, at=at).id
            for name in told.ENUMERATORS
        ]
        writer = Writer(told, asked, design, by, at, senders)
        for area in samples.areas_of(sample.id):
            writer.visit(area)
        writer.send()
    actions.read_submissions(by=by, at=at)
    with transaction.atomic():
        counted = actions.estimate_form(form_id=asked.id, design=design.key, by=by, at=at)
        actions.publish_estimates(estimation_id=counted.id, by=by, at=at)
    return writer.count


def _form(told: Any, place: PlaceView, by: Actor, at: datetime) -> FormView:
    """The instrument as a published form; its title says that the answers are made up."""
    project = actions.make_project(
        key=told.PROJECT, names=told.PROJECT_NAMES, place_id=place.id, by=by, at=at
    )
    made = actions.load_instrument(
        key=told.INSTRUMENT, project_id=project, form_key=told.FORM, by=by, at=at
    )
    made = actions.set_form(
        form_id=made.id, version=made.version, sampling="probability", by=by, at=at
    )
    return actions.publish(form_id=made.id, by=by, at=at)


def _open_form(told: Any, project: int, by: Actor, at: datetime) -> None:
    """A questionnaire that everybody may fill, to try it with."""
    made = actions.load_instrument(
        key=told.OPEN_INSTRUMENT, project_id=project, form_key=told.OPEN_FORM, by=by, at=at
    )
    made = actions.set_form(
        form_id=made.id, version=made.version, by=by, at=at,
        is_public=True, keyword=told.OPEN_WORD, titles=told.OPEN_TITLES,
    )  # fmt: skip
    actions.publish(form_id=made.id, by=by, at=at)


def _design(told: Any, place: PlaceView, by: Actor, at: datetime) -> DesignView:
    actions.bring_frame(
        key=told.FRAME,
        title=told.FRAME_TITLE,
        source=told.FRAME_SOURCE,
        place_id=place.id,
        areas=tuple(told.areas()),
        is_made_up=True,
        by=by,
        at=at,
    )
    kind = told.DESIGN
    margins = {"sex": dict(_adults(place))}
    if len(margins["sex"]) == 2:
        kind = type(kind)(**{**vars(kind), "margins": margins})
    return actions.make_design(kind=kind, place_id=place.id, by=by, at=at)


def _adults(place: PlaceView) -> Iterator[tuple[str, Margin]]:
    """Women and others of 18 and older as the census counted them: that part is real."""
    everybody, women = (_counted(place, dims) for dims in ({}, {"sex": WOMEN}))
    if everybody and women:
        yield WOMEN, women
        yield MEN, Margin(everybody.total - women.total, everybody.source)


def _counted(place: PlaceView, dims: Mapping[str, str]) -> Margin | None:
    rows = evidence.values(
        concepts=["population"], place_ids=[place.id], dims={"age": "18+", **dims}
    )
    found = next(iter(evidence.best(rows)), None)
    return Margin(float(found.value), found.source_code) if found and found.value else None


class Writer:
    """Visits the homes of drawn areas, and answers for them by chance."""

    def __init__(
        self,
        told: Any,
        asked: FormView,
        design: DesignView,
        by: Actor,
        at: datetime,
        senders: list[int],
    ) -> None:
        self.told, self.design, self.by, self.at = told, design, by, at
        self.senders = senders
        self.model: FormModel = model(asked.published_id or 0)
        self.questions: Mapping[str, Question] = {one.name: one for one in self.model.questions()}
        self.chance = random.Random(told.SEED)  # noqa: S311  (to be repeated, not to be secret)
        self.waiting: list[Brought] = []
        self.count = 0

    def visit(self, area: AreaView) -> None:
        """Every home of an area that is to be visited."""
        leaning = self.chance.uniform(-0.12, 0.12)
        first, last = self.told.DAYS_AGO
        day = self.at - timedelta(days=first - (first - last) * area.number // self.design.areas)
        for home in range(1, area.visits(self.design.per_area) + 1):
            began = day.replace(hour=4, minute=0, second=0) + HALF_AN_HOUR * home
            self.bring(area, home, began, leaning)
            if len(self.waiting) >= A_BATCH:
                self.send()

    def bring(self, area: AreaView, home: int, began: datetime, leaning: float) -> None:
        """One home."""
        ended = began + timedelta(minutes=self.chance.randint(18, 44))
        said = self.said(area, home, leaning)
        said |= {"start": began.isoformat(), "end": ended.isoformat()}
        said["today"] = began.date().isoformat()
        values = {self.questions[name].path: value for name, value in said.items()
                  if name in self.questions}  # fmt: skip
        instance = f"uuid:{UUID(int=self.chance.getrandbits(128), version=4)}"
        xml = answers.to_xml(self.model, values, instance=instance)
        sender = self.senders[area.number % len(self.senders)]
        self.waiting.append(actions.bring(xml=xml, at=self.at, collector_id=sender, device="demo"))
        self.count += 1

    def send(self) -> None:
        """Hand in what waits."""
        actions.receive_many(brought=self.waiting, by=self.by, at=self.at)
        self.waiting = []

    def said(self, area: AreaView, home: int, leaning: float) -> dict[str, Any]:
        """The answers of a home by the names of questions."""
        found: dict[str, Any] = {
            "union_council": f"{area.part} (made up)",
            "village": area.name,
            "cluster": area.number,
            "household_no": home,
            "result": self.chosen({"done": 82, "refused": 6, "not_home": 9, "empty": 3}),
        }
        if found["result"] != "done":
            return found
        found["consent"] = self.chosen({"yes": 97, "no": 3})
        if found["consent"] == "no":
            return found
        found |= self.about()
        for name, question in self.questions.items():
            if name not in found and question.type == "select_one":
                found[name] = self.answer(name, question, found, area, leaning)
        return {name: value for name, value in found.items() if self.is_asked(name, found)}

    def about(self) -> dict[str, Any]:
        """Who answers."""
        limited = self.chance.random() < 0.07
        found: dict[str, Any] = {
            "sex": self.chosen({WOMEN: 55, MEN: 45}),
            "adults": self.chance.randint(1, 6),
            "age": self.chance.randint(18, 78),
            "origin": self.chosen({"always": 68, "district": 16, "province": 11, "elsewhere": 5}),
            "harmed": ["none"],
        }
        for name in self.questions:
            if name.startswith("wg_"):
                found[name] = self.chosen({"none": 88, "some": 12})
        if limited:
            found["wg_walk"] = "a_lot"
        return found

    def answer(
        self, name: str, question: Question, said: Mapping[str, Any], area: AreaView, lean: float
    ) -> str:
        """The likely answer of the pack or another one; where it says nothing, any."""
        likely = self.told.LIKELY.get(name)
        if likely is None:
            return self.chance.choice([one.name for one in self.model.lists[question.list_name]])
        answer, share = likely
        share += lean
        share -= self.told.WOMEN_LESS.get(name, 0) if said["sex"] == WOMEN else 0
        share += self.told.TOWNS_MORE.get(name, 0) if area.residence == "urban" else 0
        if self.chance.random() < share:
            return str(answer)
        return str(self.chance.choice(self.told.OTHERWISE[answer]))

    def is_asked(self, name: str, said: Mapping[str, Any]) -> bool:
        """Whether the question is put to somebody who gave these answers."""
        if name in ("problem_service", "reported"):
            return bool(said["had_problem"] == "yes")
        if name == "solved":
            return bool(said["had_problem"] == "yes" and said["reported"] == "yes")
        return True

    def chosen(self, weights: Mapping[str, int]) -> str:
        """One of some answers by their weights."""
        mark = self.chance.random() * sum(weights.values())
        for answer, weight in weights.items():
            mark -= weight
            if mark < 0:
                return answer
        return list(weights)[-1]
