"""A form asked without a script, held against truth computed by hand."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.engines.xforms import converting, reading
from kachehri.engines.xforms.filling import Filling, NotFinished, is_simple
from kachehri.engines.xforms.outside import local, parse

AT = datetime(2026, 11, 22, 10, 0, tzinfo=timezone(timedelta(hours=5)))
FORM = """
| survey |
|  | type | name | label::English (en) | label::Urdu (ur) | relevant | constraint | calculation | required | choice_filter | appearance |
|  | start | start |  |  |  |  |  |  |  |  |
|  | text | who | Name | نام |  | string-length(.) > 1 |  | yes |  |  |
|  | date | born | Born | پیدائش |  | . <= today() |  |  |  |  |
|  | calculate | age |  |  |  |  | int((today() - ${born}) div 365.25) |  |  |  |
|  | select_one sex | sex | Sex of ${who} | ${who} کی جنس | ${age} >= 10 |  |  |  |  |  |
|  | begin group | home | Home | گھر | ${sex} = 'f' |  |  |  |  | field-list |
|  | integer | rooms | Rooms | کمرے |  | . >= 1 and . <= 50 |  | yes |  |  |
|  | decimal | land | Land | زمین |  |  |  |  |  |  |
|  | end group |  |  |  |  |  |  |  |  |  |
|  | select_one district | district | District | ضلع |  |  |  |  |  |  |
|  | select_one taluka | taluka | Taluka | تعلقہ |  |  |  |  | district = ${district} |  |
|  | select_multiple crop | crops | Crops | فصلیں |  | count-selected(.) <= 2 |  |  |  |  |
|  | calculate | said |  |  |  |  | jr:choice-name(${sex}, '${sex}') |  |  |  |
|  | note | end | Rooms: ${rooms} | کمرے: ${rooms} |  |  |  |  |  |  |
| choices |
|  | list_name | name | label::English (en) | label::Urdu (ur) | district |
|  | sex | f | Female | عورت |  |
|  | sex | m | Male | مرد |  |
|  | district | lar | Larkana | لاڑکانہ |  |
|  | district | suk | Sukkur | سکھر |  |
|  | taluka | dok | Dokri | ڈوکری | lar |
|  | taluka | roh | Rohri | روہڑی | suk |
|  | crop | rice | Rice | چاول |  |
|  | crop | wheat | Wheat | گندم |  |
|  | crop | cotton | Cotton | کپاس |  |
| settings |
|  | form_title | form_id | version | default_language |
|  | Made up | made-up | 1 | English (en) |
"""  # noqa: E501


@pytest.fixture(scope="module")
def xform() -> bytes:
    found = converting.convert(FORM.encode(), "made-up.md")
    assert found.xform is not None, found.problems
    return found.xform


def filled(xform: bytes, language: str = "en", **said: str) -> Filling:
    filling = Filling(xform, reading.read(xform), {}, language, AT)
    for name, text in said.items():
        path = "/data/home/" + name if name in ("rooms", "land") else "/data/" + name
        assert filling.answer(path, text) == (), (name, text)
    return filling


def told(xml: bytes) -> dict[str, str]:
    return {local(one.tag): one.text or "" for one in parse(xml).iter()}


def test_a_record_is_asked_in_order_and_holds_what_was_said(xform: bytes) -> None:
    filling = filled(xform, who="Nasim", born="1990-05-01", sex="f", rooms="۳")
    record = told(filling.finish())
    assert (record["who"], record["age"], record["rooms"]) == ("Nasim", "36", "3")
    assert record["said"] == "Female"
    assert record["instanceID"].startswith("uuid:")
    assert record["start"].startswith("2026-11-22T10:00")


def test_what_is_not_relevant_is_neither_asked_nor_sent_and_comes_back(xform: bytes) -> None:
    filling = filled(xform, who="Nasim", born="1990-05-01", sex="f", rooms="3")
    assert filling.is_relevant("/data/home/rooms")
    filling.answer("/data/sex", "m")
    assert not filling.is_relevant("/data/home/rooms")
    assert "rooms" not in told(filling.finish())
    filling.answer("/data/sex", "f")
    assert told(filling.finish())["rooms"] == "3"


def test_required_constraint_and_kind_are_said_in_the_reader_s_language(xform: bytes) -> None:
    filling = filled(xform, "ur", who="نسیم")
    assert filling.answer("/data/who", "ن")
    assert filling.values["/data/who"] == "نسیم"
    assert filling.answer("/data/born", "2030-01-01")
    assert filling.answer("/data/born", "31-31-2001")
    assert filling.answer("/data/crops", "rice wheat cotton")
    assert filling.answer("/data/crops", "gold")
    with pytest.raises(NotFinished):
        Filling(xform, None, {}, "en", AT).finish()


def test_a_label_holds_what_was_said_before_in_the_form_s_language(xform: bytes) -> None:
    filling = filled(xform, "ur", who="نسیم", born="1990-05-01")
    assert filling.label("/data/sex") == "نسیم کی جنس"


def test_a_cascade_offers_what_fits_and_takes_back_what_no_longer_does(xform: bytes) -> None:
    filling = filled(xform, who="Nasim", district="lar", taluka="dok")
    assert filling.answer("/data/taluka", "roh")
    filling.answer("/data/district", "suk")
    assert filling.values.get("/data/taluka") is None
    assert "dok" not in told(filling.finish()).values()
    assert filling.answer("/data/taluka", "roh") == ()


def test_questions_of_a_field_list_stand_on_one_page_and_notes_before_what_follows(
    xform: bytes,
) -> None:
    filling = filled(xform, who="Nasim", born="1990-05-01", sex="f")
    pages = [[one.path.rpartition("/")[2] for one in step.asked] for step in filling.steps()]
    assert ["rooms", "land"] in pages
    assert pages[-1] == ["end"]
    current = filling.current()
    assert current is not None
    assert current.headings == ("Home",)


def test_values_are_all_that_is_needed_to_go_on_later(xform: bytes) -> None:
    first = filled(xform, who="Nasim", born="1990-05-01")
    later = Filling(xform, None, first.values, "ur", AT + timedelta(days=9))
    assert told(later.finish())["start"].startswith("2026-11-22")
    assert told(later.finish())["instanceID"] == told(first.finish())["instanceID"]


@given(age=st.integers(0, 120), rooms=st.integers(-5, 60), sex=st.sampled_from(["f", "m", ""]))
def test_relevance_and_constraints_are_what_the_form_says(
    xform: bytes, age: int, rooms: int, sex: str
) -> None:
    filling = filled(xform, who="Nasim", born=f"{2026 - age}-01-01")
    years = int(filling.root.findtext("{*}age") or "-1")
    assert years in (age, age - 1)
    assert filling.is_relevant("/data/sex") == (years >= 10)
    if years < 10:
        return
    assert filling.answer("/data/sex", sex) == ()
    assert filling.is_relevant("/data/home/rooms") == (sex == "f")
    if sex == "f":
        assert (filling.answer("/data/home/rooms", str(rooms)) == ()) == (1 <= rooms <= 50)


def test_a_form_with_a_repeat_or_a_needed_picture_is_not_simple_and_says_why() -> None:
    form = FORM.replace("begin group", "begin repeat").replace("end group", "end repeat")
    found = converting.convert(form.encode(), "made-up.md")
    assert found.xform is not None
    assert any("home" in one for one in is_simple(reading.read(found.xform)))


def test_a_plain_form_is_simple(xform: bytes) -> None:
    assert is_simple(reading.read(xform)) == ()


def test_what_is_new_each_time_is_worked_out_once_for_a_record() -> None:
    form = FORM.replace("count-selected(.) <= 2 |  |", "  | |").replace(
        "|  | calculate | said |  |  |  |  | jr:choice-name(${sex}, '${sex}') |",
        "|  | calculate | said |  |  |  |  | concat(uuid(), random(), now()) |",
    )
    found = converting.convert(form.encode(), "made-up.md")
    assert found.xform is not None, found.problems
    first = Filling(found.xform, None, {}, "en", AT)
    later = Filling(found.xform, None, first.values, "en", AT + timedelta(days=1))
    assert later.root.findtext("{*}said") == first.root.findtext("{*}said") != ""


@pytest.mark.parametrize("odd", ["\0", "\x01", "\ud800", "\ufffe", "\x1f"])
def test_signs_that_xml_cannot_hold_are_left_out_of_an_answer(xform: bytes, odd: str) -> None:
    assert filled(xform, who=f"Na{odd}sim").values["/data/who"] == "Nasim"


def test_a_form_whose_pattern_could_hold_the_server_up_is_not_simple() -> None:
    form = FORM.replace("string-length(.) > 1", "regex(., '(a+a?)+b')")
    found = converting.convert(form.encode(), "made-up.md")
    assert found.xform is not None, found.problems
    assert is_simple(reading.read(found.xform))
