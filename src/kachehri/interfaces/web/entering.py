"""The counter's form for somebody who comes or calls: who they are, how to reach them, what it is.

The person stays the author: whoever types is written down beside them. What they agree to is asked
in words and kept with how they said it: spoken, signed, by thumbprint.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases.kinds import CaseKind
from kachehri.domains.people.kinds import NewContact
from kachehri.domains.places.queries import PlaceView, in_order
from kachehri.domains.places.queries.trees import kept_tree
from kachehri.engines.access.actor import Actor
from kachehri.interfaces.web import at_desk
from kachehri.interfaces.web.asked import Label, Plain

CONSENTS = (
    ("name-to-office", _("The office may know the name.")),
    ("publish", _("The public may read the words, without the name.")),
    ("be-asked", _("We may ask afterwards how it went.")),
)
HOW = (
    ("orally", _("Spoken")),
    ("in-writing", _("Signed")),
    ("thumbprint", _("Thumbprint")),
)
WAYS = (
    ("voice", _("Call")),
    ("sms", _("Text message")),
    ("letter", _("Letter to the address below")),
    ("counter", _("They come back to this counter")),
    ("none", _("No message at all: that would not be safe")),
)
SEXES = (
    ("female", _("Woman")),
    ("male", _("Man")),
    ("other", _("Transgender or other")),
    ("", _("Not asked")),
)
CHANNELS = (
    ("counter", _("They came to the counter")),
    ("letter", _("A letter came")),
    ("voice", _("They called")),
)
FROM_PEN = (
    ("email", _("By e-mail")),
    ("sms", _("By text message")),
    ("whatsapp", _("By WhatsApp")),
)
"""How something came that nobody could place."""
KEEPS = frozenset({"counter", "moderator"})
"""Roles that are held at places."""
LOWEST = ("union-council", "taluka", "town", "tehsil")
NUMBERED = re.compile(r"^(\d{1,2})[:.]?(\d{2})?$")


@dataclass(frozen=True)
class Section:
    """A part of the form, with a heading."""

    heading: str
    questions: tuple[Any, ...]


def who() -> tuple[Plain, ...]:
    """Who the person is, with as little as the matter needs."""
    return (
        Plain("name", gettext("Name of the person"), help=gettext("May stay empty.")),
        Plain("sex", gettext("The person is"), "radios", labels=_labels(SEXES)),
        Plain("birth_year", gettext("Year of birth"), "number", help=gettext("About is enough.")),
        Plain(
            "disability",
            gettext("Does the person have a disability?"),
            "radios",
            labels=(("true", gettext("Yes")), ("false", gettext("No")), ("", gettext("Not asked"))),
        ),
        Plain(
            "language",
            gettext("Which language shall we use?"),
            "radios",
            required=True,
            labels=(("sd", "سنڌي"), ("ur", "اردو"), ("en", "English")),
        ),
        Plain("post", gettext("Address for letters"), "words"),
    )


def how() -> tuple[Plain, ...]:
    """How the person can be reached without harm, asked in words."""
    return (
        Plain(
            "way",
            gettext("How may we tell you what happens, so that it is safe for you?"),
            "radios",
            required=True,
            labels=_labels(WAYS),
        ),
        Plain("phone", gettext("Telephone number"), "tel"),
        Plain(
            "is_shared",
            gettext("Do others read or answer this phone?"),
            "checks",
            labels=(("true", gettext("Yes, others use it, too")),),
        ),
        Plain("safe_from", gettext("When may we call? From"), "time"),
        Plain("safe_until", gettext("Until"), "time"),
        Plain("speak_to", gettext("Who may answer the call, besides yourself?")),
        Plain(
            "same_sex",
            gettext("Who should call?"),
            "checks",
            labels=(("true", gettext("Only a woman calls a woman, a man a man")),),
        ),
    )


def agreed(groups: Iterable[Label]) -> tuple[Plain, ...]:
    """What the person agrees to, and how they said so."""
    return (
        Plain(
            "consents",
            gettext("What do you agree to?"),
            "checks",
            help=gettext("Read each line aloud. What is not ticked does not happen."),
            labels=_labels(CONSENTS),
        ),
        Plain(
            "how",
            gettext("How did the person say so?"),
            "radios",
            required=True,
            labels=_labels(HOW),
        ),
        Plain("witness", gettext("Witness"), help=gettext("Name of whoever was present.")),
        Plain(
            "group",
            gettext("Does an organisation speak for the person?"),
            "select",
            help=gettext("Then the office learns the name of the organisation only."),
            labels=(("", gettext("No")), *groups),
        ),
    )


def what(
    kind: CaseKind, actor: Actor, offices: Iterable[Label], *, held: bool = False
) -> tuple[Plain, ...]:
    """What it is about, and where. `held`: it lay in the holding pen."""
    categories = tuple((one.key, gettext(one.label)) for one in kind.categories)
    about = Plain(
        "category",
        gettext("What is it about?"),
        "select",
        required=True,
        labels=(("", "–"), *categories),
    )
    return (
        Plain(
            "channel",
            gettext("How did it come?"),
            "radios",
            required=True,
            labels=_labels((*CHANNELS, *(FROM_PEN if held else ()))),
        ),
        *((about,) if categories else ()),
        Plain(
            "place",
            gettext("Where is it?"),
            "select",
            required=True,
            labels=(("", "–"), *place_labels(actor)),
        ),
        Plain("spot", gettext("The spot, as people there say it")),
        Plain("title", gettext("In a few words"), required=True, most=200),
        Plain(
            "words",
            gettext("What happened, in the person’s own words"),
            "words",
            help=gettext("No names of others, please."),
            required=True,
        ),
        Plain(
            "body",
            gettext("Which office?"),
            "select",
            help=gettext("Leave it open: the program finds the office by place and subject."),
            labels=(("", gettext("Let the program find it")), *offices),
        ),
        Plain(
            "urgent",
            gettext("Is a life or somebody’s freedom at stake?"),
            "checks",
            labels=(("true", gettext("Yes, it is urgent")),),
        ),
        Plain(
            "awaits_receipt",
            gettext("Will it be brought to the office on paper?"),
            "checks",
            help=gettext("Then the clock starts on the day of the receipt, also a refused one."),
            labels=(("true", gettext("Yes, the clock waits for the receipt")),),
        ),
    )


def _labels(pairs: Iterable[tuple[str, Any]]) -> tuple[Label, ...]:
    return tuple((key, str(label)) for key, label in pairs)


def place_labels(actor: Actor) -> tuple[Label, ...]:
    """The places of the counter, the lowest ones with the one that they lie in."""
    found = [one for one in own_places(actor) if one.tier in LOWEST]
    known = kept_tree().by_id
    language = get_language() or "en"
    return tuple((str(one.id), _with_parent(one, known, language)) for one in in_order(found))


def _with_parent(one: PlaceView, known: Mapping[int, PlaceView], language: str) -> str:
    above = known.get(one.parent_id or 0)
    return f"{one.name(language)} · {above.name(language)}" if above else one.name(language)


def own_places(actor: Actor) -> list[PlaceView]:
    """The places in which a person keeps a counter; those of the home place where it is all."""
    tree = kept_tree()
    wanted = [g for g in actor.in_force if g.role in KEEPS]
    covers = {thing for grant in wanted for thing in grant.covers or ()}
    if any(grant.covers is None for grant in wanted):
        home = tree.by_key.get(settings.HOME_PLACE)
        return _below(home, tree.by_id) if home else list(tree.by_id.values())
    return [one for one in tree.by_id.values() if one.thing_id in covers]


def _below(home: PlaceView, known: Mapping[int, PlaceView]) -> list[PlaceView]:
    """A place and all that lies in it."""
    return [one for one in known.values() if _lies_in(one, home.id, known)]


def _lies_in(one: PlaceView | None, outer: int, known: Mapping[int, PlaceView]) -> bool:
    while one is not None and one.id != outer:
        one = known.get(one.parent_id or 0)
    return one is not None


def office_labels(actor: Actor) -> tuple[Label, ...]:
    """The offices that serve the counter's places."""
    return _body_labels(actor, groups=False)


def group_labels(actor: Actor) -> tuple[Label, ...]:
    """The organisations that may speak for people there."""
    return _body_labels(actor, groups=True)


def _body_labels(actor: Actor, *, groups: bool) -> tuple[Label, ...]:
    language = get_language() or "en"
    scopes = at_desk.scopes(actor, *KEEPS)
    tree = kept_tree()
    homes = [one for one in tree.by_id.values() if one.thing_id in scopes]
    homes = homes or [one for one in (tree.by_key.get(settings.HOME_PLACE),) if one]
    found = {one.id: one for home in homes[:3] for one in bodies.of_place(home.id)}
    return tuple(
        (str(one.id), one.name(language))
        for one in found.values()
        if (one.tier == "civil") == groups
    )


def hour(text: str) -> time | None:
    """An hour as people type it: 16, 16:30, 4.30; None where it is none."""
    found = NUMBERED.match(text.strip())
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


def contacts(data: Mapping[str, str], counter: int | None) -> tuple[NewContact, ...]:
    """The ways of contact that were typed: the safe one first."""
    way, phone = data.get("way", ""), data.get("phone", "").strip()
    if way in ("none", "counter"):
        return (NewContact(way, preferred=True, counter=counter if way == "counter" else None),)
    address = data.get("post", "").strip() if way == "letter" else phone
    return (
        NewContact(
            way,
            address,
            preferred=True,
            is_shared=data.get("is_shared") == "true",
            safe_from=hour(data.get("safe_from", "")),
            safe_until=hour(data.get("safe_until", "")),
            speak_to=data.get("speak_to", "").strip(),
            same_sex=data.get("same_sex") == "true",
        ),
    )


def problems_of(data: Mapping[str, str], kind: CaseKind) -> dict[str, str]:
    """What is missing before anybody is written down."""
    missing = gettext("Please fill this in.")
    needed = ["language", "way", "how", "channel", "place", "title", "words"]
    needed += ["category"] if kind.categories else []
    found = {key: missing for key in needed if not data.get(key, "").strip()}
    way = data.get("way")
    if way in ("voice", "sms") and not data.get("phone", "").strip():
        found["phone"] = gettext("We need the number for that.")
    if way == "letter" and not data.get("post", "").strip():
        found["post"] = gettext("We need the address for that.")
    for key in ("safe_from", "safe_until"):
        if data.get(key, "").strip() and hour(data[key]) is None:
            found[key] = gettext("Write the hour like 16:30.")
    year = data.get("birth_year", "").strip()
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        found["birth_year"] = gettext("Write the year with four digits.")
    return found
