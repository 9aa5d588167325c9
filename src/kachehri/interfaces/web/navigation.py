"""The ways through the site. Only what works has an entry."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kachehri.engines.access.actor import PUBLIC, Actor
from kachehri.engines.access.roles import PEOPLE
from kachehri.kernel.rules import Rule, decide

MAIN = (
    ("report-problem", _("Report a problem")),
    ("matters", _("Matters")),
    ("places", _("Places")),
    ("sectors", _("Subjects")),
    ("indicators", _("Figures")),
    ("reports", _("Reports")),
    ("sources", _("Sources")),
    ("search", _("Search")),
)
FOOT = (
    ("ask", _("Ask for information")),
    ("hearings", _("Open hearings")),
    ("offices", _("Offices")),
    ("service-points", _("Service points")),
    ("surveys", _("Surveys")),
    ("voices", _("What people say")),
    ("forms", _("Questions to you")),
    ("deadline", _("By when must the office answer?")),
    ("about", _("About")),
    ("compare", _("Compare places")),
    ("quality", _("What is wrong in the files")),
    ("data-use", _("Using the data")),
    ("accessibility", _("Accessibility")),
    ("style", _("How pages are made")),
)
PERSONAL: tuple[tuple[str, Any, Rule], ...] = (
    ("desk", _("Desk"), PEOPLE),
    ("account_home", _("Your account"), PEOPLE),
)


@dataclass(frozen=True)
class Way:
    """A link; `here` where the page is its target, `current` also where it lies below."""

    href: str
    label: Any
    current: bool = False
    here: bool = False


def way(name: str, label: Any, path: str) -> Way:
    """The link to a named page, seen from `path`."""
    href = reverse(name)
    return Way(href, label, path.startswith(href), path == href)


def site(request: HttpRequest) -> dict[str, Any]:
    """Context of the layout: main ways, foot, what a signed-in person has."""
    path = request.path
    actor: Actor = getattr(request, "actor", PUBLIC)
    return {
        "navigation": [way(name, label, path) for name, label in MAIN],
        "foot": foot(path, actor),
        "personal": [
            way(name, label, path)
            for name, label, rule in PERSONAL
            if actor.signed_in and decide(rule, actor).allowed
        ],
        "preferences": reverse("preferences"),
    }


def foot(path: str, actor: Actor) -> list[Way]:
    """The foot's links; the way in for offices where nobody is signed in."""
    ways = [way(name, label, path) for name, label in FOOT]
    if not actor.signed_in:
        ways.append(way("account_login", _("For offices: sign in"), path))
    return ways
