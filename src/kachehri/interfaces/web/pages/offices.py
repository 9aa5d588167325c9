"""The public directory: offices, who answers in them, what each tier holds, what they publish."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kachehri.domains.bodies import actions, kinds, queries
from kachehri.domains.bodies.actions import BodyProblem
from kachehri.domains.bodies.queries import BodyView, OfficerView, ScoreView
from kachehri.domains.bodies.queries.officers import in_role, ladder_of
from kachehri.domains.bodies.rules.quarters import before, quarter_of
from kachehri.domains.cases.kinds import checklists, find_checklist
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.trees import one_tree
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import office_showing as showing
from kachehri.interfaces.web.matter_listing import rates_of
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.showing import with_tier

LONGEST = 100
SHOWN = 30
QUARTERS = 6
FIRST_ASKED = ("information-officer", "focal-person", "head", "representative")
"""Roles that the page of an office names first: who may be asked, and who is in charge."""
WHATS = {
    "reach": _("A number or an address does not work"),
    "name": _("The name is wrong"),
    "duty": _("It does something else"),
    "hours": _("It is open at other times"),
    "closed": _("It is closed, or has moved"),
    "officer": _("Somebody else holds the post"),
    "missing": _("Something is missing"),
    "other": _("Something else"),
}


@page(rule=EVERYONE)
def offices(request: HttpRequest) -> HttpResponse:
    """The list of offices: by words, place, kind and sector."""
    asked = {
        name: request.GET.get(name, "").replace("\0", "").strip()[:LONGEST]
        for name in ("q", "place", "kind", "sector", "after")
    }
    with one_tree():
        place = places.by_key(asked["place"]) if asked["place"] else None
        found = queries.search(
            asked["q"],
            place.id if place else None,
            kind=asked["kind"],
            sector=asked["sector"],
            on=timezone.localdate(),
            after=asked["after"],
            limit=SHOWN,
        )
        known = places.by_ids({one.place_id for one in found.bodies})
        context = {
            "asked": asked,
            "choices": choices(asked),
            "narrowed": any(asked[name] for name in ("q", "place", "kind", "sector")),
            "rows": [showing.office_row(one, known.get(one.place_id)) for one in found.bodies],
            "next": urlencode({**asked, "after": found.after}) if found.after else "",
        }
    return render(request, "web/offices.html", context)


def choices(asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """What the list can be narrowed down to."""
    used_kinds, used_sectors = queries.kinds_and_sectors()
    return [
        {
            "name": "place",
            "label": gettext("Place"),
            "chosen": asked["place"],
            "options": [(one.key, with_tier(one)) for one in near_home()],
        },
        {
            "name": "kind",
            "label": gettext("Kind"),
            "chosen": asked["kind"],
            "options": [(one, showing.label(kinds.KINDS, one)) for one in used_kinds],
        },
        {
            "name": "sector",
            "label": gettext("Subject"),
            "chosen": asked["sector"],
            "options": sorted(
                ((one, showing.word(one)) for one in used_sectors), key=lambda pair: pair[1]
            ),
        },
    ]


def near_home() -> list[PlaceView]:
    """The home district, its parts, and what it lies in."""
    home = places.by_key(settings.HOME_PLACE)
    if home is None:
        return []
    tree = places.tree()
    return [home, *places.children(home.id), *places.ancestors(home, tree)]


@page(rule=EVERYONE)
def office(request: HttpRequest, key: str) -> HttpResponse:
    """One office: what it does, who answers, how to reach it, and to whom a matter climbs."""
    body = office_of(key)
    today = timezone.localdate()
    with one_tree():
        place = places.by_ids([body.place_id])[body.place_id]
        above = queries.chain(body.id)
        everybody = queries.positions([one.id for one in above], today)
        posts = tuple(one for one in everybody if one.body_id == body.id)
        steps = ladder_of([one.id for one in above], everybody)
        context = {
            "office": body,
            "place": place,
            "where": with_tier(place),
            "kind": showing.label(kinds.KINDS, body.kind),
            "tier": showing.label(kinds.TIERS, body.tier),
            "sectors": showing.listed(showing.word(one) for one in body.sectors),
            "above": above[1:2],
            "parts": queries.parts(body.id, today),
            "gone": gone(body, today),
            **answering(posts),
            "ladder": climbing(steps, above),
            **reaching(body, posts),
            "points": points_of(body),
            "scores": scores_of(body),
            "ways": ways_on(body),
            "rates": rates_of(body.id),
        }
    return render(request, "web/office.html", context)


def office_of(key: str) -> BodyView:
    """The office of an address, or 404."""
    body = queries.by_key(key)
    if body is None:
        raise Http404
    return body


def gone(body: BodyView, today: date) -> dict[str, Any] | None:
    """What a dissolved office's page says first."""
    if body.existed(today):
        return None
    follower = queries.current(body.id, today)
    is_other = follower is not None and follower.id != body.id
    return {"on": body.valid_to, "follower": follower if is_other else None}


def answering(posts: tuple[OfficerView, ...]) -> dict[str, Any]:
    """Who is to be asked."""
    asked = []
    for role in FIRST_ASKED:
        view = in_role(posts, role)
        if view is not None and not (view.stands_in and role != "information-officer"):
            asked.append((showing.label(kinds.ROLES, role), showing.post(view), view.stands_in))
    return {"posts": asked}


def climbing(steps: Iterable[OfficerView], above: Sequence[BodyView]) -> list[showing.Post]:
    """The ladder up; an office is named where it is another one."""
    bodies = {one.id: one for one in above[1:]}
    return [showing.post(one, bodies.get(one.body_id)) for one in steps]


def reaching(body: BodyView, posts: tuple[OfficerView, ...]) -> dict[str, Any]:
    """Addresses of the office, its desks and its posts; and what each desk takes."""
    desks = queries.desks(body.id)
    owners = {one.thing_id: one.name() for one in desks}
    owners |= {one.thing_id: one.title() for one in posts}
    words = showing.category_words()
    return {
        "addresses": [showing.reach(one, owners) for one in queries.addresses_of_bodies([body.id])],
        "desks": [(one.name(), taken(one.categories, words)) for one in desks],
    }


def taken(categories: tuple[str, ...], words: Mapping[str, str]) -> str:
    """What a desk takes, in words."""
    if not categories:
        return gettext("all that no other desk takes")
    return showing.listed(gettext(words[key]) for key in categories if key in words)


def points_of(body: BodyView) -> list[showing.Point]:
    """Where it serves people."""
    found = queries.points(body_ids=[body.id])
    known = places.by_ids({one.place_id for one in found})
    at = timezone.now()
    return [showing.service_point(one, {body.id: body}, known, at) for one in found]


def scores_of(body: BodyView) -> list[tuple[str, list[ScoreView]]]:
    """How much it publishes, by check-list, the newest quarter first."""
    found: dict[str, list[ScoreView]] = {}
    for one in queries.scores(body_ids=[body.id]):
        found.setdefault(one.checklist, []).append(one)
    return [(checklist_name(key), several[:QUARTERS]) for key, several in found.items()]


def checklist_name(key: str) -> str:
    """A check-list in words; its key where no pack declares it any more."""
    known = find_checklist(key)
    return gettext(known.name) if known else key


def ways_on(body: BodyView) -> list[dict[str, Any]]:
    """What one can do with this office from here."""
    ways = [
        ("report-problem", gettext("Report a problem"), gettext("It gets a number and a clock.")),
        ("ask", gettext("Ask for information"), gettext("The law gives you the right to ask.")),
    ]
    found = []
    for name, title, text in ways:
        try:
            href = f"{reverse(name)}?{urlencode({'office': body.key})}"
        except NoReverseMatch:
            continue
        if name != "ask" or body.laws:
            found.append({"href": href, "title": title, "text": text})
    return found


@page(rule=EVERYONE)
def wrong(request: HttpRequest, key: str) -> HttpResponse:
    """Say what is wrong on the page of an office; an editor decides."""
    body = office_of(key)
    problems: dict[str, Any] = {}
    if request.method == "POST":
        try:
            kept = actions.propose(
                about_thing=body.thing_id,
                what=request.POST.get("what", ""),
                words=request.POST.get("words", ""),
                source=request.POST.get("source", ""),
                by=_proposer(request),
                at=timezone.now(),
            )
        except BodyProblem as problem:
            problems = problem.problems
        else:
            said = gettext("Thank you. Somebody will look at it.")
            full = gettext("Many people wrote about this office. Please try again in some days.")
            messages.success(request, said) if kept else messages.error(request, full)
            return HttpResponseRedirect(reverse("office", args=[body.key]))
    context = {
        "office": body,
        "whats": WHATS.items(),
        "sent": request.POST if request.method == "POST" else {},
        "problems": problems,
        "decided": queries.decided(body.thing_id, limit=5),
    }
    return render(request, "web/office_wrong.html", context, status=422 if problems else 200)


def _proposer(request: HttpRequest) -> Any:
    """Who is signed in, or the actor that writes for visitors."""
    actor = actor_of(request)
    return actor if actor.thing_id is not None else system_actor("citizen", timezone.now())


@page(rule=EVERYONE)
def functions(request: HttpRequest) -> HttpResponse:
    """Which tier holds which subject, and by which law."""
    with one_tree():
        home = places.by_key(settings.HOME_PLACE)
        around = places.ancestors(home, places.tree()) if home else ()
        province = next((one for one in around if one.tier == "province"), None)
        found = queries.functions(province=province.key if province else "")
        bodies = queries.by_ids({one.body_id for one in found if one.body_id})
    rows = [
        {
            "subject": showing.word(one.subject),
            "tier": showing.label(kinds.TIERS, one.tier),
            "body": bodies.get(one.body_id or 0),
            "view": one,
        }
        for one in found
    ]
    rows.sort(key=lambda row: str(row["subject"]))
    return render(request, "web/functions.html", {"rows": rows, "province": province})


@page(rule=EVERYONE)
def published(request: HttpRequest) -> HttpResponse:
    """How much each office publishes by itself, quarter by quarter."""
    known = checklists()
    chosen = find_checklist(request.GET.get("list", "")) or (known[0] if known else None)
    quarters = [quarter_of(timezone.localdate())]
    while len(quarters) < QUARTERS:
        quarters.append(before(quarters[-1]))
    scores = queries.scores(checklist=chosen.key, quarters=quarters) if chosen else ()
    bodies = queries.by_ids({one.body_id for one in scores})
    by_body: dict[int, dict[str, int | None]] = {}
    for one in scores:
        by_body.setdefault(one.body_id, {})[one.quarter] = one.percent
    rows = [
        (bodies[id], [(quarter, found.get(quarter)) for quarter in quarters])
        for id, found in by_body.items()
    ]
    context = {
        "lists": [(one.key, gettext(one.name)) for one in known],
        "chosen": chosen,
        "name": gettext(chosen.name) if chosen else "",
        "items": [gettext(one.label) for one in chosen.items] if chosen else [],
        "quarters": quarters,
        "rows": sorted(rows, key=lambda row: row[0].name()),
    }
    return render(request, "web/published.html", context)
