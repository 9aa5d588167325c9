"""What pages draw of places: panels over the years, and maps that say why a figure is missing."""

from dataclasses import replace

import pytest
from django.test import Client
from tests import world as worlds

from kachehri.domains.evidence.queries import beside
from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries.trees import kept_tree
from kachehri.engines.charts import areas
from kachehri.interfaces.web import drawing, surroundings
from kachehri.interfaces.web.pages.indicators import since_break, youngest_stretch

YOUNG = "youth-literacy-15-24"


def with_shikarpur() -> None:
    rows = [
        worlds.survey_figure(YOUNG, year, value, "") for year, value in ((2004, 30), (2014, 45))
    ]
    code = worlds.place_code("shikarpur")
    worlds.load([{**row, "place": code, "cell": f"{row['cell']}s"} for row in rows])


def test_a_place_is_set_beside_its_neighbours_over_the_years_on_one_scale(
    world: worlds.World,
) -> None:
    with_shikarpur()
    html = Client().get(f"/en/indicators/{YOUNG}/").content.decode()
    drawn = html.partition('<svg class="map"')[2].partition("</svg>")[0]
    assert ">Larkana<" in drawn
    assert ">Shikarpur<" in drawn
    assert "up in 2 of 2 places that can be compared, most in Shikarpur" in html


def test_without_figures_of_two_places_no_panels_are_drawn(world: worlds.World) -> None:
    html = Client().get(f"/en/indicators/{YOUNG}/").content.decode()
    assert "places that can be compared" not in html


def test_neighbours_lie_beside_each_other_on_the_tile_map(world: worlds.World) -> None:
    around = surroundings.of(kept_tree(), world.larkana)
    parts, near = surroundings.close(around)
    assert {one.tier for one in parts} == {"taluka"}
    assert world.larkana.key not in {one.key for one in near}
    assert len(near) <= surroundings.CLOSE


@pytest.fixture
def course(world: worlds.World) -> list[Shown]:
    found = beside.one_a_period(beside.course(YOUNG, world.larkana.id))
    return [one for one in found if not one.dim_key]


def test_a_break_divides_what_is_compared(course: list[Shown]) -> None:
    first, second, last = course
    assert since_break(course) == (first, last)
    assert since_break([first, second, replace(last, status="B")])[0].status == "B"
    assert youngest_stretch([first, second, replace(last, group="new")]) == (first, second)
    assert youngest_stretch([first]) is None


def test_what_is_withheld_is_hatched_otherwise_than_what_nobody_published(
    world: worlds.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = places.children(world.larkana.id)
    known = beside.latest(["literacy-10"], [part.id for part in parts])
    figures = {one.place_id: one for one in known[1:]}

    def keys() -> list[str]:
        made = drawing.of_parts(parts, figures, {}, (0, 0), here=(), name="m", title="t")
        assert made is not None
        return [entry.label for entry in made.key]

    assert "no figure" in keys()
    monkeypatch.setattr(drawing, "is_withheld", lambda **_about: True)
    assert "not shown: protects small groups" in keys()
    assert "no figure" not in keys()
    assert areas.swatch("") != areas.swatch(areas.HELD)
