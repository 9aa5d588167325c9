"""What the desk needs besides lists: templates of answers, calls to make, the moderation log."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q

from kachehri.domains.cases import kinds
from kachehri.domains.cases.models import Case, Entry, Feedback, Template
from kachehri.domains.cases.rules import seeing
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require

from .lists import MOST, _page, reach_of
from .views import COLUMNS, CasePage, CaseView, views_of


@dataclass(frozen=True)
class TemplateView:
    """An answer that is written again and again; `names` and `words` by language."""

    id: int
    body_id: int
    kind: str
    names: Mapping[str, str]
    words: Mapping[str, str]
    is_ended: bool


_TEMPLATE = tuple(TemplateView.__dataclass_fields__)


def templates(body_id: int, *, ended: bool = False) -> tuple[TemplateView, ...]:
    """The templates of a body, oldest first."""
    rows = Template.objects.filter(body_id=body_id).order_by("id")
    if not ended:
        rows = rows.filter(is_ended=False)
    return tuple(TemplateView(*row) for row in rows.values_list(*_TEMPLATE))


def template(template_id: int) -> TemplateView | None:
    """One template."""
    row = Template.objects.filter(id=template_id).values_list(*_TEMPLATE).first()
    return TemplateView(*row) if row else None


def calls(actor: Actor, at: datetime, after: str = "", limit: int = 50) -> CasePage:
    """Matters whose applicant is to be called, the oldest first.

    The office says that it is done and the citizen has not answered yet, or the question after
    closing is open. The page asks `people.safe_ways` who may call, when, and of which sex.
    """
    require(seeing.MAY_LIST, seeing.judged(actor))
    reach = reach_of(actor)
    waiting = Feedback.objects.filter(case_id=OuterRef("pk"), answered_at__isnull=True)
    claimed = [
        Q(kind=kind.key, state=state)
        for kind in kinds.every()
        for state in kind.flow.tagged("claimed")
    ]
    rows = Case.objects.filter(
        Exists(waiting) | reduce(or_, claimed, Q(pk__in=())),
        confirmed__isnull=True,
        applicant_id__isnull=False,
        moved_at__isnull=True,
        changed_at__lte=at,
        number__gt=int(after) if after.isdigit() else 0,
    )
    if not reach.everything:
        reached = Q(body_thing_id__in=reach.things) | Q(places__overlap=reach.places)
        rows = rows.filter(reached)
    found = views_of(rows.order_by("number").values_list(*COLUMNS)[: min(limit, MOST) + 1])
    return _page(found, limit, lambda row: str(row.number))


def by_numbers(numbers: Collection[int]) -> tuple[CaseView, ...]:
    """Several matters by number, in order of number, for the program (one query)."""
    rows = Case.objects.filter(number__in=list(numbers)[:MOST], moved_at__isnull=True)
    return views_of(rows.order_by("number").values_list(*COLUMNS))


def spoken_for(actor: Actor, after: str = "", limit: int = 50) -> CasePage:
    """Matters for which an organisation speaks, newest first, as far as somebody's roles reach."""
    require(seeing.MAY_LIST, seeing.judged(actor))
    reach = reach_of(actor)
    rows = Case.objects.filter(is_spoken_for=True, moved_at__isnull=True)
    if after.isdigit():
        rows = rows.filter(number__lt=int(after))
    if not reach.everything:
        reached = Q(body_thing_id__in=reach.things) | Q(places__overlap=reach.places)
        rows = rows.filter(reached)
    found = views_of(rows.order_by("-number").values_list(*COLUMNS)[: min(limit, MOST) + 1])
    return _page(found, limit, lambda row: str(row.number))


@dataclass(frozen=True)
class Moderated:
    """One decision about what the public sees: which matter, what, why; never by whom."""

    id: int
    number: int
    at: datetime
    verdict: str
    because: str


def moderation_log(after: int = 0, limit: int = 50) -> tuple[Moderated, ...]:
    """What was passed or hidden, and why, newest first. `after` is the last id that was seen.

    A matter that lies in the locked tray leaves no trace here.
    """
    rows = Entry.objects.filter(what="moderated", case__moved_at__isnull=True)
    if after:
        rows = rows.filter(id__lt=after)
    found = rows.order_by("-id").values_list("id", "case__number", "at", "content", "words")
    return tuple(
        Moderated(id, number, at, str(content.get("verdict", "")), words)
        for id, number, at, content, words in found[: min(limit, MOST)]
    )
