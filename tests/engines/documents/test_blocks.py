"""What goes into JSON comes out of it, and nothing else does."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.documents.sample import sample

from kachehri.engines.documents import blocks as b

words = st.text(max_size=12)
inline = st.one_of(
    words,
    st.builds(b.Number, words, words, words),
    st.builds(b.Link, words, words),
    st.builds(b.Isolate, words, st.sampled_from(["en", "ur", "sd"])),
    st.builds(b.Sign, words, words),
)
rich = st.lists(inline, max_size=3).map(tuple)
cell = st.builds(b.Cell, inline, words)
table = st.builds(
    b.Table,
    words,
    st.lists(st.builds(b.Column, words, st.booleans(), words), max_size=2).map(tuple),
    st.lists(st.lists(cell, max_size=2).map(tuple), max_size=2).map(tuple),
    rich,
    rich,
)
response = st.builds(b.Response, words, st.lists(rich, max_size=2).map(tuple), words, words)
row = st.tuples(words, st.lists(rich, max_size=2).map(tuple))
leaf = st.one_of(
    st.builds(b.Text, rich),
    response,
    st.builds(b.Finding, rich, words, words, st.lists(response, max_size=1).map(tuple)),
    st.builds(b.Subheading, words),
    st.builds(b.Items, st.lists(rich, max_size=2).map(tuple), st.booleans()),
    st.builds(
        b.KeyNumbers,
        st.lists(st.builds(b.KeyNumber, words, words, words, words), max_size=2).map(tuple),
    ),
    table,
    st.builds(b.Chart, words, words, words, table, rich, rich),
    st.builds(b.Quote, rich, words, words),
    st.builds(b.Gap, rich, rich),
    st.builds(b.Code, words, words, words),
    st.builds(
        b.Matrix,
        words,
        st.lists(words, max_size=2).map(tuple),
        st.lists(row, max_size=2).map(tuple),
        rich,
        rich,
        st.sampled_from(["words", "figures", "grid"]),
    ),
)


def boxes(inner: st.SearchStrategy[b.Block]) -> st.SearchStrategy[b.Block]:
    box = st.builds(b.Box, words, st.lists(inner, max_size=2).map(tuple))
    return st.one_of(box, st.builds(b.Pair, box, box))


block = st.recursive(leaf, boxes, max_leaves=4)
parts = st.lists(block, max_size=2).map(tuple)
chapter = st.builds(b.Chapter, words, words, parts)
document = st.builds(
    b.Document,
    key=words,
    title=words,
    subtitle=words,
    language=st.sampled_from(["en", "ur", "sd"]),
    place=words,
    edition=words,
    made_on=st.dates(),
    front=parts,
    chapters=st.lists(chapter, max_size=2).map(tuple),
    sources=st.lists(st.builds(b.SourceNote, words, words, words), max_size=2).map(tuple),
    colophon=parts,
    path=words,
    draft=words,
    brief=st.booleans(),
)


@given(document)
def test_any_document_comes_back_from_json_as_it_was(made: b.Document) -> None:
    assert b.document_from_json(json.loads(json.dumps(b.to_json(made)))) == made


@given(block)
def test_any_block_comes_back_from_json_as_it_was(made: b.Block) -> None:
    assert b.from_json(json.loads(json.dumps(b.to_json(made)))) == made


def test_the_strategies_above_know_every_kind_of_block() -> None:
    made = {kind.__name__ for kind in b.Block.__args__}  # type: ignore[attr-defined]
    assert made == {
        *("Text", "Finding", "Subheading", "Items", "KeyNumbers", "Table", "Chart"),
        *("Quote", "Gap", "Matrix", "Box", "Pair", "Response", "Code"),
    }


def test_a_field_that_an_older_writer_did_not_know_takes_its_default() -> None:
    assert b.from_json({"is": "Number", "text": "7"}) == b.Number("7")


def test_a_document_of_an_older_edition_is_read_with_the_new_parts_empty() -> None:
    older = b.to_json(sample("en"))
    assert isinstance(older, dict)
    del older["draft"], older["brief"]
    for block in older["front"]:  # type: ignore[union-attr]
        for new in ("number", "key", "responses"):
            block.pop(new, None)  # type: ignore[union-attr]
    assert b.document_from_json(older) == sample("en")


@pytest.mark.parametrize(
    "data",
    [
        {"is": "Script", "text": "x"},
        {"text": "x"},
        {"is": "Number", "text": "7", "onclick": "x"},
        {"is": "Document", "title": "x"},
    ],
)
def test_what_is_not_a_part_of_a_document_is_refused(data: dict[str, b.Json]) -> None:
    with pytest.raises(b.DocumentProblem):
        b.from_json(data)


def test_a_block_is_not_a_document() -> None:
    with pytest.raises(b.DocumentProblem, match="not a document"):
        b.document_from_json(b.to_json(b.Text(("x",))))


def test_the_sample_uses_every_kind_of_block() -> None:
    used = json.dumps(b.to_json(sample("en")))
    kinds = [kind.__name__ for kind in b.Block.__args__]  # type: ignore[attr-defined]
    assert [kind for kind in kinds if f'"is": "{kind}"' not in used] == []


def test_a_document_cannot_hold_what_json_cannot_say_plainly() -> None:
    with pytest.raises(b.DocumentProblem, match="float"):
        b.to_json(b.Text((1.5,)))  # type: ignore[arg-type]
    assert b.to_json(dt.date(2026, 1, 31)) == "2026-01-31"
