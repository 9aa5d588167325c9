"""Figures of primary sources: kept back, then released without giving small groups away."""

import json

import pytest
from tests.domains.evidence.made_up import counted, put

from kachehri.domains.evidence import queries
from kachehri.domains.evidence.actions import ReleaseProblem, declare, release
from kachehri.domains.evidence.kinds import SourceKind
from kachehri.domains.evidence.models import Observation
from kachehri.domains.evidence.queries.releasing import release_of
from kachehri.engines.access.actor import PUBLIC
from kachehri.engines.access.reading import Refused
from kachehri.engines.ledger.models import Event
from kachehri.interfaces.cli import releasing
from kachehri.kernel.disclosure import DERIVED, FREE, SMALL

HEARD = SourceKind(
    code="made-up-hearing",
    kind="focus_group",
    publisher="Made-up Bureau",
    title="Made-up focus groups",
    year=2026,
    licence="made up for tests",
)
TALUKAS = {"PK71301": (3, 60), "PK71302": (40, 50), "PK71303": (45, 70), "PK71304": (52, 80)}


@pytest.fixture
def world(kept_world, tmp_path):
    made = kept_world
    declare(indicators=(), sources=(HEARD,), by=made.setup, at=made.at)
    rows = [said(place, rural + urban) for place, (rural, urban) in TALUKAS.items()]
    rows += [said(place, rural, residence="rural") for place, (rural, _) in TALUKAS.items()]
    rows += [said(place, urban, residence="urban") for place, (_, urban) in TALUKAS.items()]
    rows += [said("PK713", 400), said("PK713", 140, residence="rural")]
    rows += [said("PK713", 260, residence="urban")]
    put(tmp_path, *rows)
    return made


def said(place, value, **more):
    fields = {"method": "perception", "source": HEARD.code, **more}
    return counted(place, "out-of-school", 2026, value, **fields)


def shown(world):
    places = [world.larkana.id, *(one.id for one in world.talukas.values())]
    found = queries.values(concepts=["out-of-school"], place_ids=places)
    return [one for one in found if one.source_code == HEARD.code]


def marks():
    rows = Observation.objects.filter(source__code=HEARD.code)
    return {(row.place_id, row.dim_key): row.conf_status for row in rows}


def test_what_people_said_is_kept_back_until_it_is_released(world):
    assert set(marks().values()) == {"N"}
    assert shown(world) == []


def test_a_release_hides_the_small_cell_and_what_would_give_it_away(world):
    found = release(source=HEARD.code, by=world.setup, at=world.at)
    assert found.is_safe
    bakrani = next(one.id for one in world.talukas.values() if one.pcode == "PK71301")
    kept = marks()
    assert kept[bakrani, "residence=rural"] == SMALL
    assert list(kept.values()).count(DERIVED) >= 3
    assert len(shown(world)) == list(kept.values()).count(FREE) > 5
    assert Event.objects.filter(verb="evidence.released").count() == 1


def test_a_hidden_figure_has_no_page(world):
    release(source=HEARD.code, by=world.setup, at=world.at)
    small = Observation.objects.get(conf_status=SMALL)
    assert queries.observation(small.id) is None


def test_a_release_again_changes_nothing(world):
    first = release(source=HEARD.code, by=world.setup, at=world.at)
    again = release(source=HEARD.code, by=world.setup, at=world.at)
    assert first.marks == again.marks


def test_what_was_shown_before_cannot_be_taken_back_and_refuses_the_rest(world):
    Observation.objects.filter(source__code=HEARD.code).exclude(value=3).update(conf_status=FREE)
    assert not release_of(HEARD.code).is_safe
    with pytest.raises(ReleaseProblem, match="follow from what is shown"):
        release(source=HEARD.code, by=world.setup, at=world.at)
    assert marks()[next(iter(marks()))] in {"N", FREE}
    assert Observation.objects.get(value=3, source__code=HEARD.code).conf_status == "N"


def test_a_share_of_few_is_not_shown(world, tmp_path):
    few = {"numerator": 6, "denominator": 12, "derivation": "share"}
    more = {"method": "perception", "source": HEARD.code}
    put(tmp_path, counted("PK713", "water-tap", 2026, 50, **few, **more))
    release(source=HEARD.code, by=world.setup, at=world.at)
    assert Observation.objects.get(numerator=6).conf_status == SMALL


def test_a_census_needs_no_release(world):
    found = queries.values(concepts=["population"], place_ids=[world.larkana.id])
    assert found


def test_only_who_may_load_may_release(world):
    with pytest.raises(Refused):
        release(source=HEARD.code, by=PUBLIC, at=world.at)
    with pytest.raises(ReleaseProblem, match="no source"):
        release(source="nobody", by=world.setup, at=world.at)


def test_the_command_says_what_it_shows_and_hides(world, capsys):
    assert releasing.run(HEARD.code, dry_run=True, as_json=False) == 0
    assert "nothing was changed" in capsys.readouterr().out
    assert set(marks().values()) == {"N"}
    assert releasing.run(HEARD.code, dry_run=False, as_json=True) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["hidden_small"] == 1
    assert said["shown"] + said["hidden_small"] + said["hidden_beside"] == 15
    assert releasing.run("nobody", dry_run=False, as_json=False) == 2
    assert "no source" in capsys.readouterr().err
