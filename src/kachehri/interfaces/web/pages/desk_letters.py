"""Letters of a matter that are ready to send, and the next remedies with theirs."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from kachehri.domains.cases import actions
from kachehri.domains.cases.actions import CaseProblem
from kachehri.domains.cases.kinds import CaseKind
from kachehri.domains.cases.queries import CaseView
from kachehri.engines.access.pages import page
from kachehri.engines.documents.blocks import Document
from kachehri.engines.documents.html import blocks_html
from kachehri.engines.documents.writers import write
from kachehri.engines.pagekit.languages import NAMES
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import at_desk
from kachehri.interfaces.web.matter_letters import letter_for, letters_of, remedies_of
from kachehri.interfaces.web.matter_moves import cite
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_matter import around

WRITES = at_desk.COUNTER | at_desk.OFFICE | at_desk.COMMISSION


@page(rule=WRITES)
@never_cache
def letters(request: HttpRequest, number: int) -> HttpResponse:
    """Which letters this matter can send."""
    view, kind = at_desk.found(request, number)
    context = around(view, kind) | {
        "acts": [
            {
                "href": reverse("desk-letter", args=[view.number, one.key]),
                "title": title,
                "text": one.section,
            }
            for one, (_key, title) in zip(kind.letters, letters_of(view, kind), strict=True)
        ],
    }
    return render(request, "web/desk/letters.html", context)


def language_of(request: HttpRequest, view: CaseView) -> str:
    """The language that the address names, else that of the applicant."""
    wanted = request.GET.get("language", view.language)
    return wanted if wanted in NAMES else "en"


def made(request: HttpRequest, view: CaseView, kind: CaseKind, key: str) -> Document:
    """The letter as a document; 404 for one that the kind does not have."""
    if all(one.key != key for one in kind.letters):
        raise Http404
    language = language_of(request, view)
    address = request.build_absolute_uri(f"/{language}/matters/{view.number}/")
    return letter_for(view, kind, key, language, actor_of(request), address)


@page(rule=WRITES)
@never_cache
def letter(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """One letter as it will be printed."""
    view, kind = at_desk.found(request, number)
    document = made(request, view, kind, key)
    language = document.language
    blocks = (*document.front, *(block for part in document.chapters for block in part.blocks))
    context = around(view, kind) | {
        "title": document.title,
        "letter": blocks_html(blocks, language=language, level=3),
        "language": language,
        "languages": [
            {"code": code, "name": name, "href": f"?language={code}", "current": code == language}
            for code, name in NAMES.items()
        ],
        "file": reverse("desk-letter-file", args=[view.number, key]) + f"?language={language}",
        "register": reverse("desk-paper-new", args=[view.number, "letter"]),
    }
    return render(request, "web/desk/letter.html", context)


@page(rule=WRITES)
@never_cache
def letter_file(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """One letter as a file to print."""
    view, kind = at_desk.found(request, number)
    document = made(request, view, kind, key)
    file = write(document, "pdf", base_url=f"{request.scheme}://{request.get_host()}")
    answer = HttpResponse(file, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{key}-{view.number}.pdf"'
    return answer


@page(rule=at_desk.COUNTER)
@never_cache
def remedies(request: HttpRequest, number: int) -> HttpResponse:
    """What the person may do next; taking one opens the next matter with its own clock."""
    view, kind = at_desk.found(request, number, at_desk.OF_COUNTER)
    problem = ""
    if request.method == "POST":
        try:
            after = actions.take_remedy(
                case_id=view.id,
                remedy=request.POST.get("remedy", ""),
                by=actor_of(request),
                at=timezone.now(),
            )
        except CaseProblem as wrong:
            problem = " ".join(wrong.problems.values())
        else:
            if after is None:
                messages.success(
                    request, gettext("Moved. Somebody who may read it sees to it now.")
                )
                return HttpResponseRedirect(reverse("desk-counter"))
            said = gettext("The next matter has the number %(number)s.")
            messages.success(request, said % {"number": after.number})
            return HttpResponseRedirect(at_desk.matter_way(after))
    context: dict[str, Any] = around(view, kind) | {
        "remedies": [
            {
                "remedy": one,
                "label": gettext(one.label),
                "cite": cite(one.cite),
            }
            for one in remedies_of(view, kind)
        ],
        "problem": problem,
    }
    return render(request, "web/desk/remedies.html", context, status=422 if problem else 200)
