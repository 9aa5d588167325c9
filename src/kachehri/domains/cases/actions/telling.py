"""Telling the parties: by the applicant's safe way, to the office's known addresses, or not at all.

A message goes into the outbox in the transaction of its step: what is rolled back was never said,
and a key for each matter, step and text keeps it from being said twice.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases.kinds import CaseKind, Notice
from kachehri.domains.cases.queries.views import CaseView
from kachehri.domains.people import queries as people
from kachehri.engines.access.actor import Actor
from kachehri.engines.post import actions as post
from kachehri.kernel.clocks import local

SENT_BY = frozenset({"sms", "email", "whatsapp", "voice"})
"""Channels on which the program itself sends; for others a person prints, calls or tells."""
FOR_OFFICES = frozenset({"email"})
QUESTIONS = frozenset({"done", "answered", "ready", "feedback"})
GOOD = frozenset({"fine", "doubtful"})


def _tell(
    case: CaseView, kind: CaseKind, keys: Collection[str], step: str, by: Actor, at: datetime
) -> int:
    """Send the notices of a step (part of their keys); return how many went into the outbox."""
    declared = {one.key: one for one in kind.notices}
    sent = 0
    for key in keys:
        notice = declared.get(key)
        if notice is not None:
            sent += _AUDIENCES[notice.to](case, notice, f"case:{case.id}:{step}:{key}", by, at)
    return sent


def _to_applicant(case: CaseView, notice: Notice, key: str, by: Actor, at: datetime) -> int:
    if case.is_spoken_for and case.spoken_for_by_id:
        return _to_organisation(case, notice, key, by, at)
    way = people.safe_way(case.applicant_id, at) if case.applicant_id else None
    if way is None or way.channel not in SENT_BY or not way.address:
        return 0
    language = case.language
    with translation.override(language):
        title, words = _texts(case, notice, _secret_link(case, language))
        post.send(
            channel=way.channel,
            address=way.address,
            subject=case.thing_id,
            title=title,
            words=words,
            language=language,
            key=key,
            not_before=way.not_before,
            content={"digest": f"case:{case.id}:{local(at).date()}", "notice": notice.key},
            class_="question" if notice.key in QUESTIONS else "notice",
            by=by,
            at=at,
        )
    return 1


def _to_organisation(case: CaseView, notice: Notice, key: str, by: Actor, at: datetime) -> int:
    body = bodies.body(case.spoken_for_by_id or 0)
    return _to_thing(case, notice, key, body.thing_id if body else None, by, at)


def _to_office(case: CaseView, notice: Notice, key: str, by: Actor, at: datetime) -> int:
    return _to_thing(case, notice, key, case.body_thing_id, by, at)


def _to_nobody(_case: CaseView, _notice: Notice, _key: str, _by: Actor, _at: datetime) -> int:
    """Supporters left nothing but a digest: they look at the public page."""
    return 0


def _to_thing(
    case: CaseView, notice: Notice, key: str, thing_id: int | None, by: Actor, at: datetime
) -> int:
    """To every good e-mail address of an office; one that has none is told on paper."""
    known = bodies.addresses(thing_id) if thing_id else ()
    language = "en"
    good = [one for one in known if one.channel in FOR_OFFICES and one.state in GOOD]
    with translation.override(language):
        title, words = _texts(case, notice, f"{settings.SITE_URL}/en/desk/matters/{case.number}/")
        for one in good:
            post.send(
                channel=one.channel,
                address=one.value,
                subject=case.thing_id,
                title=title,
                words=words,
                language=language,
                key=f"{key}:{one.value}",
                class_="official",
                by=by,
                at=at,
            )
    return len(good)


_AUDIENCES = {
    "applicant": _to_applicant,
    "organisation": _to_organisation,
    "body": _to_office,
    "officer": _to_office,
    "supporters": _to_nobody,
}


def _texts(case: CaseView, notice: Notice, link: str) -> tuple[str, str]:
    """The title and the words in the active language; neither says what the matter is about."""
    values = _values(case, link)
    words = gettext(notice.short) % values
    if notice.words:
        words = f"{words}\n\n{gettext(notice.words) % values}"
    return gettext("Matter %(number)s") % values, words


def _values(case: CaseView, link: str) -> Mapping[str, str]:
    body = bodies.body(case.body_id) if case.body_id else None
    language = translation.get_language() or "en"
    due = date_format(local(case.due_at), "j F Y") if case.due_at else "–"
    return {
        "number": str(case.number),
        "body": body.name(language) if body else "",
        "due": due,
        "link": link,
    }


def _secret_link(case: CaseView, language: str) -> str:
    return f"{settings.SITE_URL}/{language}/mine/{case.secret}/"
