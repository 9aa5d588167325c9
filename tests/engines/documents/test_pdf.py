"""The PDF: tagged, titled, with outline, our fonts, and every number linked."""

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from django.test import override_settings
from tests.engines.documents.counting import linked_numbers
from tests.engines.documents.sample import BASE, sample
from tests.engines.documents.sample_words import WORDS
from tests.engines.documents.samples_of_trouble import (
    LONG_WORD,
    hostile,
    long_table,
    wide_table,
    with_blocks,
)

from kachehri.engines.documents.blocks import (
    Cell,
    Column,
    Document,
    DocumentProblem,
    Isolate,
    Subheading,
    Table,
    Text,
    to_json,
)
from kachehri.engines.documents.hrefs import absolute
from kachehri.engines.documents.html_file import write_html
from kachehri.engines.documents.pdf import write_pdf
from kachehri.engines.documents.text_layer import with_words
from kachehri.engines.documents.words import FOUND_AGAIN
from kachehri.kernel.typefaces import TypefaceProblem

LANGUAGES = ("en", "ur", "sd")


@cache
def made(language: str) -> bytes:
    return write_pdf(sample(language), base_url=BASE)


def reader(data: bytes) -> Any:
    pypdf = pytest.importorskip("pypdf")
    return pypdf.PdfReader(io.BytesIO(data))


def text_of(data: bytes) -> str:
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def addresses(data: bytes) -> Iterator[str]:
    for page in reader(data).pages:
        for note in page.get("/Annots") or []:
            action = note.get_object().get("/A")
            if action and "/URI" in action.get_object():
                yield str(action.get_object()["/URI"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_tagged_and_names_title_and_language(language: str) -> None:
    pdf = reader(made(language))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert str(root["/Lang"]).startswith(language)
    assert pdf.metadata.title == WORDS[language]["title"]


@pytest.mark.parametrize("language", ["en", "sd"])
def test_where_the_script_allows_it_the_file_is_declared_accessible(language: str) -> None:
    assert b"pdfuaid:part" in made(language) or "pdfuaid" in str(
        reader(made(language)).xmp_metadata
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_outline_has_every_chapter(language: str) -> None:
    titles = [
        entry.title for entry in reader(made(language)).outline if not isinstance(entry, list)
    ]
    assert [chapter.title for chapter in sample(language).chapters] == [
        title for title in titles if title in {c.title for c in sample(language).chapters}
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_our_fonts_are_used_and_all_are_embedded(language: str) -> None:
    names = set()
    for page in reader(made(language)).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            (inner,) = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descriptor)
            names.add(str(font.get_object()["/BaseFont"]))
    assert names
    ours = re.compile(r"SourceSans3|SourceSerif4|NotoNastaliqUrdu|Lateef")
    assert [name for name in names if not ours.search(name)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_leads_to_its_observation(language: str) -> None:
    found = {address for address in addresses(made(language)) if "/observations/" in address}
    expected = [
        absolute(href, base_url=BASE, language=language)
        for href in linked_numbers(to_json(sample(language)))
    ]
    assert found == set(expected)
    assert sum("/observations/" in address for address in addresses(made(language))) >= len(
        expected
    )


def test_the_same_document_gives_the_same_bytes() -> None:
    assert made("ur") == write_pdf(sample("ur"), base_url=BASE)


def test_the_date_of_the_file_is_the_documents_own() -> None:
    assert reader(made("en")).metadata.creation_date.date() == sample("en").made_on


def test_the_text_tells_where_the_web_edition_is() -> None:
    assert f"{BASE}/en/reports/sample/larkana/" in text_of(made("en"))


def by_pdftotext(data: bytes) -> str:
    program = shutil.which("pdftotext")
    assert program, "install pdftotext: apt-get install poppler-utils"
    done = subprocess.run([program, "-", "-"], input=data, capture_output=True, check=True)
    return done.stdout.decode()


def words_in(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", text))


# Both tools find nearly every word again, in Nastaliq too: the cover says how many at least.
@pytest.mark.parametrize("tool", [by_pdftotext, text_of])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_found_again_as_the_cover_says(
    language: str, tool: Callable[[bytes], str]
) -> None:
    source = words_in(
        " ".join(v for v in WORDS[language].values() if isinstance(v, str) and " " in v)
    )
    found = source & words_in(tool(made(language)))
    assert len(found) / len(source) >= FOUND_AGAIN / 100


@pytest.mark.parametrize("tool", [by_pdftotext, text_of])
def test_a_word_stands_in_the_text_layer_as_often_as_on_the_sheet(
    tool: Callable[[bytes], str],
) -> None:
    row = (Cell("زنبیل"), Cell("زنبیل"))
    table = Table("ا", (Column("ب"), Column("ج")), (row, row))
    text = tool(write_pdf(with_blocks(Text(("زنبیل زنبیل",)), table, language="ur"), base_url=BASE))
    assert text.count("زنبیل") == 6


@pytest.mark.parametrize("language", ["ur", "sd"])
def test_the_html_edition_lies_inside_and_the_cover_says_so(language: str) -> None:
    pdf = reader(made(language))
    assert pdf.attachments["report.html"] == [write_html(sample(language), base_url=BASE)]
    assert "report.html" in pdf.pages[0].extract_text()
    assert str(FOUND_AGAIN) in pdf.pages[0].extract_text()


def test_a_file_in_an_unknown_form_is_refused_by_the_text_layer() -> None:
    with pytest.raises(DocumentProblem, match="table of objects"):
        with_words(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF", {"a": 1})


def test_hostile_text_is_never_read_as_markup() -> None:
    text = (
        '#panic(1) $x$ *bold* _i_ @label <x> = Heading // gone \\u{41} `raw` #image("/etc/passwd")'
    )
    shown = text_of(write_pdf(with_blocks(Text((text,))), base_url=BASE))
    assert text.replace(" ", "") in re.sub(r"\s", "", shown)


def test_control_characters_do_not_stop_the_file() -> None:
    assert write_pdf(hostile(), base_url=BASE).startswith(b"%PDF")


def test_words_of_other_scripts_find_their_font() -> None:
    body = Text(("In Urdu ", Isolate("لاڑکانہ", "ur"), ", in Sindhi ", Isolate("لاڙڪاڻو", "sd")))
    assert write_pdf(with_blocks(body), base_url=BASE).startswith(b"%PDF")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_that_no_font_has_stops_the_file_with_its_name(language: str) -> None:
    with pytest.raises(DocumentProblem, match="漢"):
        write_pdf(with_blocks(Text(("漢字",)), language=language), base_url=BASE)


def test_a_very_long_word_and_an_empty_document_are_written() -> None:
    for document in (with_blocks(Text((LONG_WORD,))), with_blocks(), nothing()):
        assert write_pdf(document, base_url=BASE).startswith(b"%PDF")


def nothing() -> Document:
    return Document("k", "Nothing", "", "en", "", "", sample("en").made_on)


def test_a_long_table_repeats_its_header_on_every_page() -> None:
    text = text_of(write_pdf(with_blocks(long_table()), base_url=BASE))
    assert "Village 299" in text
    assert text.count("Figure") >= 6


@pytest.mark.parametrize("columns", [14, 40])
def test_a_table_too_wide_for_a_sheet_stands_on_its_side_whole(columns: int) -> None:
    blocks = (Text(("before",)), Subheading("Heading"), wide_table(columns), Text(("after",)))
    data = write_pdf(with_blocks(*blocks), base_url=BASE)
    boxes = [page.mediabox for page in reader(data).pages]
    lying = [n for n, box in enumerate(boxes) if box.width > box.height]
    texts = [page.extract_text() for page in reader(data).pages]
    shown = " ".join(texts[n] for n in lying)
    assert all(f"Figure{n}" in shown for n in range(1, columns))
    assert all(f"2,{n:03}" in shown for n in range(1, columns))
    assert "Heading" in texts[lying[0]]
    assert not any("after" in texts[n] or "before" in texts[n] for n in lying)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_says_so_on_every_sheet_and_a_launched_edition_on_none(language: str) -> None:
    draft = replace(sample(language), draft="Draft 3 of edition 2: not validated")
    marked = [page.extract_text() for page in reader(write_pdf(draft, base_url=BASE)).pages]
    assert all("Draft 3 of edition 2" in text for text in marked)
    assert not any("Draft" in page.extract_text() for page in reader(made(language)).pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_paper_begins_with_its_text_and_has_no_contents(language: str) -> None:
    data = write_pdf(replace(sample(language), brief=True), base_url=BASE)
    assert len(reader(data).pages) < len(reader(made(language)).pages) - 1


def test_a_missing_fonts_folder_says_what_to_run(tmp_path: object) -> None:
    with (
        override_settings(WEB_PARTS=tmp_path),
        pytest.raises(TypefaceProblem, match="make setup"),
    ):
        write_pdf(sample("en"), base_url=BASE)
