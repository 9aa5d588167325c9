"""A made-up kind of report that prints records, and what tests ask of it."""

import json
from datetime import date

import pytest

from kachehri.domains.reports import actions
from kachehri.domains.reports.kinds import (
    Asked,
    ChapterKind,
    ExternalityGrid,
    NeedsMatrix,
    Recommendations,
    Recorded,
    ReportKind,
    Responses,
    Says,
    Select,
    Stated,
    StrategyMatrix,
    Voices,
    Workshop,
    Written,
    register,
    report,
)
from kachehri.domains.reports.queries import records
from kachehri.domains.reports.rules.document import Cover, compose
from kachehri.domains.reports.rules.figures import gather
from kachehri.domains.reports.rules.selects import record_kinds
from kachehri.engines.documents.blocks import (
    to_json,
)
from tests import world as worlds

SAID = Stated("%(all)s of all can read.", {"all": Select("literacy-10")})
IMPACT = Recorded("impact", columns=("change", "before", "after"))
KIND = ReportKind(
    key="made-up-recorded",
    name="Records",
    title="Records: %(place)s",
    subtitle="Made up for tests",
    tier="district",
    within="province",
    whole="%(place)s district",
    part="%(place)s taluka",
    front=(),
    chapters=(
        ChapterKind("asked", "Asked", (Asked(),)),
        ChapterKind(
            "health",
            "Health",
            (
                Written("health"),
                Says((SAID,), main=True),
                Voices("health"),
                Responses("health"),
                Written("health", "end"),
            ),
        ),
        ChapterKind(
            "needs",
            "Needs",
            (NeedsMatrix(), StrategyMatrix(), ExternalityGrid(), Recorded("step", "boxes")),
        ),
        ChapterKind("asks", "Asks", (Recommendations(),)),
        ChapterKind("workshop", "Workshop", (Workshop(), Responses())),
    ),
)


@pytest.fixture
def known():
    """The made-up kind, known while the test runs."""
    register(KIND)
    yield
    del report._known[KIND.key]


@pytest.fixture
def write(world, known, monkeypatch):
    """Write a record by the system; a chapter or an edition need not exist."""
    from kachehri.domains.reports.rules import entering

    free = {"chapter": lambda one, value, known: value or ""}
    monkeypatch.setattr(
        entering, "READERS", {**entering.READERS, **free, "edition": free["chapter"]}
    )

    def wrote(kind, content):
        return actions.write_record(
            kind=kind, place_id=world.larkana.id, content=content, by=world.setup, at=worlds.AT
        )

    return wrote


def figures(world):
    return gather(KIND, world.larkana, records.printed(world.larkana.id, record_kinds(KIND)))


def document(world, language="en"):
    return compose(KIND, figures(world), language, Cover(1, date(2026, 11, 1), "d"))


def chapter(world, key, language="en"):
    made = document(world, language)
    return next(one for one in made.chapters if one.key == key).blocks


def text(blocks):
    return json.dumps(to_json(tuple(blocks)), ensure_ascii=False)


def en(words, **more):
    return {"en": words, **more}
