"""The Word file: real styles, real tables, the right direction, every number linked."""

import io
import zipfile
from dataclasses import replace
from functools import cache
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from tests.engines.documents.counting import linked_numbers
from tests.engines.documents.sample import BASE, sample
from tests.engines.documents.samples_of_trouble import (
    HOSTILE,
    LONG_WORD,
    hostile,
    long_table,
    wide_table,
    with_blocks,
)

from kachehri.engines.documents.blocks import Subheading, Text, to_json
from kachehri.engines.documents.docx import write_docx
from kachehri.engines.documents.hrefs import absolute

LANGUAGES = ("en", "ur", "sd")


@cache
def made(language: str) -> bytes:
    return write_docx(sample(language), base_url=BASE)


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


@pytest.mark.parametrize("language", LANGUAGES)
def test_chapters_are_headings_that_an_office_can_navigate(language: str) -> None:
    headings = [p.text for p in opened(made(language)).paragraphs if p.style.name == "Heading 1"]
    assert [c.title for c in sample(language).chapters] == [
        text for text in headings if text in {c.title for c in sample(language).chapters}
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_leads_to_its_observation(language: str) -> None:
    word = opened(made(language))
    relations = word.part.rels
    found = [
        relations[link.get(qn("r:id"))].target_ref
        for link in word.element.iter(qn("w:hyperlink"))
        if link.get(qn("r:id"))
    ]
    expected = [
        absolute(href, base_url=BASE, language=language)
        for href in linked_numbers(to_json(sample(language)))
    ]
    assert sorted(a for a in found if "/observations/" in a) == sorted(expected)


@pytest.mark.parametrize(("language", "font"), [("ur", "Noto Nastaliq Urdu"), ("sd", "Lateef")])
def test_urdu_and_sindhi_run_from_right_to_left_in_their_own_font(language: str, font: str) -> None:
    word = opened(made(language))
    normal = word.styles["Normal"].element
    assert normal.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert normal.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:cs")) == font
    assert word.sections[0]._sectPr.find(qn("w:bidi")) is not None
    assert all(table._tbl.tblPr.find(qn("w:bidiVisual")) is not None for table in word.tables)
    title = next(p for p in word.paragraphs if p.style.name == "Title")
    assert title.runs[0]._r.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
    assert word.core_properties.language.startswith(language)


def test_an_english_file_has_no_trace_of_the_other_direction() -> None:
    assert b"w:bidiVisual" not in zipfile.ZipFile(io.BytesIO(made("en"))).read("word/document.xml")


def test_tables_of_figures_repeat_their_header() -> None:
    word = opened(write_docx(with_blocks(long_table()), base_url=BASE))
    (table,) = word.tables
    assert len(table.rows) == 301
    assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_pictures_of_charts_have_words_for_those_who_do_not_see_them(language: str) -> None:
    pictures = [p for p in opened(made(language)).element.iter(qn("wp:docPr")) if p.get("title")]
    assert len(pictures) == 3
    assert all(picture.get("descr") for picture in pictures)


def test_the_page_number_and_the_contents_are_fields() -> None:
    files = zipfile.ZipFile(io.BytesIO(made("en")))
    body = files.read("word/document.xml").decode()
    feet = "".join(files.read(n).decode() for n in files.namelist() if "word/footer" in n)
    assert "TOC " in body
    assert 'w:instr="PAGE"' in feet


def test_the_same_document_gives_the_same_bytes() -> None:
    assert made("sd") == write_docx(sample("sd"), base_url=BASE)


def test_a_wide_table_stands_on_a_sheet_on_its_side_and_what_follows_does_not() -> None:
    blocks = (Text(("before",)), Subheading("Heading"), wide_table(14), Text(("after",)))
    word = opened(write_docx(with_blocks(*blocks), base_url=BASE))
    lying = [s.page_width > s.page_height for s in word.sections]
    assert lying == [False, True, False]
    texts = [[p.text for p in s.iter_inner_content() if hasattr(p, "text")] for s in word.sections]
    assert "before" in texts[0]
    assert "Heading" in texts[1]
    assert "after" in texts[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_says_so_in_the_head_of_every_sheet(language: str) -> None:
    draft = replace(sample(language), draft="Draft 3 of edition 2: not validated")
    section = opened(write_docx(draft, base_url=BASE)).sections[0]
    assert "Draft 3" in section.header.paragraphs[0].text
    assert "Draft 3" in section.first_page_header.paragraphs[0].text


def test_hostile_text_stays_text() -> None:
    word = opened(write_docx(hostile(), base_url=BASE))
    shown = HOSTILE.replace("\x00", "").replace("\x0b", "")
    assert sum(shown in paragraph.text for paragraph in word.paragraphs) >= 8


def test_a_very_long_word_is_written() -> None:
    assert LONG_WORD in "".join(
        p.text
        for p in opened(write_docx(with_blocks(Text((LONG_WORD,))), base_url=BASE)).paragraphs
    )
