"""Opening a matter: looked at field by field, passed by the triage, routed, timed and answered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import kinds
from kachehri.domains.cases.kinds import CaseKind, CaseProblem, Category, NewFile, Switches
from kachehri.domains.cases.models import Case
from kachehri.domains.cases.queries.views import CaseView, view_of
from kachehri.domains.cases.rules import secrets, seeing, validating
from kachehri.domains.cases.rules.finding import search_key_of
from kachehri.domains.people import queries as people
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.reading import require
from kachehri.engines.accounts.queries import acting
from kachehri.engines.ledger import actions as ledger
from kachehri.engines.quarantine import actions as quarantine
from kachehri.engines.quarantine.kinds import FileRefused
from kachehri.kernel.clocks import local
from kachehri.kernel.rules import Holds, decide

from .sealing import _is_flagged, _seal_intake
from .storing import _around, _line, _next_number, _refs, _store, _thing
from .telling import _tell
from .ticking import _show_clock, _start

VERBS = {"cases.opened": _("Opened a matter")}

AGAIN = timedelta(days=1)
"""For so long the same words of the same sender are the same matter."""

NOTICE, TO_OFFICE = "opened", "arrived"
__all__ = ["CaseProblem", "open_case"]


@dataclass
class _Intake:
    """What came in, cleaned."""

    kind: CaseKind
    place: PlaceView
    words: str
    title: str
    category: Category | None
    switches: Switches
    facts: dict[str, Any]
    files: list[NewFile]
    filed_at: datetime
    more: Mapping[str, Any] = field(default_factory=dict)


def open_case(
    *,
    kind: str,
    place_id: int,
    words: str,
    by: Actor,
    at: datetime,
    title: str = "",
    category: str = "",
    body_id: int | None = None,
    spot: str = "",
    point: tuple[float, float] | None = None,
    applicant_id: int | None = None,
    switches: Switches = Switches(),  # noqa: B008 - frozen
    channel: str = "web",
    language: str = "en",
    fields: Mapping[str, Any] | None = None,
    urgent: bool = False,
    filed_at: datetime | None = None,
    parent_id: int | None = None,
    files: Sequence[NewFile] = (),
    sender: str = "",
    awaits_receipt: bool = False,
    is_private: bool = False,
) -> CaseView | None:
    """Open a matter and return it; None where it went to the locked tray instead.

    `sender` is whatever tells senders apart: the same one with the same words is given the matter
    that it opened before. `awaits_receipt`: the letter is not handed over yet, and the clocks start
    with its receipt. `is_private`: nothing of it is to be published. Raises CaseProblem (by field)
    and Refused.
    """
    more: dict[str, Any] = {
        "spot": validating.one_line(spot)[: validating.MOST_SPOT],
        "longitude": point[0] if point else None,
        "latitude": point[1] if point else None,
        "applicant_id": applicant_id,
        "channel": channel,
        "language": language,
        "parent_id": parent_id,
        "is_private": is_private,
    }
    intake = _looked_at(
        kind, place_id, words, title, category, switches, fields or {}, files, filed_at or at, at,
        {**more, "urgent": urgent, "awaits_receipt": awaits_receipt, "point": point},
    )  # fmt: skip
    _may_open(intake, by, parent_id)
    print_ = secrets.fingerprint(settings.SECRET_KEY, sender, kind, place_id, intake.words)
    with transaction.atomic():
        if _is_flagged(intake.title, intake.words, more["spot"], *_texts(intake.facts)):
            _into_the_tray(intake, more, by, at)
            return None
        if known := _same(print_, at):
            return known
        return _opened(intake, body_id, more, print_, by, at)


def _looked_at(
    kind: str,
    place_id: int,
    words: str,
    title: str,
    category: str,
    switches: Switches,
    fields: Mapping[str, Any],
    files: Sequence[NewFile],
    filed_at: datetime,
    at: datetime,
    more: Mapping[str, Any],
) -> _Intake:
    """What came in, or CaseProblem with what is wrong, by field."""
    declared = kinds.find(kind)
    if declared is None:
        raise CaseProblem({"kind": gettext("This kind of matter is not known.")})
    problems: dict[str, str] = {}
    words = validating.clean(words)
    validating.words_are_taken(words, problems)
    validating.category_is_taken(declared, category, problems)
    validating.point_is_taken(more["point"], problems)
    validating.channel_is_taken(more["channel"], problems)
    validating.filed_is_taken(filed_at, at, problems)
    place = _place(declared, place_id, problems)
    _who_is_known(more["applicant_id"], switches, problems)
    asked = declared.opening_fields
    facts = validating.answers(asked, (), fields, problems)
    facts |= _more_facts(fields, {one.key for one in asked})
    if problems or place is None:
        raise CaseProblem(problems)
    taken = [*files, *(value for value in facts.values() if isinstance(value, NewFile))]
    facts = {key: value for key, value in facts.items() if not isinstance(value, NewFile)}
    if more["urgent"] or facts.get("life") is True:
        facts["urgent"] = True
    if more["awaits_receipt"]:
        facts["awaits_receipt"] = True
    found = next((one for one in declared.categories if one.key == category), None)
    line = validating.title_of(title, words)
    return _Intake(declared, place, words, line, found, switches, facts, taken, filed_at, more)


def _more_facts(fields: Mapping[str, Any], asked: Collection[str]) -> dict[str, Any]:
    """What the program itself gives besides the answers: a law, a letter, a hearing."""
    return {
        validating.one_line(key)[:40]: validating.one_line(str(value))[:200]
        for key, value in fields.items()
        if key not in asked and value and not isinstance(value, NewFile)
    }


def _place(kind: CaseKind, place_id: int, problems: dict[str, str]) -> PlaceView | None:
    """The place, which must exist and be one in which the kind is offered."""
    place = places.by_ids([place_id]).get(place_id) if place_id else None
    if place is None:
        problems["place"] = gettext("Choose the place where it is.")
    elif kind.applies_to and not _is_offered(kind, place):
        problems["place"] = gettext("This is not offered in the place that you chose.")
    return place


def _is_offered(kind: CaseKind, place: PlaceView) -> bool:
    around = places.by_ids(_around(place.id)).values()
    return any(code in {one.key, one.pcode} for one in around for code in kind.applies_to)


def _who_is_known(applicant_id: int | None, switches: Switches, problems: dict[str, str]) -> None:
    if applicant_id is not None and people.person(applicant_id) is None:
        problems["applicant"] = gettext("This person is not known.")
    speaker = switches.spoken_for_by
    if speaker is not None and bodies.body(speaker) is None:
        problems["spoken_for_by"] = gettext("This organisation is not known.")


def _texts(facts: Mapping[str, Any]) -> list[str]:
    """What somebody wrote into the fields of the form."""
    return [value for value in facts.values() if isinstance(value, str)]


def _may_open(intake: _Intake, by: Actor, parent_id: int | None) -> None:
    """Anybody, the counter, or (for what comes of another matter) the program and the desk."""
    if intake.kind.audience == "anyone" or seeing.is_program(by):
        return
    if intake.kind.audience == "counter":
        require(Holds("counter", scope="place_thing_id"), by, _Somewhere(intake.place.thing_id))
    elif parent_id is None:
        require(seeing.MAY_LIST, seeing.judged(by))


@dataclass(frozen=True)
class _Somewhere:
    place_thing_id: int


def _into_the_tray(intake: _Intake, more: Mapping[str, Any], by: Actor, at: datetime) -> None:
    person = people.person(more["applicant_id"]) if more["applicant_id"] else None
    _seal_intake(
        {
            "title": intake.title,
            "words": intake.words,
            "facts": intake.facts,
            "spot": more["spot"],
            "kind": intake.kind.key,
            "place": intake.place.name("en"),
            "language": more["language"],
            "name": person.name if person else "",
            "applicant": more["applicant_id"],
            "files": [{"name": one.name, "content": one.content} for one in intake.files],
        },
        channel=more["channel"],
        applicant_id=more["applicant_id"],
        received_at=intake.filed_at,
        by=by,
        at=at,
    )


def _same(print_: str, at: datetime) -> CaseView | None:
    """The matter that this sender opened with these words before; two at once wait here."""
    if not print_:
        return None
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [int(print_[:15], 16)])
    rows = Case.objects.filter(
        fingerprint=print_, changed_at__gt=at - AGAIN, is_open=True, moved_at__isnull=True
    )
    row = rows.order_by("-id").first()
    return replace(view_of(row), is_again=True, is_applicant=True) if row else None


def _opened(
    intake: _Intake,
    body_id: int | None,
    more: Mapping[str, Any],
    print_: str,
    by: Actor,
    at: datetime,
) -> CaseView:
    kind, place = intake.kind, intake.place
    private = more["is_private"] or (intake.category is not None and intake.category.private)
    more = {**more, "is_private": private}
    row = Case(
        **{key: value for key, value in more.items() if value is not None},
        number=_next_number(),
        secret=secrets.new_secret(),
        kind=kind.key,
        state=kind.flow.first.key,
        thing_id=_thing(at),
        place_id=place.id,
        place_thing_id=place.thing_id,
        places=_around(place.id),
        category=intake.category.key if intake.category else "",
        sector=intake.category.sector if intake.category else "",
        entered_by_id=acting(by),
        hides_from_public=intake.switches.hides_from_public,
        hides_from_authority=intake.switches.hides_from_authority,
        is_spoken_for=intake.switches.spoken_for_by is not None,
        spoken_for_by_id=intake.switches.spoken_for_by,
        title=intake.title,
        words=intake.words,
        facts=intake.facts,
        search_key=search_key_of(intake.title, intake.words),
        fingerprint=print_,
        basis="courtesy",
        opened_at=intake.filed_at,
        changed_at=at,
        is_open="closed" not in kind.flow.first.tags,
    )
    _route(row, kind, body_id, at)
    if not intake.facts.get("awaits_receipt"):
        _start(row, kind, kind.opens_with, intake.filed_at, by, at)
        _show_clock(row, kind)
    case = replace(_store(row, set(), at), is_applicant=_is_their_own(by))
    _keep_files(case, intake.files, by, at)
    side = {"side": "counter"} if _is_for_somebody(case, by) else {}
    _line(case, what="opened", content=side, by=by, at=at, is_public=kind.is_public)
    ledger.record(verb="cases.opened", by=acting(by), thing=case.thing_id, at=at, refs=_refs(case))
    _tell(case, kind, (NOTICE, TO_OFFICE), "1", by, at)
    return case


def _is_for_somebody(case: CaseView, by: Actor) -> bool:
    """Whether the counter enters it for an applicant: a hearing or the program does not."""
    at_counter = case.channel != "hearing" and case.applicant_id is not None
    return at_counter and not case.is_applicant and decide(seeing.COUNTER, by, case).allowed


def _is_their_own(by: Actor) -> bool:
    """Whether an applicant enters it themselves: a visitor, or an account without a desk."""
    return seeing.is_visitor(by) or (by.signed_in and not by.grants)


def _route(row: Case, kind: CaseKind, body_id: int | None, at: datetime) -> None:
    """To the office that was chosen, else to the one that the place and the category lead to."""
    on = local(at).date()
    found: bodies.Route | None
    if body_id is not None:
        role = "information-officer" if kind.law else ""
        found = bodies.route_to(body_id, row.category, role, on)
    else:
        found = bodies.route(place_id=row.place_id, category=row.category, law=kind.law, on=on)
    if found is not None:
        row.body_id, row.body_thing_id = found.body_id, found.body_thing_id
        row.desk_id, row.officer_id = found.desk_id, found.position_id


def _keep_files(case: CaseView, files: Sequence[NewFile], by: Actor, at: datetime) -> list[int]:
    """Into quarantine: nobody sees them before they were rebuilt and passed."""
    try:
        return [
            quarantine.keep_file(
                subject=case.thing_id,
                name=one.name,
                content=one.content,
                content_type=one.content_type,
                by=by,
                at=at,
            )
            for one in files
        ]
    except FileRefused as refused:
        told = gettext(refused.reason.key) % refused.reason.params
        raise CaseProblem({"files": told}) from refused
