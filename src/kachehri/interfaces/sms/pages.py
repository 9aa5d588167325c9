"""The call centre: calls that wait, voice notes to listen to, and the way to open a matter."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.pages import render
from kachehri.engines.post import queries as letters
from kachehri.kernel.phones import shown

from . import notes

SHOWN = 20


def actor_of(request: HttpRequest) -> Actor:
    """Whoever asks."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@page(rule=notes.MAY_LISTEN)
@never_cache
def centre(request: HttpRequest) -> HttpResponse:
    """What waits: calls back, and voice notes, the oldest first."""
    after = request.GET.get("after", "")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 19 else 0
    rows = notes.waiting(after=start, limit=SHOWN + 1)
    back = next((one for one in letters.lag().out if one.channel == "voice"), None)
    context = {
        "notes": [{"note": row, "from": shown(row.sender)} for row in rows[:SHOWN]],
        "next": rows[SHOWN - 1].id if len(rows) > SHOWN else None,
        "back": back,
    }
    return render(request, "sms/centre.html", context)


@page(rule=notes.MAY_LISTEN)
@never_cache
def note(request: HttpRequest, number: int) -> HttpResponse:
    """One voice note: listen, and write down what was said."""
    actor = actor_of(request)
    found = notes.one(number=number, by=actor)
    if found is None:
        raise Http404
    words = request.POST.get("words", "").strip()
    if request.method == "POST" and words:
        notes.write_down(number=number, words=words, by=actor, at=timezone.now())
        messages.success(request, _("Written down. The caller gets an answer."))
        return HttpResponseRedirect(reverse("desk-call-centre"))
    context = {
        "note": found,
        "from": shown(str(found.headers.get("sender", ""))),
        "problem": _("Write down what was said.") if request.method == "POST" else "",
    }
    return render(request, "sms/note.html", context)


@page(rule=notes.MAY_LISTEN)
@never_cache
def sound(request: HttpRequest, number: int) -> HttpResponse:
    """The sound itself, to be saved and played by a program that plays sounds."""
    found = notes.one(number=number, by=actor_of(request))
    if found is None:
        raise Http404
    answer = HttpResponse(found.raw, content_type=found.content_type)
    kind = found.content_type.rpartition("/")[2].removeprefix("x-")
    answer["Content-Disposition"] = f'attachment; filename="voice-note-{number}.{kind}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
