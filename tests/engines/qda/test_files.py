"""Files of tools for qualitative research: what is written is read again; odd ones are answered."""

import io
import zipfile
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.engines.qda.kinds import (
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaProject,
    QdaRefused,
    QdaSelection,
    QdaSource,
    QdaUser,
)
from kachehri.engines.qda.reading import colour, read_qdc, read_qdpx
from kachehri.engines.qda.tags import read_tags, write_tags
from kachehri.engines.qda.writing import clean, qdc, qdpx

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
USER = QdaUser(UUID(int=1), "Coder 1")
FAR = QdaCode(UUID(int=3), "far", 'A walk of "an hour" & more', "#8e1c2a")
WATER = QdaCode(UUID(int=2), "پانی", is_codable=False, codes=(FAR,))
TEXT = "1: پانی بہت دور ہے 😀 <دور>\nsecond line"


def project(text=TEXT, start=3, end=10):
    coding = QdaCoding(UUID(int=5), FAR.guid, USER.guid, AT)
    marked = QdaSelection(UUID(int=6), start, end, (coding,), "a memo\nof two lines", USER.guid, AT)
    source = QdaSource(UUID(int=7), "Talk 1", text, (marked,), {"language": "ur"}, at=AT)
    case = QdaCase(UUID(int=8), "Participant 1", {"sex": "female"}, (source.guid,), (marked.guid,))
    return QdaProject(
        "Larkana", "Kachehri", "Made up.", (USER,), (WATER,), (source,), (case,), at=AT
    )


def qde(content):
    return zipfile.ZipFile(io.BytesIO(content)).read("project.qde").decode()


def archive(**files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, content in files.items():
            made.writestr(name.replace("_", "."), content)
    return target.getvalue()


def test_a_project_that_was_written_is_read_again():
    found = read_qdpx(qdpx(project()))
    assert found.codes == (WATER,)
    assert found.users == (USER,)
    (source,) = found.sources
    assert source.text == TEXT
    (marked,) = source.selections
    assert (marked.start, marked.end) == (3, 10)
    assert TEXT[marked.start : marked.end] == "پانی بہ"
    assert marked.codings[0].code == FAR.guid
    assert found.warnings == ()


def test_the_same_project_gives_the_same_bytes():
    assert qdpx(project()) == qdpx(project())


def test_a_memo_is_a_note_and_a_participant_a_case_with_values():
    said = qde(qdpx(project()))
    assert "<PlainTextContent>a memo\nof two lines</PlainTextContent>" in said
    assert '<Case guid="00000000-0000-0000-0000-000000000008" name="Participant 1">' in said
    assert "<TextValue>female</TextValue>" in said


def test_signs_that_xml_may_not_hold_keep_their_place():
    text = "a\x00b\x0cc\ud800d￾e"
    assert clean(text) == "a�b�c�d�e"
    assert read_qdpx(qdpx(project(text, 4, 5))).sources[0].text == clean(text)


@given(st.text(min_size=1, max_size=80), st.data())
def test_offsets_of_any_text_name_the_same_words_again(text, data):
    text = clean(text).replace("\r", "\n")
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = read_qdpx(qdpx(project(text, start, end))).sources[0]
    assert found.text[found.selections[0].start : found.selections[0].end] == text[start:end]


def test_a_codebook_that_was_written_is_read_again():
    found = read_qdc(qdc([WATER], "Kachehri"))
    assert found.codes == (WATER,)
    assert found.origin == "Kachehri"
    assert qdc([WATER], "Kachehri").count(b"<MemberCode ") == 2


def test_a_codebook_without_a_code_is_no_codebook():
    with pytest.raises(ValueError, match="at least one code"):
        qdc([], "Kachehri")


def test_a_codebook_of_another_tool_is_read_with_what_was_odd():
    said = b"""<CodeBook xmlns="urn:QDA-XML:codebook:1:0"><Codes>
      <Code guid="{9fa9bcb7-5b59-47a9-8c3e-f65cffdc7520}" name="Values" color="rgb(255, 0,1)"/>
      <Code guid="9fa9bcb7-5b59-47a9-8c3e-f65cffdc7520" name="" color="red" isCodable="FALSE"/>
      <Code guid="none" name="  Two   words "><Description> d </Description></Code>
    </Codes></CodeBook>"""
    first, second, third = read_qdc(said).codes
    assert (first.name, first.colour, first.is_codable) == ("Values", "#ff0001", True)
    assert (second.name, second.colour, second.is_codable) == ("2", "", False)
    assert (third.name, third.description) == ("Two words", "d")
    assert len({first.guid, second.guid, third.guid}) == 3
    assert len(read_qdc(said).warnings) == 4


def test_line_ends_and_marks_of_other_systems_do_not_move_the_words():
    said = (
        '<Project name="x"><Sources>'
        '<TextSource guid="{9fa9bcb7-5b59-47a9-8c3e-f65cffdc7520}" plainTextPath="internal://a.txt">'
        '<PlainTextSelection guid="9fa9bcb7-5b59-47a9-8c3e-f65cffdc7521" startPosition="4" '
        'endPosition="7"/>'
        '<PlainTextSelection guid="9fa9bcb7-5b59-47a9-8c3e-f65cffdc7522" startPosition="4" '
        'endPosition="900"/></TextSource><PDFSource/></Sources></Project>'
    )
    found = read_qdpx(archive(project_qde=said, a_txt=b"\xef\xbb\xbfone\r\ntwo"))
    (source,) = found.sources
    assert source.text[4:7] == "two"
    assert len(source.selections) == 1
    assert len(found.warnings) == 2


BOMB = b"""<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>
<CodeBook><Codes><Code guid="9fa9bcb7-5b59-47a9-8c3e-f65cffdc7520" name="&b;"/>
</Codes></CodeBook>"""
OUTSIDE = BOMB.replace(b'"ha"', b'SYSTEM "file:///etc/passwd"')


@pytest.mark.parametrize(
    "content",
    [BOMB, OUTSIDE, b"", b"<CodeBook>", b"<CodeBook/>", b"PK\x03\x04 not a zip", b"\xff\xfe<"],
)
def test_a_codebook_that_cannot_be_read_says_why(content):
    with pytest.raises(QdaRefused) as told:
        read_qdc(content)
    assert told.value.message


def test_a_bomb_in_an_archive_is_not_opened():
    large = archive(project_qde=b" " * (21 * 1024 * 1024))
    with pytest.raises(QdaRefused, match="too large"):
        read_qdpx(large)


def test_an_archive_without_a_project_is_refused():
    with pytest.raises(QdaRefused, match="no project"):
        read_qdpx(archive(a_txt=b"x"))


def test_too_many_levels_are_refused():
    code = '<Code guid="9fa9bcb7-5b59-47a9-8c3e-f65cffdc7520" name="x">'
    said = f"<CodeBook><Codes>{code * 30}{'</Code>' * 30}</Codes></CodeBook>"
    with pytest.raises(QdaRefused, match="levels"):
        read_qdc(said.encode())


@pytest.mark.parametrize(
    ("said", "found"),
    [("#ABC", "#aabbcc"), ("1b2a57", "#1b2a57"), ("rgb(1,2,300)", ""), ("", ""), ("#12", "")],
)
def test_colours(said, found):
    assert colour(said) == found


def test_taguettes_dots_say_what_lies_below_what():
    said = "tag,description,color,number of highlights\r\nwater.far,A walk,#F00,2\r\nfood,,,0\r\n"
    water, food = read_tags(said.encode()).codes
    assert (water.name, water.is_codable) == ("water", False)
    (far,) = water.codes
    assert (far.name, far.description, far.colour) == ("far", "A walk", "#ff0000")
    assert food.is_codable


def test_taguettes_parent_column_is_understood_too():
    said = (
        "\ufefftag,description,color,parent\nwater,,,\nwater.far,,,water\nnear,,,water\nwater,,,\n"
    )
    found = read_tags(said.encode("utf-8"))
    (water,) = found.codes
    assert [one.name for one in water.codes] == ["far", "near"]
    assert "Row 5" in found.warnings[0]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("", "Row 1"),
        ("label,what\nx,y", "Row 1"),
        ("tag,name\nx,y", "Row 1"),
        ("tag\n", "no code"),
        ("tag,description\nwater,x\n , y", "Row 3"),
        ("tag\n" + "a." * 30 + "b", "Row 2"),
    ],
)
def test_a_codebook_of_tags_that_cannot_be_read_names_the_row(said, why):
    with pytest.raises(QdaRefused, match=why):
        read_tags(said.encode())


def test_tags_that_were_written_are_read_again():
    formula = QdaCode(uuid4(), "=1+1", "@x")
    text = write_tags([WATER, formula]).decode()
    assert "'=1+1,'@x" in text
    found = read_tags(write_tags([WATER]))
    assert [one.name for one in found.codes[0].walk()] == ["پانی", "far"]
