"""Documents that are meant to break a writer."""

from dataclasses import replace

from tests.engines.documents.sample import sample

from kachehri.engines.documents.blocks import (
    Block,
    Box,
    Cell,
    Chapter,
    Column,
    Document,
    Finding,
    Gap,
    Items,
    KeyNumber,
    KeyNumbers,
    Matrix,
    Number,
    Quote,
    Response,
    Sign,
    SourceNote,
    Subheading,
    Table,
    Text,
)

HOSTILE = (
    '</style><script>alert("1")</script>&lt; #panic("x") $x$ *b* _i_ @label \\u{41} \x00\x0b ]]>'
)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "\t=1", "|calc")
LONG_WORD = "Donaudampfschifffahrt" * 30


def with_blocks(*blocks: Block, language: str = "en", title: str = "Sample") -> Document:
    return replace(
        sample(language),
        title=title,
        front=(),
        chapters=(Chapter("one", title, blocks),),
        colophon=(),
    )


def hostile(text: str = HOSTILE) -> Document:
    """Return a document with the text in every place that takes text."""
    table = Table(text, (Column(text, unit=text), Column(text)), ((Cell(text, text), Cell(text)),))
    return replace(
        with_blocks(
            Text((text, Number(text, "observations/1/"))),
            Finding((text,), text, text, (Response(text, ((text,),), text),)),
            Response(text, ((text,),), text),
            Subheading(text),
            Items(((text,),)),
            KeyNumbers((KeyNumber(text, text, text, "observations/1/"),)),
            table,
            Quote((text,), text),
            Gap((text,), (text,)),
            Matrix(text, (text, text), ((text, ((text, Sign(text, text)),)),), (), (text,), "grid"),
            Box(text, (Text((text,)),)),
            title=text,
        ),
        subtitle=text,
        place=text,
        edition=text,
        draft=text,
        sources=(SourceNote("code", text),),
    )


def long_table(rows: int = 300) -> Table:
    return Table(
        "Many rows (made up)",
        (Column("Place"), Column("Figure", numeric=True)),
        tuple(
            (Cell(f"Village {n}"), Cell(Number(f"{n}.5", f"observations/{n}/")))
            for n in range(rows)
        ),
    )


def wide_table(columns: int) -> Table:
    """Return a table that is too wide for an upright sheet, or for any."""
    return Table(
        "Many columns (made up)",
        (Column("Place"), *(Column(f"Figure{n}", numeric=True) for n in range(1, columns))),
        tuple(
            (Cell(f"Village {row}"), *(Cell(Number(f"{row},{n:03}")) for n in range(1, columns)))
            for row in range(3)
        ),
    )
