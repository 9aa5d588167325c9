"""Answers: XML to values and back, packed and unpacked, whatever a device sends."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.engines.xforms import answers, elements
from kachehri.engines.xforms.kinds import FormModel, Group, Question


def question(path, kind):
    return Question(path, path.rpartition("/")[2], kind)


MODEL = FormModel(
    "made-up", "7", "Made up", "data", (), "en",
    (
        question("/data/start", "start"),
        question("/data/end", "end"),
        Group("/data/home", "home", {}, (
            question("/data/home/age", "integer"),
            question("/data/home/income", "decimal"),
            question("/data/home/water", "select_multiple"),
            question("/data/home/spot", "geopoint"),
            question("/data/home/walk", "geotrace"),
        )),
        Group("/data/members", "members", {}, (
            question("/data/members/name", "text"),
            Group("/data/members/ills", "ills", {}, (
                question("/data/members/ills/what", "text"),
            ), is_repeat=True),
        ), is_repeat=True),
        question("/data/photo", "image"),
        question("/data/note", "note"),
    ),
    {},
)  # fmt: skip
VALUES = {
    "/data/start": "2026-11-02T10:00:00.000+05:00",
    "/data/end": "2026-11-02T10:21:00.000+05:00",
    "/data/home/age": 41,
    "/data/home/income": 2.5,
    "/data/home/water": ["pump", "tap"],
    "/data/home/spot": (27.5, 68.25, None, None),
    "/data/home/walk": [(27.5, 68.25, 1.0, 2.0), (27.0, 68.0, 1.0, 2.0)],
    "/data/members": [
        {"/data/members/name": "ڄام", "/data/members/ills": [{"/data/members/ills/what": "a"}]},
        {"/data/members/name": "زينب"},
    ],
    "/data/photo": "تصویر.jpg",
}


def test_the_form_and_its_repeats_are_tables_with_columns_in_the_order_of_the_form():
    found = answers.tables(MODEL)
    assert [(one.name, one.parent) for one in found] == [
        ("data", ""), ("members", "/data"), ("ills", "/data/members"),
    ]  # fmt: skip
    assert [one.name for one in found[0].columns] == [
        "start", "end", "age", "income", "water", "spot", "walk", "photo",
    ]  # fmt: skip


def test_what_was_answered_comes_back_from_xml_and_from_packed():
    xml = answers.to_xml(MODEL, VALUES, instance="uuid:1", replaces="uuid:0")
    found = answers.parse(xml, MODEL)
    assert found.values == VALUES
    assert (found.form_id, found.version, found.instance) == ("made-up", "7", "uuid:1")
    assert found.replaces == "uuid:0"
    assert found.started == datetime(2026, 11, 2, 5, 0, tzinfo=UTC)
    assert found.files == (("/data/photo", "تصویر.jpg"),)
    assert answers.unpack(answers.pack(found, MODEL), MODEL).values == VALUES


WORDS = st.text(st.characters(exclude_categories=["C"]), min_size=1).filter(
    lambda text: text.strip() and "\x85" not in text
)
PLAIN = st.fixed_dictionaries(
    {},
    optional={
        "/data/home/age": st.integers(-(2**62), 2**62),
        "/data/home/income": st.floats(allow_nan=False, allow_infinity=False),
        "/data/home/water": st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1),
        "/data/home/spot": st.tuples(
            st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 9000), st.floats(0, 50)
        ),
        "/data/members": st.lists(
            st.fixed_dictionaries({"/data/members/name": WORDS}), min_size=1, max_size=3
        ),
    },
)


@given(PLAIN)
def test_any_answers_survive_the_way_there_and_back(values):
    found = answers.parse(answers.to_xml(MODEL, values, instance="uuid:1"), MODEL)
    assert found.values == values
    assert answers.unpack(answers.pack(found, MODEL), MODEL).values == values


@pytest.mark.parametrize(
    ("text", "kind"),
    [("many", "integer"), ("007", "integer"), ("1e999", "decimal"), ("91 0", "geopoint"),
     ("here", "geopoint"), ("9" * 30, "integer"), ("1 2 3 4 5", "geopoint"), ("x; y", "geotrace")],
)  # fmt: skip
def test_what_does_not_fit_its_type_stays_as_it_was_written(text, kind):
    assert answers.value_of(text, kind) == text


def test_a_value_of_a_path_that_the_form_lacks_is_named_and_harms_nothing():
    found = answers.parse(b"<data id='made-up'><new>1</new><home><age>4</age></home></data>", MODEL)
    assert found.unknown == ("/data/new",)
    assert found.values == {"/data/home/age": 4}


@pytest.mark.parametrize("text", ["", "yesterday", "0000-00-00", "99999-01-01T00:00", "10:00"])
def test_a_moment_that_cannot_be_is_none(text):
    assert answers.moment(text) is None


def test_a_head_is_read_without_knowing_the_form():
    xml = (
        b'<h:data xmlns:h="http://example.org/f" xmlns:orx="http://openrosa.org/xforms" '
        b'id="a b/c" version="2"><orx:meta><orx:instanceID> uuid:9 </orx:instanceID></orx:meta>'
        b"</h:data>"
    )
    assert answers.head(xml) == answers.Head("a b/c", "2", "uuid:9")
    assert answers.head(xml.replace(b'id="a b/c"', b"")).form_id == "http://example.org/f"


ENTITY = "<!DOCTYPE d [<!ENTITY a 'b'>]><d>&a;</d>"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ENTITY.encode(), "doctype"),
        (ENTITY.encode("utf-16"), "doctype"),
        (b"<!doctype d><d/>", "doctype"),
        (b"<d>" * 61 + b"<d></d>" + b"</d>" * 61, "too-deep"),
        (b"<d>" + b"<a/>" * 400_000 + b"</d>", "too-many"),
        (b"<d>" + b" " * (10 << 20) + b"</d>", "too-large"),
        (b"<?xml version='1.0' encoding='utf-7'?><d/>", "not-text"),
        ("<d>ü</d>".encode("latin-1"), "not-text"),
        (b"<d>&a;</d>", "broken"),
        (b"<d", "broken"),
        (b" ", "empty"),
    ],
)
def test_xml_of_strangers_is_refused_by_a_word(content, code):
    with pytest.raises(elements.NotReadable) as refused:
        elements.read(content)
    assert refused.value.code == code


def test_ordinary_xml_with_a_mark_at_its_beginning_is_read():
    for encoding in ("utf-8-sig", "utf-16"):
        assert elements.read("<d>پاڻي</d>".encode(encoding)).text == "پاڻي"
