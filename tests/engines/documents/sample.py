"""A document with every kind of block in three languages. Its figures and quotes are made up."""

import datetime as dt
from functools import cache

from tests.engines.charts.samples import lines, paired_bars, tiles
from tests.engines.documents.sample_words import WORDS

from kachehri.engines.accounts.qr import qr_svg
from kachehri.engines.charts import draw
from kachehri.engines.charts.kinds import ChartKind
from kachehri.engines.documents.blocks import (
    Box,
    Cell,
    Chapter,
    Chart,
    Code,
    Column,
    Document,
    Finding,
    Gap,
    Isolate,
    Items,
    KeyNumber,
    KeyNumbers,
    Link,
    Matrix,
    Number,
    Pair,
    Quote,
    Response,
    Sign,
    SourceNote,
    Subheading,
    Table,
    Text,
)

BASE = "https://kachehri.example"
FIGURES = (
    ("35.2", "56.7", "45,155"),
    ("38.9", "58.9", "38,391"),
    ("48.6", "67.9", "117,118"),
    ("47.5", "69.6", "52,289"),
)


def number(text: str, observation: int) -> Number:
    return Number(text, f"observations/{observation}/")


def taluka_table(language: str) -> Table:
    words = WORDS[language]
    rows = tuple(
        (
            Cell(place),
            *(Cell(number(text, 10 * row + n)) for n, text in enumerate(texts)),
        )
        for row, (place, texts) in enumerate(zip(words["places"], FIGURES, strict=True))
    )
    gap = (Cell(words["elsewhere"]), Cell(number("41.0", 90), words["estimate"]), Cell(), Cell())
    return Table(
        caption=words["by_taluka"],
        columns=(
            Column(words["taluka"]),
            Column(words["women"], numeric=True, unit="%"),
            Column(words["men"], numeric=True, unit="%"),
            Column(words["children"], numeric=True),
        ),
        rows=(*rows, gap),
        source=(Link(words["census"], "sources/census-2023/"),),
        note=(words["table_note"],),
    )


def chart(spec: ChartKind, language: str) -> Chart:
    words = WORDS[language]
    return Chart(
        title=spec.title,
        description=spec.description,
        svg=draw(spec, language=language),
        table=taluka_table(language),
        source=(Link(words["census"], "sources/census-2023/"),),
        note=(words["table_note"],),
    )


@cache
def sample(language: str) -> Document:
    """Return the document; the same object each time, for the charts take a moment."""
    words = WORDS[language]
    return Document(
        key="sample",
        title=words["title"],
        subtitle=words["subtitle"],
        language=language,
        place=words["district"],
        edition="1",
        made_on=dt.date(2026, 1, 31),
        front=_front(language),
        chapters=(_education(language), _water(language), Chapter("empty", words["empty"], ())),
        sources=(
            SourceNote("census-2023", words["census_full"], "sources/census-2023/"),
            SourceNote("talks", words["talks"]),
        ),
        colophon=(Text((words["colophon"], Isolate("Kachehri 0.1", "en"), ".")),),
        path="reports/sample/larkana/",
    )


def _front(language: str) -> tuple[Finding | KeyNumbers | Text, ...]:
    words = WORDS[language]
    return (
        Finding((words["finding"][0], number("35.2 %", 1), words["finding"][1])),
        KeyNumbers(
            (
                KeyNumber("45.0 %", words["kn1"], words["census"], "observations/1/"),
                KeyNumber("252,953", words["kn2"], words["census"], "observations/2/"),
                KeyNumber("35.2 %", words["kn3"], words["census"], "observations/3/"),
                KeyNumber("", words["kn4"], words["not_published"], "indicators/water-tested/"),
            )
        ),
        Text((words["front"], Isolate("Pakistan Bureau of Statistics", "en"), words["front2"])),
    )


def _education(language: str) -> Chapter:
    words = WORDS[language]
    return Chapter(
        "education",
        words["education"],
        (
            Finding((words["finding"][0], number("35.2 %", 1), words["finding"][1])),
            Text(
                (
                    words["para"],
                    number("45.0 %", 4),
                    words["para2"],
                    number("65.3 %", 5),
                    "۔" if language == "ur" else ".",
                )
            ),
            chart(paired_bars(language), language),
            Subheading(words["over_time"]),
            chart(lines(language), language),
            taluka_table(language),
            Subheading(words["two_ways"]),
            Pair(
                Box(words["records"], (Text((words["records_say"],)),)),
                Box(words["people"], (Quote((words["quote"],), words["who"]),)),
            ),
            Box(words["answer"], (Text((words["no_reply"],)),)),
            Finding((words["records_say"],), "1.2", "immunised", (_answer(language),)),
            Code(
                qr_svg("https://larkana.example/en/", "Larkana"), "larkana.example", words["water"]
            ),
        ),
    )


def _water(language: str) -> Chapter:
    words = WORDS[language]
    cells = tuple((text,) for text in words["matrix_cells"])
    return Chapter(
        "water",
        words["water"],
        (
            Gap((words["gap"],), (words["gap_from"],)),
            chart(tiles(language), language),
            Items(tuple((item,) for item in words["items"])),
            Items(tuple((item,) for item in words["items"]), ordered=True),
            Quote((words["quote"],), words["who"]),
            Matrix(
                words["matrix"],
                words["matrix_columns"],
                (
                    (words["matrix_rows"][0], cells[:2]),
                    (words["matrix_rows"][1], cells[2:]),
                ),
                source=(words["talks"],),
            ),
            _externalities(language),
            _answer(language),
        ),
    )


def _answer(language: str) -> Response:
    words = WORDS[language]
    return Response(words["gap_from"], ((words["no_reply"],), (words["records_say"],)), "2026", "7")


def _externalities(language: str) -> Matrix:
    words = WORDS[language]
    helps, harms = Sign("+", words["helps"]), Sign("\N{MINUS SIGN}", words["harms"])
    names = tuple(words["dimensions"])
    rows = tuple(
        (name, tuple((helps if (row + n) % 3 else harms,) if row != n else () for n in range(7)))
        for row, name in enumerate(names)
    )
    return Matrix(
        words["grid"],
        (words["grid"], *names),
        rows,
        (words["talks"],),
        (words["table_note"],),
        "grid",
    )
