"""A simple form without a script, a question a page, for a telephone on a slow network.

The answers lie sealed under the secret of the page's address: whoever has it may go on, on any
device; nobody else can read them (docs/adr/0211).
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kachehri.domains.forms import queries
from kachehri.domains.forms.actions import receive
from kachehri.domains.forms.actions.unfinished import drop_unfinished, keep_unfinished
from kachehri.domains.forms.queries.unfinished import unfinished
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.languages import direction
from kachehri.engines.pagekit.pages import render
from kachehri.engines.xforms.filling import Asked, Filling, NotFinished, Step, is_simple
from kachehri.engines.xforms.languages import code_of
from kachehri.interfaces.web.asked import Option, Question
from kachehri.interfaces.web.form_asking import Asking, open_form
from kachehri.interfaces.web.intake import may_send
from kachehri.interfaces.web.pages.desk import actor_of

FEW = 12
"""So many choices stand below each other; more are a list to open."""
LONGEST = 64


@dataclass(frozen=True)
class Open:
    """A form that somebody is filling: the form, the secret of its address, the record."""

    asking: Asking
    secret: str
    version_id: int
    filling: Filling
    at: datetime

    def href(self, step: Step | None) -> str:
        """The address of a step; of the last look where there is none."""
        if step is None:
            return reverse("form-light-end", args=[self.asking.form.id, self.secret])
        here = reverse("form-light-step", args=[self.asking.form.id, self.secret])
        return f"{here}?{urlencode({'at': step.key})}"

    def keep(self) -> None:
        """Seal what was answered so far."""
        keep_unfinished(
            secret=self.secret,
            version_id=self.version_id,
            channel="light",
            values=self.filling.values,
            by=self.asking.by,
            at=timezone.now(),
        )


@page(rule=EVERYONE)
@require_http_methods(["GET", "POST"])
@never_cache
def begin(request: HttpRequest, form_id: int) -> HttpResponse:
    """Begin a new record under a new private address."""
    asking = open_form(request, form_id)
    if is_simple(asking.model) or asking.form.is_sensitive:
        raise Http404
    if request.method == "GET":
        return HttpResponseRedirect(reverse("form", args=[form_id]))
    if not actor_of(request).signed_in and not may_send(request, "form-begun"):
        messages.error(request, gettext("That is many at once. Please try again in an hour."))
        return HttpResponseRedirect(reverse("form", args=[form_id]))
    now = timezone.localtime()
    secret = secrets.token_urlsafe(24)
    filling = Filling(
        queries.xform(asking.version_id), asking.model, {}, get_language() or "en", now
    )
    opened = Open(asking, secret, asking.version_id, filling, now)
    opened.keep()
    return HttpResponseRedirect(reverse("form-light-step", args=[form_id, secret]))


@page(rule=EVERYONE)
@require_http_methods(["GET", "POST"])
@never_cache
def step(request: HttpRequest, form_id: int, secret: str) -> HttpResponse:
    """One page of questions: shown, or answered; back and forth without a loss."""
    opened = _opened(request, form_id, secret)
    steps = opened.filling.steps()
    wanted = request.GET.get("at", "")
    this = next((one for one in steps if one.key == wanted), None) or opened.filling.current()
    if this is None:
        return HttpResponseRedirect(opened.href(None))
    at = steps.index(this)
    if request.method == "POST":
        problems, typed = _taken(request, opened.filling, this)
        opened.keep()
        if request.POST.get("do") == "back":
            return HttpResponseRedirect(opened.href(steps[max(at - 1, 0)]))
        if not problems:
            return HttpResponseRedirect(opened.href(opened.filling.current()))
        return _shown(request, opened, this, problems, typed)
    return _shown(request, opened, this, {}, {})


@page(rule=EVERYONE)
@require_http_methods(["GET", "POST"])
@never_cache
def end(request: HttpRequest, form_id: int, secret: str) -> HttpResponse:
    """Everything once more; then it is sent."""
    if request.GET.get("sent"):
        asking = open_form(request, form_id)
        return render(request, "web/forms/light_sent.html", {"asking": asking})
    opened = _opened(request, form_id, secret)
    problem = ""
    if request.method == "POST":
        if not actor_of(request).signed_in and not may_send(request, "form"):
            problem = gettext("That is many at once. Please try again in an hour.")
        elif (answer := _sent(opened)) is not None:
            return answer
    wrong = opened.filling.wrong()
    lines = [
        {
            "label": one.label,
            "value": opened.filling.shown(one.path),
            "problem": " ".join(wrong.get(one.path, ())),
            "href": opened.href(each),
        }
        for each in opened.filling.steps()
        for one in each.asked
        if one.look != "note"
    ]
    context = {**_around(opened), "lines": lines, "problem": problem, "has_wrong": bool(wrong)}
    return render(request, "web/forms/light_end.html", context, status=422 if problem else 200)


def _opened(request: HttpRequest, form_id: int, secret: str) -> Open:
    """What is kept under a secret; 404 where it has run out, was sent, or never was."""
    asking, now = open_form(request, form_id), timezone.localtime()
    kept = unfinished(secret, now) if len(secret) <= LONGEST else None
    version = queries.version(kept.version_id) if kept else None
    if kept is None or version is None or version.form_id != form_id or kept.channel != "light":
        raise Http404
    filling = Filling(
        queries.xform(kept.version_id),
        queries.model(kept.version_id),
        kept.values,
        get_language() or "en",
        now,
    )
    return Open(asking, secret, kept.version_id, filling, now)


def _taken(
    request: HttpRequest, filling: Filling, this: Step
) -> tuple[dict[str, str], dict[str, str]]:
    """Take a page's answers over: (what is wrong by path, what was typed by path)."""
    typed = {one.path: _given(request, one) for one in this.asked}
    problems = {}
    for one in this.asked:
        if not filling.is_relevant(one.path):
            continue
        if said := filling.answer(one.path, typed[one.path]):
            problems[one.path] = " ".join(said)
    return problems, typed


def _given(request: HttpRequest, one: Asked) -> str:
    name = name_of(one.path)
    if one.look == "several":
        return " ".join(request.POST.getlist(name)[:300])
    return request.POST.get(name, "")


def _sent(opened: Open) -> HttpResponse | None:
    """Hand it over; None where something is still wrong."""
    now = timezone.now()
    try:
        xml = opened.filling.finish()
    except NotFinished:
        return None
    receive(xml=xml, by=opened.asking.by, at=now, channel="light")
    drop_unfinished(secret=opened.secret, by=opened.asking.by, at=now)
    return HttpResponseRedirect(opened.href(None) + "?sent=1")


def _shown(
    request: HttpRequest,
    opened: Open,
    this: Step,
    problems: dict[str, str],
    typed: dict[str, str],
) -> HttpResponse:
    steps = opened.filling.steps()
    at = next((number for number, one in enumerate(steps) if one.key == this.key), 0)
    asked = [
        _question(one, problems.get(one.path, ""), typed.get(one.path, one.value))
        for one in steps[at].asked
    ]
    context = {
        **_around(opened),
        "headings": this.headings,
        "questions": asked,
        "problems": problems,
        "number": at + 1,
        "count": len(steps),
        "is_first": at == 0,
        "address": request.build_absolute_uri(
            reverse("form-light-step", args=[opened.asking.form.id, opened.secret])
        ),
    }
    return render(request, "web/forms/light.html", context, status=422 if problems else 200)


def _around(opened: Open) -> dict[str, object]:
    """What every page of a record shows; the form may speak another language than the page."""
    spoken = code_of(opened.filling.spoken) or get_language() or "en"
    return {"asking": opened.asking, "spoken": spoken, "way": direction(spoken)}


def name_of(path: str) -> str:
    """The name of a field for a question."""
    return "q" + path.replace("/", "-")


def _question(one: Asked, problem: str, value: str) -> Question:
    """A question as the page's template shows it."""
    look = {"one": "radios", "several": "checks", "agree": "checks", "moment": "line"}.get(
        one.look, one.look
    )
    chosen = value.split() if one.look == "several" else [value]
    options = tuple(Option(name, label, name in chosen) for name, label in one.choices)
    if one.look == "agree":
        options = (Option("OK", gettext("Yes, I agree"), value == "OK"),)
    if one.look == "one" and (len(options) > FEW or not one.required):
        look, options = "select", (Option("", "–", not value), *options)
    return Question(
        key=one.path,
        look=look,
        label=one.label,
        help=one.hint,
        required=one.required,
        problem=problem,
        value=value,
        options=options,
        name=name_of(one.path),
    )
