"""The officer's day: the matters of an office sorted by clock, and acting on several at once."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.cases import kinds
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.kinds import Order
from kachehri.domains.cases.queries import CasePage, CaseView, Filter
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.pages import render
from kachehri.engines.pagekit.templatetags.pagekit import digits
from kachehri.interfaces.web import at_desk
from kachehri.interfaces.web.clock_showing import Clocks, clocks_of
from kachehri.interfaces.web.clocked import standing
from kachehri.interfaces.web.matter_moves import buttons
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_records import whole
from kachehri.kernel.scripts import western_digits

SIZE = 25
TABS = (
    ("all", _("All")),
    ("late", _("Late")),
    ("today", _("Due today")),
    ("week", _("This week")),
    ("waiting", _("Waiting for the citizen")),
    ("new", _("New")),
    ("contested", _("Contested")),
    ("ended", _("Ended")),
)


ORDERS: dict[str, Order] = {"new": "new", "waiting": "new", "ended": "changed"}
"""How a tab is sorted; the others by clock. A clock that stands still has no place among them."""


@dataclass(frozen=True)
class Row:
    """A matter as the list shows it."""

    view: CaseView
    kind: str
    place: str
    asker: at_desk.Asker
    words: str
    look: str
    href: str
    shown: bool = False


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    tab: str
    filter: Filter
    order: Order
    after: str
    text: str
    kind: str

    def href(self, **changes: str) -> str:
        """This list, asked for in another way."""
        kept = {"tab": self.tab, "q": self.text, "kind": self.kind} | changes
        return "?" + urlencode({key: value for key, value in kept.items() if value})


def asked(request: HttpRequest, at: datetime) -> Asked:
    """Read the address; what makes no sense is as if it were not there."""
    tab = request.GET.get("tab", "")
    tab = tab if tab in dict(TABS) else "all"
    text, kind = request.GET.get("q", "").strip()[:200], request.GET.get("kind", "")
    kind = kind if kinds.find(kind) else ""
    narrowed = replace(of_tab(tab, at), text=text, kind=kind)
    order = ORDERS.get(tab, "clock")
    return Asked(tab, narrowed, order, request.GET.get("after", ""), text, kind)


def of_tab(tab: str, at: datetime) -> Filter:
    """The matters of a tab."""
    night = localtime(at).replace(hour=23, minute=59, second=59, microsecond=0)
    return {
        "late": Filter(overdue=True),
        "today": Filter(due_until=night),
        "week": Filter(due_until=night + timedelta(days=6)),
        "waiting": Filter(tag="waiting-citizen", is_open=True),
        "new": Filter(since=localtime(at).date() - timedelta(days=3)),
        "contested": Filter(tag="contested"),
        "ended": Filter(is_open=False),
    }.get(tab, Filter(is_open=True))


@page(rule=at_desk.OFFICE)
@never_cache
@at_desk.one_tree
def listed(request: HttpRequest) -> HttpResponse:
    """The matters of the offices that this person works for, the next one due first."""
    actor, at = actor_of(request), timezone.now()
    wish = asked(request, at)
    if number := whole(western_digits(wish.text)):
        return HttpResponseRedirect(reverse("desk-matter", args=[number]))
    counts = cases.desk_counts(actor, at)
    found = cases.desk_list(actor, wish.filter, wish.order, wish.after, SIZE)
    if wish.tab == "all" and counts.waiting and not found.next:
        found = with_waiting(found, wish, actor)
    chosen = chosen_of(request, found.rows)
    clocks = clocks_of(found.rows)
    context = {
        "heading": heading(counts),
        "tabs": [
            {"href": wish.href(tab=key), "label": label, "current": key == wish.tab}
            for key, label in TABS
        ],
        "wish": wish,
        "kinds": [(one.key, gettext(one.plural)) for one in kinds.every()],
        "rows": rows_of(found.rows, actor, at, chosen, clocks),
        "next": wish.href(after=found.next) if found.next else "",
        "start": wish.href() if wish.after else "",
        "chosen": aside(chosen, actor, clocks) if chosen else None,
    }
    return render(request, "web/desk/matters.html", context)


def with_waiting(found: CasePage, wish: Asked, actor: Any) -> CasePage:
    """Below the last matter with a clock: those whose clock stands still."""
    still = cases.desk_list(actor, replace(wish.filter, tag="waiting-citizen"), "new", "", SIZE)
    known = {one.id for one in found.rows}
    return replace(found, rows=(*found.rows, *(one for one in still.rows if one.id not in known)))


def heading(counts: Any) -> str:
    """What the day looks like, in a sentence."""
    late = ngettext("%(number)s late", "%(number)s late", counts.late)
    due = counts.today + counts.week
    soon = ngettext("%(number)s due this week", "%(number)s due this week", due)
    parts = late % {"number": digits(counts.late)}, soon % {"number": digits(due)}
    return gettext("Today: %(late)s, %(soon)s") % {"late": parts[0], "soon": parts[1]}


def chosen_of(request: HttpRequest, found: tuple[CaseView, ...]) -> CaseView | None:
    """The matter beside the list: the one that the address names, else the first."""
    asked_for = request.GET.get("show", "")
    named = [one for one in found if str(one.number) == asked_for]
    return next(iter(named or found), None)


def rows_of(
    found: tuple[CaseView, ...],
    actor: Any,
    at: datetime,
    chosen: CaseView | None = None,
    clocks: Clocks | None = None,
) -> list[Row]:
    """Matters as a list shows them."""
    who, lands = at_desk.askers(found, actor), at_desk.place_names(found)
    known = clocks or clocks_of(found)
    return [row(one, who[one.id], lands.get(one.place_id, ""), at, known, chosen) for one in found]


def row(
    view: CaseView,
    asker: at_desk.Asker,
    place: str,
    at: datetime,
    clocks: Clocks,
    chosen: CaseView | None,
) -> Row:
    """One matter as a list shows it."""
    stands = standing(view, at, clocks.calendar(view))
    kind = kinds.find(view.kind)
    return Row(
        view=view,
        kind=gettext(kind.name) if kind else view.kind,
        place=place,
        asker=asker,
        words=stands.words,
        look=stands.look,
        href=at_desk.matter_way(view),
        shown=chosen is not None and chosen.id == view.id,
    )


def aside(view: CaseView, actor: Any, clocks: Clocks) -> dict[str, Any]:
    """The matter beside the list: why this date, and what can be done."""
    kind = kinds.get(view.kind)
    return {
        "view": view,
        "kind": gettext(kind.name),
        "state": gettext(view.label),
        "clocks": clocks.shown(view, 1),
        "buttons": buttons(view, kind, actor),
        "href": at_desk.matter_way(view),
    }
