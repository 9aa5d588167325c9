"""Columns get the width that their words need, and a table that is too wide is told apart."""

from hypothesis import given
from hypothesis import strategies as st

from kachehri.engines.documents.measures import widths

cells = st.text(alphabet="ab ", max_size=60)


def tables(columns: int) -> st.SearchStrategy[list[list[str]]]:
    return st.lists(st.lists(cells, min_size=columns, max_size=columns), max_size=5)


@given(st.integers(1, 30).flatmap(tables), st.booleans())
def test_every_column_gets_at_least_what_it_needs_where_the_sheet_has_it(
    rows: list[list[str]], is_figure: bool
) -> None:
    columns = len(rows[0]) if rows else 1
    made = widths(["head"] * columns, rows, [is_figure] * columns)
    assert len(made.shares) == columns
    pairs = zip(made.needs, made.shares, strict=True)
    assert all(share >= need - 1e-9 for need, share in pairs)


@given(st.integers(2, 60).flatmap(tables))
def test_a_split_table_shows_each_column_once_and_the_first_in_every_part(
    rows: list[list[str]],
) -> None:
    columns = len(rows[0]) if rows else 2
    groups = widths(["h"] * columns, rows, [False] * columns).groups()
    assert all(group[0] == 0 for group in groups)
    assert [n for group in groups for n in group[1:]] == list(range(1, columns))


def test_more_columns_stand_smaller_then_on_their_side_then_in_parts() -> None:
    def looks(columns: int) -> str:
        return widths(["Figure"] * columns, [["123,456"] * columns], [True] * columns).looks()

    assert [looks(n) for n in (3, 12, 15, 30)] == ["upright", "small", "wide", "split"]


def test_long_texts_get_more_room_than_short_ones() -> None:
    made = widths(["Place", "Answer"], [["Dokri", "word " * 30]], [False, False])
    assert made.shares[1] > 3 * made.shares[0]
    assert (made.lines, made.tallest) == (2, 2)
