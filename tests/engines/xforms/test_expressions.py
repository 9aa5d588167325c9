"""Expressions of forms give what ODK says they give, and nothing runs away."""

import contextlib
import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kachehri.engines.xforms.evaluating import Surroundings, evaluate
from kachehri.engines.xforms.expressions import ExpressionProblem, read
from kachehri.engines.xforms.outside import parse

RECORD = b"""<data id="x" version="7"><age>25</age><crops>rice wheat</crops><born>2001-11-22</born>
<none/><home><rooms>3</rooms><rooms>4</rooms></home><who>Nasim</who></data>"""
LIST = b"""<instance><root><item><name>a</name><label>Alpha</label><of>x</of></item>
<item><name>b</name><label>Beta</label><of>y</of></item></root></instance>"""


def result(expression: str):
    root = parse(RECORD)
    around = Surroundings(
        root, {"list": parse(LIST)}, datetime(2026, 11, 22, 9, tzinfo=UTC), version="7"
    )
    found = evaluate(expression, around, root[0])
    return [around.content(one) for one in found] if isinstance(found, list) else found


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        (". >= 18 and . < 60", True),
        ("../crops = 'rice wheat'", True),
        ("selected(/data/crops, 'wheat')", True),
        ("selected(/data/crops, 'whea')", False),
        ("selected-at(/data/crops, 1)", "wheat"),
        ("count-selected(/data/crops)", 2.0),
        ("if(/data/none = '', 'empty', 'full')", "empty"),
        ("coalesce(/data/none, /data/who)", "Nasim"),
        ("/data/none > 5", False),
        ("not(/data/none != '')", True),
        ("today() - /data/born", 9131.0),
        ("int((today() - /data/born) div 365.25)", 24.0),
        ("/data/born < today()", True),
        ("today() = '2026-11-22'", True),
        ("format-date(/data/born, '%e.%n.%Y')", "22.11.2001"),
        ("sum(/data/home/rooms)", 7.0),
        ("count(/data/home/rooms)", 2.0),
        ("max(/data/home/rooms)", 4.0),
        ("min(/data/home/rooms, 1)", 1.0),
        ("join(', ', /data/home/rooms)", "3, 4"),
        ("concat(/data/who, ' ', 1 + 1)", "Nasim 2"),
        ("round(2.5)", 3.0),
        ("round(-2.5)", -2.0),
        ("round(3.14159, 2)", 3.14),
        ("7 mod 3", 1.0),
        ("-7 mod 3", -1.0),
        ("1 div 0", math.inf),
        ("2 + 3 * 4 - 6 div 2", 11.0),
        ("1 < 2 = true()", True),
        ("- - 3", 3.0),
        ("regex(/data/who, '[A-Z][a-z]+')", True),
        ("regex('۰۳۰۰', '[0-9]{4}')", True),
        ("string-length(/data/who)", 5.0),
        ("substr('abcdef', 1, 3)", "bc"),
        ("substring('abcdef', 2, 3)", "bcd"),
        ("position(/data/home/rooms[2])", 2.0),
        ("indexed-repeat(/data/home/rooms, /data/home/rooms, 2)", ["4"]),
        ("instance('list')/root/item[of = 'y']/label", ["Beta"]),
        ("instance('list')/root/item[2]/name", ["b"]),
        ("count(instance('list')/root/item[name = current()/../none])", 0.0),
        ("//rooms[position() = last()]", ["4"]),
        ("/data/@version", ["7"]),
        ("boolean-from-string('1')", True),
        ("once('new')", "25"),
        ("checklist(1, 2, true(), false())", True),
        ("weighted-checklist(3, -1, true(), 2, true(), 1)", True),
        ("version()", "7"),
        ("/data/who | /data/age", ["Nasim", "25"]),
        ("translate('abc', 'ab', 'x')", "xc"),
        ("round(distance('27.5 68.2 0 0; 27.6 68.2 0 0') div 1000)", 11.0),
    ],
)
def test_an_expression_gives_what_odk_gives(expression: str, wanted: object) -> None:
    assert result(expression) == wanted


@pytest.mark.parametrize(
    "expression",
    ["1 +", "(1", "foo()", "selected('a')", "pulldata('f', 'a', 'b', 'c')", "'open", "a[", "$x",
     "instance('nowhere')/root", "regex('aaaa', '(a+)+b')", "(" * 80 + "1" + ")" * 80,
     "1" + " + 1" * 9000],
)  # fmt: skip
def test_what_cannot_be_read_is_said(expression: str) -> None:
    with pytest.raises(ExpressionProblem):
        result(expression)


@given(st.integers(-999, 999), st.integers(-999, 999))
def test_numbers_compare_and_add_as_numbers(one: int, other: int) -> None:
    assert result(f"{one} < {other}") == (one < other)
    assert result(f"{one} + {other}") == one + other
    assert result(f"({one}) * ({other})") == one * other


@given(st.text(max_size=30))
def test_nothing_but_a_problem_comes_of_any_text(text: str) -> None:
    with contextlib.suppress(ExpressionProblem):
        read(text)


@pytest.mark.parametrize(
    "pattern",
    ["(a|a)*b", "((a+))*$", "(a+[b]?)*", "(a|aa)+$", "(a?){30}a{30}", "([a-z]+)*", "(?:a+)+"],
)
def test_a_pattern_that_could_hold_the_server_up_is_not_tried(pattern: str) -> None:
    with pytest.raises(ExpressionProblem):
        result(f"regex('{'a' * 40}!', '{pattern}')")


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("43203-1234567-1", "[0-9]{5}-[0-9]{7}-[0-9]"), ("123-456-7", "([0-9]{3}-){2}[0-9]+"),
        ("a@made.up", "[a-z]+@[a-z]+[.][a-z]{2,4}"), ("03001234567", "(03|92)[0-9]{9}"),
        ("123456", "([0-9]{3})+"),
    ],
)  # fmt: skip
def test_patterns_that_people_use_are_tried(text: str, pattern: str) -> None:
    assert result(f"regex('{text}', '{pattern}')") is True


def test_a_text_too_long_for_a_pattern_does_not_fit_it_at_once() -> None:
    assert result(f"regex('{'a' * 900}', '.*.*.*.*b')") is False
