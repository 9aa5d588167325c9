"""Texts that an office keeps for its answers: three languages, placeholders, a preview."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import actions, kinds
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.actions import CaseProblem
from kachehri.domains.cases.queries import TemplateView
from kachehri.domains.places import queries as places
from kachehri.engines.access.actor import Actor
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.languages import NAMES
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import at_desk
from kachehri.interfaces.web.answer_texts import PLACEHOLDERS, named, put_in, said
from kachehri.interfaces.web.asked import Plain, plain
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_records import whole

MOST = 8
"""Offices whose texts are listed at once."""
SAMPLES = {
    "number": "4821",
    "title": "…",
    "kind": "…",
    "office": "…",
    "due": "…",
    "opened": "…",
    "today": "…",
}


def own_bodies(actor: Actor, *roles: str) -> tuple[Any, ...]:
    """The offices for which a person holds a role; those of the home place where it is all."""
    meant = roles or ("officer", "supervisor")
    if any(one.scope_id is None for one in actor.in_force if one.role in meant):
        home = places.by_key(settings.HOME_PLACE)
        return bodies.of_place(home.id) if home else ()
    wanted = at_desk.scopes(actor, *meant)
    return tuple(bodies.by_things(wanted).values()) if wanted else ()


@page(rule=at_desk.OFFICE)
@never_cache
def answers(request: HttpRequest) -> HttpResponse:
    """The texts of the offices that this person works for."""
    language = get_language() or "en"
    offices = own_bodies(actor_of(request))[:MOST]
    shelves = [
        {
            "office": office,
            "name": office.name(language),
            "texts": [shown(one, language) for one in cases.templates(office.id)],
        }
        for office in offices
    ]
    return render(request, "web/desk/answers.html", {"shelves": shelves})


def shown(one: TemplateView, language: str) -> dict[str, Any]:
    """A text as the list shows it."""
    kind = kinds.find(one.kind) if one.kind else None
    words, spoken = said(one.words, language)
    return {
        "id": one.id,
        "name": named(one, language),
        "kind": gettext(kind.name) if kind else gettext("every kind of matter"),
        "words": words,
        "language": spoken,
        "ended": one.is_ended,
        "languages": [NAMES[code] for code in NAMES if one.words.get(code)],
    }


@page(rule=at_desk.OFFICE, keeps=True)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Write a new text down."""
    return written(request, None)


@page(rule=at_desk.OFFICE, keeps=True)
@never_cache
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Change a text."""
    found = cases.template(number)
    offices = {one.id for one in own_bodies(actor_of(request))}
    if found is None or found.body_id not in offices:
        raise Http404
    return written(request, found)


def written(request: HttpRequest, before: TemplateView | None) -> HttpResponse:
    """The form of a text, or what it sent."""
    offices = own_bodies(actor_of(request))
    if not offices:
        raise Http404
    data = request.POST if request.method == "POST" else as_sent(before)
    problems: Mapping[str, str] = {}
    if request.POST.get("do") == "keep":
        try:
            kept(request, before)
        except CaseProblem as wrong:
            problems = wrong.problems
        else:
            messages.success(request, gettext("The text is kept."))
            return HttpResponseRedirect(reverse("desk-answers"))
    if request.POST.get("do") == "end" and before is not None:
        actions.end_template(template_id=before.id, by=actor_of(request), at=timezone.now())
        messages.success(request, gettext("The text is no longer offered."))
        return HttpResponseRedirect(reverse("desk-answers"))
    context = {
        "before": before,
        "questions": plain(asks(offices), data, problems),
        "problems": problems,
        "general": problems.get("", ""),
        "placeholders": [("{" + key + "}", label) for key, label in PLACEHOLDERS.items()],
        "previews": previews(data) if request.method == "POST" else (),
    }
    return render(request, "web/desk/answer.html", context, status=422 if problems else 200)


def asks(offices: tuple[Any, ...]) -> tuple[Plain, ...]:
    """What is asked about a text."""
    language = get_language() or "en"
    return (
        Plain(
            "body",
            gettext("Office"),
            "select",
            required=True,
            labels=tuple((str(one.id), one.name(language)) for one in offices),
        ),
        Plain(
            "kind",
            gettext("For which kind of matter"),
            "select",
            labels=(
                ("", gettext("every kind of matter")),
                *((one.key, gettext(one.name)) for one in kinds.every()),
            ),
        ),
        *(Plain(f"name-{code}", name_label(code), required=code == "en") for code in NAMES),
        *(Plain(f"words-{code}", words_label(code), "words") for code in NAMES),
    )


def name_label(code: str) -> str:
    """The label of the name in a language."""
    return gettext("Name of the text, in %(language)s") % {"language": NAMES[code]}


def words_label(code: str) -> str:
    """The label of the words in a language."""
    return gettext("The words, in %(language)s") % {"language": NAMES[code]}


def as_sent(before: TemplateView | None) -> dict[str, str]:
    """A text that is kept, as its form would send it."""
    if before is None:
        return {}
    names = {f"name-{code}": text for code, text in before.names.items()}
    words = {f"words-{code}": text for code, text in before.words.items()}
    return {"body": str(before.body_id), "kind": before.kind, **names, **words}


def kept(request: HttpRequest, before: TemplateView | None) -> int:
    """Keep what the form sent."""
    offices = {one.id for one in own_bodies(actor_of(request))}
    body = before.body_id if before else whole(request.POST.get("body"))
    if body not in offices:
        raise CaseProblem({"body": gettext("Choose one of your offices.")})
    number = actions.save_template(
        template_id=before.id if before else None,
        body_id=body,
        kind=request.POST.get("kind", ""),
        names=by_language(request, "name"),
        words=by_language(request, "words"),
        by=actor_of(request),
        at=timezone.now(),
    )
    return int(number)


def by_language(request: HttpRequest, name: str) -> dict[str, str]:
    """What was typed in each language, without what is empty."""
    typed = {code: request.POST.get(f"{name}-{code}", "").strip() for code in NAMES}
    return {code: text for code, text in typed.items() if text}


def previews(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The words with made-up values in their placeholders."""
    typed = [(code, str(data.get(f"words-{code}", "")).strip()) for code in NAMES]
    return [(code, put_in(text, SAMPLES)) for code, text in typed if text]
