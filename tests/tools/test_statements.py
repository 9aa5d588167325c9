"""What runs again on the older server: nothing that the program says to it is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.statements import chosen, shape

DOMAIN, PAGE, OTHER, SAME = (
    f"tests/{name}.py::test" for name in ("domains/a/test_a", "interfaces/b", "packs/c", "packs/d")
)


def test_engines_and_domains_always_run_and_others_for_what_only_they_send() -> None:
    notes = {DOMAIN: {1, 2}, PAGE: {2, 3}, OTHER: {1, 2}, SAME: {3}}
    assert chosen(notes, notes) == {DOMAIN, PAGE}


def test_without_notes_and_without_a_note_of_a_test_it_runs() -> None:
    assert chosen([DOMAIN, PAGE], {}) == {DOMAIN, PAGE}
    assert chosen([DOMAIN, PAGE], {DOMAIN: {1}}) == {DOMAIN, PAGE}


NAMES = st.sampled_from([f"tests/{folder}/test_{n}.py" for folder in ("domains", "packs", "x")
                         for n in range(6)])  # fmt: skip


@given(st.dictionaries(NAMES, st.sets(st.integers(0, 20)), min_size=1))
def test_every_statement_is_sent(notes: dict[str, set[int]]) -> None:
    taken = chosen(notes, notes)
    assert set().union(*(notes[test] for test in taken)) == set().union(*notes.values())


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("select a where b in (%s)", "select a where b in (%s, %s, %s)", True),
        ("insert into a values (%s, %s), (%s, %s)", "insert into a values (%s, %s)", True),
        ('SAVEPOINT "s1_x2"', 'SAVEPOINT "s33_x4"', True),
        ("select a limit 21", "select a limit 5 offset 3", False),
        ("select a where b = %s", "select a where c = %s", False),
    ],
)
def test_values_and_their_number_do_not_make_another_statement(
    one: str, other: str, same: bool
) -> None:
    assert (shape(one) == shape(other)) is same
