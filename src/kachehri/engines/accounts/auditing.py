"""Pages of the ledger for auditors: what was done, and how it is sealed.

They stand here and not in `ledger` because a page needs a rule, and rules lie above the ledger.
"""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import AUDIT
from kachehri.engines.ledger import queries as ledger
from kachehri.engines.ledger.verbs import words_of

from .administration import number
from .queries import names

SHOWN = 50


@page(rule=AUDIT)
@never_cache
def events(request: HttpRequest) -> HttpResponse:
    """What was done, newest first; `before` is an event's id, `about` and `by` are Things."""
    wanted = {name: number(request.GET.get(name)) for name in ("before", "about", "by")}
    found = ledger.events(**wanted, size=SHOWN + 1)
    shown = found[:SHOWN]
    who = names({e.actor_id for e in shown} | {e.thing_id for e in shown})
    context = {
        "rows": [
            (e, words_of(e.verb), who.get(e.actor_id, ""), who.get(e.thing_id, "")) for e in shown
        ],
        "older": shown[-1].id if len(found) > SHOWN else None,
        **wanted,
    }
    return render(request, "accounts/ledger_events.html", context)


@page(rule=AUDIT)
@never_cache
def seals(request: HttpRequest) -> HttpResponse:
    """How far the log is sealed, its newest heads, and how to prove it."""
    context = {
        "state": ledger.state(Path(settings.VAR), timezone.now()),
        "heads": [(h, pieces(h.root.hex())) for h in ledger.newest_heads(size=20)],
    }
    return render(request, "accounts/ledger_seals.html", context)


def pieces(text: str, size: int = 8) -> list[str]:
    """A long number in pieces, between which a narrow screen may break it."""
    return [text[at : at + size] for at in range(0, len(text), size)]
