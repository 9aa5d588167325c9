"""A form in several steps without a script: each is a page, and the draft holds all of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from kachehri.engines.pagekit.arriving import TOO_LARGE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.asked import Plain, Question, plain
from kachehri.interfaces.web.intake import Draft

Problems = dict[str, str]


@dataclass(frozen=True)
class Step:
    """One page of the form. `label` stands in the line of steps, `title` above the questions."""

    key: str
    label: Any
    title: Any
    template: str
    asks: Callable[[Draft], tuple[Plain, ...]]
    problems: Callable[[Draft], Problems]
    more: Callable[[Draft], Mapping[str, Any]] = field(default=lambda draft: {})


@dataclass(frozen=True)
class Way:
    """The whole form: the name of its draft and of its addresses, and its steps."""

    name: str
    url: str
    steps: tuple[Step, ...]

    def href(self, step: Step | None) -> str:
        """The address of a step; the first one is the form's own."""
        if step is None or step is self.steps[0]:
            return reverse(self.url)
        return reverse(f"{self.url}-step", args=[step.key])

    def find(self, key: str) -> Step:
        """The step of that key; 404 for none."""
        found = next((one for one in self.steps if one.key == (key or self.steps[0].key)), None)
        if found is None:
            raise Http404
        return found

    def before(self, step: Step) -> Step | None:
        """The step before one."""
        at = self.steps.index(step)
        return self.steps[at - 1] if at else None

    def unready(self, draft: Draft, until: Step) -> Step | None:
        """The first step before one that is not filled in yet."""
        return next(
            (one for one in self.steps[: self.steps.index(until)] if one.problems(draft)), None
        )


def marks(way: Way, step: Step) -> list[dict[str, Any]]:
    """The line of steps above the form."""
    at = way.steps.index(step)
    return [
        {"label": one.label, "past": number < at, "current": number == at}
        for number, one in enumerate(way.steps)
    ]


def walked(request: HttpRequest, way: Way, key: str) -> HttpResponse:
    """A step but the last one: shown, or taken over; back and forth without a loss."""
    step, draft = way.find(key), Draft(request, way.name)
    if request.method == "POST":
        draft.take(step.asks(draft), request.POST)
        if request.POST.get("do") == "back":
            return HttpResponseRedirect(way.href(way.before(step)))
        problems = step.problems(draft)
        if not problems and request.POST.get("do") != "again":
            return HttpResponseRedirect(way.href(way.steps[way.steps.index(step) + 1]))
        return shown(request, way, step, draft, problems)
    if (first := way.unready(draft, step)) is not None:
        return HttpResponseRedirect(way.href(first))
    return shown(request, way, step, draft, {})


def ended(
    request: HttpRequest,
    way: Way,
    send: Callable[[HttpRequest, Draft, Problems], HttpResponse | None],
    more: Callable[[Draft], Mapping[str, Any]],
) -> HttpResponse:
    """The last step: everything once more; then `send` answers, or says what is wrong."""
    draft, last = Draft(request, way.name), way.steps[-1]
    if (first := way.unready(draft, last)) is not None:
        return HttpResponseRedirect(way.href(first))
    problems: Problems = {}
    if request.method == "POST":
        if request.POST.get("do") == "back":
            return HttpResponseRedirect(way.href(way.before(last)))
        answer = send(request, draft, problems)
        if answer is not None:
            return answer
    return shown(request, way, last, draft, problems, more(draft))


def shown(
    request: HttpRequest,
    way: Way,
    step: Step,
    draft: Draft,
    problems: Problems,
    more: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page of a step, filled with what was typed."""
    asked: tuple[Question, ...] = plain(step.asks(draft), draft.data, problems)
    context = {
        "steps": marks(way, step),
        "step": step,
        "draft": draft,
        "questions": asked,
        "by_key": {one.key: one for one in asked},
        "problems": problems,
        "general": problems.get("", ""),
        "back": way.href(way.before(step)) if way.before(step) else "",
        "too_large": TOO_LARGE in request.GET,
        **step.more(draft),
        **(more or {}),
    }
    return render(request, step.template, context, status=422 if problems else 200)
