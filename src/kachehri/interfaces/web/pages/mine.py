"""The applicant's own page: no sign-in, the private address opens it; everything they may do."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache

from kachehri.domains.cases import actions, kinds
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.kinds import CaseKind, CaseProblem, NewFile, Overtaken
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.people import queries as people
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.pages import page
from kachehri.engines.access.reading import Refused
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.accounts.qr import qr_svg
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.pagekit.pages import render
from kachehri.engines.quarantine.kinds import FileRefused, most_bytes
from kachehri.interfaces.web.asked import Around, sent
from kachehri.interfaces.web.intake import may_send
from kachehri.interfaces.web.matter_files import explained, new_files, with_files
from kachehri.interfaces.web.matter_letters import letters_of
from kachehri.interfaces.web.matter_moves import GRAVE, asks, fields, moves
from kachehri.interfaces.web.matter_showing import screen
from kachehri.interfaces.web.pages.desk_records import whole
from kachehri.interfaces.web.pages.matters import explained as explained_clocks
from kachehri.interfaces.web.pages.report import too_many
from kachehri.kernel.flows import Move

WAYS_SHOWN = {"sms": "phone", "voice": "phone", "email": "email", "whatsapp": "phone"}


def citizen() -> Actor:
    """Who acts here: somebody without an account, who knows the private address."""
    return system_actor("citizen", timezone.now())


def found(secret: str) -> tuple[CaseView, CaseKind]:
    """The matter that the private address opens; a wrong one is an address that is not there."""
    view = cases.by_secret(secret)
    kind = kinds.find(view.kind) if view else None
    if view is None or kind is None:
        raise Http404
    return view, kind


@page(rule=EVERYONE)
@never_cache
def mine(request: HttpRequest, secret: str) -> HttpResponse:
    """The whole matter, and what its applicant may do now."""
    view, kind = found(secret)
    return render(request, "web/matters/mine.html", own(request, view, kind))


def own(request: HttpRequest, view: CaseView, kind: CaseKind) -> dict[str, Any]:
    """What the private page shows."""
    address = request.build_absolute_uri(reverse("mine", args=[view.secret]))
    person = people.person(view.applicant_id) if view.applicant_id else None
    return screen(view, kind, timezone.now()) | {
        "mine": True,
        "is_new": request.session.pop("new-matter", None) == view.number,
        "address": address,
        "qr": qr_svg(address, gettext("A picture to scan with a phone")),
        "moves": doable(view, kind),
        "feedback": cases.feedback(view.id),
        "asks_feedback": not view.is_open,
        "person": person,
        "contacts": people.contacts(view.applicant_id) if view.applicant_id else (),
        "why_href": reverse("mine-why", args=[view.secret]),
        "is_public": cases.is_visible(view, timezone.localdate()),
        "letters": letters_of(view, kind)[:2],
    }


def doable(view: CaseView, kind: CaseKind) -> list[tuple[Move, str, str]]:
    """The moves of the applicant: with its label and the look of its button."""
    known = [one for one in moves(view, kind, citizen()) if "remedy" not in one.tags]
    return [
        (one, gettext(one.label), "grave" if one.tags & GRAVE else "alt" if n else "")
        for n, one in enumerate(known)
    ]


@page(rule=EVERYONE)
@never_cache
def why(request: HttpRequest, secret: str) -> HttpResponse:
    """Why these dates, for a matter that the public does not see."""
    view, kind = found(secret)
    context = {
        "view": view, "kind_name": gettext(kind.name), "clocks": explained_clocks(view),
        "mine": True,
    }  # fmt: skip
    return render(request, "web/matters/why.html", context)


@page(rule=EVERYONE)
@never_cache
def move(request: HttpRequest, secret: str, key: str) -> HttpResponse:
    """Confirm, contest, answer, withdraw: what the kind lets its applicant do."""
    view, kind = found(secret)
    meant = next((one for one, _label, _look in doable(view, kind) if one.key == key), None)
    if meant is None:
        messages.error(request, gettext("This was done already, or is not open any more."))
        return to(view)
    if request.method != "POST":
        return form(request, view, kind, meant, {}, {})
    content = sent(fields(kind, meant), request.POST)
    try:
        now = actions.move(
            case_id=view.id,
            version=whole(request.POST.get("version")) or view.version,
            move=key,
            content=with_files(request, fields(kind, meant), content),
            secret=view.secret,
            by=citizen(),
            at=timezone.now(),
        )
    except CaseProblem as wrong:
        return form(request, view, kind, meant, content, wrong.problems)
    except FileRefused as refused:
        return form(request, view, kind, meant, content, {"": explained(refused)})
    except (Overtaken, Refused):
        problem = gettext("Something happened in between. Please look at it again.")
        return form(request, found(secret)[0], kind, meant, content, {"": problem})
    return after(request, now)


def form(
    request: HttpRequest,
    view: CaseView,
    kind: CaseKind,
    meant: Move,
    content: Mapping[str, Any],
    problems: Mapping[str, str],
) -> HttpResponse:
    """What a move asks, filled with what was typed."""
    context = {
        "view": view,
        "title": gettext(meant.label),
        "questions": asks(kind, meant, content, problems, Around()),
        "problems": problems,
        "general": problems.get("", "") or problems.get("move", ""),
        "version": view.version,
        "button": gettext(meant.label),
        "grave": bool(meant.tags & GRAVE),
    }
    return render(request, "web/matters/act.html", context, status=422 if problems else 200)


def to(view: CaseView) -> HttpResponse:
    """Back to the private page."""
    return HttpResponseRedirect(reverse("mine", args=[view.secret]))


def after(request: HttpRequest, now: CaseView | None) -> HttpResponse:
    """Back to the private page; what went to the locked tray is only received."""
    if now is None:
        return render(request, "web/matters/received.html")
    messages.success(request, gettext("Thank you. It is written down."))
    return to(now)


@page(rule=EVERYONE)
@never_cache
def add(request: HttpRequest, secret: str) -> HttpResponse:
    """Add words, a photo or a paper."""
    view, _kind = found(secret)
    words, problems = request.POST.get("words", "").strip(), {}
    if request.method == "POST":
        try:
            files = new_files(request, "photo")
            problems = unready(request, words, files)
            if not problems:
                now = added(view, words, files)
                return after(request, now)
        except CaseProblem as wrong:
            problems = {"": " ".join(str(one) for one in wrong.problems.values())}
        except FileRefused as refused:
            problems = {"photo": explained(refused)}
    context = {"view": view, "words": words, "problems": problems, "photo_mb": most_bytes() >> 20}
    return render(request, "web/matters/add.html", context, status=422 if problems else 200)


def unready(request: HttpRequest, words: str, files: tuple[NewFile, ...]) -> dict[str, str]:
    """What hinders that it is taken."""
    if not words and not files:
        return {"words": gettext("Write something, or add a photo or a paper.")}
    return {} if may_send(request, "words") else {"": too_many()}


def added(view: CaseView, words: str, files: tuple[NewFile, ...]) -> CaseView | None:
    """Words of the applicant; they answer what the office asked, where it has asked."""
    return actions.add_message(
        case_id=view.id,
        words=words or gettext("A file was added."),
        side="applicant",
        secret=view.secret,
        files=files,
        by=citizen(),
        at=timezone.now(),
    )


@page(rule=EVERYONE)
@never_cache
def take(request: HttpRequest, secret: str, remedy: str) -> HttpResponse:
    """The next step: a look at it, its clock and its law; taking it opens the next matter."""
    view, kind = found(secret)
    shown = screen(view, kind, timezone.now())
    meant = next((one for one in shown["next"] if one.key == remedy), None)
    if meant is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            made = actions.take_remedy(
                case_id=view.id,
                remedy=remedy,
                words=request.POST.get("words", "").strip(),
                secret=view.secret,
                channel="web",
                by=citizen(),
                at=timezone.now(),
            )
        except (CaseProblem, Refused) as wrong:
            problem = " ".join(getattr(wrong, "problems", {"": str(wrong)}).values())
        else:
            return onward(request, made)
    context = {
        "view": view, "one": meant, "problem": problem, "words": request.POST.get("words", ""),
    }  # fmt: skip
    return render(request, "web/matters/next.html", context, status=422 if problem else 200)


def onward(request: HttpRequest, made: CaseView | None) -> HttpResponse:
    """To the next matter's own private page."""
    if made is None:
        return render(request, "web/matters/received.html")
    whole_view = cases.by_id(made.id) or made
    request.session["new-matter"] = made.number
    return HttpResponseRedirect(reverse("mine", args=[whole_view.secret]))


def language() -> str:
    """The language of the page."""
    return get_language() or "en"
