"""What waits to be seen by the public: passed, or hidden with a reason that the public reads."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.cases import actions
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.actions import CaseProblem
from kachehri.domains.cases.queries import CaseView, Filter
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import at_desk
from kachehri.interfaces.web.asked import Plain, plain
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_matter import around, kind_names

SIZE = 20
REASONS = (
    ("personal", _("It names a private person, or says where somebody lives.")),
    ("harm", _("Somebody could come to harm.")),
    ("insult", _("It insults.")),
    ("false-matter", _("It is no matter of a public office.")),
    ("advertising", _("It advertises.")),
)
VERDICTS = {"hide": "hidden", "private": "private", "open": "open"}
DONE = {
    "passed": _("The public may see it now."),
    "hidden": _("It is hidden."),
    "private": _("It is private now."),
    "open": _("It is private no more."),
}
STATES = {"waiting": _("Waiting"), "passed": _("Passed"), "hidden": _("Hidden")}


@page(rule=at_desk.MODERATES)
@never_cache
@at_desk.one_tree
def moderation(request: HttpRequest) -> HttpResponse:
    """The texts that wait, the oldest matter last."""
    wanted = request.GET.get("state", "waiting")
    wanted = wanted if wanted in STATES else "waiting"
    after = request.GET.get("after", "")
    found = cases.desk_list(
        actor_of(request), Filter(moderation=wanted), "new", after=after, limit=SIZE
    )
    names = kind_names(found.rows)
    places = at_desk.place_names(found.rows)
    context = {
        "rows": [
            {"view": one, "kind": names[one.kind], "place": places.get(one.place_id, "")}
            for one in found.rows
        ],
        "tabs": [
            {"href": f"?state={key}", "label": label, "current": key == wanted}
            for key, label in STATES.items()
        ],
        "state": wanted,
        "next": f"?state={wanted}&after={found.next}" if found.next else "",
        "start": f"?state={wanted}" if after else "",
    }
    return render(request, "web/desk/moderation.html", context)


@page(rule=at_desk.MODERATES)
@never_cache
@at_desk.one_tree
def moderate(request: HttpRequest, number: int) -> HttpResponse:
    """Look at one text, and decide."""
    view, kind = at_desk.found(request, number, at_desk.OF_MODERATOR)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            decided(request, view)
        except CaseProblem as wrong:
            problems = dict(wrong.problems)
        else:
            return HttpResponseRedirect(reverse("desk-moderation"))
    context: dict[str, Any] = around(view, kind) | {
        "questions": plain(asks(), request.POST, problems),
        "problems": problems,
        "general": problems.get("", "") or problems.get("verdict", ""),
        "moderation": STATES[view.moderation],
        "place": at_desk.place_names([view]).get(view.place_id, ""),
    }
    return render(request, "web/desk/moderate.html", context, status=422 if problems else 200)


def asks() -> tuple[Plain, ...]:
    """What is asked of somebody who hides a text."""
    return (
        Plain(
            "because",
            gettext("Why is it hidden?"),
            "radios",
            help=gettext("The reason stands in the public log, without the text."),
            labels=tuple((key, str(label)) for key, label in REASONS),
        ),
        Plain("words", gettext("In your own words")),
    )


def decided(request: HttpRequest, view: CaseView) -> None:
    """Pass the text, or hide it."""
    verdict = VERDICTS.get(request.POST.get("do", ""), "passed")
    known = {key: str(label) for key, label in REASONS}
    reason = known.get(request.POST.get("because", ""), "")
    said = " ".join(part for part in (reason, request.POST.get("words", "").strip()) if part)
    if verdict != "passed" and not said:
        raise CaseProblem({"because": gettext("Choose a reason, or write one.")})
    actions.moderate(
        case_id=view.id, verdict=verdict, because=said, by=actor_of(request), at=timezone.now()
    )
    messages.success(request, str(DONE[verdict]))
