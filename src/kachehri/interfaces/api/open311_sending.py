"""A service request that a program sends: a complaint of somebody who uses that program."""

import os
import re
import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language, gettext

from kachehri.domains.cases import actions
from kachehri.domains.cases.kinds import Switches
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.people import actions as persons
from kachehri.domains.people.kinds import NewContact
from kachehri.engines.accounts.queries import system_actor

from .answering import address_of
from .open311_data import KIND, asked

HOUR = 60 * 60
MOST_AN_ADDRESS = 240
"""Complaints an hour from one address without a key: a school or a network may hide behind it."""
ATTRIBUTE = re.compile(r"^attribute\[([A-Za-z0-9_-]{1,60})\](\[\])?$")


def keys() -> tuple[str, ...]:
    """The keys that may send (KACHEHRI_OPEN311_KEYS, with commas); none: everybody may."""
    found = os.environ.get("KACHEHRI_OPEN311_KEYS", "").split(",")
    return tuple(one.strip() for one in found if one.strip())


def may_send(data: Mapping[str, str]) -> bool:
    """Whether the key is one of those that may."""
    known, given = keys(), data.get("api_key", "")
    return not known or any(constant_time_compare(given, one) for one in known)


def is_too_much(request: HttpRequest) -> bool:
    """Whether this address has sent too much in this hour; counts it."""
    key = f"program:{address_of(request)}"
    cache.add(key, 0, HOUR)
    try:
        return int(cache.incr(key)) > MOST_AN_ADDRESS
    except ValueError:
        return False


def attributes(data: QueryDict) -> dict[str, Any]:
    """The answers to the questions of the service, as far as it asks them."""
    known = {one.key: one for one in asked()}
    found: dict[str, Any] = {}
    for name in data:
        fits = ATTRIBUTE.match(name)
        field = known.get(fits[1]) if fits else None
        if field is None:
            continue
        value: Any = data.getlist(name) if field.type == "choices" else data.get(name, "")
        found[field.key] = (
            {"true": True, "false": False}.get(value) if field.type == "yes" else (value)
        )
    return found


def open_for(
    request: HttpRequest, data: QueryDict, place_id: int, point: tuple[float, float] | None
) -> CaseView | None:
    """Open the complaint. Raises CaseProblem, PersonProblem; None: it went to the tray."""
    at = timezone.now()
    by = system_actor("citizen", at)
    with transaction.atomic():
        return actions.open_case(
            kind=KIND,
            place_id=place_id,
            category=data.get("service_code", ""),
            words=words(data),
            spot=data.get("address_string", ""),
            point=point,
            applicant_id=person(data),
            switches=Switches(),
            channel="open311",
            language=get_language() or "en",
            fields=attributes(data),
            sender=f"open311:{data.get('device_id') or address_of(request)}"[:200],
            by=by,
            at=at,
        )


def words(data: QueryDict) -> str:
    """The description, with the address of a picture as text: nobody here fetches it."""
    media = data.get("media_url", "").strip()[:500]
    return "\n".join(part for part in (data.get("description", "").strip(), media) if part)


def person(data: QueryDict) -> int | None:
    """Who sends it, as far as the program says."""
    at = timezone.now()
    by = system_actor("citizen", at)
    name = " ".join(part for part in (data.get("first_name"), data.get("last_name")) if part)
    ways = [
        NewContact(channel, str(data[key]).strip(), preferred=number == 0)
        for number, (channel, key) in enumerate(
            (channel, key) for channel, key in (("sms", "phone"), ("email", "email"))
            if str(data.get(key, "")).strip()
        )
    ]  # fmt: skip
    if not name and not ways:
        return None
    return persons.register_person(
        name=name[:120], contacts=ways, language=get_language() or "en", by=by, at=at
    )


def told(made: CaseView | None) -> dict[str, Any]:
    """What the program is told: the number and the private address, or only that it came."""
    if made is None:
        return {"token": secrets.token_hex(8), "service_notice": gettext("We have received it."),
                "account_id": ""}  # fmt: skip
    if made.is_again:  # whoever sent the same words from here may be somebody else
        notice = gettext("We have received it.")
    else:
        address = f"{settings.SITE_URL}/{get_language() or 'en'}/mine/{made.secret}/"
        notice = gettext("Keep this private address, it shows what happens: %(address)s") % {
            "address": address
        }
    return {
        "service_request_id": str(made.number),
        "service_notice": notice,
        "account_id": "",
    }
