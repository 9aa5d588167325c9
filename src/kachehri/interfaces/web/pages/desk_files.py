"""Files that strangers sent: what was found in each, the copy, and whether the public may see it.

Nobody is shown an original here. What is passed is the copy that was rebuilt from what can be seen.
"""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.queries import CaseView
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.pages import page
from kachehri.engines.access.reading import Refused
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.engines.quarantine import actions, queries
from kachehri.engines.quarantine.queries import CopyView, FileView
from kachehri.interfaces.web import at_desk
from kachehri.interfaces.web.asked import Plain, plain
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_records import whole

SIZE = 20
LONGEST = 6000
"""Characters of a text that a page shows; the rest is in the copy."""
STATES = {
    "new": _("The copy is being made"),
    "rebuilt": _("Waiting"),
    "passed": _("Passed"),
    "refused": _("Refused"),
}
KINDS = (
    ("image/", _("Picture")),
    ("audio/", _("Voice")),
    ("application/pdf", _("PDF")),
    ("spreadsheet", _("Workbook")),
    ("excel", _("Workbook")),
    ("word", _("Text")),
    ("rtf", _("Text")),
    ("text/plain", _("Text")),
)
REASONS = (
    ("personal", _("It shows or names a private person.")),
    ("harm", _("Somebody could come to harm.")),
    ("needless", _("It has nothing to do with the matter.")),
    ("rights", _("It belongs to somebody who did not agree.")),
    ("unreadable", _("Nothing can be seen on it.")),
)
SAFE = "default-src 'none'; sandbox"
SHOWN_HERE = ("image/jpeg", "image/png")


@page(rule=at_desk.MODERATES)
@never_cache
def files(request: HttpRequest) -> HttpResponse:
    """The files that wait in the places of the moderator, the oldest first."""
    after = whole(request.GET.get("after"))
    found = queries.waiting(after, SIZE + 1)
    known = cases.by_things({one.subject for one in found})
    rows = [
        {"file": one, "matter": known[one.subject], "state": STATES.get(one.state, one.state)}
        for one in found[:SIZE]
        if one.subject in known and _may(request, known[one.subject])
    ]
    context = {
        "rows": rows,
        "next": f"?after={found[SIZE - 1].id}" if len(found) > SIZE else "",
        "start": "?" if after else "",
    }
    return render(request, "web/desk/files.html", context)


@page(rule=at_desk.MODERATES)
@never_cache
def file(request: HttpRequest, number: int) -> HttpResponse:
    """One file: what was found in it, its copy, and the decision."""
    one, matter = _found(request, number)
    problems: dict[str, str] = {}
    if request.method == "POST":
        problems = _judged(request, one)
        if not problems:
            return HttpResponseRedirect(reverse("desk-files"))
    copy = queries.preview(number)
    context: dict[str, Any] = {
        "file": one,
        "matter": matter,
        "href": at_desk.matter_way(matter),
        "state": STATES.get(one.state, one.state),
        "kind": _kind(one),
        "is_picture": copy is not None and copy.content_type in SHOWN_HERE,
        "has_copy": copy is not None,
        "text": _text(copy),
        "size": -(-one.size // 1024),
        "questions": plain(_asks(), request.POST, problems),
        "problems": problems,
        "general": problems.get("", ""),
    }
    return render(request, "web/desk/file.html", context, status=422 if problems else 200)


@page(rule=at_desk.MODERATES)
@never_cache
def copy(request: HttpRequest, number: int) -> HttpResponse:
    """The copy of a file, for whoever judges it."""
    _found(request, number)
    view = queries.preview(number)
    if view is None:
        raise Http404
    return given(view, inline=view.content_type in SHOWN_HERE)


@page(rule=EVERYONE)
def passed(request: HttpRequest, number: int) -> HttpResponse:
    """The copy of a file that was passed, for whoever may read its matter."""
    view = queries.copy(number)
    matter = cases.by_thing(view.subject) if view else None
    if view is None or matter is None or not _may_read(request, matter):
        raise Http404
    return given(view)


def given(view: CopyView, *, inline: bool = False) -> HttpResponse:
    """A copy as an answer that no browser runs: kept as a file, under its own name."""
    try:
        content = view.read()
    except OSError as gone:
        raise Http404 from gone
    kind = view.content_type
    answer = HttpResponse(
        content, content_type=f"{kind}; charset=utf-8" if "text" in kind else kind
    )
    shown = "inline" if inline else "attachment"
    answer["Content-Disposition"] = f"{shown}; filename*=UTF-8''{quote(view.name)}"
    answer["Content-Security-Policy"] = SAFE
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


def _may(request: HttpRequest, matter: CaseView) -> bool:
    return not matter.is_moved and at_desk.may(at_desk.OF_MODERATOR, actor_of(request), matter)


def _may_read(request: HttpRequest, matter: CaseView) -> bool:
    """The public where the matter is public; else those who may read it at a desk."""
    if cases.is_visible(matter, timezone.localdate()):
        return True
    actor: Actor = actor_of(request)
    try:
        return cases.case(matter.number, actor) is not None
    except Refused:
        return False


def _found(request: HttpRequest, number: int) -> tuple[FileView, CaseView]:
    """A file in the moderator's places; any other is not there."""
    one = queries.file(number)
    matter = cases.by_thing(one.subject) if one else None
    if one is None or matter is None or not _may(request, matter):
        raise Http404
    return one, matter


def _kind(one: FileView) -> str:
    """What kind of file it is, in words; its type where there are none."""
    return next((str(label) for part, label in KINDS if part in one.content_type), one.content_type)


def _text(copy: CopyView | None) -> str:
    """The beginning of a copy that is text."""
    if copy is None or copy.content_type not in ("text/plain", "text/csv"):
        return ""
    try:
        return copy.read().decode("utf-8-sig", "replace")[:LONGEST]
    except OSError:
        return ""


def _asks() -> tuple[Plain, ...]:
    """What is asked of who refuses a file."""
    labels = tuple((key, str(label)) for key, label in REASONS)
    return (
        Plain("because", gettext("Why is it refused?"), "radios", labels=labels),
        Plain("words", gettext("In your own words")),
    )


def _judged(request: HttpRequest, one: FileView) -> dict[str, str]:
    """Pass or refuse it; what is wrong with the form."""
    is_passed = request.POST.get("do") == "pass"
    known = {key: str(label) for key, label in REASONS}
    reason = known.get(request.POST.get("because", ""), "")
    said = " ".join(part for part in (reason, request.POST.get("words", "").strip()) if part)
    if is_passed and not one.copy_name:
        return {"": gettext("There is no copy of this file that could be shown.")}
    if not is_passed and not said:
        return {"because": gettext("Choose a reason, or write one.")}
    actions.judge(
        file_id=one.id,
        passed=is_passed,
        because=said or gettext("Looked at."),
        by=actor_of(request),
        at=timezone.now(),
    )
    told = gettext("The public may see it now.") if is_passed else gettext("It was refused.")
    messages.success(request, told)
    return {}
