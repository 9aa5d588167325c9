"""Papers of a matter: the forwarding note, numbers of offices, receipts, a reply on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import actions
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.actions import CaseProblem
from kachehri.domains.cases.queries import CaseView
from kachehri.engines.access.pages import page
from kachehri.engines.accounts import queries as accounts
from kachehri.engines.documents.writers import write
from kachehri.engines.pagekit.languages import NAMES
from kachehri.engines.pagekit.pages import render
from kachehri.engines.quarantine.kinds import FileRefused
from kachehri.interfaces.web import at_desk, forwarding
from kachehri.interfaces.web.asked import Plain, plain
from kachehri.interfaces.web.clock_showing import clocks_of
from kachehri.interfaces.web.matter_files import explained, keep_files
from kachehri.interfaces.web.matter_moves import buttons
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_matter import around

KEYS_PAPER: Any = at_desk.COUNTER | at_desk.OFFICE


@dataclass(frozen=True)
class Kind:
    """A kind of paper: what it is called, which numbers it may carry, what else is asked."""

    key: str
    label: Any
    help: Any
    numbers: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


KINDS = (
    Kind(
        "receipt",
        _("The office took it"),
        _("It gave a diary number, a stamp or a signature. The clock runs from this day."),
        ("diary",),
        ("number", "brought_by"),
    ),
    Kind(
        "receipt-refused",
        _("The office refused to take it"),
        _("Who saw it? The clock runs from this day all the same."),
        (),
        ("brought_by", "witness", "words"),
        ("witness",),
    ),
    Kind(
        "letter",
        _("Sent by registered post"),
        _("The number on the receipt of the post office."),
        ("registered-post",),
        ("number",),
        ("number",),
    ),
    Kind(
        "acknowledgement",
        _("The post office’s acknowledgement came back"),
        _("The card that says that the office has it. The clock runs from that day."),
        ("registered-post",),
        ("number",),
    ),
    Kind(
        "portal",
        _("Entered in the government’s own portal"),
        _("The number that the portal gave."),
        ("portal",),
        ("number",),
        ("number",),
    ),
    Kind(
        "forwarding",
        _("Forwarded by another office"),
        _("The dispatch number of its letter."),
        ("dispatch", "diary"),
        ("number", "brought_by"),
        ("number",),
    ),
    Kind(
        "reply",
        _("The office’s reply came on paper"),
        _("Key in what it says, and add the scan. Then say how the matter ended."),
        ("dispatch", "diary"),
        ("number", "brought_by", "words"),
        ("words",),
    ),
)
NUMBERINGS = {
    "diary": _("diary number"),
    "dispatch": _("dispatch number"),
    "registered-post": _("number of the registered post"),
    "portal": _("number of the portal"),
}
BY_KEY = {one.key: one for one in KINDS}


@page(rule=KEYS_PAPER)
@never_cache
def papers(request: HttpRequest, number: int) -> HttpResponse:
    """The papers of a matter, and which may be added."""
    view, kind = at_desk.found(request, number)
    found = cases.papers(view.id)
    names = accounts.names({one.entered_by_id for one in found})
    context = around(view, kind) | {
        "papers": [
            {
                "paper": one,
                "label": BY_KEY[one.kind].label if one.kind in BY_KEY else one.kind,
                "numbering": NUMBERINGS.get(one.numbering, ""),
                "who": names.get(one.entered_by_id, ""),
            }
            for one in found
        ],
        "acts": [
            {
                "href": reverse("desk-paper-new", args=[view.number, one.key]),
                "title": one.label,
                "text": one.help,
            }
            for one in KINDS
        ],
        "languages": NAMES.items(),
        "buttons": buttons(view, kind, actor_of(request)),
    }
    return render(request, "web/desk/papers.html", context)


@page(rule=KEYS_PAPER)
@never_cache
def new(request: HttpRequest, number: int, paper: str) -> HttpResponse:
    """Key in one paper."""
    view, kind = at_desk.found(request, number)
    meant = BY_KEY.get(paper)
    if meant is None:
        raise Http404
    problems: dict[str, str] = {}
    if request.method == "POST":
        problems = missing(meant, request.POST)
        if not problems:
            try:
                with transaction.atomic():
                    keyed(request, view, meant)
            except CaseProblem as wrong:
                problems = dict(wrong.problems)
            except FileRefused as refused:
                problems = {"scan": explained(refused)}
            else:
                messages.success(request, gettext("The paper is written down."))
                return HttpResponseRedirect(reverse("desk-papers", args=[view.number]))
    data = request.POST or {"on": timezone.localdate().isoformat()}
    context = around(view, kind) | {
        "heading": meant.label,
        "help": meant.help,
        "button": gettext("Write down"),
        "questions": plain(asks(meant), data, problems),
        "problems": problems,
        "general": problems.get("", ""),
        "has_files": True,
        "back": reverse("desk-papers", args=[view.number]),
    }
    return render(request, "web/desk/step.html", context, status=422 if problems else 200)


def asks(meant: Kind) -> tuple[Plain, ...]:
    """What is asked about a paper."""
    numbering = tuple((key, str(NUMBERINGS[key]).capitalize()) for key in meant.numbers)
    known = {
        "number": Plain("number", gettext("Number"), required="number" in meant.needs),
        "brought_by": Plain(
            "brought_by", gettext("Who brought it?"), help=gettext("Name and post, if known.")
        ),
        "witness": Plain(
            "witness",
            gettext("Who saw it?"),
            help=gettext("Name and post of the witness."),
            required="witness" in meant.needs,
        ),
        "words": Plain(
            "words", gettext("What does it say?"), "words", required="words" in meant.needs
        ),
    }
    which = Plain("numbering", gettext("Which number?"), "radios", labels=numbering, required=True)
    return (
        Plain("on", gettext("On which day?"), "date", required=True),
        *((which,) if len(numbering) > 1 else ()),
        *(known[key] for key in meant.asks),
        Plain("scan", gettext("Scan or photo of the paper"), "file"),
    )


def missing(meant: Kind, data: Mapping[str, str]) -> dict[str, str]:
    """What has to be filled in first."""
    said = gettext("Please fill this in.")
    found = {key: said for key in meant.needs if not data.get(key, "").strip()}
    if day_of(data) is None:
        found["on"] = gettext("Write the day like 2026-11-22.")
    elif day_of(data) > timezone.localdate():  # type: ignore[operator]
        found["on"] = gettext("This day is still to come.")
    return found


def day_of(data: Mapping[str, str]) -> date | None:
    """The day of a paper; None where none was typed."""
    try:
        return parse_date(data.get("on", "").strip())
    except ValueError:
        return None


def keyed(request: HttpRequest, view: CaseView, meant: Kind) -> None:
    """Write one paper down, with its scan."""
    data = request.POST
    numbering = data.get("numbering", "") or (meant.numbers[0] if meant.numbers else "")
    scans = keep_files(request, view, "scan")
    actions.add_paper(
        case_id=view.id,
        kind=meant.key,
        numbering=numbering if data.get("number", "").strip() else "",
        number=data.get("number", "").strip(),
        on=day_of(data),
        brought_by=data.get("brought_by", "").strip(),
        witness=data.get("witness", "").strip(),
        words=data.get("words", "").strip(),
        file=scans[0] if scans else None,
        by=actor_of(request),
        at=timezone.now(),
    )


@page(rule=KEYS_PAPER)
@never_cache
@at_desk.one_tree
def forwarding_note(request: HttpRequest, number: int) -> HttpResponse:
    """The sheet that takes the matter to an office, as a file to print."""
    view, kind = at_desk.found(request, number)
    language = request.GET.get("language", "")
    language = language if language in NAMES else "en"
    known = bodies.by_ids([view.body_id]) if view.body_id else {}
    office = known.get(view.body_id or 0)
    with override(language):
        clocks = clocks_of([view]).shown(view)
        document = forwarding.note(
            view,
            kind,
            office=office.name(language) if office else gettext("no office yet"),
            place=at_desk.place_names([view]).get(view.place_id, ""),
            asker=at_desk.for_the_office(view),
            reasons=clocks[0].steps if clocks else (),
            language=language,
            on=timezone.localdate(),
        )
    made = write(document, "pdf", base_url=f"{request.scheme}://{request.get_host()}")
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="forwarding-{view.number}.pdf"'
    return answer
