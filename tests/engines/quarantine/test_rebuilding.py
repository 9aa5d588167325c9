"""Copies hold what can be seen and nothing else; bombs and damage are told, never raised."""

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.engines.quarantine.actions import rebuilt
from kachehri.engines.quarantine.rebuilding import REBUILDERS, Unreadable
from kachehri.engines.quarantine.rebuilding.words import harmless
from kachehri.engines.quarantine.rich_text import rtf_text
from kachehri.engines.quarantine.sniffing import claims_otherwise, sniff

from . import made

MAKERS = [made.photo, made.workbook, made.open_workbook, made.word_file, made.paper]


def rebuild(content, tmp_path, kind=""):
    path = tmp_path / "original"
    path.write_bytes(content)
    found = REBUILDERS[kind or sniff(content)](path)
    return found, found.flags


def test_a_photo_loses_where_and_with_what_it_was_taken(tmp_path):
    from PIL import Image

    found, flags = rebuild(made.photo(), tmp_path)
    copy = Image.open(io.BytesIO(found.content))
    assert flags == {"gps", "metadata"}
    assert copy.size == (1600, 800)
    assert not copy.getexif()
    assert b"Made-up" not in found.content


def test_a_photo_without_secrets_has_no_flags(tmp_path):
    assert rebuild(made.photo(gps=False), tmp_path)[1] == set()


def test_a_picture_that_would_fill_the_memory_is_a_bomb(tmp_path):
    with pytest.raises(Unreadable) as told:
        rebuild(made.picture_bomb(), tmp_path)
    assert told.value.flag == "bomb"


def test_a_workbook_becomes_a_csv_of_what_can_be_seen(tmp_path):
    found, flags = rebuild(made.workbook(), tmp_path)
    text = found.content.decode("utf-8-sig")
    assert flags >= {"hidden-sheets", "hidden-rows", "hidden-columns", "formulas"}
    assert text.splitlines() == ["UC,note", "Dokri,", "Bakrani,1", "'=HYPERLINK(0),"]


def test_an_ods_file_becomes_a_csv_of_what_can_be_seen(tmp_path):
    found, flags = rebuild(made.open_workbook(), tmp_path)
    assert found.content.decode("utf-8-sig") == "a,c\n"
    assert flags == {"hidden-sheets", "hidden-rows", "hidden-columns", "formulas"}


@pytest.mark.parametrize("name", ["xl/workbook.xml", "word/document.xml"])
def test_a_packed_bomb_is_told(tmp_path, name):
    with pytest.raises(Unreadable) as told:
        rebuild(made.zip_bomb(name), tmp_path)
    assert told.value.flag == "bomb"


def test_an_xml_bomb_is_told(tmp_path):
    xml = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + made.DOCX_XML
    with pytest.raises(Unreadable) as told:
        rebuild(made.word_file(xml), tmp_path)
    assert told.value.flag == "bomb"


def test_a_word_file_becomes_the_words_that_it_shows(tmp_path):
    found, flags = rebuild(made.word_file(word__vbaProject__bin=b"x"), tmp_path)
    assert found.content.decode() == "Shown added\none\ttwo\n"
    assert flags == {"deleted-words", "hidden-words"}
    content = made.word_file(**{"word/vbaProject.bin": b"x", "word/comments.xml": b"<x/>"})
    assert rebuild(content, tmp_path)[1] == {"deleted-words", "hidden-words", "macros", "comments"}


def test_a_pdf_becomes_pictures_of_its_pages(tmp_path):
    import pypdfium2

    found, flags = rebuild(made.paper(script=True), tmp_path)
    copy = pypdfium2.PdfDocument(found.content)
    assert "scripts" in flags
    assert len(copy) == 2
    assert [type(one).__name__ for one in copy[0].get_objects()] == ["PdfImage"]
    assert b"JavaScript" not in found.content


def test_a_pdf_of_a_thousand_pages_is_too_long(tmp_path):
    with pytest.raises(Unreadable) as told:
        rebuild(made.paper(pages=151), tmp_path)
    assert told.value.flag == "too-long"


def test_a_rich_text_file_becomes_its_words(tmp_path):
    found, _ = rebuild(made.RTF, tmp_path)
    assert found.content.decode() == "Dear Sir,\ncafé  پا end"


def test_a_text_in_an_old_encoding_becomes_utf_8(tmp_path):
    arabic = "پانی نہیں ہے".replace("ہ", "ه").replace("ی", "ي").replace("ں", "ن")
    assert rebuild(arabic.encode("cp1256"), tmp_path)[0].content.decode() == arabic
    assert rebuild("a\u202eb".encode(), tmp_path)[0].content == b"ab"


def test_a_voice_is_kept_as_it_is_and_says_so(tmp_path):
    found, flags = rebuild(made.VOICE, tmp_path)
    assert (found.content, flags) == (made.VOICE, {"as-is"})


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "-5"), ("+3.5%", "+3.5%"), ("-cmd", "'-cmd")],
)
def test_no_cell_is_a_formula(cell, shown):
    assert harmless(cell) == shown


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<html><script>alert(1)</script>", "text/html"),
        (b'<?xml version="1.0"?><svg onload="x">', "text/html"),
        (b"MZ\x90\0", "application/x-executable"),
        (b"\0\1\2\3", "application/octet-stream"),
        (b"PK\x03\x04 cut off", "application/octet-stream"),
        ("پانی نہیں".encode(), "text/plain"),
        (b"", "text/plain"),
        (b"\0\0\0\x18ftypheic", "video/mp4"),
    ],
)
def test_the_type_is_told_from_the_content(content, kind):
    assert sniff(content) == kind


def test_a_page_that_calls_itself_a_photo_is_noticed():
    assert claims_otherwise("photo.jpg", "image/jpeg", "text/html")
    assert claims_otherwise("photo", "image/jpeg", "text/html")
    assert not claims_otherwise("photo.JPG", "application/octet-stream", "image/jpeg")


@pytest.mark.slow
def test_what_breaks_a_library_breaks_nothing_else(tmp_path):
    for maker in MAKERS:
        whole = maker()
        path = tmp_path / "cut"
        path.write_bytes(whole[: len(whole) // 2])
        told, content = rebuilt(sniff(whole), path)
        assert content or told["flags"], maker


@pytest.mark.slow
@pytest.mark.faults
def test_a_rebuilder_that_eats_the_memory_is_stopped(tmp_path):
    path = tmp_path / "bomb"
    path.write_bytes(made.picture_bomb())
    told, content = rebuilt("image/png", path)
    assert (told["flags"], content) == (["bomb"], b"")


def test_the_rebuilders_know_no_django():
    import subprocess

    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, kachehri.engines.quarantine.rebuilding; "
            "print([name for name in ('django', 'PIL', 'openpyxl') if name in sys.modules])",
        ],
        capture_output=True,
        check=True,
        env={"PYTHONPATH": str(Path(__file__).parents[3] / "src")},
    )
    assert seen.stdout == b"[]\n"


@given(st.binary(max_size=400))
def test_rich_text_never_raises(raw):
    rtf_text(b"{\\rtf1 " + raw)
    sniff(raw)
