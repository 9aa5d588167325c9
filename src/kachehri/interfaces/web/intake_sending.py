"""Sending a draft: the person as far as they gave themselves, what they agree to, the matter."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import actions
from kachehri.domains.cases.kinds import NewFile, Switches
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.people import actions as persons
from kachehri.domains.people.kinds import NewContact
from kachehri.engines.accounts.queries import system_actor
from kachehri.interfaces.web.entering import hour
from kachehri.interfaces.web.intake import Draft, sender_of
from kachehri.interfaces.web.pages.desk_records import whole


def send(
    request: HttpRequest,
    draft: Draft,
    *,
    kind: str,
    place_id: int,
    files: Sequence[NewFile] = (),
    body_id: int | None = None,
    fields: Mapping[str, Any] | None = None,
    on_paper: bool = False,
) -> CaseView | None:
    """Open the matter; None: it went to the locked tray. Raises CaseProblem, PersonProblem.

    `on_paper`: the person hands the letter in, and its clock starts with the receipt.
    """
    at = timezone.now()
    by = system_actor("citizen", at)
    group = bodies.body(whole(draft.text("group"))) if draft.text("group") else None
    with transaction.atomic():
        person = registered(draft, group.thing_id if group else None)
        return actions.open_case(
            kind=kind,
            place_id=place_id,
            words=draft.text("words"),
            category=draft.text("category"),
            body_id=body_id,
            spot=draft.text("spot"),
            applicant_id=person,
            switches=Switches(
                hides_from_public=not draft.has("seen", "public"),
                hides_from_authority=not draft.has("seen", "office"),
                spoken_for_by=group.id if group else None,
            ),
            channel="web",
            language=get_language() or "en",
            fields=fields,
            urgent=draft.has("urgent", "yes"),
            files=files,
            sender=sender_of(request),
            awaits_receipt=on_paper,
            is_private=draft.text("words_seen") == "no",
            by=by,
            at=at,
        )


def registered(draft: Draft, group: int | None) -> int | None:
    """The person with their safe way and what they agreed to; None where nothing is known."""
    at = timezone.now()
    by = system_actor("citizen", at)
    contacts = contact(draft)
    if not draft.text("name_") and not contacts and group is None:
        return None
    person = persons.register_person(
        name=draft.text("name_"),
        language=get_language() or "en",
        contacts=contacts,
        by=by,
        at=at,
    )
    answers: list[tuple[str, bool, int | None]] = [
        ("name-to-office", draft.has("seen", "office"), None),
        ("name-to-public", draft.has("seen", "public"), None),
        ("publish", draft.text("words_seen") == "yes", None),
    ]
    answers += [("spoken-for", True, group)] if group else []
    for purpose, given, about in answers:
        persons.record_consent(
            person_id=person, purpose=purpose, given=given, how="web", about=about, by=by, at=at
        )
    return person


def contact(draft: Draft) -> tuple[NewContact, ...]:
    """The safe way that was typed; none where they look for themselves."""
    way = draft.text("way")
    if way not in ("sms", "voice", "email"):
        return ()
    return (
        NewContact(
            way,
            draft.text("email" if way == "email" else "phone"),
            preferred=True,
            is_shared=draft.has("care", "shared"),
            safe_from=hour(draft.text("safe_from")),
            safe_until=hour(draft.text("safe_until")),
            same_sex=draft.has("care", "same_sex"),
        ),
    )
