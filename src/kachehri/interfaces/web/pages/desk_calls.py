"""Whom to call, when it is safe, who may answer; and what came of the call."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.cases import actions
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.actions import CaseProblem, Overtaken
from kachehri.domains.cases.kinds import CaseKind
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.people import actions as persons
from kachehri.domains.people import queries as people
from kachehri.domains.people.queries import PersonView, Way
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.pages import page
from kachehri.engines.accounts import queries as accounts
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import at_desk
from kachehri.interfaces.web.asked import Plain, plain
from kachehri.interfaces.web.clock_showing import clocks_of
from kachehri.interfaces.web.matter_moves import moves
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_matter import around
from kachehri.interfaces.web.pages.desk_records import whole

SIZE = 20
OUTCOMES = (
    ("reached", _("I spoke to the person")),
    ("nobody", _("Nobody answered")),
    ("wrong-person", _("Somebody else answered; I said nothing of the matter")),
    ("asked-later", _("They asked me to call another time")),
    ("not-safe", _("It did not seem safe: do not call again")),
)
RELIEF = (
    ("full", _("Yes, fully")),
    ("part", _("In part")),
    ("none", _("Not at all")),
)
RECEIVED = (
    ("well", _("I was received well")),
    ("shamed", _("I was shamed")),
    ("mocked", _("I was mocked")),
    ("asked-for-money", _("I was asked for money")),
    ("no-transport", _("I had no way to get there")),
    ("no-ramp", _("I could not get in (no ramp)")),
    ("not-in-my-language", _("Nobody spoke my language")),
)
CALLERS = ("female", "male")
SPOKEN = ("sms", "voice", "whatsapp")
"""Ways of contact whose address can be called."""


@dataclass(frozen=True)
class Call:
    """A matter whose applicant is to be called. `now`: it is safe at this moment."""

    view: CaseView
    person: PersonView
    way: Way
    now: bool
    place: str


@page(rule=at_desk.COUNTER)
@never_cache
@at_desk.one_tree
def calls(request: HttpRequest) -> HttpResponse:
    """Whom to call, those first with whom it is safe now."""
    actor, at = actor_of(request), timezone.now()
    found = cases.calls(actor, at, request.GET.get("after", ""), SIZE)
    ready, others = sorted_out(found.rows, actor, at)
    context = {
        "rows": ready,
        "others": others,
        "asks_sex": bool(others) and not sex_of(actor),
        "next": f"?after={found.next}" if found.next else "",
        "start": "?" if request.GET.get("after") else "",
    }
    return render(request, "web/desk/calls.html", context)


def sorted_out(rows: tuple[CaseView, ...], actor: Actor, at: datetime) -> tuple[list[Call], int]:
    """Those that this caller may call, and how many ask for a caller of their own sex instead."""
    own = sex_of(actor)
    ids = {one.applicant_id for one in rows if one.applicant_id}
    ways, known = people.safe_ways(ids, at), people.people(ids)
    places = at_desk.place_names(rows)
    at_counter = [one for one in rows if at_desk.may(at_desk.OF_COUNTER, actor, one)]
    made = [call_of(one, ways, known, places, at) for one in at_counter]
    calls = [one for one in made if one is not None]
    mine = [one for one in calls if fits(one, own)]
    return sorted(mine, key=lambda one: (not one.now, one.way.not_before)), len(calls) - len(mine)


def call_of(
    view: CaseView,
    ways: Mapping[int, Way | None],
    known: Mapping[int, PersonView],
    places: Mapping[int, str],
    at: datetime,
) -> Call | None:
    """A call, if there is a safe way to make it."""
    way, person = ways.get(view.applicant_id or 0), known.get(view.applicant_id or 0)
    if way is None or person is None or way.channel not in SPOKEN:
        return None
    return Call(view, person, way, way.not_before <= at, places.get(view.place_id, ""))


def fits(call: Call, own: str) -> bool:
    """Whether this caller may call: where a person asks for it, only somebody of their own sex."""
    return not call.way.same_sex or (bool(own) and own == call.person.sex)


def sex_of(actor: Actor) -> str:
    """The sex of whoever calls, as far as they said it of themselves."""
    person = self_of(actor)
    return person.sex if person else ""


def self_of(actor: Actor) -> PersonView | None:
    """The person behind whoever calls, if one was written down."""
    account = account_of(actor)
    number = people.of_account(account) if account else None
    return people.person(number) if number else None


def account_of(actor: Actor) -> int | None:
    """The account of whoever calls."""
    return accounts.account_ids({actor.thing_id or 0}).get(actor.thing_id or 0)


@page(rule=at_desk.COUNTER)
@never_cache
@require_POST
def caller(request: HttpRequest) -> HttpResponse:
    """Whoever calls says of themselves whether they are a woman or a man, once."""
    actor, sex, at = actor_of(request), request.POST.get("sex", ""), timezone.now()
    known = self_of(actor)
    if sex in CALLERS and known is None:
        persons.register_person(sex=sex, account_id=account_of(actor), by=actor, at=at)
    elif sex in CALLERS and known is not None and not known.sex:
        persons.change_person(
            person_id=known.id,
            name=known.name,
            sex=sex,
            birth_year=known.birth_year,
            disability=known.disability,
            language=known.language,
            post=known.post,
            by=actor,
            at=at,
        )
    return HttpResponseRedirect(reverse("desk-calls"))


@page(rule=at_desk.COUNTER)
@never_cache
@at_desk.one_tree
def call(request: HttpRequest, number: int) -> HttpResponse:
    """One call: the number, who may answer, what to ask, and what came of it."""
    view, kind = at_desk.found(request, number, at_desk.OF_COUNTER)
    at = timezone.now()
    ready, others = sorted_out((view,), actor_of(request), at)
    problems: dict[str, str] = {}
    if request.method == "POST" and ready:
        problems = spoken(request, view, kind)
        if not problems:
            messages.success(request, gettext("The call is written down."))
            return HttpResponseRedirect(reverse("desk-calls"))
    context = around(view, kind) | {
        "call": ready[0] if ready else None,
        "others": others,
        "clocks": clocks_of([view]).shown(view),
        "questions": plain(asks(view, kind, actor_of(request)), request.POST, problems),
        "problems": problems,
        "general": problems.get("", ""),
        "version": view.version,
    }
    return render(request, "web/desk/call.html", context, status=422 if problems else 200)


def asks(view: CaseView, kind: CaseKind, actor: Actor) -> tuple[Plain, ...]:
    """What is asked about a call, and in it."""
    answers = tuple(
        (move.key, gettext(move.label))
        for move in moves(view, kind, actor)
        if move.tags & {"confirms", "contests"}
    )
    outcome = Plain(
        "outcome",
        gettext("What came of the call?"),
        "radios",
        required=True,
        labels=tuple((key, str(label)) for key, label in OUTCOMES),
    )
    said = Plain(
        "answer",
        gettext("Is it really done?"),
        "radios",
        help=gettext("Ask in the person’s own words, and tick what they say."),
        labels=answers,
    )
    feedback = (
        Plain(
            "relief",
            gettext("Did it help you?"),
            "radios",
            labels=tuple((key, str(label)) for key, label in RELIEF),
        ),
        Plain(
            "received",
            gettext("How were you received at the office?"),
            "checks",
            labels=tuple((key, str(label)) for key, label in RECEIVED),
        ),
    )
    words = Plain("words", gettext("What the person said, in their words"), "words")
    asked = feedback if not view.is_open else ()
    return (outcome, *((said,) if answers else ()), *asked, words)


def spoken(request: HttpRequest, view: CaseView, kind: CaseKind) -> dict[str, str]:
    """Write down what came of a call; return what is wrong with it."""
    if request.POST.get("outcome") not in dict(OUTCOMES):
        return {"outcome": gettext("Choose one.")}
    try:
        with transaction.atomic():
            written(request, view, kind)
    except CaseProblem as wrong:
        return renamed(wrong.problems)
    except Overtaken:
        return {"": gettext("Somebody has changed this meanwhile. Look at it, then decide again.")}
    return {}


def renamed(problems: Mapping[str, str]) -> dict[str, str]:
    """Problems of a move's fields, said at the field of the call."""
    known = {"outcome", "answer", "relief", "received", "words"}
    return {key if key in known else "words": text for key, text in problems.items()}


def written(request: HttpRequest, view: CaseView, kind: CaseKind) -> None:
    """What was answered, and the call itself."""
    actor, at, words = actor_of(request), timezone.now(), request.POST.get("words", "").strip()
    outcome = request.POST.get("outcome", "")
    if outcome == "reached":
        answered(request, view, kind, words, at)
    actions.log_call(case_id=view.id, outcome=outcome, words=words, by=actor, at=at)


def answered(
    request: HttpRequest, view: CaseView, kind: CaseKind, words: str, at: datetime
) -> None:
    """What the person said of the end of the matter, and of how they were received."""
    actor = actor_of(request)
    offered = {one.key: one for one in moves(view, kind, actor)}
    said = offered.get(request.POST.get("answer", ""))
    if said is not None:
        actions.move(
            case_id=view.id,
            version=whole(request.POST.get("version")),
            move=said.key,
            content=dict.fromkeys(said.asks, words),
            by=actor,
            at=at,
        )
    if request.POST.get("relief"):
        actions.answer_feedback(
            case_id=view.id,
            relief=request.POST["relief"],
            received=tuple(request.POST.getlist("received")),
            words=words,
            by=actor,
            at=at,
        )
