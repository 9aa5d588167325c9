"""Scoring what a body publishes by itself."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from kachehri.domains.bodies.kinds import ANSWERS, BodyProblem
from kachehri.domains.bodies.models import Body, Check
from kachehri.domains.bodies.rules import MAY_EDIT
from kachehri.domains.bodies.rules.quarters import is_quarter
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.ledger import actions as ledger


def score(
    *,
    body_id: int,
    checklist: str,
    quarter: str,
    answers: Mapping[str, tuple[str, str]],
    by: Actor,
    at: datetime,
) -> int:
    """Write the answers (full, part, none, not-applicable; with evidence) of a body to a
    check-list in a quarter, by item; return how many were new or different.

    What counts as published needs evidence: the address of the page. Raises Refused, BodyProblem.
    """
    if not is_quarter(quarter):
        raise BodyProblem({"quarter": gettext("Choose one of the list.")})
    problems = {item: problem for item, said in answers.items() if (problem := _wrong(*said))}
    if problems:
        raise BodyProblem(problems)
    with transaction.atomic():
        body = Body.objects.select_for_update().get(pk=body_id)
        place = places.by_ids([body.place_id])[body.place_id]
        require(MAY_EDIT, by, {"place_thing_id": place.thing_id})
        rows = Check.objects.filter(body=body, checklist=checklist, quarter=quarter)
        there = {row.item: (row.answer, row.evidence) for row in rows}
        fresh = {item: said for item, said in answers.items() if there.get(item) != said}
        for item, (answer, evidence) in fresh.items():
            Check.objects.update_or_create(
                body=body, checklist=checklist, item=item, quarter=quarter,
                defaults={"answer": answer, "evidence": evidence[:400],
                          "checked_by_id": by.thing_id or 0, "checked_at": at},
            )  # fmt: skip
        if fresh:
            refs: dict[str, int | str] = {
                "checklist": checklist, "quarter": quarter, "items": len(fresh),
            }  # fmt: skip
            own, thing = by.thing_id or 0, body.thing_id
            ledger.record(verb="bodies.scored", by=own, thing=thing, at=at, refs=refs)
    return len(fresh)


def _wrong(answer: str, evidence: str) -> str:
    if answer not in ANSWERS:
        return gettext("Choose one of the list.")
    if answer in {"full", "part"} and not evidence.strip():
        return gettext("Say where it is published: the address of the page.")
    return ""
