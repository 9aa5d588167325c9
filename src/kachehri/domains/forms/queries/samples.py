"""Lists of areas, designs and samples as read-models."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.utils.translation import get_language

from kachehri.domains.forms.models import Frame, SampleArea, SampleDesign
from kachehri.domains.forms.models import Sample as SampleRow
from kachehri.domains.forms.rules.allowed import MAY_ANALYSE
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import rows
from kachehri.kernel import drawing


def in_language(texts: Mapping[str, str], language: str = "") -> str:
    """The text in a language (the one in force), else in English, else any."""
    wanted = language or (get_language() or "en").split("-")[0]
    return texts.get(wanted) or texts.get("en") or next(iter(texts.values()), "")


@dataclass(frozen=True)
class FrameView:
    """A list of areas; see `models.Frame`."""

    id: int
    key: str
    title: str
    place_id: int
    source: str
    is_made_up: bool
    areas: int
    households: int
    digest: str
    brought_at: datetime


@dataclass(frozen=True)
class DesignView:
    """A design; see `models.SampleDesign`. `margins`: dimension → value → (total, source)."""

    id: int
    thing_id: int
    key: str
    titles: Mapping[str, str]
    place_id: int
    place_thing_id: int
    chosen: str
    frame: FrameView | None
    strata: tuple[str, ...]
    method: str
    allocation: str
    areas: int
    per_area: int
    least: int
    respondent: str
    asked_of: Mapping[str, str]
    margins: Mapping[str, Mapping[str, tuple[float, str]]]
    is_made_up: bool
    version: int

    @property
    def title(self) -> str:
        """In the language in force."""
        return in_language(self.titles)

    @property
    def is_by_chance(self) -> bool:
        """Whether its figures have an error and an interval: of no other sample they do."""
        return self.chosen == "probability"


@dataclass(frozen=True)
class SampleView:
    """A draw; see `models.Sample`."""

    id: int
    design_id: int
    number: int
    seed: int
    digest: str
    frame_digest: str
    left_out_areas: int
    left_out_households: int
    drawn_at: datetime


@dataclass(frozen=True)
class AreaView:
    """A drawn area. `homes` are those of the list, `listed` those found on the ground, or None."""

    id: int
    number: int
    code: str
    name: str
    part: str
    residence: str
    homes: int
    listed: int | None
    place_id: int | None
    stratum: str
    chance: Fraction

    def visits(self, per_area: int) -> int:
        """How many homes are visited."""
        return min(per_area, self.listed or self.homes)

    def base_weight(self, per_area: int) -> float:
        """How many homes each visit stands for: one over both chances."""
        homes = self.listed or self.homes
        return float(1 / self.chance) * homes / self.visits(per_area)


def frame_view(row: Frame) -> FrameView:
    """A row as its read-model."""
    return FrameView(
        row.pk,
        row.key,
        row.title,
        row.place_id,
        row.source,
        row.is_made_up,
        row.areas,
        row.households,
        row.digest,
        row.brought_at,
    )


def design_view(row: SampleDesign) -> DesignView:
    """A row as its read-model."""
    margins = {
        name: {value: (float(one[0]), str(one[1])) for value, one in some.items()}
        for name, some in row.margins.items()
    }
    return DesignView(
        row.pk, row.thing_id, row.key, row.titles, row.place_id, row.place_thing_id, row.chosen,
        frame_view(row.frame) if row.frame else None, tuple(row.strata), row.method,
        row.allocation, row.areas, row.per_area, row.least, row.respondent, row.asked_of, margins,
        row.is_made_up, row.version,
    )  # fmt: skip


def sample_view(row: SampleRow) -> SampleView:
    """A row as its read-model."""
    return SampleView(
        row.pk,
        row.design_id,
        row.number,
        row.seed,
        row.digest,
        row.frame_digest,
        row.left_out_areas,
        row.left_out_households,
        row.drawn_at,
    )


def frame(key: str) -> FrameView | None:
    """The list of that key, or None."""
    row = Frame.objects.filter(key=key).first()
    return frame_view(row) if row else None


def frames(actor: Actor) -> tuple[FrameView, ...]:
    """The lists of the places where somebody may draw, the newest first."""
    return tuple(
        frame_view(row) for row in Frame.objects.filter(rows(MAY_ANALYSE, actor)).order_by("-id")
    )


def design(key: str) -> DesignView | None:
    """The design of that key, or None."""
    row = SampleDesign.objects.select_related("frame").filter(key=key).first()
    return design_view(row) if row else None


def design_by_id(design_id: int) -> DesignView | None:
    """The design of that number, or None."""
    row = SampleDesign.objects.select_related("frame").filter(pk=design_id).first()
    return design_view(row) if row else None


def designs_by_ids(ids: Iterable[int]) -> dict[int, DesignView]:
    """Several designs by number (one query)."""
    found = SampleDesign.objects.select_related("frame").filter(pk__in=set(ids))
    return {row.pk: design_view(row) for row in found}


def designs(actor: Actor) -> tuple[DesignView, ...]:
    """The designs of the places where somebody may draw, the newest first."""
    mine = SampleDesign.objects.filter(rows(MAY_ANALYSE, actor))
    found = mine.select_related("frame").order_by("-id")
    return tuple(design_view(row) for row in found)


def newest_sample(design_id: int) -> SampleView | None:
    """The newest draw of a design, or None."""
    row = SampleRow.objects.filter(design_id=design_id).order_by("-number").first()
    return sample_view(row) if row else None


def areas_of(sample_id: int) -> tuple[AreaView, ...]:
    """The areas of a draw, by number."""
    found = SampleArea.objects.filter(sample_id=sample_id).select_related("area").order_by("number")
    return tuple(
        AreaView(
            one.pk, one.number, one.area.code, one.area.name, one.area.part, one.area.residence,
            one.area.households, one.listed, one.area.place_id, one.stratum, Fraction(one.chance),
        )
        for one in found
    )  # fmt: skip


def visits(sample: SampleView, area: AreaView, per_area: int) -> tuple[int, ...]:
    """Which homes of an area's listing are visited, counted from 1."""
    return drawing.positions(area.listed or area.homes, per_area, sample.seed, area.code)
