"""What a team wrote down, as a report prints it."""

from datetime import date

import pytest

from kachehri.domains.reports import actions
from kachehri.domains.reports.kinds import (
    ChapterKind,
    Gaps,
    Recorded,
    ReportKind,
    Says,
    Situation,
    Voices,
    Words,
    Written,
)
from kachehri.domains.reports.queries import records
from kachehri.domains.reports.rules.document import Cover, compose
from kachehri.domains.reports.rules.figures import gather
from kachehri.domains.reports.rules.freshness import digest
from kachehri.domains.reports.rules.selects import inside, record_kinds
from kachehri.engines.documents.blocks import (
    Box,
    Link,
    Matrix,
    Number,
    Quote,
    Table,
    Text,
    to_json,
)
from kachehri.packs.pakistan.records import RECORDS
from tests import world as worlds

from .written import IMPACT, KIND, SAID, chapter, document, en, figures, text

pytestmark = pytest.mark.django_db


def test_every_part_says_plainly_that_nobody_wrote_anything(world):
    for key in ("asked", "needs", "asks", "workshop"):
        boxes = [one for one in chapter(world, key) if isinstance(one, Box)]
        assert {one.title for one in boxes[1:]} == {"Not written down yet"}
        assert boxes[0].title == "No data yet"


def test_a_few_people_are_never_counted_out_not_even_by_taking_sums_apart(world, write):
    topic = {"way": "focus-group", "topic": en("Water"), "date": "2026-10-01"}
    write("session", topic | {"people": {"women": 12, "disability": 1, "minority": 0}})
    write("session", topic | {"people": {"women": 4, "disability": 7}})
    blocks = chapter(world, "asked")
    table = next(one for one in blocks if isinstance(one, Table))
    sums = {row[0].content: row[1] for row in table.rows}
    assert (sums["Women"].content.text, sums["Women"].note) == ("12", "and a few more")
    assert (sums["People with disabilities"].content.text) == "7"
    assert (sums["Religious minorities"].content.text, sums["Religious minorities"].note) == (
        "0",
        "",
    )
    said = text([one for one in blocks if isinstance(one, Matrix)])
    assert said.count("a few") == 2


def test_who_was_asked_is_counted_by_group_and_who_was_not_heard_is_named(world, write):
    topic = {"way": "focus-group", "topic": en("Water"), "date": "2026-10-01"}
    write("session", topic | {"people": {"women": 12, "minority": 2}})
    write("session", topic | {"people": {"women": 5}, "not_heard": en("Women of the last lane")})
    blocks = chapter(world, "asked")
    table = next(one for one in blocks if isinstance(one, Table))
    sums = {row[0].content: row for row in table.rows}
    assert [cell.content.text for cell in sums["Women"][1:]] == ["17", "2"]
    assert sums["Religious minorities"][1].note == "a few"
    assert sums["Religious minorities"][2].content.text == "1"
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

    def test_says_that_only_the_figures_are_missing_where_editors_wrote(self, world, write):
        write("text", {"chapter": "it", "at": "start", "words": en("We heard of feuds.")})
        parts = (Written("it"), Situation("political"))
        kind = ReportKind(**{**vars(KIND), "chapters": (ChapterKind("it", "It", parts),)})
        found = gather(kind, world.larkana, records.printed(world.larkana.id, ("text",)))
        made = compose(kind, found, "en", Cover(1, date(2026, 11, 1), "d")).chapters[0].blocks
        assert (made[0].title, made[1]) == ("No figure yet", Text(("We heard of feuds.",)))

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
