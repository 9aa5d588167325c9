"""The counter: enter a matter for somebody, find it when they come back, print their slip."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import actions, kinds
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.actions import CaseProblem
from kachehri.domains.cases.kinds import CaseKind, Switches
from kachehri.domains.cases.queries import CaseView
from kachehri.domains.people import actions as persons
from kachehri.domains.people.kinds import PersonProblem
from kachehri.engines.access.pages import kept, page
from kachehri.engines.accounts.qr import qr_svg
from kachehri.engines.pagekit.pages import render
from kachehri.engines.post import actions as post
from kachehri.engines.quarantine.kinds import FileRefused
from kachehri.interfaces.web import at_desk, entering
from kachehri.interfaces.web.asked import Around, Plain, plain, questions, sent
from kachehri.interfaces.web.clock_showing import clocks_of
from kachehri.interfaces.web.entering import Section
from kachehri.interfaces.web.matter_files import explained, new_files, with_files
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_matter import around, kind_names
from kachehri.interfaces.web.pages.desk_moving import moved_away
from kachehri.interfaces.web.pages.desk_records import whole
from kachehri.kernel.scripts import western_digits

SLIPS = "slips"
"""The secrets of the matters that this session entered, for their printed slips."""
MOST_SLIPS = 30
ENTERS = at_desk.COUNTER | at_desk.MODERATES


@page(rule=at_desk.COUNTER)
@never_cache
def counter(request: HttpRequest) -> HttpResponse:
    """What is done at the counter."""
    context = {
        "kinds": [
            {
                "href": reverse("desk-counter-new", args=[one.key]),
                "title": gettext(one.name),
                "text": gettext(one.help),
            }
            for one in kinds.every()
            if one.audience != "program"
        ],
    }
    return render(request, "web/desk/counter.html", context)


@page(rule=ENTERS, keeps=True)
@never_cache
@at_desk.one_tree
def new(request: HttpRequest, key: str) -> HttpResponse:
    """Enter a matter for somebody."""
    kind = kinds.find(key)
    if kind is None or kind.audience == "program":
        raise Http404
    if request.method != "POST":
        return form(request, kind, kept(request) or request.GET, {})
    problems = entering.problems_of(request.POST.dict(), kind)
    if not problems:
        try:
            with transaction.atomic():
                made = entered(request, kind)
        except (CaseProblem, PersonProblem) as wrong:
            problems = told(wrong.problems)
        except FileRefused as refused:
            problems = {"files": explained(refused)}
        else:
            return onward(request, made)
    return form(request, kind, request.POST, problems)


def told(problems: Mapping[str, Any]) -> dict[str, str]:
    """Problems of a person's contact, said at the field of the form."""
    names = {"address": "phone", "channel": "way", "place_id": "place", "body_id": "body"}
    return {names.get(key, key): str(text) for key, text in problems.items()}


def form(
    request: HttpRequest, kind: CaseKind, data: Any, problems: Mapping[str, str]
) -> HttpResponse:
    """The counter's form, filled with what was typed."""
    actor = actor_of(request)
    offices = entering.office_labels(actor)
    asked = questions(
        kind.opening_fields,
        sent(kind.opening_fields, data),
        problems,
        around=Around(bodies=offices, places=entering.place_labels(actor)),
    )
    files = plain((Plain("files", gettext("Photos and papers"), "file"),), data, problems)
    about = entering.what(kind, actor, offices, held=bool(data.get("held")))
    sections = (
        Section(
            gettext("The matter"),
            (*plain(about, data, problems), *asked, *files),
        ),
        Section(gettext("The person"), plain(entering.who(), data, problems)),
        Section(gettext("A safe way to reach them"), plain(entering.how(), data, problems)),
        Section(
            gettext("What they agree to"),
            plain(entering.agreed(entering.group_labels(actor)), data, problems),
        ),
    )
    context = {
        "kind_name": gettext(kind.name),
        "help": gettext(kind.help),
        "sections": sections,
        "questions": [one for section in sections for one in section.questions],
        "problems": problems,
        "general": problems.get("", ""),
        "held": data.get("held", ""),
    }
    return render(request, "web/desk/enter.html", context, status=422 if problems else 200)


def entered(request: HttpRequest, kind: CaseKind) -> CaseView | None:
    """Write down the person, what they agree to, and the matter; None: it went to the tray."""
    data, actor, at = request.POST, actor_of(request), timezone.now()
    group = bodies.body(whole(data.get("group"))) if data.get("group") else None
    person = registered(request, group.thing_id if group else None)
    agrees = set(data.getlist("consents"))
    made = actions.open_case(
        kind=kind.key,
        place_id=whole(data.get("place")),
        title=data.get("title", "").strip(),
        words=data.get("words", "").strip(),
        category=data.get("category", ""),
        body_id=whole(data.get("body")) or None,
        spot=data.get("spot", "").strip(),
        applicant_id=person,
        switches=Switches(
            hides_from_public=True,
            hides_from_authority="name-to-office" not in agrees,
            spoken_for_by=group.id if group else None,
        ),
        channel=data.get("channel", "counter"),
        language=data.get("language", "sd"),
        fields=with_files(request, kind.opening_fields, sent(kind.opening_fields, data)),
        urgent=data.get("urgent") == "true",
        is_private="publish" not in agrees,
        awaits_receipt=data.get("awaits_receipt") == "true",
        sender=f"counter-{actor.thing_id}",
        files=new_files(request, "files"),
        by=actor,
        at=at,
    )
    if made is not None and made.is_again:
        transaction.set_rollback(True)  # the same form a second time: the first one counts
    return made


def registered(request: HttpRequest, group: int | None) -> int:
    """The person, their safe way of contact, and each answer to what they were asked."""
    data, actor, at = request.POST, actor_of(request), timezone.now()
    person = persons.register_person(
        name=data.get("name", "").strip(),
        sex=data.get("sex", ""),
        birth_year=whole(data.get("birth_year")) or None,
        disability={"true": True, "false": False}.get(data.get("disability", "")),
        language=data.get("language", "sd"),
        post=data.get("post", "").strip(),
        contacts=entering.contacts(data.dict(), group),
        by=actor,
        at=at,
    )
    agrees = set(data.getlist("consents"))
    answers: list[tuple[str, bool, int | None]] = [
        (key, key in agrees, None) for key, _label in entering.CONSENTS
    ]
    answers += [("spoken-for", True, group)] if group else []
    for purpose, given, about in answers:
        persons.record_consent(
            person_id=person,
            purpose=purpose,
            given=given,
            how=data.get("how", ""),
            witness=data.get("witness", "").strip(),
            about=about,
            by=actor,
            at=at,
        )
    return person


def onward(request: HttpRequest, made: CaseView | None) -> HttpResponse:
    """To the slip; what lay in the holding pen is done with."""
    held = whole(request.POST.get("held"))
    if made is None:
        return moved_away(request)
    if held and at_desk.may(at_desk.MODERATES, actor_of(request), made):
        post.place(arrival_id=held, number=made.number, by=actor_of(request), at=timezone.now())
    if not at_desk.may(at_desk.OF_COUNTER, actor_of(request), made):
        return HttpResponseRedirect(at_desk.matter_way(made))
    slips = dict(request.session.get(SLIPS, {}))
    slips[str(made.number)] = made.secret
    request.session[SLIPS] = dict(list(slips.items())[-MOST_SLIPS:])
    return HttpResponseRedirect(reverse("desk-slip", args=[made.number]))


@page(rule=at_desk.COUNTER)
@never_cache
@at_desk.one_tree
def slip(request: HttpRequest, number: int) -> HttpResponse:
    """What the applicant takes home: the number, the day, the office, a picture to scan.

    The picture opens what only the applicant may see. So it is drawn only in the session in which
    the matter was entered, while the person stands there.
    """
    view, kind = at_desk.found(request, number, at_desk.OF_COUNTER)
    secret = request.session.get(SLIPS, {}).get(str(number), "")
    way = reverse("mine", args=[secret]) if secret else reverse("matter", args=[number])
    address = request.build_absolute_uri(way)
    office = bodies.by_ids([view.body_id]).get(view.body_id) if view.body_id else None
    context = around(view, kind) | {
        "address": address,
        "own": bool(secret),
        "qr": qr_svg(address, gettext("A picture to scan with a phone")),
        "office": office.name() if office else "",
        "clocks": clocks_of([view]).shown(view),
        "is_paper_only": bool(office and office.is_paper_only),
    }
    return render(request, "web/desk/slip.html", context)


@page(rule=at_desk.COUNTER)
@never_cache
@at_desk.one_tree
def find(request: HttpRequest) -> HttpResponse:
    """The matter of somebody who comes back: by its number, or by their phone, for a reason."""
    data = request.POST if request.method == "POST" else request.GET
    number = whole(western_digits(data.get("number", "").strip()))
    if number:
        view = cases.case(number)
        if view is not None and at_desk.may(at_desk.OF_COUNTER, actor_of(request), view):
            return HttpResponseRedirect(at_desk.matter_way(view))
    problems = {"number": gettext("There is no such matter in your places.")} if number else {}
    rows: tuple[CaseView, ...] | None = None
    if request.method == "POST" and not number:
        rows, problems = by_phone(request)
    asks = (
        Plain("number", gettext("Number of the matter")),
        Plain("phone", gettext("Or the telephone number that was given"), "tel"),
        Plain(
            "because",
            gettext("Why do you look for it?"),
            help=gettext("Needed with a telephone number. The search itself is written down."),
        ),
    )
    shown = plain(asks, data, problems)
    context = {
        "questions": shown,
        "problems": problems,
        "general": problems.get("", ""),
        "rows": rows,
        "names": kind_names(rows or ()),
        "places": at_desk.place_names(rows or ()),
    }
    return render(request, "web/desk/find.html", context, status=422 if problems else 200)


def by_phone(request: HttpRequest) -> tuple[tuple[CaseView, ...] | None, dict[str, str]]:
    """The matters of whoever gave this number, in the counter's places."""
    actor, number = actor_of(request), request.POST.get("phone", "").strip()
    if not number:
        return None, {"number": gettext("Write the number of the matter, or a telephone number.")}
    ids: set[int] = set()
    try:
        for channel in ("sms", "voice", "whatsapp"):
            found = persons.look_up(
                channel=channel,
                address=number,
                because=request.POST.get("because", ""),
                by=actor,
                at=timezone.now(),
            )
            ids |= set(found)
    except PersonProblem as wrong:
        return None, told(wrong.problems)
    views = [one for person in sorted(ids)[:10] for one in cases.mine(person)]
    return tuple(one for one in views if at_desk.may(at_desk.OF_COUNTER, actor, one)), {}
