"""Bringing a list of areas, making a design, drawing a sample from it, noting what was listed."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy

from kachehri.domains.forms.kinds.samples import CHOSEN, RESPONDENTS, STRATA, AreaRow, DesignKind
from kachehri.domains.forms.models import Frame, FrameArea, Sample, SampleArea, SampleDesign
from kachehri.domains.forms.queries import samples as queries
from kachehri.domains.forms.queries.samples import DesignView, FrameView, SampleView
from kachehri.domains.forms.rules.allowed import MAY_ANALYSE
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger.actions import record, register
from kachehri.kernel import drawing
from kachehri.kernel.drawing import Plan, Unit
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

VERBS = {
    "forms.frame_brought": gettext_lazy("Brought a list of areas for samples"),
    "forms.design_made": gettext_lazy("Made or changed the design of a sample"),
    "forms.sample_drawn": gettext_lazy("Drew a sample"),
    "forms.area_listed": gettext_lazy("Noted how many homes an area of a sample has"),
}
LARGEST_SEED = 2**31 - 1


class SamplingProblem(ValueError):
    """What was asked cannot be done. `key` is an English message, `params` fill it."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key % params)
        self.key, self.params = key, params


def bring_frame(
    *,
    key: str,
    title: str,
    source: str,
    place_id: int,
    areas: Sequence[AreaRow],
    by: Actor,
    at: datetime,
    is_made_up: bool = False,
) -> FrameView:
    """Keep a list of areas. The same list again changes nothing; another one needs another key."""
    place = _place(place_id)
    require(MAY_ANALYSE, by, {"place_thing_id": place.thing_id})
    if not areas:
        raise SamplingProblem(_("The list has no areas."))
    digest = _digest(areas)
    known = queries.frame(key)
    if known is not None:
        if known.digest == digest:
            return known
        raise SamplingProblem(_("There is another list with the key %(code)s."), code=key)
    with transaction.atomic():
        row = Frame.objects.create(
            thing=register(kind="forms.frame", at=at),
            key=key,
            title=title[:200],
            place_id=place.id,
            place_thing_id=place.thing_id,
            source=source[:300],
            is_made_up=is_made_up,
            areas=len(areas),
            households=sum(one.households for one in areas),
            digest=digest,
            brought_at=at,
            brought_by_id=by.thing_id or 0,
        )
        parts = _parts(place, {one.part for one in areas})
        FrameArea.objects.bulk_create(
            [_area(row, one, parts.get(one.part, place.id)) for one in areas], batch_size=5000
        )
        refs: dict[str, int | str] = {"frame": key, "areas": len(areas), "sha256": digest}
        record(
            verb="forms.frame_brought", by=by.thing_id or 0, thing=row.thing_id, at=at, refs=refs
        )
    return queries.frame_view(row)


def _place(place_id: int) -> PlaceView:
    place = places.by_ids([place_id]).get(place_id)
    if place is None:
        raise SamplingProblem(_("There is no such place."))
    return place


def _digest(areas: Iterable[AreaRow]) -> str:
    return drawing.list_digest(
        Unit(one.code, f"{one.part}|{one.residence}", one.households) for one in areas
    )


def _parts(place: PlaceView, names: Iterable[str]) -> dict[str, int]:
    """The places that the parts of a list surely are: *DOKRI TALUKA* is Dokri."""
    finder = places.finder()
    found: dict[str, int] = {}
    for name in names:
        plain = name.casefold().removesuffix(" taluka").removesuffix(" tehsil").strip()
        match = finder.find("taluka", plain, place) if plain else None
        if match is not None:
            found[name] = match.id
    return found


def _area(frame: Frame, one: AreaRow, place_id: int) -> FrameArea:
    return FrameArea(
        frame=frame,
        code=one.code,
        name=one.name,
        part=one.part,
        residence=one.residence,
        households=one.households,
        people=one.people,
        place_id=place_id,
    )


def make_design(*, kind: DesignKind, place_id: int, by: Actor, at: datetime) -> DesignView:
    """Keep a design, or change one from which nothing was drawn yet."""
    place = _place(place_id)
    require(MAY_ANALYSE, by, {"place_thing_id": place.thing_id})
    frame = _checked(kind)
    fields = _fields(kind, frame)
    with transaction.atomic():
        row = SampleDesign.objects.select_for_update().filter(key=kind.key).first()
        if row is None:
            thing = register(kind="forms.sampledesign", at=at)
            row = SampleDesign.objects.create(
                thing=thing, key=kind.key, place_id=place.id, place_thing_id=place.thing_id,
                made_at=at, changed_at=at, **fields,
            )  # fmt: skip
        else:
            changed = {name: one for name, one in fields.items() if getattr(row, name) != one}
            if not changed:
                return queries.design_view(row)
            _may_change(row, place)
            for name, value in changed.items():
                setattr(row, name, value)
            row.version, row.changed_at = row.version + 1, at
            row.save()
        refs: dict[str, int | str] = {"design": kind.key, "version": row.version}
        record(verb="forms.design_made", by=by.thing_id or 0, thing=row.thing_id, at=at, refs=refs)
    return queries.design_view(row)


def _may_change(row: SampleDesign, place: PlaceView) -> None:
    if row.place_id != place.id:
        raise SamplingProblem(_("There is another design with the key %(code)s."), code=row.key)
    if Sample.objects.filter(design=row).exists():
        raise SamplingProblem(
            _("A sample was drawn by this design. Make a new one instead of changing it.")
        )


def _checked(kind: DesignKind) -> Frame | None:
    """The list of a design that makes sense; raises `SamplingProblem` for any other."""
    if kind.chosen not in CHOSEN or kind.respondent not in RESPONDENTS:
        raise SamplingProblem(_("Say how people are chosen."))
    if set(kind.strata) - set(STRATA):
        raise SamplingProblem(_("A list is divided by part and residence, and by nothing else."))
    if kind.chosen != "probability":
        return None
    frame = Frame.objects.filter(key=kind.frame).first()
    if frame is None:
        raise SamplingProblem(_("There is no list with the key %(code)s."), code=kind.frame)
    if kind.method not in drawing.METHODS or kind.allocation not in drawing.ALLOCATIONS:
        raise SamplingProblem(_("Say how areas are drawn."))
    if kind.areas < 2 or kind.per_area < 1:
        raise SamplingProblem(_("Draw at least two areas, and visit at least one home in each."))
    return frame


def _fields(kind: DesignKind, frame: Frame | None) -> dict[str, Any]:
    margins = {
        name: {value: [one.total, one.source] for value, one in some.items()}
        for name, some in kind.margins.items()
    }
    return {
        "titles": dict(kind.titles),
        "chosen": kind.chosen,
        "frame": frame,
        "strata": list(kind.strata),
        "method": kind.method,
        "allocation": kind.allocation,
        "areas": kind.areas,
        "per_area": kind.per_area,
        "least": max(1, kind.least),
        "respondent": kind.respondent,
        "asked_of": dict(kind.asked_of),
        "margins": margins,
        "is_made_up": kind.is_made_up,
    }


def draw_sample(*, design: str, by: Actor, at: datetime, seed: int | None = None) -> SampleView:
    """Draw the areas of a design. The same list, design and seed give the same areas, everywhere.

    Without a seed one is thrown and kept. The same seed again gives the sample that is there.
    Raises `SamplingProblem`, and `drawing.CannotDraw` where the list does not allow it.
    """
    with transaction.atomic():
        row = SampleDesign.objects.select_for_update().filter(key=design).first()
        if row is None:
            raise SamplingProblem(_("There is no design with the key %(code)s."), code=design)
        require(MAY_ANALYSE, by, {"place_thing_id": row.place_thing_id})
        if row.chosen != "probability" or row.frame_id is None:
            raise SamplingProblem(_("This design does not choose by chance: nothing is drawn."))
        seed = secrets.randbelow(LARGEST_SEED) if seed is None else seed
        areas = {one.code: one for one in FrameArea.objects.filter(frame_id=row.frame_id)}
        units = [_unit(one, row.strata) for one in areas.values() if one.households >= row.least]
        small = [one for one in areas.values() if one.households < row.least]
        drawn = drawing.draw(units, Plan(row.areas, row.method, row.allocation), seed)  # type: ignore[arg-type]
        digest = drawing.digest(drawn)
        last = Sample.objects.filter(design=row).order_by("-number").first()
        if last is not None and (last.seed, last.digest) == (seed, digest):
            return queries.sample_view(last)
        sample = Sample.objects.create(
            thing=register(kind="forms.sample", at=at),
            design=row,
            number=(last.number if last else 0) + 1,
            seed=seed,
            rules=_rules(row),
            digest=digest,
            frame_digest=drawing.list_digest(units),
            left_out_areas=len(small),
            left_out_households=sum(one.households for one in small),
            drawn_at=at,
            drawn_by_id=by.thing_id or 0,
        )
        SampleArea.objects.bulk_create(
            SampleArea(
                sample=sample,
                number=number,
                area=areas[one.unit.code],
                stratum=one.unit.stratum,
                chance=str(one.chance),
            )
            for number, one in enumerate(drawn, start=1)
        )
        refs: dict[str, int | str] = {"design": design, "seed": seed, "sha256": digest}
        record(
            verb="forms.sample_drawn", by=by.thing_id or 0, thing=sample.thing_id, at=at, refs=refs
        )
    return queries.sample_view(sample)


def _unit(area: FrameArea, strata: Sequence[str]) -> Unit:
    said = [str(getattr(area, name)) for name in strata]
    return Unit(area.code, " · ".join(one for one in said if one), area.households)


def _rules(row: SampleDesign) -> dict[str, Any]:
    names = ("chosen", "strata", "method", "allocation", "areas", "per_area", "least")
    return {name: getattr(row, name) for name in (*names, "respondent")}


def note_listing(
    *, sample_id: int, number: int, households: int, by: Actor, at: datetime
) -> tuple[int, ...]:
    """Note how many homes an area has now; return which of them are visited."""
    with transaction.atomic():
        row = (
            SampleArea.objects.select_for_update(of=("self",))
            .select_related("sample__design", "area")
            .filter(sample_id=sample_id, number=number)
            .first()
        )
        if row is None:
            raise SamplingProblem(_("There is no such area in this sample."))
        sample = row.sample
        require(MAY_ANALYSE, by, {"place_thing_id": sample.design.place_thing_id})
        if not 1 <= households <= 100_000:
            raise SamplingProblem(_("Write how many homes there are, in digits."))
        row.listed = households
        row.save(update_fields=["listed"])
        refs: dict[str, int | str] = {"area": number, "homes": households}
        record(
            verb="forms.area_listed", by=by.thing_id or 0, thing=sample.thing_id, at=at, refs=refs
        )
    wanted = sample.design.per_area
    return drawing.positions(households, wanted, sample.seed, row.area.code)
