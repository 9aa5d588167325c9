"""More of the applicant's own page: how it went, the safe way of contact, letters to print."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.cases import actions
from kachehri.domains.cases.kinds import RECEIVED_AS, CaseKind, CaseProblem
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.people import actions as persons
from kachehri.domains.people import queries as people
from kachehri.domains.people.kinds import PersonProblem
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.documents.html import blocks_html
from kachehri.engines.documents.writers import write
from kachehri.engines.pagekit.languages import NAMES
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import intake_asks
from kachehri.interfaces.web.asked import Plain, plain
from kachehri.interfaces.web.intake import Draft
from kachehri.interfaces.web.intake_sending import contact as typed_contact
from kachehri.interfaces.web.matter_letters import letter_for
from kachehri.interfaces.web.pages.mine import after, citizen, found, language, to

RELIEF = (
    ("full", _("Yes, all of it")),
    ("part", _("Only a part")),
    ("none", _("No")),
)
RECEIVED = {
    "well": _("I was received well"),
    "shamed": _("I was shamed"),
    "mocked": _("I was mocked"),
    "asked-for-money": _("I was asked for money"),
    "no-transport": _("I had no way to get there"),
    "no-ramp": _("I could not get in (no ramp)"),
    "not-in-my-language": _("Nobody spoke my language"),
}
CONSENTS = (
    ("name-to-office", _("The office may know the name.")),
    ("publish", _("The public may read the words, without the name.")),
    ("be-asked", _("We may ask afterwards how it went.")),
)


def asks_feedback() -> tuple[Plain, ...]:
    """Whether it helped, and how the person was received: two questions of their own."""
    received = tuple((key, str(RECEIVED[key])) for key in RECEIVED_AS)
    return (
        Plain(
            "relief",
            gettext("Did you get what you needed?"),
            "radios",
            required=True,
            labels=tuple((key, str(label)) for key, label in RELIEF),
        ),
        Plain("received", gettext("How were you received?"), "checks", labels=received),
        Plain("words", gettext("Anything else?"), "words", most=2000),
    )


@page(rule=EVERYONE)
@never_cache
def feedback(request: HttpRequest, secret: str) -> HttpResponse:
    """How it went, after the matter was closed."""
    view, _kind = found(secret)
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            kept = actions.answer_feedback(
                case_id=view.id,
                relief=request.POST.get("relief", ""),
                received=request.POST.getlist("received"),
                words=request.POST.get("words", "").strip(),
                secret=view.secret,
                by=citizen(),
                at=timezone.now(),
            )
        except CaseProblem as wrong:
            problems = {key: str(text) for key, text in wrong.problems.items()}
        else:
            return after(request, view if kept else None)
    context = {
        "view": view,
        "title": gettext("How did it go?"),
        "questions": plain(asks_feedback(), request.POST, problems),
        "problems": problems,
        "button": gettext("Send it"),
    }
    return render(request, "web/matters/act.html", context, status=422 if problems else 200)


@page(rule=EVERYONE)
@never_cache
def contact(request: HttpRequest, secret: str) -> HttpResponse:
    """Change the safe way of contact, and what was agreed to."""
    view, _kind = found(secret)
    draft = Draft(request, "contact")
    problems: dict[str, str] = {}
    asks = (*intake_asks.how(), agreed())
    if request.method == "POST":
        draft.take(asks, request.POST)
        problems = intake_asks.problems_of_way(draft)
        try:
            if not problems:
                changed(view, draft)
                messages.success(request, gettext("Thank you. It is written down."))
                return to(view)
        except PersonProblem as wrong:
            problems = {"phone": " ".join(str(one) for one in wrong.problems.values())}
        finally:
            draft.forget()
    data: Any = draft.data or known(view)
    context = {
        "view": view,
        "title": gettext("How we reach you, and what you agree to"),
        "questions": plain(asks, data, problems),
        "problems": problems,
        "button": gettext("Keep it so"),
        "no_person": view.applicant_id is None,
    }
    return render(request, "web/matters/act.html", context, status=422 if problems else 200)


def agreed() -> Plain:
    """What the person agrees to, each in a line."""
    labels = tuple((key, str(label)) for key, label in CONSENTS)
    return Plain("consents", gettext("What do you agree to?"), "checks", labels=labels,
                 help=gettext("What is not ticked does not happen."))  # fmt: skip


def known(view: CaseView) -> dict[str, Any]:
    """What is known now."""
    if view.applicant_id is None:
        return {"way": "none"}
    ways = [one for one in people.contacts(view.applicant_id) if one.state != "ended"]
    best = next((one for one in ways if one.is_preferred), None) or next(iter(ways), None)
    newest: dict[str, bool] = {}
    for one in people.consents(view.applicant_id):
        newest.setdefault(one.purpose, one.given and one.withdrawn_at is None)
    return {
        "way": best.channel if best else "none",
        "phone": best.address if best and best.channel != "email" else "",
        "email": best.address if best and best.channel == "email" else "",
        "safe_from": f"{best.safe_from:%H:%M}" if best and best.safe_from else "",
        "safe_until": f"{best.safe_until:%H:%M}" if best and best.safe_until else "",
        "care": [name for name, holds in (
            ("shared", bool(best and best.is_shared)), ("same_sex", bool(best and best.same_sex)),
        ) if holds],
        "consents": [key for key, _label in CONSENTS if newest.get(key)],
    }  # fmt: skip


def changed(view: CaseView, draft: Draft) -> None:
    """Write it down: the former ways end, each answer is a new line beside the old one."""
    if view.applicant_id is None:
        raise PersonProblem({"way": gettext("You gave no name and no way: there is none to keep.")})
    by, at = citizen(), timezone.now()
    with transaction.atomic():
        for one in people.contacts(view.applicant_id):
            persons.end_contact(contact_id=one.id, by=by, at=at)
        for new in typed_contact(draft):
            persons.add_contact(person_id=view.applicant_id, contact=new, by=by, at=at)
        for key, _label in CONSENTS:
            given = draft.has("consents", key)
            persons.record_consent(
                person_id=view.applicant_id, purpose=key, given=given, how="web", by=by, at=at
            )


@page(rule=EVERYONE)
@never_cache
def letter(request: HttpRequest, secret: str, key: str) -> HttpResponse:
    """A letter as it is printed; the person can send it on paper."""
    view, kind = found(secret)
    document = made(request, view, kind, key)
    blocks = (*document.front, *(block for part in document.chapters for block in part.blocks))
    way = reverse("mine-letter-file", args=[view.secret, key])
    context = {
        "view": view,
        "title": document.title,
        "letter": blocks_html(blocks, language=document.language, level=3),
        "language": document.language,
        "languages": [
            {"code": code, "name": name, "href": f"?language={code}",
             "current": code == document.language}
            for code, name in NAMES.items()
        ],
        "file": f"{way}?language={document.language}",
    }  # fmt: skip
    return render(request, "web/matters/letter.html", context)


def made(request: HttpRequest, view: CaseView, kind: CaseKind, key: str) -> Any:
    """The letter as a document; 404 for one that the kind does not have."""
    if all(one.key != key for one in kind.letters):
        raise Http404
    wanted = request.GET.get("language", language())
    address = request.build_absolute_uri(reverse("matter", args=[view.number]))
    return letter_for(view, kind, key, wanted if wanted in NAMES else "en", citizen(), address)


@page(rule=EVERYONE)
@never_cache
def letter_file(request: HttpRequest, secret: str, key: str) -> HttpResponse:
    """The same as a PDF."""
    view, kind = found(secret)
    document = made(request, view, kind, key)
    file = write(document, "pdf", base_url=f"{request.scheme}://{request.get_host()}")
    answer = HttpResponse(file, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{key}-{view.number}.pdf"'
    return answer
