"""Lists from declared columns: order, search, pages by key."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.world import AT

from kachehri.engines.ledger.models import Thing
from kachehri.engines.tables.kinds import Column, TableKind
from kachehri.engines.tables.paging import ListRows, QueryRows, mark_of, read_mark
from kachehri.engines.tables.reading import open_table, wanted


@dataclass(frozen=True)
class Row:
    id: int
    name: str


KIND = TableKind(
    name="rows",
    caption="Rows",
    columns=(
        Column("name", "Name", value=lambda row: row.name, sort=lambda row: row.name),
        Column("id", "Number", value=lambda row: row.id, numeric=True),
    ),
    start="name",
    empty="None.",
    page_size=3,
)
ROWS = ListRows([Row(n, name) for n, name in enumerate("cabbage", 1)], text=lambda row: row.name)


def shown(rows: ListRows | QueryRows, asked: dict[str, str], kind: TableKind = KIND) -> list[int]:
    return [int(line[1].text) for line in open_table(kind, rows, asked).rows]


def walk(rows: ListRows | QueryRows, asked: dict[str, str], kind: TableKind) -> list[int]:
    found: list[int] = []
    while True:
        page = rows.page(kind, wanted(kind, asked))
        found += [row.id for row in page.rows]
        if page.after is None:
            return found
        asked = {**asked, "after": page.after}


def test_a_table_starts_in_its_declared_order() -> None:
    assert shown(ROWS, {}) == [2, 5, 3]


def test_a_pressed_heading_turns_the_order_around() -> None:
    page = open_table(KIND, ROWS, {})
    assert page.headings[0].sorted == "ascending"
    assert page.headings[0].href == "?sort=-name"
    assert open_table(KIND, ROWS, {"sort": "-name"}).headings[0].sorted == "descending"


@pytest.mark.parametrize("asked", [{"sort": "id"}, {"sort": "; drop"}, {"after": "@@"}])
def test_nonsense_in_the_address_leads_to_the_first_page(asked: dict[str, str]) -> None:
    assert shown(ROWS, asked) == [2, 5, 3]


def test_a_search_keeps_rows_with_every_word() -> None:
    assert shown(ROWS, {"q": "B"}) == [3, 4]
    assert open_table(KIND, ROWS, {"q": "zz"}).total == 0


def test_the_page_before_the_next_page_is_this_page() -> None:
    first = ROWS.page(KIND, wanted(KIND, {}))
    second = ROWS.page(KIND, wanted(KIND, {"after": first.after or ""}))
    assert second.before is not None
    again = ROWS.page(KIND, wanted(KIND, {"before": second.before}))
    assert again.rows == first.rows


@given(st.lists(st.text(max_size=3), max_size=30), st.integers(1, 7), st.booleans())
def test_walking_the_pages_meets_every_row_once(names: list[str], size: int, down: bool) -> None:
    rows = ListRows([Row(n, name) for n, name in enumerate(names)])
    kind = TableKind("t", "T", KIND.columns, "-name" if down else "name", "", page_size=size)
    found = walk(rows, {}, kind)
    assert sorted(found) == list(range(len(names)))
    assert [names[n] for n in found] == sorted(names, reverse=down)


@given(st.recursive(st.none() | st.integers() | st.text(), st.lists))
def test_a_mark_is_read_as_it_was_made(value: object) -> None:
    assert read_mark(mark_of(value)) == value


THINGS = TableKind(
    name="things",
    caption="Things",
    columns=(
        Column("kind", "Kind", value=lambda row: row.kind, sort="kind"),
        Column("id", "Number", value=lambda row: row.pk, sort="id"),
        Column("at", "Made", value=lambda row: row.created_at, sort="created_at"),
    ),
    start="kind",
    empty="None.",
    page_size=4,
)


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["kind", "-kind", "id", "-at"])
def test_pages_of_a_queryset_meet_every_row_once_there_and_back(sort: str) -> None:
    for n in range(11):
        Thing.objects.create(kind="test." + "aab"[n % 3], created_at=AT)
    rows = QueryRows(Thing.objects.filter(kind__startswith="test."))
    expected = [row.pk for row in rows.all(THINGS, wanted(THINGS, {"sort": sort}))]
    found, asked = [], {"sort": sort}
    pages = [rows.page(THINGS, wanted(THINGS, asked))]
    while pages[-1].after:
        pages.append(rows.page(THINGS, wanted(THINGS, {**asked, "after": pages[-1].after})))
    found = [row.pk for page in pages for row in page.rows]
    assert found == expected
    assert len(found) == 11
    back = rows.page(THINGS, wanted(THINGS, {**asked, "before": pages[-1].before or ""}))
    assert back.rows == pages[-2].rows
    assert pages[0].before is None


@pytest.mark.django_db
def test_a_page_of_a_queryset_is_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    Thing.objects.create(kind="test.a", created_at=AT)
    rows = QueryRows(Thing.objects.filter(kind__startswith="test."))
    with django_assert_num_queries(1):
        open_table(THINGS, rows, {})
