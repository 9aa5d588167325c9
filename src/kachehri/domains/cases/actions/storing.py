"""Writing a case down: its row, the words by which it is found, what it counts for, its line."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from kachehri.domains.cases import kinds
from kachehri.domains.cases.models import Case, Entry, Found, Tally
from kachehri.domains.cases.queries.views import CaseView, view_of
from kachehri.domains.cases.rules import counting, finding, seeing
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.kernel.rules import decide

Counted = set[tuple[int, int | None, str, str, str]]


def _locked(case_id: int) -> Case:
    """The row of a case, held until the transaction ends. Raises Case.DoesNotExist."""
    return Case.objects.select_for_update().get(pk=case_id, moved_at__isnull=True)


def _counted(row: Case) -> Counted:
    """What a case counts for, as it is in the database; nothing for one that is not there yet."""
    if row.pk is None or row.moved_at is not None:
        return set()
    is_visible = _is_visible(row)
    names = counting.measures_of(row.__dict__, _tags(row), visible=is_visible)
    return {(row.place_id, row.body_id, row.kind, row.category, name) for name in names}


def _tags(row: Case) -> frozenset[str]:
    declared = kinds.find(row.kind)
    state = declared.flow.by_key.get(row.state) if declared else None
    return state.tags if state else frozenset()


def _is_visible(row: Case) -> bool:
    declared = kinds.find(row.kind)
    is_public = declared is not None and declared.is_public
    return seeing.is_visible(row, is_public, row.changed_at.date())


def _store(row: Case, before: Counted, at: datetime) -> CaseView:
    """Write a case that was changed, with all that repeats it. A clock set back does no harm."""
    if row.pk is not None:
        row.version += 1
        at = max(at, row.changed_at)
    row.changed_at = at
    row.save()
    _find_by_words(row)
    after = _counted(row)
    lines = [*((key, 1) for key in after - before), *((key, -1) for key in before - after)]
    Tally.objects.bulk_create(
        Tally(place_id=key[0], body_id=key[1], kind=key[2], category=key[3], measure=key[4], n=n)
        for key, n in lines
    )
    return view_of(row)


def _find_by_words(row: Case) -> None:
    if row.moved_at is not None:
        Found.objects.filter(pk=row.number).delete()
        return
    facts = finding.facts_of(row.__dict__, _tags(row), is_visible=_is_visible(row))
    lexemes = finding.lexemes(row.number, facts, row.search_key)
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [row.number, lexemes])


_FIND = """
insert into cases_found (number, words) values (%s, array_to_tsvector(%s::text[]))
on conflict (number) do update set words = excluded.words
"""


def _around(place_id: int) -> list[int]:
    """A place and all around it, from the country inwards."""
    found: list[int] = []
    at: int | None = place_id
    while at is not None and at not in found:
        view = places.by_ids([at]).get(at)
        if view is None:
            break
        found.append(view.id)
        at = view.parent_id
    return found[::-1]


def _side(case: CaseView, by: Actor) -> str:
    """Who it was, for readers who may not know more: applicant, office, counter, program."""
    if case.is_applicant:
        return "applicant"
    if seeing.is_program(by):
        return "program"
    if decide(seeing.OFFICE, by, case).allowed:
        return "office"
    return "counter" if decide(seeing.COUNTER, by, case).allowed else "office"


def _line(
    case: CaseView,
    *,
    what: str,
    by: Actor,
    at: datetime,
    words: str = "",
    content: Mapping[str, Any] | None = None,
    before: str = "",
    is_public: bool = False,
    message: int | None = None,
) -> int:
    """Add a line to the time-line; return its id."""
    return Entry.objects.create(
        case_id=case.id,
        at=at,
        what=what,
        before=before,
        after=case.state if before else "",
        by_id=acting(by),
        is_public=is_public,
        words=words,
        content={"side": _side(case, by), **(content or {})},
        message=message,
    ).pk


def _refs(case: CaseView) -> dict[str, int | str]:
    """What an event says of a case: ids and codes, never a word of it."""
    return {"case": case.id, "number": case.number, "kind": case.kind, "state": case.state}


def _thing(at: datetime) -> int:
    return ledger.register(kind="cases.case", at=at).pk


def _next_number() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select nextval('cases_case_number')")
        return int(cursor.fetchone()[0])
