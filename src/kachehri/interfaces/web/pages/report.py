"""Report a problem: what, where, who; a look at it all; sent. No account and no script."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.cases import kinds
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.kinds import CaseKind, CaseProblem
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.people.kinds import PersonProblem
from kachehri.domains.places import queries as places
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.engines.quarantine.kinds import FileRefused, most_bytes
from kachehri.interfaces.web import intake_asks as asks
from kachehri.interfaces.web.asked import Label, Plain
from kachehri.interfaces.web.intake import Draft, may_send
from kachehri.interfaces.web.intake_sending import send
from kachehri.interfaces.web.matter_files import explained, new_files
from kachehri.interfaces.web.pages.desk_records import whole
from kachehri.interfaces.web.stepping import Problems, Step, Way, ended, walked

KIND = "complaint"


def complaint() -> CaseKind:
    """The kind of matter that is brought in here."""
    return kinds.get(KIND)


def asks_what(draft: Draft) -> tuple[Plain, ...]:
    """The first step."""
    return asks.what(complaint())


def problems_of_what(draft: Draft) -> Problems:
    """What the first step lacks."""
    found = {}
    if asks.category(complaint(), draft.text("category")) is None:
        found["category"] = gettext("Choose what it is about.")
    if len(draft.text("words")) < 3:
        found["words"] = gettext("Write at least a few words.")
    elif len(draft.text("words")) > asks.MOST_WORDS:
        found["words"] = gettext("Please write less: at most %(number)s letters.") % {
            "number": asks.MOST_WORDS
        }
    return found


def asks_where(draft: Draft) -> tuple[Plain, ...]:
    """The second step."""
    return asks.where(draft)


def problems_of_where(draft: Draft) -> Problems:
    """A place, by the list or by its name; a name that means one place is taken as that."""
    if place_of(draft) is not None:
        return {}
    text = draft.text("name")
    if not text:
        return {"place": gettext("Choose the place where it is.")}
    found = asks.named(text)
    if len(found) == 1:
        draft.put({"place": str(found[0].id)})
        return {}
    if found:
        return {"place": gettext("Several places are called so. Choose one.")}
    return {"name": gettext("We know no place of this name here. Choose it from the list.")}


def place_of(draft: Draft) -> int | None:
    """The place that was chosen, if there is such a one."""
    number = whole(draft.text("place"))
    return number if number and number in places.by_ids([number]) else None


def lists_of_where(draft: Draft) -> dict[str, Any]:
    """The lists to choose from: what a typed name may mean, else the whole district."""
    hits: list[Label] = []
    if draft.text("name") and place_of(draft) is None:
        hits = [(str(one.id), asks.with_parent(one)) for one in asks.named(draft.text("name"))]
    return {"hits": hits, "groups": [] if hits else asks.home_places()}


def asks_you(draft: Draft) -> tuple[Plain, ...]:
    """The third step."""
    return asks.who(asks.groups())


def nothing(draft: Draft) -> tuple[Plain, ...]:
    """The last page asks nothing but to look."""
    return ()


def no_problem(draft: Draft) -> Problems:
    """Nothing can be wrong here."""
    return {}


def splits(draft: Draft) -> dict[str, Any]:
    """The categories that most people look for, and the others."""
    chosen = asks_what(draft)[0].asked(draft.text("category"))
    first, rest = asks.split(chosen)
    return {"first": first, "rest": rest, "rest_open": any(one.chosen for one in rest)}


WHAT = Step("what", _("What"), _("What is the problem?"), "web/matters/what.html", asks_what,
            problems_of_what, splits)  # fmt: skip
WHERE = Step("where", _("Where"), _("Where is it?"), "web/matters/where.html", asks_where,
             problems_of_where, lists_of_where)  # fmt: skip
YOU = Step("you", _("You"), _("Who are you?"), "web/matters/you.html", asks_you,
           asks.problems_of_who)  # fmt: skip
CHECK = Step("check", _("Send"), _("Is it all right so?"), "web/matters/check.html", nothing,
             no_problem)  # fmt: skip
WAY = Way("report", "report-problem", (WHAT, WHERE, YOU, CHECK))


@page(rule=EVERYONE)
@never_cache
def report(request: HttpRequest, step: str = "") -> HttpResponse:
    """One step of a report."""
    found = WAY.find(step)
    if found is CHECK:
        return check(request)
    draft = Draft(request, WAY.name)
    category = request.GET.get("category", "")
    if category and not draft.text("category") and asks.category(complaint(), category):
        draft.put({"category": category})
    return walked(request, WAY, step)


def check(request: HttpRequest) -> HttpResponse:
    """Everything once more, others that say the same, a photo; then it is sent."""
    return ended(request, WAY, sent, looked_at)


def sent(request: HttpRequest, draft: Draft, problems: Problems) -> HttpResponse | None:
    """Send it; None where something is wrong, and what."""
    if not may_send(request):
        problems[""] = too_many()
        return None
    try:
        made = send(
            request,
            draft,
            kind=KIND,
            place_id=place_of(draft) or 0,
            files=new_files(request, "photo"),
        )
    except (CaseProblem, PersonProblem) as wrong:
        problems.update(told(wrong.problems))
        return None
    except FileRefused as refused:
        problems["photo"] = explained(refused)
        return None
    draft.forget()
    return onward(request, made)


def too_many() -> str:
    """Why nothing more is taken for now."""
    return gettext(
        "Too much was sent from here in this hour. Nothing is lost: what you wrote is kept. "
        "Send it again later, by text message, or take it to a counter."
    )


def told(problems: Any) -> Problems:
    """What is wrong, at the field of the page; what has none stands above."""
    names = {"files": "photo", "address": "phone"}
    found = {names.get(key, key): str(text) for key, text in problems.items()}
    if "photo" not in found:
        found[""] = " ".join(found.values())
    return found


def onward(request: HttpRequest, made: CaseView | None) -> HttpResponse:
    """To the private page; of what must not lie in the open nothing is said but that it came."""
    if made is None:
        return render(request, "web/matters/received.html")
    request.session["new-matter"] = made.number
    return HttpResponseRedirect(reverse("mine", args=[made.secret]))


def looked_at(draft: Draft) -> dict[str, Any]:
    """What the last page shows: each step's answers with a way back to it, and others nearby."""
    place = places.by_ids([place_of(draft) or 0]).get(place_of(draft) or 0)
    category = asks.category(complaint(), draft.text("category"))
    near = cases.nearby(place_of(draft), draft.text("category"), words=draft.text("words"))
    return {
        "rows": [
            (gettext("What"), gettext(category.label) if category else "", WAY.href(WHAT)),
            (gettext("In your words"), draft.text("words"), WAY.href(WHAT)),
            (gettext("Where"), asks.with_parent(place) if place else "", WAY.href(WHERE)),
            (gettext("Where exactly"), draft.text("spot"), WAY.href(WHERE)),
            *rows_of_who(draft, WAY.href(YOU)),
        ],
        "near": [one.case for one in near],
        "photo_mb": most_bytes() >> 20,
        "is_private": bool(category and category.private) or draft.text("words_seen") == "no",
        "takes_photo": True,
        "home": settings.HOME_PLACE,
    }


def rows_of_who(draft: Draft, href: str) -> list[tuple[str, str, str]]:
    """What they said about themselves, in words."""
    ways = {key: label for one in asks.how() if one.key == "way" for key, label in one.labels}
    group = dict(asks.groups()).get(draft.text("group"), "")
    seen = [gettext("the office")] if draft.has("seen", "office") else []
    seen += [gettext("everybody")] if draft.has("seen", "public") else []
    contact = draft.text("email") if draft.text("way") == "email" else draft.text("phone")
    way = ways.get(draft.text("way"), "")
    told = f"{way}: {contact}" if contact and draft.text("way") != "none" else way
    return [
        (gettext("Your name"), draft.text("name_") or gettext("not given"), href),
        (gettext("Who may see your name"), ", ".join(seen) or gettext("nobody"), href),
        *([(gettext("Spoken for by"), group, href)] if group else []),
        (gettext("How we tell you"), told, href),
    ]
