"""One matter: by number, by secret, by id; its time-line, papers and feedback."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings

from kachehri.domains.cases import kinds
from kachehri.domains.cases.models import Case, Entry, Feedback, Paper
from kachehri.domains.cases.rules import secrets, seeing
from kachehri.domains.cases.rules.seeing import Eyes
from kachehri.domains.people import queries as people
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts import queries as accounts
from kachehri.kernel.rules import decide

from .views import COLUMNS, CaseView, EntryView, FeedbackView, PaperView, seen, views_of

MOST_ENTRIES = 500
ALWAYS_PUBLIC = {"verdict", "due", "was", "body", "to"}


def case(number: int, actor: Actor | None = None) -> CaseView | None:
    """The matter of that number; None for none, and for what lies in the locked tray.

    With an actor: as they may see it, and Refused where they may not at all. Without one the
    program asks, and gets everything: never give that to a page.
    """
    found = _one(number=number)
    return found if found is None or actor is None else for_actor(found, actor)


def by_id(case_id: int, actor: Actor | None = None) -> CaseView | None:
    """The same by id."""
    found = _one(id=case_id)
    return found if found is None or actor is None else for_actor(found, actor)


def by_ids(case_ids: Collection[int]) -> dict[int, CaseView]:
    """Several matters at once, for the program (one query)."""
    rows = Case.objects.filter(id__in=list(case_ids), moved_at__isnull=True)
    return {view.id: view for view in views_of(rows.values_list(*COLUMNS))}


def by_thing(thing_id: int) -> CaseView | None:
    """The matter behind a Thing, for the program."""
    return _one(thing_id=thing_id)


def by_things(thing_ids: Collection[int]) -> dict[int, CaseView]:
    """The matters behind Things, for the program (one query)."""
    rows = Case.objects.filter(thing_id__in=list(thing_ids), moved_at__isnull=True)
    return {view.thing_id: view for view in views_of(rows.values_list(*COLUMNS))}


def by_secret(secret: str) -> CaseView | None:
    """The matter that a secret opens, with the eyes of its applicant; None for none."""
    typed = secrets.normal_secret(secret)
    found = _one(secret=typed) if typed else None
    if found is None or not secrets.is_secret(secret, found.secret):
        return None
    return replace(found, is_applicant=True)


def public_case(number: int, on: date) -> CaseView | None:
    """The matter as the public may see it; None where there is none or it is not public."""
    found = _one(number=number)
    if found is None or not is_visible(found, on):
        return None
    return seen(found, "public")


def is_visible(case: CaseView, on: date) -> bool:
    """Whether the public may read a matter on a day."""
    return seeing.is_visible(case, _kind_is_public(case.kind), on)


def for_actor(case: CaseView, actor: Actor) -> CaseView:
    """The matter as somebody with a desk, or the linked account, may see it; else Refused."""
    known = with_standing(case, actor)
    require(seeing.MAY_READ, seeing.judged(actor), known)
    return seen(known, eyes_of(known, actor))


def with_standing(case: CaseView, actor: Actor, secret: str = "") -> CaseView:
    """The matter with `is_applicant`: the right secret, or the account linked to the person."""
    proved = case.is_applicant or (bool(secret) and secrets.is_secret(secret, case.secret))
    return replace(case, is_applicant=proved or _is_linked(case, actor))


def eyes_of(case: CaseView, actor: Actor | None) -> Eyes:
    """With whose eyes somebody reads a matter.

    Whoever handles it reads with those eyes, also where the view came from the applicant's secret.
    """
    if actor is None:
        return "applicant" if case.is_applicant else "public"
    if seeing.is_program(actor):
        return "program"
    if decide(seeing.COUNTER, actor, case).allowed:
        return "counter"
    if decide(seeing.MAY_HANDLE, actor, case).allowed:
        return "authority"
    return "applicant" if case.is_applicant else "public"


def _is_linked(case: CaseView, actor: Actor) -> bool:
    """Whether the account is the applicant's own; not asked of those who have the case anyway."""
    if not actor.signed_in or actor.thing_id is None or case.applicant_id is None:
        return False
    if decide(seeing.MAY_ACT, actor, case).allowed:
        return False
    person = people.person(case.applicant_id)
    if person is None or person.account_id is None:
        return False
    return accounts.account_ids({actor.thing_id}).get(actor.thing_id) == person.account_id


def _one(**which: object) -> CaseView | None:
    rows = Case.objects.filter(moved_at__isnull=True, **which)
    return next(iter(views_of(rows.values_list(*COLUMNS)[:1])), None)


def _kind_is_public(key: str) -> bool:
    declared = kinds.find(key)
    return declared is not None and declared.is_public


def timeline(case: CaseView, actor: Actor | None = None) -> tuple[EntryView, ...]:
    """The lines of a matter, oldest first, as those eyes may see them (one query).

    The public reads public lines only. Nobody but the applicant and the counter learns which
    account an applicant who is hidden from them has.
    """
    eyes = eyes_of(case, actor)
    rows = Entry.objects.filter(case_id=case.id)
    if eyes == "public":
        rows = rows.filter(is_public=True)
    if eyes == "applicant":
        rows = rows.exclude(what__in=("note", "call"))
    return tuple(entry_view(row, case, eyes) for row in rows.order_by("id")[:MOST_ENTRIES])


def entry_view(row: Entry, case: CaseView, eyes: Eyes) -> EntryView:
    """A line as those eyes may see it.

    The public reads the words of offices and of the program, and those answers that may be
    published; never who it was.
    """
    content = dict(row.content)
    side = str(content.pop("side", "program"))
    is_public = eyes == "public"
    hidden = is_public or (side == "applicant" and not seeing.shown(case, eyes).applicant)
    if is_public:
        content = _published(content, case)
    return EntryView(
        id=row.pk,
        case_id=row.case_id,
        at=row.at,
        what=row.what,
        before=row.before,
        after=row.after,
        by_id=None if hidden else row.by_id,
        side=side,
        is_public=row.is_public,
        words="" if is_public and side in {"applicant", "counter"} else row.words,
        content=content,
        message=None if is_public else row.message,
    )


def _published(content: dict[str, Any], case: CaseView) -> dict[str, Any]:
    public = {one.key for one in case.declared.fields if one.is_public} if case.declared else set()
    return {key: value for key, value in content.items() if key in public | ALWAYS_PUBLIC}


_PAPER = tuple(PaperView.__dataclass_fields__)


def papers(case_id: int) -> tuple[PaperView, ...]:
    """The papers of a matter, oldest first."""
    rows = Paper.objects.filter(case_id=case_id).order_by("on", "id")
    return tuple(PaperView(*row) for row in rows.values_list(*_PAPER))


def feedback(case_id: int) -> tuple[FeedbackView, ...]:
    """What was asked after closing, oldest first."""
    rows = Feedback.objects.filter(case_id=case_id).order_by("id")
    return tuple(
        FeedbackView(
            id=row.pk,
            case_id=row.case_id,
            asked_at=row.asked_at,
            channel=row.channel,
            answered_at=row.answered_at,
            relief=row.relief,
            received=tuple(row.received),
            words=row.words,
        )
        for row in rows
    )


def children(case_id: int) -> tuple[CaseView, ...]:
    """The matters that came from one: the next remedies, promises (for the program)."""
    rows = Case.objects.filter(parent_id=case_id, moved_at__isnull=True).order_by("id")
    return views_of(rows.values_list(*COLUMNS))


def mine(person_id: int) -> tuple[CaseView, ...]:
    """The matters of a person, newest first, at most a hundred: for the counter and themselves."""
    rows = Case.objects.filter(applicant_id=person_id, moved_at__isnull=True)
    return views_of(rows.order_by("-id").values_list(*COLUMNS)[:100])


def digest_of(*parts: str | int) -> str:
    """A digest with this installation's key."""
    return secrets.digest(settings.SECRET_KEY, *parts)


def in_order(views: dict[int, CaseView], ids: Sequence[int]) -> tuple[CaseView, ...]:
    """Those that were found, in the order of the ids."""
    return tuple(views[one] for one in ids if one in views)
