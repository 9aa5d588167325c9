"""Ask an office for information: what and whom, who asks, a look at it with the law, sent."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases.kinds import CaseProblem
from kachehri.domains.people.kinds import PersonProblem
from kachehri.domains.places.queries.trees import one_tree
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.interfaces.web import asking
from kachehri.interfaces.web import intake_asks as asks
from kachehri.interfaces.web.asked import Plain
from kachehri.interfaces.web.intake import Draft, may_send
from kachehri.interfaces.web.intake_sending import send
from kachehri.interfaces.web.pages.report import (
    asks_you,
    no_problem,
    nothing,
    onward,
    rows_of_who,
    told,
    too_many,
)
from kachehri.interfaces.web.stepping import Problems, Step, Way, ended, walked


def laws(draft: Draft) -> dict[str, Any]:
    """The laws that bind offices here, with their limits."""
    return {
        "laws": [(gettext(one.name), asking.law(one, urgent=False)) for one in asking.laws_here()],
        "notes": notes(draft),
        "wanted": draft.text("indicator"),
    }


def notes(draft: Draft) -> list[tuple[str, list[str]]]:
    """What to know before one asks, law by law: of the chosen office, else of all here."""
    to = asking.chosen(draft) if draft.text("office") else None
    known = (to.kind,) if to else asking.laws_here()
    return [(gettext(one.name), [gettext(text) for text in one.notes]) for one in known]


def asks_who(draft: Draft) -> tuple[Plain, ...]:
    """Who asks: the same as with a report."""
    return asks_you(draft)


WHAT = Step("what", _("What"), _("Ask for information"), "web/matters/ask.html", asking.asks,
            asking.problems, laws)  # fmt: skip
YOU = Step("you", _("You"), _("Who are you?"), "web/matters/you.html", asks_who,
           asks.problems_of_who)  # fmt: skip
CHECK = Step("check", _("Send"), _("Is it all right so?"), "web/matters/check.html", nothing,
             no_problem)  # fmt: skip
WAY = Way("ask", "ask", (WHAT, YOU, CHECK))


@page(rule=EVERYONE)
@never_cache
def ask(request: HttpRequest, step: str = "") -> HttpResponse:
    """One step of a request."""
    with one_tree():
        found = WAY.find(step)
        if found is CHECK:
            return check(request)
        if found is WHAT and request.method == "GET":
            prefill(request, Draft(request, WAY.name))
        return walked(request, WAY, step)


def prefill(request: HttpRequest, draft: Draft) -> None:
    """What the address says: the office, or the figure that nobody has published."""
    code, key = request.GET.get("indicator", "")[:80], request.GET.get("office", "")[:80]
    if code and draft.text("indicator") != code and "\0" not in code:
        draft.put(asking.empty_cell(code, request.GET.get("place", "")[:80]))
    body = bodies.by_key(key) if key and "\0" not in key else None
    if body is not None:
        draft.put({"office": str(body.id)})


def check(request: HttpRequest) -> HttpResponse:
    """Everything once more, with the law; then it is sent."""
    return ended(request, WAY, sent, looked_at)


def sent(request: HttpRequest, draft: Draft, problems: Problems) -> HttpResponse | None:
    """Send it; None where something is wrong, and what."""
    to = asking.chosen(draft)
    if to is None or not may_send(request):
        problems[""] = too_many()
        return None
    life = {"life": True} if draft.has("urgent", "yes") else {}
    try:
        made = send(
            request,
            draft,
            kind=to.kind.key,
            place_id=to.body.place_id,
            body_id=to.body.id,
            fields={**life, "indicator": draft.text("indicator")},
            on_paper=draft.text("paper") == "yes",
        )
    except (CaseProblem, PersonProblem) as wrong:
        problems.update(told(wrong.problems))
        return None
    draft.forget()
    return onward(request, made)


def looked_at(draft: Draft) -> dict[str, Any]:
    """What the last page shows."""
    to = asking.chosen(draft)
    urgent = draft.has("urgent", "yes")
    paper = draft.text("paper") == "yes"
    return {
        "rows": [
            (gettext("Office"), to.label if to else "", WAY.href(WHAT)),
            (gettext("What you want to know"), draft.text("words"), WAY.href(WHAT)),
            (gettext("Urgent"), gettext("life or liberty") if urgent else "", WAY.href(WHAT)),
            (gettext("On its way"), on_its_way(paper=paper), WAY.href(WHAT)),
            *rows_of_who(draft, WAY.href(YOU)),
        ],
        "clock": asking.law(to.kind, urgent=urgent) if to else None,
        "fees": gettext(to.kind.fees) if to and to.kind.fees else "",
        "is_private": draft.text("words_seen") == "no",
    }


def on_its_way(*, paper: bool) -> str:
    """Who brings it to the office."""
    if paper:
        return gettext("You bring the letter. Its clock starts with the receipt of the office.")
    return gettext("We send it to the office.")
