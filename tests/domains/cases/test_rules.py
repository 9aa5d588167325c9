"""Rules of matters: lexemes, days, secrets, likeness, validation."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kachehri.domains.cases.kinds import Field, Filter
from kachehri.domains.cases.rules import finding, likeness, secrets, validating

DAYS = st.dates(date(2018, 1, 1), date(2032, 12, 31))


def facts_of_day(day):
    return {fact for fact, _begins, _ends in finding._spans(day)}


@given(DAYS, DAYS, DAYS)
def test_a_span_of_days_is_exactly_the_facts_of_its_days(one, other, day):
    since, until = sorted((one, other))
    found = set(finding.days(since, until))
    assert bool(found & facts_of_day(day)) == (since <= day <= until)
    assert len(found) < 70


@given(DAYS, DAYS)
def test_an_open_span_holds_what_lies_on_its_side(edge, day):
    assert bool(set(finding.days(edge, None)) & facts_of_day(day)) == (day >= edge)
    assert bool(set(finding.days(None, edge)) & facts_of_day(day)) == (day <= edge)


def test_a_span_that_ends_before_it_begins_holds_nothing():
    assert finding.days(date(2026, 3, 2), date(2026, 3, 1)) == ()


@given(st.text(max_size=60))
def test_whatever_is_typed_is_only_words_of_the_query(text):
    query = finding.wanted(Filter(text=text, category=text, state=text))
    inner = query.replace("'@:", "").replace("':*", "'")
    assert inner.count("'") == query.count("@:")
    assert "\\" not in query


def test_a_secret_has_no_letters_that_look_alike_and_is_read_as_people_type_it():
    found = {secrets.new_secret() for _ in range(200)}
    assert len(found) == 200
    assert not set("".join(found)) & set("l1o0")
    one = found.pop()
    assert secrets.is_secret(f"{one[:4].upper()} {one[4:8]}-{one[8:]}", one)
    assert not secrets.is_secret(one[:-1], one)
    assert not secrets.is_secret("", "")


def test_a_fingerprint_is_of_the_sender_and_nobody_reads_it():
    same = secrets.fingerprint("key", "0300", "complaint", 1, "Water!")
    assert same == secrets.fingerprint("key", "0300", "complaint", 1, " water ")
    assert same != secrets.fingerprint("key", "0301", "complaint", 1, "Water!")
    assert same != secrets.fingerprint("other", "0300", "complaint", 1, "Water!")
    assert secrets.fingerprint("key", "", "complaint", 1, "Water!") == ""


def test_two_wordings_of_one_thing_are_alike_in_each_script():
    assert likeness.alike("The hand pump is broken", "hand pump broken near school") > 0.35
    assert likeness.alike("نلکا خراب ہے", "نلکا خراب ھے") > 0.9
    assert likeness.alike("The hand pump is broken", "No teacher comes") < 0.2


@given(st.text())
def test_a_cleaned_text_can_be_kept_and_shown(text):
    clean = validating.clean(text)
    clean.encode()
    assert "\0" not in clean
    assert validating.clean(clean) == clean
    assert len(validating.title_of("", text)) <= validating.MOST_TITLE


def test_answers_are_read_by_the_type_of_their_field():
    fields = (
        Field("many", "", "number"),
        Field("on", "", "date"),
        Field("which", "", "choice", choices={"a": ""}),
        Field("yes", "", "yes"),
        Field("line", "", most=3),
    )
    problems: dict[str, str] = {}
    given_ = {"many": "۱٬۲۰۰".replace("٬", ","), "on": "2026-03-18", "which": "a", "yes": "on"}
    kept = validating.answers(fields, (), given_, problems)
    assert kept == {"many": 1200, "on": "2026-03-18", "which": "a", "yes": True}
    assert problems == {}
    bad = {"many": "x", "on": "18.3.", "which": "b", "line": "long"}
    assert validating.answers(fields, ("yes",), bad, problems) == {}
    assert set(problems) == {"many", "on", "which", "line", "yes"}


def test_what_was_brought_in_the_future_or_long_ago_is_refused():
    at = datetime(2026, 11, 2, tzinfo=UTC)
    for filed in (at + timedelta(seconds=1), at - timedelta(days=4000)):
        problems: dict[str, str] = {}
        validating.filed_is_taken(filed, at, problems)
        assert set(problems) == {"filed_at"}
