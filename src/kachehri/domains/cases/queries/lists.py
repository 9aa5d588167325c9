"""Lists of matters by keyset: the public's and the desk's, at any depth for the same price.

A filtered list is read era by era (rules/finding.py): the index gives at most one era of numbers at
a time, and the page is full after the first few. Nothing is counted and no offset is skipped.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from kachehri.domains.cases.kinds import Filter, Order
from kachehri.domains.cases.rules import seeing
from kachehri.domains.cases.rules.finding import ERA_BITS, wanted
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.kernel.rules import decide

from .views import COLUMNS, CasePage, CaseView, coarse, seen, seen_by_public, views_of

MOST = 200
LAST = 2**62

ERAS = f"""
select {", ".join(f"c.{name}" for name in COLUMNS)} from (
    select one.number
    from generate_series(
        (select least(coalesce(max(number), 0), %(before)s - 1) from cases_found) >> {ERA_BITS},
        0, -1
    ) as era (n)
    cross join lateral (
        select f.number from cases_found f {{join}}
        where f.words @@ replace(%(wanted)s, '@', era.n::text)::tsquery
          and f.number < %(before)s {{more}}
        order by f.number + 0 desc limit %(limit)s
    ) as one
    limit %(limit)s
) as page
join cases_case c on c.number = page.number
order by c.number desc
"""  # noqa: S608 - column names of our own

CLOCKS = f"""
select {", ".join(f"c.{name}" for name in COLUMNS)} from unnest(%(things)s::bigint[]) as office (id)
cross join lateral (
    select * from cases_case c
    where c.body_thing_id = office.id and c.is_open and c.due_at is not null
      and c.moved_at is null and (c.due_at, c.number) > (%(due)s, %(number)s) {{more}}
    order by c.due_at, c.number limit %(limit)s
) as c
order by c.due_at, c.number limit %(limit)s
"""  # noqa: S608

ALL_CLOCKS = f"""
select {", ".join(f"c.{name}" for name in COLUMNS)} from cases_case c
where c.is_open and c.due_at is not null and c.moved_at is null
  and (c.due_at, c.number) > (%(due)s, %(number)s) {{more}}
order by c.due_at, c.number limit %(limit)s
"""  # noqa: S608

CHANGED = f"""
select {", ".join(f"c.{name}" for name in COLUMNS)} from unnest(%(things)s::bigint[]) as office (id)
cross join lateral (
    select * from cases_case c
    where c.body_thing_id = office.id and c.moved_at is null
      and (c.changed_at, c.number) < (%(due)s, %(number)s) {{more}}
    order by c.changed_at desc, c.number desc limit %(limit)s
) as c
order by c.changed_at desc, c.number desc limit %(limit)s
"""  # noqa: S608


def public_list(filter: Filter, after: str = "", limit: int = 20) -> CasePage:
    """What the public may see of the matters that a filter names, newest first."""
    rows = newest(near(filter), after, limit, is_public=True)
    page = _page(rows, limit, lambda row: str(row.number))
    return replace(page, rows=seen_by_public(page.rows))


def near(filter: Filter) -> Filter:
    """What the public may ask: for no finer place than the one that it is shown."""
    return replace(filter, place_id=coarse(filter.place_id)) if filter.place_id else filter


def newest(
    filter: Filter,
    after: str = "",
    limit: int = 20,
    *,
    is_public: bool = False,
    scopes: Sequence[Collection[str]] = (),
) -> tuple[CaseView, ...]:
    """One row more than asked for, newest first, for the program (one query)."""
    more, values = _more(filter)
    if is_public:
        scopes = (("v",), *scopes)
    words = wanted(filter, scopes) or "'@:o' | '@:x'"
    values |= {"wanted": words, "before": _number(after), "limit": min(limit, MOST) + 1}
    join = "join cases_case c on c.number = f.number" if more else ""
    return _rows(ERAS.replace("{join}", join), more, values)


def desk_list(
    actor: Actor,
    filter: Filter = Filter(),  # noqa: B008 - frozen
    order: Order = "clock",
    after: str = "",
    limit: int = 50,
) -> CasePage:
    """The matters that somebody's roles reach, as they may see them; Refused without a desk.

    `clock`: what is due first (open ones with a clock), `new`: newest first, `changed`: what was
    touched last.
    """
    require(seeing.MAY_LIST, seeing.judged(actor))
    reach = reach_of(actor)
    if order == "new":
        rows = newest(filter, after, limit, scopes=reach.scopes())
        page = _page(rows, limit, lambda row: str(row.number))
    else:
        page = _by_time(reach, filter, order, after, limit)
    return replace(page, rows=tuple(seen(row, _eyes(row, actor)) for row in page.rows))


def _eyes(row: CaseView, actor: Actor) -> seeing.Eyes:
    if seeing.is_program(actor):
        return "program"
    return "counter" if decide(seeing.COUNTER, actor, row).allowed else "authority"


class Reach:
    """What the roles of somebody reach: everything, some offices, some places."""

    def __init__(self, actor: Actor) -> None:
        grants = [one for one in actor.in_force if one.role in {*OFFICES, *PLACES}]
        self.everything = seeing.is_program(actor) or any(one.covers is None for one in grants)
        self.things = sorted(
            {thing for one in grants if one.role in OFFICES for thing in one.covers or ()}
        )
        wide = {one.scope_id for one in grants if one.role in PLACES and one.scope_id}
        self.places = sorted(view.id for view in places.tree() if view.thing_id in wide)

    def scopes(self) -> tuple[tuple[str, ...], ...]:
        """The same as facts of the index, one of which a matter must have."""
        if self.everything:
            return ()
        facts = (*(f"B{one}" for one in self.things), *(f"p{one}" for one in self.places))
        return (facts or ("none",),)


OFFICES = frozenset({"officer", "supervisor", "commission"})
PLACES = frozenset({"counter", "moderator"})


def reach_of(actor: Actor) -> Reach:
    """What the roles of somebody reach (at most one small query)."""
    return Reach(actor)


def _by_time(reach: Reach, filter: Filter, order: Order, after: str, limit: int) -> CasePage:
    more, values = _more(filter)
    conditions, named = _conditions(filter)
    more, values = more + conditions, values | named
    at, number = _moment(after, order)
    values |= {"due": at, "number": number, "limit": min(limit, MOST) + 1, "things": reach.things}
    statement = CHANGED if order == "changed" else CLOCKS
    if reach.everything or reach.places:
        statement = ALL_CLOCKS
        if not reach.everything:
            more += " and (c.places && %(areas)s or c.body_thing_id = any(%(things)s))"
            values["areas"] = reach.places
    rows = _rows(statement, more, values)
    return _page(rows, limit, lambda row: f"{_key(row, order)}~{row.number}")


def _key(row: CaseView, order: Order) -> str:
    moment = row.changed_at if order == "changed" else row.due_at
    return moment.isoformat() if moment else ""


def _moment(after: str, order: Order) -> tuple[datetime, int]:
    try:
        moment, _, number = after.partition("~")
        return datetime.fromisoformat(moment), int(number)
    except ValueError:
        pass
    far = datetime(9999, 1, 1, tzinfo=timezone.get_default_timezone())
    near = datetime(1900, 1, 1, tzinfo=timezone.get_default_timezone())
    return (far, LAST) if order == "changed" else (near, 0)


def _more(filter: Filter) -> tuple[str, dict[str, Any]]:
    """What is not a fact of the index: the rung, the due time."""
    more = ""
    values: dict[str, Any] = {}
    if filter.due_until is not None:
        more += " and c.due_at <= %(due_until)s"
        values["due_until"] = filter.due_until
    if filter.rung:
        more += " and c.rung >= %(rung)s"
        values["rung"] = filter.rung
    return more, values


def _conditions(filter: Filter) -> tuple[str, dict[str, Any]]:
    """The facts of a filter as plain conditions, for lists in the order of time."""
    more = ""
    values: dict[str, Any] = {}
    for column in ("kind", "state", "category", "sector", "channel", "moderation"):
        if value := getattr(filter, column):
            more += f" and c.{column} = %({column})s"
            values[column] = value
    for column in ("body_id", "desk_id", "officer_id"):
        if value := getattr(filter, column):
            more += f" and c.{column} = %({column})s"
            values[column] = value
    if filter.place_id:
        more += " and c.places @> array[%(place)s]::bigint[]"
        values["place"] = filter.place_id
    rest = Filter(
        text=filter.text, tag=filter.tag, overdue=filter.overdue, is_open=filter.is_open,
        since=filter.since, until=filter.until,
    )  # fmt: skip
    if words := wanted(rest):
        more += (
            " and exists (select 1 from cases_found f where f.number = c.number and"
            " f.words @@ replace(%(rest)s, '@', (c.number >> 12)::text)::tsquery)"
        )
        values["rest"] = words
    return more, values


def _rows(statement: str, more: str, values: dict[str, Any]) -> tuple[CaseView, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(more=more), values)
        return views_of(_read(row) for row in cursor.fetchall())


def _read(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row as the ORM would read it: the answers of the form are JSON text."""
    at = COLUMNS.index("facts")
    return (*row[:at], _json(row[at]), *row[at + 1 :])


def _page(rows: tuple[CaseView, ...], limit: int, key: Any) -> CasePage:
    limit = min(limit, MOST)
    if len(rows) <= limit:
        return CasePage(rows)
    return CasePage(rows[:limit], key(rows[limit - 1]))


def _number(after: str) -> int:
    try:
        return min(max(int(after), 0), LAST) if after else LAST
    except ValueError:
        return LAST


def _json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value
