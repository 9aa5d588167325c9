"""What somebody wrote down: read by type, kept clean, or answered by a plain word on each field."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.reports.kinds.records import Field, RecordKind
from kachehri.domains.reports.rules.entering import (
    FIRST_DAY,
    Known,
    KnownRecord,
    checked,
    dropped,
    mentioned,
    site_path,
)
from kachehri.domains.reports.rules.merging import merged
from kachehri.packs.pakistan.records import RECORDS

TODAY = date(2026, 11, 22)
CHOICES = {"a": "A", "b": "B", "c": "C"}
FIELDS = (
    Field("line", "Line", "line", most=40),
    Field("words", "Words", "words", most=60),
    Field("choice", "Choice", "choice", choices=CHOICES),
    Field("choices", "Choices", "choices", choices=CHOICES),
    Field("yes", "Yes", "yes"),
    Field("date", "Date", "date", when="past"),
    Field("due", "Due", "date", when="coming"),
    Field("number", "Number", "number", at_least=Decimal(0), at_most=Decimal(100)),
    Field("counts", "Counts", "counts", choices=CHOICES),
    Field("record", "Record", "record", of="office"),
    Field("records", "Records", "records", of="office"),
    Field("edition", "Edition", "edition"),
    Field("evidence", "Evidence", "evidence"),
)
KIND = RecordKind("made-up", "Made up", "Made up", "", "line", FIELDS)
KNOWN = Known(
    today=TODAY,
    place_id=1,
    records={
        3: KnownRecord("office", 1, "Works"),
        4: KnownRecord("office", 2, "Elsewhere"),
        5: KnownRecord("quote", 1, "A quote"),
        6: KnownRecord("office", 1, "Gone", gone_on=date(2026, 1, 1), successor="Works"),
        7: KnownRecord("office", 1, "Ended", is_ended=True),
    },
    hrefs=frozenset({"observations/12/", "sources/made-up/"}),
    codes=frozenset({"made-up"}),
    editions=frozenset({"human-security/1"}),
)


def read(**content):
    return checked(KIND, content, KNOWN)


def value(key, given):
    clean, problems = read(**{key: given})
    assert problems == {}
    return clean.get(key)


def problem(key, given):
    clean, problems = read(**{key: given})
    assert (key in clean, set(problems)) == (False, {key})
    return problems[key]


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("line", "  Town \n Hall ", "Town Hall"),
        ("words", "Mere text", {"en": "Mere text"}),
        ("words", {"en": "", "ur": "پانی"}, {"ur": "پانی"}),
        ("words", "See [[made-up]].", {"en": "See [[made-up]]."}),
        ("choices", "c, a", ["a", "c"]),
        ("choices", ["b", "b"], ["b"]),
        ("yes", "on", True),
        ("yes", "no", False),
        ("date", "21 March 2023", "2023-03-21"),
        ("date", "۲۱ مارچ ۲۰۲۳", "2023-03-21"),
        ("due", date(2027, 6, 30), "2027-06-30"),
        ("number", "12.50", "12.50"),
        ("number", "۱۲", "12"),
        ("counts", {"b": "12", "a": 3, "c": ""}, {"a": 3, "b": 12}),
        ("record", "3", 3),
        ("records", "3,3", [3]),
        ("edition", "human-security/1", "human-security/1"),
        (
            "evidence",
            "https://kachehri.example/ur/observations/12/?x=1#top  page 4\n/en/sources/made-up",
            [
                {"href": "observations/12/", "note": "page 4"},
                {"href": "sources/made-up/", "note": ""},
            ],
        ),
    ],
)
def test_what_a_form_sends_is_read_by_its_type(key, given, kept):
    assert value(key, given) == kept


@pytest.mark.parametrize(
    ("key", "given", "says"),
    [
        ("line", "x" * 41, "41 characters; at most 40"),
        ("words", {"fr": "bonjour"}, "“fr”"),
        ("words", {"en": "y" * 61}, "61 characters"),
        ("words", ["a"], "text"),
        ("words", {"ur": "[[nobody]]"}, "“nobody”"),
        ("choice", "z", "“z”"),
        ("choices", "a,z", "“z”"),
        ("yes", "perhaps", "yes or no"),
        ("date", "soon", "no date"),
        ("date", "2026-02-30", "no date"),
        ("date", "2026-11-23", "not come yet"),
        ("date", "1066-01-01", "too far back"),
        ("due", "2096-01-01", "too far ahead"),
        ("number", "many", "“many”"),
        ("number", "-1", "less than 0"),
        ("number", "101", "more than 100"),
        ("number", "9" * 30, "too large"),
        ("counts", {"a": "1.5"}, "A: people are counted in whole numbers"),
        ("counts", {"a": -1}, "whole numbers"),
        ("counts", {"z": 1}, "“z”"),
        ("counts", "12", "each group"),
        ("record", "4", "number 4"),
        ("record", "5", "number 5"),
        ("record", "99", "number 99"),
        ("record", "3,3", "one only"),
        ("record", "6", "“Works”"),
        ("record", "7", "“Ended” was ended"),
        ("records", "3,x", "number x"),
        ("edition", "human-security/9", "no such edition"),
        ("evidence", "observations/13/", "observations/13/"),
        ("evidence", [{"href": "https://example.org/a.pdf"}], "example.org"),
        ("evidence", [{"href": "sources/a\0b/"}], "no figure and no source at “sources/ab/”"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(key, given, says):
    assert says in problem(key, given)


def test_an_unknown_field_is_named_and_empty_ones_are_left_out():
    clean, problems = read(line="", words={"en": " "}, colour="red")
    assert clean == {}
    assert "“colour”" in problems[""]


def test_what_pasted_text_loses_is_told():
    content = {
        "line": "<b>Hall</b>",
        "words": {"ur": "<p>a<script>x</script></p>", "en": "<i>b</i>"},
    }
    assert dropped(KIND, content) == ("marks of formatting", "a script")
    assert dropped(KIND, {"line": "Hall", "words": "1 < 2"}) == ()


def test_what_was_named_before_may_stay_though_it_is_gone():
    before = {
        "words": {"en": "[[gone]]"},
        "record": 6,
        "evidence": [{"href": "observations/99/", "note": ""}],
    }
    known = replace(Known(TODAY, 1), records=KNOWN.records, before=before)
    clean, problems = checked(KIND, before, known)
    assert (clean, problems) == (before, {})


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)  # fmt: skip


@given(st.fixed_dictionaries({}, optional={field.key: ANY for field in FIELDS}))
def test_whatever_is_sent_is_kept_clean_or_answered_and_never_breaks(content):
    clean, problems = checked(KIND, content, KNOWN)
    mentioned(KIND, content)
    assert not set(clean) & set(problems)
    assert all(isinstance(said, str) and said for said in problems.values())
    assert checked(KIND, clean, KNOWN) == (clean, {})


@given(st.dates(min_value=FIRST_DAY, max_value=TODAY))
def test_every_day_of_the_past_is_read_back_as_it_was(day):
    assert value("date", day.isoformat()) == day.isoformat()
    assert value("date", f"{day.day}/{day.month}/{day.year}") == day.isoformat()


@given(st.integers(min_value=-5, max_value=12))
def test_only_a_record_of_the_right_kind_here_that_stands_is_named(number):
    clean, problems = read(record=str(number))
    assert (clean == {"record": 3}) == (number == 3)
    assert bool(problems) == (number != 3)


@given(st.text(max_size=60))
def test_a_path_is_found_once_and_stays(text):
    assert site_path(site_path(text)) == site_path(text)


CONTENT = st.dictionaries(
    st.sampled_from("abc"),
    st.integers(0, 2)
    | st.dictionaries(st.sampled_from(["en", "ur"]), st.integers(0, 2), max_size=2),
)


class TestMerging:
    @given(CONTENT, CONTENT)
    def test_one_change_alone_is_taken_whole(self, base, mine):
        assert merged(base, mine, base) == merged(base, mine, mine)
        assert (merged(base, mine, base).content, merged(base, mine, base).conflicts) == (mine, ())
        assert merged(base, base, mine).content == mine

    @given(CONTENT, CONTENT, CONTENT)
    def test_who_comes_second_keeps_the_own_words_where_both_changed_one_field(
        self, base, mine, theirs
    ):
        found = merged(base, mine, theirs)
        for key in found.conflicts:
            assert mine.get(key) != theirs.get(key)
        for key in set(base) | set(mine) | set(theirs):
            if key not in found.conflicts:
                assert found.content.get(key) in (mine.get(key), theirs.get(key)) or isinstance(
                    found.content.get(key), dict
                )


class TestThePack:
    KINDS = {kind.key: kind for kind in RECORDS}

    def test_has_every_kind_that_a_human_security_programme_writes_down(self):
        assert list(self.KINDS) == [
            "programme", "office", "session", "quote", "threat", "need", "capacity", "strategy",
            "externality", "recommendation", "step", "impact", "text", "workshop", "dispute",
            "response",
        ]  # fmt: skip
        assert {kind.phase for kind in RECORDS} == {None, 1, 2, 3, 4, 5}

    @pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.key)
    def test_names_only_fields_and_kinds_that_there_are(self, kind):
        keys = [field.key for field in kind.fields]
        assert len(set(keys)) == len(keys)
        for named in (kind.title, kind.consent, kind.until, kind.successor):
            assert not named or named in keys
        for field in kind.fields:
            if field.type in ("record", "records"):
                assert field.of in self.KINDS
            assert bool(field.choices) == (field.type in ("choice", "choices", "counts"))

    @pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.key)
    def test_what_claims_something_carries_evidence_confidence_and_dissent(self, kind):
        claims = {"session", "threat", "need", "capacity", "strategy", "externality", "step",
                  "impact", "recommendation", "text"}  # fmt: skip
        keys = {field.key for field in kind.fields}
        assert ({"evidence", "confidence", "dissent"} <= keys) == (kind.key in claims)
