"""The locked tray: what arrived, by which way and when; opened one by one, each for a reason.

The list shows nothing of the words. What is opened is written into the answer to a form and stands
in no address, no session and no cache. The titles say nothing, and every page has a quick way out.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.actions import divert
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import PEOPLE
from kachehri.engines.accounts import queries as accounts
from kachehri.engines.pagekit.pages import render
from kachehri.engines.vault import actions, queries
from kachehri.engines.vault.kinds import SealedView, TrayProblem
from kachehri.engines.vault.rules import MAY_OPEN
from kachehri.interfaces.web.pages.desk import actor_of

SHOWN = 30
LANGUAGES = ("en", "ur", "sd", "ur-Latn", "sd-Latn")
CHANNELS = {
    "web": gettext_lazy("Website"),
    "sms": gettext_lazy("Text message"),
    "whatsapp": gettext_lazy("WhatsApp"),
    "voice": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "letter": gettext_lazy("Letter"),
    "counter": gettext_lazy("Counter"),
    "hearing": gettext_lazy("Open hearing"),
}
STATES = {
    "new": gettext_lazy("Nobody opened it yet"),
    "taken": gettext_lazy("Somebody has opened it"),
    "closed": gettext_lazy("Closed"),
    "erased": gettext_lazy("Erased"),
}
DONE = {
    "read": gettext_lazy("opened it"),
    "noted": gettext_lazy("added a note"),
    "closed": gettext_lazy("closed it"),
    "erased": gettext_lazy("erased it"),
}
LABELS = {
    "address": gettext_lazy("Who sent it"),
    "name": gettext_lazy("Name"),
    "place": gettext_lazy("Place"),
    "spot": gettext_lazy("Where exactly"),
    "language": gettext_lazy("Language"),
    "title": gettext_lazy("Title"),
    "number": gettext_lazy("Number"),
}
PROBLEMS = {
    "a reason is needed": gettext_lazy("Write why you open it."),
    "this was erased": gettext_lazy("This was erased. Nobody can read it any more."),
}
NO_KEY = gettext_lazy(
    "This cannot be opened with the key that is here, or it was changed. Tell whoever holds the "
    "tray’s key."
)


@page(rule=MAY_OPEN)
@never_cache
def tray(request: HttpRequest) -> HttpResponse:
    """What lies in the tray: by which way it came, when, and whether somebody looked."""
    closed = request.GET.get("closed") == "1"
    after = request.GET.get("after", "")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else None
    rows = queries.tray(actor=actor_of(request), after=start, limit=SHOWN + 1, closed=closed)
    context = {
        "rows": [shown(row) for row in rows[:SHOWN]],
        "next": rows[SHOWN - 1].id if len(rows) > SHOWN else None,
        "closed": closed,
    }
    return private(render(request, "web/desk/tray.html", context))


def shown(row: SealedView) -> dict[str, Any]:
    """A sealed thing in words."""
    return {
        "sealed": row,
        "channel": CHANNELS.get(row.channel, row.channel),
        "state": STATES[row.state],
    }


@page(rule=MAY_OPEN)
@never_cache
def one(request: HttpRequest, number: int) -> HttpResponse:
    """Who opened it before; opened by a form that asks why."""
    content: Mapping[str, Any] = {}
    problem: Any = ""
    because = request.POST.get("because", "")
    if request.method == "POST":
        try:
            content = actions.open_sealed(
                sealed_id=number, because=because, by=actor_of(request), at=timezone.now()
            )
        except TrayProblem as told_why:
            problem = PROBLEMS.get(str(told_why), NO_KEY)
        if "file" in request.POST and content:
            return private(a_file(content, request.POST["file"]))
    found = queries.sealed(actor=actor_of(request), sealed_id=number)
    if found is None:
        raise Http404
    context = shown(found) | {
        "problem": problem,
        "because": because,
        "openings": openings(request, number),
        "content": told(request, content) if content else None,
    }
    return private(render(request, "web/desk/tray_one.html", context))


def openings(request: HttpRequest, number: int) -> list[Mapping[str, Any]]:
    """Who opened it, what they did and why, newest first."""
    rows = queries.openings(actor=actor_of(request), sealed_id=number)
    names = accounts.names({row.by_id for row in rows})
    return [
        {"name": names.get(row.by_id, ""), "did": DONE.get(row.what, row.what), "row": row}
        for row in rows
    ]


def told(request: HttpRequest, content: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was sealed, as the page shows it: the words, short facts, lines and files."""
    names = accounts.names({line["by"] for line in content.get("notes", ())})
    facts = [(LABELS[key], content[key]) for key in LABELS if content.get(key)]
    lines = [
        one.get("words") if isinstance(one, Mapping) else str(one)
        for key in ("entries", "messages", "last")
        for one in _several(content.get(key))
    ]
    return {
        "words": content.get("words", ""),
        "lang": content.get("language", "") if content.get("language") in LANGUAGES else "",
        "facts": facts,
        "lines": [line for line in lines if line],
        "files": [one["name"] for one in content.get("files", ()) if one.get("content")],
        "notes": [{**line, "name": names.get(line["by"], "")} for line in content.get("notes", ())],
    }


def _several(value: Any) -> list[Any]:
    if not value:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def a_file(content: Mapping[str, Any], name: str) -> HttpResponse:
    """The original of a file that came along, to be saved and never shown by the browser."""
    found = next((one for one in content.get("files", ()) if one["name"] == name), None)
    if found is None or not isinstance(found.get("content"), bytes):
        raise Http404
    answer = HttpResponse(found["content"], content_type="application/octet-stream")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def private(answer: HttpResponse) -> HttpResponse:
    """Let no browser and no proxy keep it, and no other site hear where it came from."""
    answer["Cache-Control"] = "no-store, private"
    answer["Referrer-Policy"] = "same-origin"
    return answer


@page(rule=PEOPLE)
@require_POST
def put(request: HttpRequest) -> HttpResponse:
    """*This is sensitive*: a reader of a matter moves it into the tray, and sees only that."""
    number = request.POST.get("number", "")
    found = cases.case(int(number)) if number.isascii() and number.isdigit() else None
    if found is None:
        raise Http404
    divert(case_id=found.id, because="reader", by=actor_of(request), at=timezone.now())
    messages.success(request, _("Moved. Somebody who is trained for it will see to it."))
    return HttpResponseRedirect(reverse("desk"))


@page(rule=MAY_OPEN)
@require_POST
def act(request: HttpRequest, number: int) -> HttpResponse:
    """Add a note, close it, or erase it for good."""
    what, words = request.POST.get("what", ""), request.POST.get("words", "").strip()
    by, at = actor_of(request), timezone.now()
    try:
        if not words:
            raise TrayProblem("a reason is needed")
        if what == "note":
            actions.note(sealed_id=number, words=words[:4000], by=by, at=at)
        elif what == "close":
            actions.close(sealed_id=number, because=words, by=by, at=at)
        elif what == "erase" and request.POST.get("sure") == "1":
            actions.erase(sealed_id=number, because=words, by=by, at=at)
        else:
            messages.error(request, _("Nothing was done. Tick the box if you are sure."))
            return HttpResponseRedirect(reverse("desk-sealed", args=[number]))
    except TrayProblem as problem:
        messages.error(request, str(PROBLEMS.get(str(problem), NO_KEY)))
    else:
        messages.success(request, _("Done."))
    return HttpResponseRedirect(reverse("desk-sealed", args=[number]))
