"""Names that no place has: which place is meant, settled by a person, and learned."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.places import actions, queries
from kachehri.domains.places.actions import ReviewProblem
from kachehri.domains.places.queries import PlaceView, UnmatchedView
from kachehri.engines.access.pages import page
from kachehri.engines.access.reading import Refused
from kachehri.engines.access.roles import EDIT
from kachehri.engines.pagekit.pages import render
from kachehri.engines.pagekit.templatetags.pagekit import digits
from kachehri.interfaces.web.pages.desk import READ, actor_of
from kachehri.interfaces.web.showing import tier_label, with_tier
from kachehri.kernel.rules import decide

SHOWN = 20
NOBODY = "none"
LONGEST = 100
LIKENESS = (
    (0.9, gettext_lazy("very like")),
    (0.75, gettext_lazy("quite like")),
    (0.0, gettext_lazy("a little like")),
)

REASONS = {
    "exact": gettext_lazy("the same name"),
    "alias": gettext_lazy("a spelling that is known"),
    "spelling": gettext_lazy("written a little differently"),
    "letters": gettext_lazy("nearly the same letters"),
    "words": gettext_lazy("the same words in part"),
    "ambiguous": gettext_lazy("several places fit as well"),
    "unknown": gettext_lazy("no place has such a name"),
}
"""Why a place was taken for the one that a name means (`places.queries.Match.reason`)."""


@page(rule=READ)
@never_cache
def waiting(request: HttpRequest) -> HttpResponse:
    """Names that wait for a person; several can be settled at once."""
    return queue(request, settled=False)


@page(rule=READ)
@never_cache
def settled(request: HttpRequest) -> HttpResponse:
    """Names that a person has settled, and what they mean."""
    return queue(request, settled=True)


def queue(request: HttpRequest, *, settled: bool) -> HttpResponse:
    """A page of names from the one after the address's mark on."""
    after = whole(request.GET.get("after"))
    found = queries.unmatched(after=after, limit=SHOWN + 1, settled=settled)
    context = {
        "names": [shown(one) for one in found[:SHOWN]],
        "waiting": queries.unmatched_count(),
        "next": found[SHOWN - 1].id if len(found) > SHOWN else None,
        "after": after,
        "settled": settled,
        "may": decide(EDIT, actor_of(request)).allowed,
    }
    return render(request, "web/desk/names.html", context)


def shown(one: UnmatchedView) -> Mapping[str, Any]:
    """A name with its guesses in words."""
    return {
        "name": one,
        "tier": tier_label(one.tier),
        "within": with_tier(one.within) if one.within else "",
        "answer": one.answer and with_tier(one.answer),
        "guesses": [
            {
                "place": guess.place,
                "label": full(guess.place),
                "how": likeness(guess.score),
                "score": digits(f"{round(guess.score * 100)}\u00a0%"),
                "why": REASONS.get(guess.reason, guess.reason),
            }
            for guess in one.guesses
        ],
    }


def full(place: PlaceView) -> str:
    """The name of a place with its kind and, where it has one, its code."""
    return f"{with_tier(place)} ({place.pcode})" if place.pcode else with_tier(place)


def likeness(score: float) -> str:
    """How alike two names are, in words."""
    return str(next(words for least, words in LIKENESS if score >= least))


@page(rule=READ)
@never_cache
def one_name(request: HttpRequest, number: int) -> HttpResponse:
    """One name: what it may mean, and a search for another place."""
    name = queries.unmatched_one(number)
    if name is None:
        raise Http404
    asked = request.GET.get("q", "").strip()[:LONGEST]
    hits = queries.search(asked) if asked else ()
    context = {
        "one": shown(name),
        "asked": asked,
        "hits": [{"place": place, "label": full(place), "in": inside(place)} for place in hits],
        "may": decide(EDIT, actor_of(request)).allowed,
    }
    return render(request, "web/desk/name.html", context)


def inside(place: PlaceView) -> str:
    """What a place lies in, in words; empty at the top."""
    outer = queries.by_ids([place.parent_id]) if place.parent_id else {}
    return next((with_tier(view) for view in outer.values()), "")


@page(rule=EDIT)
@require_POST
def settle_one(request: HttpRequest, number: int) -> HttpResponse:
    """Settle one name, by one press; then to the next that waits."""
    settle(request, {number: request.POST.get("place", "")})
    following = queries.unmatched(after=number, limit=1)
    if following:
        return HttpResponseRedirect(reverse("desk-name", args=[following[0].id]))
    return HttpResponseRedirect(reverse("desk-names"))


@page(rule=EDIT)
@require_POST
def settle_several(request: HttpRequest) -> HttpResponse:
    """Settle the names of a page that have an answer; the others go on waiting."""
    given = ((key.removeprefix("name-"), value) for key, value in request.POST.dict().items())
    answers = {whole(number): value for number, value in given if whole(number) and value}
    settle(request, answers)
    after = whole(request.POST.get("after"))
    address = reverse("desk-names")
    return HttpResponseRedirect(f"{address}?after={after}" if after else address)


def settle(request: HttpRequest, answers: Mapping[int, str]) -> None:
    """Settle names and say what came of it; one that is refused stops no other."""
    done = 0
    for number, answer in answers.items():
        if not whole(answer) and answer != NOBODY:
            continue
        try:
            actions.settle_name(
                unmatched=number,
                place=whole(answer) or None,
                by=actor_of(request),
                at=timezone.now(),
            )
        except ReviewProblem:
            messages.error(request, _("Somebody else has settled this name meanwhile."))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            done += 1
    if done:
        said = ngettext(
            "%(number)s name was settled. Look at the file again to bring its rows in.",
            "%(number)s names were settled. Look at the file again to bring their rows in.",
            done,
        )
        messages.success(request, digits(said % {"number": done}))
    elif not answers:
        messages.error(request, _("Choose an answer for one name at least."))


@page(rule=READ)
@never_cache
def place_names(request: HttpRequest, key: str) -> HttpResponse:
    """The spellings by which files know a place, and those that a person taught."""
    place = queries.by_key(key)
    if place is None:
        raise Http404
    known = queries.aliases(place.id)
    context = {
        "place": place,
        "title": with_tier(place),
        "learned": [one for one in known if one.is_learned],
        "brought": [one for one in known if not one.is_learned],
        "names": proper(place.names.values()),
        "may": decide(EDIT, actor_of(request)).allowed,
    }
    return render(request, "web/desk/place_names.html", context)


def proper(names: Iterable[Any]) -> list[str]:
    """The names themselves, each once."""
    return list(dict.fromkeys(name.text for name in names))


@page(rule=EDIT)
@require_POST
def forget(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Forget a spelling that a person taught."""
    place = queries.by_key(key)
    if place is None or number not in {one.id for one in queries.aliases(place.id)}:
        raise Http404
    try:
        actions.forget_alias(alias=number, by=actor_of(request), at=timezone.now())
    except ReviewProblem:
        messages.error(request, _("Only a spelling that a person taught can be forgotten."))
    else:
        messages.success(request, _("The spelling is forgotten. The name waits again."))
    return HttpResponseRedirect(reverse("desk-place-names", args=[key]))


def whole(text: str | None) -> int:
    """A whole number from an address or a form, or 0."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0
