"""What a team wrote down, as a report prints it."""

import json
from datetime import date

import pytest

from kachehri.domains.reports import actions
from kachehri.domains.reports.kinds import (
    Asked,
    ChapterKind,
    ExternalityGrid,
    Gaps,
    NeedsMatrix,
    Recommendations,
    Recorded,
    ReportKind,
    Responses,
    Says,
    Select,
    Situation,
    Stated,
    StrategyMatrix,
    Voices,
    Words,
    Workshop,
    Written,
    register,
    report,
)
from kachehri.domains.reports.queries import records
from kachehri.domains.reports.rules.document import Cover, compose
from kachehri.domains.reports.rules.figures import gather
from kachehri.domains.reports.rules.freshness import digest
from kachehri.domains.reports.rules.selects import inside, record_kinds
from kachehri.engines.documents.blocks import (
    Box,
    Finding,
    Link,
    Matrix,
    Number,
    Quote,
    Response,
    Table,
    Text,
    to_json,
)
from kachehri.packs.pakistan.records import RECORDS
from tests import world as worlds

pytestmark = pytest.mark.django_db
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


@pytest.fixture(autouse=True)
def _known():
    register(KIND)
    yield
    del report._known[KIND.key]


@pytest.fixture
def write(world, monkeypatch):
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


def test_every_part_says_plainly_that_nobody_wrote_anything(world):
    for key in ("asked", "needs", "asks", "workshop"):
        boxes = [one for one in chapter(world, key) if isinstance(one, Box)]
        assert {one.title for one in boxes[1:]} == {"Not written down yet"}
        assert boxes[0].title == "No data yet"


def test_who_was_asked_is_counted_by_group_and_who_was_not_heard_is_named(world, write):
    topic = {"way": "focus-group", "topic": en("Water"), "date": "2026-10-01"}
    write("session", topic | {"people": {"women": 12, "minority": 2}})
    write("session", topic | {"people": {"women": 5}, "not_heard": en("Women of the last lane")})
    blocks = chapter(world, "asked")
    table = next(one for one in blocks if isinstance(one, Table))
    sums = {row[0].content: row for row in table.rows}
    assert [cell.content.text for cell in sums["Women"][1:]] == ["17", "2"]
    assert [cell.content.text for cell in sums["Religious minorities"][1:]] == ["2", "1"]
    assert (sums["Men"][1].content, sums["Men"][1].note) == ("", "not counted")
    assert "Women of the last lane" in text(blocks)
    assert all(one.href for one in inside(blocks, Number))


def test_a_voice_carries_its_record_and_an_empty_place_says_so(world, write):
    said = {"who": en("a mother"), "consent": True}
    number = write("quote", said | {"dimension": "health", "words": en("Far.", ur="دور ہے۔")})
    write("quote", said | {"dimension": "food", "words": en("Hungry.")})
    quotes = [one for one in chapter(world, "health", "ur") if isinstance(one, Quote)]
    assert [(one.body, one.key) for one in quotes] == [(("دور ہے۔",), str(number))]
    actions.withdraw_consent(record_id=number, by=world.setup, at=worlds.AT)
    assert not [one for one in chapter(world, "health") if isinstance(one, Quote)]


def test_a_text_in_another_language_is_kept_apart(world, write):
    write(
        "text", {"chapter": "health", "at": "start", "words": en("Only English.\n\n- one\n- two")}
    )
    blocks = chapter(world, "health", "ur")
    said = to_json(blocks)
    assert said[0]["body"] == [{"is": "Isolate", "text": "Only English.", "language": "en"}]
    assert said[1]["is"] == "Items"


def test_an_editors_text_pasted_from_word_is_printed_without_its_markup(world, write):
    pasted = (
        "<!--[if gte mso 9]><xml>x</xml><![endif]--><p class=MsoNormal>Clean <o:p></o:p>water"
        "<script>alert('hit')</script>, see [[made-up-census]].</p>"
    )
    write("text", {"chapter": "health", "at": "end", "words": en(pasted)})
    blocks = chapter(world, "health")
    assert "Clean water" in text(blocks)
    for gone in ("alert", "Mso", "<", "xml"):
        assert gone not in text(blocks)
    assert "sources/made-up-census/" in [one.href for one in inside(blocks, Link)]


def test_needs_and_capacities_stand_beside_their_threat_with_what_they_rest_on(world, write):
    threat = write(
        "threat",
        {
            "threat": en("Floods"),
            "dimension": "environmental",
            "severity": "3",
            "evidence": "sources/made-up-census/ page 3",
            "confidence": "low",
            "dissent": en("The Irrigation Department calls it drainage."),
        },
    )
    for need in ("Dykes", "Boats"):
        write("need", {"threat": threat, "need": en(need)})
    write("capacity", {"threat": threat, "capacity": en("Swimmers"), "holder": "people"})
    blocks = chapter(world, "needs")
    row = next(one for one in blocks if isinstance(one, Matrix)).rows[0]
    assert row[0] == "Floods"
    for number, word in ((1, "Dykes"), (1, "Boats"), (2, "Swimmers"), (2, "families")):
        assert word in text(row[1][number])
    below = text(blocks)
    for word in ("page 3", "low: a few voices", "calls it drainage", "sources/made-up-census/"):
        assert word in below


def test_evidence_is_printed_as_the_figure_that_it_names(world, write):
    from kachehri.domains.evidence import queries as evidence

    figure = evidence.values(concepts=["literacy-10"], place_ids=[world.larkana.id], dims={})[0]
    write("threat", {"threat": en("T"), "dimension": "health", "evidence": figure.href})
    numbers = [one for one in inside(chapter(world, "needs"), Number) if one.href == figure.href]
    assert [one.value for one in numbers] == ["50.0"]


def test_the_grid_of_side_effects_is_seven_by_seven(world, write):
    strategy = write(
        "strategy", {"strategy": en("Canals"), "side": "protection", "dimension": "food"}
    )
    effect = {"strategy": strategy, "note": en("Standing water"), "mitigation": en("Drains")}
    write("externality", effect | {"dimension": "health", "sign": "-"})
    write("externality", effect | {"dimension": "economic", "sign": "+"})
    grid = next(
        one for one in chapter(world, "needs") if isinstance(one, Matrix) and one.look == "grid"
    )
    assert (len(grid.rows), {len(cells) for _name, cells in grid.rows}) == (7, {7})
    filled = {
        (name, column): cells[n]
        for name, cells in grid.rows
        for n, column in enumerate(grid.columns[1:])
        if cells[n]
    }
    assert set(filled) == {
        ("Food security", "Health security"),
        ("Food security", "Economic security"),
    }
    (harm,) = filled["Food security", "Health security"]
    assert (harm.mark, harm.meaning) == ("\N{MINUS SIGN}", "harms")


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


def test_what_is_confidential_or_ended_is_never_printed(world, write, monkeypatch):
    from dataclasses import replace

    from kachehri.domains.reports.kinds import records as declared

    number = write("threat", {"threat": en("Secret"), "dimension": "health"})
    threat = next(one for one in RECORDS if one.key == "threat")
    with monkeypatch.context() as patched:
        patched.setitem(declared._known, "threat", replace(threat, confidential=True))
        assert "Secret" not in text(chapter(world, "needs"))
    assert "Secret" in text(chapter(world, "needs"))
    actions.end_record(record_id=number, version=1, because="x", by=world.setup, at=worlds.AT)
    assert "Secret" not in text(chapter(world, "needs"))


def test_a_record_that_changed_makes_another_report_and_the_same_records_the_same(world, write):
    number = write("threat", {"threat": en("Floods"), "dimension": "health"})
    first = digest(KIND, figures(world))
    assert digest(KIND, figures(world)) == first
    assert document(world) == document(world)
    content = {"threat": en("Rain"), "dimension": "health"}
    actions.rewrite_record(
        record_id=number, version=1, content=content, by=world.setup, at=worlds.AT
    )
    assert digest(KIND, figures(world)) != first


class TestAChapterWithoutAnyData:
    def made(self, world, *parts):
        kind = ReportKind(
            **{**vars(KIND), "chapters": (ChapterKind("it", "It", parts),)},
        )
        figures = gather(kind, world.larkana)
        made = compose(kind, figures, "en", Cover(1, date(2026, 11, 1), "d"))
        return made.chapters[0].blocks

    def test_says_so_on_top(self, world):
        blocks = self.made(world, Words("About it."), Situation("political"), Voices("political"))
        assert (blocks[0].title, blocks[1]) == ("No data yet", Text(("About it.",)))

    def test_also_where_it_has_no_part_at_all(self, world):
        assert self.made(world)[0].title == "No data yet"

    def test_says_nothing_of_it_where_one_figure_or_only_words_stand(self, world):
        assert not [one for one in self.made(world, Says((SAID,))) if isinstance(one, Box)]
        assert self.made(world, Words("About it.")) == (Text(("About it.",)),)

    def test_names_what_would_fill_it(self, world):
        blocks = self.made(world, Gaps("political"))
        assert blocks[0].title == "No data yet"


def test_what_a_person_agreed_to_is_a_quote_in_every_layout(world, write):
    said = {"who": en("a mother"), "consent": True, "dimension": "health"}
    number = write("quote", said | {"words": en("Far.")})
    for layout in ("table", "list", "boxes"):
        part = Recorded("quote", layout)
        kind = ReportKind(**{**vars(KIND), "chapters": (ChapterKind("it", "It", (part,)),)})
        found = gather(kind, world.larkana, records.printed(world.larkana.id, ("quote",)))
        (only,) = compose(kind, found, "en", Cover(1, date(2026, 11, 1), "d")).chapters[0].blocks
        assert only == Quote(("Far.",), "a mother", str(number))


def test_a_number_that_the_team_wrote_down_leads_to_the_chapter_that_prints_it(world, write):
    kind = ReportKind(
        **{**vars(KIND), "chapters": (ChapterKind("impact", "Impact", (IMPACT,)),)},
    )
    change = {"dimension": "health", "change": en("Fewer fell ill"), "sign": "+"}
    write("impact", change | {"before": "1250", "after": "12.5"})
    found = gather(kind, world.larkana, records.printed(world.larkana.id, record_kinds(kind)))
    made = compose(kind, found, "en", Cover(1, date(2026, 11, 1), "d")).chapters[0].blocks
    page = f"reports/{kind.key}/larkana/impact/"
    assert [(one.text, one.href) for one in inside(made, Number)] == [
        ("1,250", page),
        ("12.5", page),
    ]
