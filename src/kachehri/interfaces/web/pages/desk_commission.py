"""What a commission has before it, and what an organisation speaks for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.queries import CaseView, Filter
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import at_desk
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_matter import kind_names
from kachehri.interfaces.web.pages.desk_matters import rows_of

SIZE = 20
STAGES = (("", _("Open")), ("ended", _("Decided")))


@page(rule=at_desk.COMMISSION)
@never_cache
@at_desk.one_tree
def commission(request: HttpRequest) -> HttpResponse:
    """The matters before the commission, each with the one it came from and its dates."""
    actor, at = actor_of(request), timezone.now()
    stage = "ended" if request.GET.get("stage") == "ended" else ""
    after = request.GET.get("after", "")
    found = cases.desk_list(
        actor, Filter(is_open=not stage), "changed" if stage else "clock", after, SIZE
    )
    parents = parents_of(found.rows)
    offices = bodies.by_ids({one.body_id for one in parents.values() if one.body_id})
    names = kind_names(parents.values())
    context = {
        "rows": [
            {
                "row": row,
                "parent": parent_shown(parents.get(row.view.parent_id or 0), offices, names),
            }
            for row in rows_of(found.rows, actor, at)
        ],
        "tabs": [
            {"href": f"?stage={key}", "label": label, "current": key == stage}
            for key, label in STAGES
        ],
        "next": f"?stage={stage}&after={found.next}" if found.next else "",
        "start": f"?stage={stage}" if after else "",
    }
    return render(request, "web/desk/commission.html", context)


def parents_of(rows: tuple[CaseView, ...]) -> dict[int, CaseView]:
    """The matters that these came from, by id (one query)."""
    wanted = {one.parent_id for one in rows if one.parent_id}
    return cases.by_ids(wanted) if wanted else {}


def parent_shown(
    view: CaseView | None, offices: dict[int, Any], names: dict[str, str]
) -> dict[str, Any] | None:
    """What the commission sees of the matter before: its dates, its office, how it stands."""
    if view is None:
        return None
    office = offices.get(view.body_id or 0)
    return {
        "view": view,
        "kind": names[view.kind],
        "office": office.name(get_language() or "en") if office else "",
        "state": gettext(view.label),
        "silent": "silent" in view.tags,
    }


@page(rule=at_desk.COUNTER)
@never_cache
@at_desk.one_tree
def organisation(request: HttpRequest) -> HttpResponse:
    """What organisations speak for at this counter, and whom to ask whether it was really done."""
    actor, at = actor_of(request), timezone.now()
    after = request.GET.get("after", "")
    found = cases.spoken_for(actor, after, SIZE)
    own = [one for one in found.rows if at_desk.may(at_desk.OF_COUNTER, actor, one)]
    rows = rows_of(tuple(own), actor, at)
    context = {
        "asked": [row for row in rows if "claimed" in row.view.tags],
        "rows": [row for row in rows if "claimed" not in row.view.tags],
        "next": f"?after={found.next}" if found.next else "",
        "start": "?" if after else "",
        "heading": gettext("Matters that organisations speak for"),
    }
    return render(request, "web/desk/organisation.html", context)
