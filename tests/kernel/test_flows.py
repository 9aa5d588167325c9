"""Flow tables are proven when they are made: each state is reached, and none is a trap."""

from collections import deque

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kachehri.kernel.flow_drawing import drawn, mermaid
from kachehri.kernel.flows import Flow, FlowProblem, Move, State
from kachehri.kernel.rules import Anyone

END = frozenset({"end"})
KEYS = ("a", "b", "c", "d", "e")


def flow(states, *moves):
    return Flow(
        tuple(State(key, key.upper(), tags=END if key in "xyz" else frozenset()) for key in states),
        tuple(
            Move(f"m{n}", "Made-up", tuple(sources), to) for n, (sources, to) in enumerate(moves)
        ),
    )


def test_a_flow_that_works_is_made_and_answers_questions():
    made = flow("abx", ("a", "b"), ("ab", "x"), ("b", "a"))
    assert made.first.key == "a"
    assert [move.key for move in made.moves_from("b")] == ["m1", "m2"]
    assert made.tagged("end") == ("x",)
    assert made.by_key["x"].is_end
    assert made.move_by_key["m0"].to == "b"


@pytest.mark.parametrize(
    ("states", "moves", "words"),
    [
        ("", [], "needs a state"),
        ("aax", [("a", "x")], "“a” stands twice"),
        ("ax", [("a", "q")], "names a state “q” that is not there"),
        ("ax", [("q", "x"), ("a", "x")], "names a state “q” that is not there"),
        ("ax", [("", "x"), ("a", "x")], "starts nowhere"),
        ("abx", [("a", "x")], "Nothing leads to the state “b”"),
        ("abx", [("ab", "x")], "Nothing leads to the state “b”"),
        ("abx", [("a", "b"), ("a", "x")], "No way leads from the state “b” to an end"),
        ("abcx", [("a", "x"), ("a", "b"), ("b", "c"), ("c", "b")], "No way leads from"),
    ],
)
def test_a_flow_that_cannot_work_is_refused_with_the_place(states, moves, words):
    with pytest.raises(FlowProblem, match=words):
        flow(states, *moves)


def test_two_moves_of_one_name_are_refused():
    states = (State("a", "A"), State("x", "X", tags=END))
    twice = (Move("go", "Go", ("a",), "x"), Move("go", "Go", ("a",), "x"))
    with pytest.raises(FlowProblem, match="“go” stands twice"):
        Flow(states, twice)


STATES = st.lists(st.sampled_from(KEYS), min_size=1, max_size=5, unique=True)
ENDS = st.sets(st.sampled_from(KEYS))
MOVES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True),
        st.sampled_from(["", *KEYS]),
    ),
    max_size=8,
)


def walked(start, edges):
    """Everything that can be reached, by a plain walk."""
    found, waiting = set(start), deque(start)
    while waiting:
        here = waiting.popleft()
        for source, to in edges:
            if source == here and to not in found:
                found.add(to)
                waiting.append(to)
    return found


@given(STATES, ENDS, MOVES)
@settings(max_examples=500)
def test_a_flow_is_made_exactly_when_a_plain_walk_finds_no_fault(keys, ends, moves):
    edges = [(source, to) for sources, to in moves for source in sources if to]
    named = {key for sources, to in moves for key in (*sources, *([to] if to else []))}
    is_known = named <= set(keys)
    forth = walked([keys[0]], edges)
    back = walked(ends & set(keys), [(to, source) for source, to in edges])
    works = is_known and set(keys) <= forth and set(keys) <= back
    try:
        Flow(
            tuple(State(key, key, tags=END if key in ends else frozenset()) for key in keys),
            tuple(Move(f"m{n}", "", tuple(s), to) for n, (s, to) in enumerate(moves)),
        )
    except FlowProblem:
        assert not works
    else:
        assert works


LETTERS = Flow(
    (
        State("new", "Received"),
        State("asked-back", "Asked back"),
        State("silent", "No answer", tags=END),
    ),
    (
        Move("ask", "Ask", ("new",), "asked-back", who=Anyone(), pauses=("made-up",)),
        Move("reply", "Reply", ("asked-back",), "new", who=Anyone(), resumes=("made-up",)),
        Move("note", "Note", ("new",), who=Anyone()),
        Move("fall-silent", "Fall silent", ("new",), "silent", stops=("*",)),
    ),
)


def test_a_flow_is_drawn_in_letters():
    assert drawn(LETTERS) == (
        "● new  Received\n"
        "  ├─ ask ──▶ asked-back  (pauses made-up)\n"
        "  ├─ note ──▶ stays\n"
        "  └─ ⏲ fall-silent ──▶ silent  (stops *)\n"
        "○ asked-back  Asked back\n"
        "  └─ reply ──▶ new  (resumes made-up)\n"
        "◎ silent  No answer\n"
        "  └─ ends here\n"
    )


def test_a_flow_is_drawn_in_mermaids_words():
    said = mermaid(LETTERS)
    assert said.startswith("stateDiagram-v2\n    [*] --> new\n")
    assert "    new --> asked_back: ask\n" in said
    assert "    silent --> [*]\n" in said
