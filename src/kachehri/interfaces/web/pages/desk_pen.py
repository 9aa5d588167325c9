"""The holding pen: what came in and belongs to no matter that the program could find."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.cases import queries as cases
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.pages import render
from kachehri.engines.post import actions as post
from kachehri.engines.post import queries as held
from kachehri.engines.post.queries import HeldView
from kachehri.interfaces.web import at_desk
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_matter import CHANNELS
from kachehri.interfaces.web.pages.desk_records import whole

SIZE = 20
WHYS = {
    "address": _("it was sent to the address of this matter"),
    "thread": _("it answers a message of this matter"),
    "sender": _("the sender has this matter"),
    "number": _("it names this number"),
    "words": _("its words are like those of this matter"),
    "subject": _("its title is like that of this matter"),
}


@page(rule=at_desk.MODERATES)
@never_cache
def pen(request: HttpRequest) -> HttpResponse:
    """What lies there, the oldest first."""
    after = whole(request.GET.get("after"))
    found = held.held(after, SIZE + 1)
    context = {
        "rows": [shown(one) for one in found[:SIZE]],
        "next": f"?after={found[SIZE - 1].id}" if len(found) > SIZE else "",
        "start": after,
    }
    return render(request, "web/desk/pen.html", context)


def shown(one: HeldView) -> dict[str, Any]:
    """What lies there, as the list shows it."""
    return {
        "held": one,
        "channel": CHANNELS.get(one.channel, one.channel),
        "title": one.title or one.words[:80] or gettext("Without words"),
    }


@page(rule=at_desk.MODERATES)
@never_cache
def one_held(request: HttpRequest, number: int) -> HttpResponse:
    """One of them: what it says, the guesses, and where it goes."""
    found = held.one_held(number)
    if found is None:
        raise Http404
    return one_page(request, found)


def one_page(request: HttpRequest, found: HeldView, problem: str = "") -> HttpResponse:
    """The page of what lies there."""
    context = {
        **shown(found),
        "guesses": guesses(found.guesses),
        "typed": request.POST.get("number", ""),
        "problem": problem,
        "new": reverse("desk-counter-new", args=["complaint"])
        + "?"
        + urlencode(
            {
                "words": found.words[:2000],
                "title": found.title[:200],
                "held": str(found.id),
                "channel": found.channel,
            }
        ),
    }
    return render(request, "web/desk/held.html", context, status=422 if problem else 200)


def guesses(found: tuple[Mapping[str, Any], ...]) -> list[dict[str, Any]]:
    """The guesses with the matters they name, the best first."""
    known = {one.number: one for one in cases.by_numbers([int(g["case"]) for g in found])}
    return [
        {
            "view": known[int(guess["case"])],
            "why": WHYS.get(str(guess["why"]), str(guess["why"])),
            "score": round(float(guess["score"]) * 100),
        }
        for guess in found
        if int(guess["case"]) in known
    ]


@page(rule=at_desk.MODERATES)
@never_cache
@require_POST
def settle(request: HttpRequest, number: int) -> HttpResponse:
    """Put it to a matter, or away."""
    found = held.one_held(number)
    if found is None:
        messages.info(request, gettext("Somebody else has settled this meanwhile."))
        return HttpResponseRedirect(reverse("desk-pen"))
    if request.POST.get("do") == "drop":
        return dropped(request, found)
    wanted = whole(request.POST.get("number", "").strip())
    if not wanted or cases.case(wanted) is None:
        return one_page(request, found, gettext("There is no matter of this number."))
    post.place(arrival_id=number, number=wanted, by=actor_of(request), at=timezone.now())
    said = gettext("It belongs to matter %(number)s now.")
    messages.success(request, said % {"number": wanted})
    return HttpResponseRedirect(reverse("desk-pen"))


def dropped(request: HttpRequest, found: HeldView) -> HttpResponse:
    """Put it away, for a reason."""
    because = request.POST.get("because", "").strip()
    if not because:
        return one_page(request, found, gettext("Say why nobody needs it."))
    post.drop(arrival_id=found.id, by=actor_of(request), at=timezone.now(), problem=because)
    messages.success(request, gettext("It was put away. It is kept as it came."))
    return HttpResponseRedirect(reverse("desk-pen"))
