"""Recommendations and who carries them, workshops, answers of offices: as a report prints them."""

import pytest

from kachehri.domains.reports import actions
from kachehri.engines.documents.blocks import (
    Finding,
    Matrix,
    Response,
)
from tests import world as worlds

from .written import KIND, chapter, en, text

pytestmark = pytest.mark.django_db


class TestOwners:
    """A recommendation whose owner was dissolved."""

    @pytest.fixture
    def asked(self, write):
        def asked(office):
            return write(
                "recommendation",
                {
                    "text": en("Clear drains"),
                    "owner": office,
                    "due": "2027-06-30",
                    "status": "open",
                },
            )

        return asked

    def rewrite(self, world, number, content, version=1):
        actions.rewrite_record(
            record_id=number, version=version, content=content, by=world.setup, at=worlds.AT
        )

    def carried(self, world):
        matrix = next(one for one in chapter(world, "asks") if isinstance(one, Matrix))
        return "".join(
            part if isinstance(part, str) else part.text for part in matrix.rows[0][1][0]
        )

    def test_that_stands_is_named(self, world, write, asked):
        asked(write("office", {"name": en("Drainage Cell")}))
        assert self.carried(world) == "Drainage Cell"

    def test_that_was_dissolved_is_named_with_the_last_in_the_line_of_successors(
        self, world, write, asked
    ):
        third = write("office", {"name": en("Local Council")})
        second = write("office", {"name": en("Works Department")})
        first = write("office", {"name": en("Drainage Cell")})
        asked(first)
        gone = {"exists_until": "2026-06-30"}
        self.rewrite(world, first, {"name": en("Drainage Cell"), **gone, "successor": second})
        said = self.carried(world)
        assert said == "Drainage Cell (until 30 June 2026; after that Works Department)"
        self.rewrite(world, second, {"name": en("Works Department"), **gone, "successor": third})
        assert self.carried(world).endswith("after that Local Council)")

    def test_that_was_dissolved_without_a_successor_leaves_nobody(self, world, write, asked):
        office = write("office", {"name": en("Drainage Cell")})
        asked(office)
        self.rewrite(world, office, {"name": en("Drainage Cell"), "exists_until": "2026-06-30"})
        assert self.carried(world).endswith("after that nobody carries this)")

    def test_that_was_ended_on_the_desk_is_still_named(self, world, write, asked):
        office = write("office", {"name": en("Drainage Cell")})
        asked(office)
        actions.end_record(
            record_id=office, version=1, because="merged", by=world.setup, at=worlds.AT
        )
        assert self.carried(world) == "Drainage Cell (no longer there; nobody carries this)"

    def test_whose_successors_lead_in_a_circle_leaves_nobody(self, world, write, asked):
        first = write("office", {"name": en("One")})
        second = write("office", {"name": en("Two"), "successor": first})
        asked(first)
        gone = {"exists_until": "2026-06-30"}
        one = {"name": en("One"), "successor": second}
        self.rewrite(world, first, one)
        self.rewrite(world, second, {"name": en("Two"), **gone, "successor": first})
        self.rewrite(world, first, {**one, **gone}, version=2)
        assert self.carried(world).endswith("nobody carries this)")


def test_the_workshop_says_who_came_and_what_was_changed(world, write):
    first = {"date": "2026-10-01", "where": "Town Hall", "came": {"women": 31}}
    old = write("workshop", first | {"edition": f"{KIND.key}/1", "where": "Old Hall"})
    new = write("workshop", first | {"edition": f"{KIND.key}/2"})
    for workshop, words in ((old, "Old quarrel"), (new, "The share of toilets")):
        write(
            "dispute",
            {
                "workshop": workshop,
                "chapter": "health",
                "disputed": en(words),
                "decision": "changed",
                "changed": en("The note was added"),
            },
        )
    said = text(chapter(world, "workshop"))
    for word in ("Town Hall", "31", "The share of toilets", "The note was added", "Health"):
        assert word in said
    assert "Old" not in said


def test_an_answer_stands_beside_its_finding_or_in_its_chapter(world, write):
    office = write("office", {"name": en("Health Department")})
    answer = {"office": office, "edition": f"{KIND.key}/1", "chapter": "health"}
    when = {"date": "2026-10-20"}
    write("response", answer | when | {"finding": "2.1", "words": en("We disagree.\n\nSee why.")})
    write("response", answer | when | {"words": en("Thank you.")})
    blocks = chapter(world, "health")
    finding = next(one for one in blocks if isinstance(one, Finding))
    assert finding.number == "2.1"
    assert [one.body for one in finding.responses] == [(("We disagree.",), ("See why.",))]
    alone = [one for one in blocks if isinstance(one, Response)]
    assert [(one.office, one.body) for one in alone] == [("Health Department", (("Thank you.",),))]
    every = [one for one in chapter(world, "workshop") if isinstance(one, Response)]
    assert len(every) == 2


def test_a_recommendation_is_late_by_the_day_of_the_edition_unless_it_is_closed(world, write):
    office = write("office", {"name": en("Drainage Cell")})
    due = {"owner": office, "due": "2026-10-31"}
    for words, status in (("Clear drains", "open"), ("Paint doors", "done")):
        write("recommendation", due | {"text": en(words), "status": status})
    write("recommendation", due | {"text": en("Plant"), "status": "open", "due": "2026-11-01"})
    matrix = next(one for one in chapter(world, "asks") if isinstance(one, Matrix))
    said = {name: cells[-1] for name, cells in matrix.rows}
    assert said == {
        "Clear drains": ("open", ", ", "late on the day of this edition"),
        "Paint doors": ("done",),
        "Plant": ("open",),
    }
