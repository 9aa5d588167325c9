"""Addresses of the API. This module is loaded when the first of them is asked for."""

import re
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import get_language
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.kernel.scripts import direction

from . import about_cases, about_deadlines, about_figures, about_places, about_reports, problems
from .answering import answered
from .document import describe
from .showing import ROOT

TITLE = "Kachehri"
LANGUAGE = "lang"
NOT_AS_IT_IS = "The request cannot be answered as it is."
View = Callable[..., HttpResponse]
WRITTEN_TO = frozenset({f"{ROOT}/complaints"})
"""Addresses that take something."""
api = NinjaAPI(
    title=TITLE,
    version="1",
    description=(
        "Places, figures and their sources, and public matters; open to everybody. "
        "Names come in the language of `?lang` or Accept-Language: en, ur or sd."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="api",
)
api.add_router("", about_places.router)
api.add_router("", about_figures.router)
api.add_router("", about_reports.router)
api.add_router("", about_deadlines.router)
api.add_router("", about_cases.router)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """422: a parameter is missing or cannot be read."""
    return problems.of_invalid(problem.errors)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, problem: HttpError) -> HttpResponse:
    """422: the body is no JSON."""
    return problems.answer(422, NOT_AS_IT_IS, [problems.Wrong("body", "Write it as JSON.")])


@api.exception_handler(problems.ApiProblem)
def told(request: HttpRequest, problem: problems.ApiProblem) -> HttpResponse:
    """A problem that an endpoint found."""
    return problems.answer(problem.status, problem.detail, problem.wrong)


@api.exception_handler(Http404)
def absent(request: HttpRequest, problem: Http404) -> HttpResponse:
    """404."""
    return problems.answer(404, "There is nothing here.")


def document() -> dict[str, Any]:
    """The OpenAPI document."""
    return describe(api.get_openapi_schema(path_prefix=f"{ROOT.lstrip('/')}/"))


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document (3.1)."""
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


def index(request: HttpRequest) -> HttpResponse:
    """What there is."""
    names = ("places", "schemes", "indicators", "dimensions", "sources", "observations", "loads",
             "findings", "editions", "rules", "calendars", "cases", "kinds", "categories",
             "closing-rates")  # fmt: skip
    return JsonResponse(
        {
            "title": TITLE,
            "version": version("kachehri"),
            "documentation": f"{ROOT}/docs",
            "openapi": f"{ROOT}/openapi.json",
            "links": {name: f"{ROOT}/{name}" for name in names},
        }
    )


def docs(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document as a page for people, without any script."""
    language = get_language() or "en"
    context = {
        "language": language,
        "direction": direction(language),
        "document": document(),
        "root": ROOT,
    }
    return render(request, "api/docs.html", context)


def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    """404 for any other address."""
    return problems.answer(404, f"There is nothing at this address. Begin at {ROOT}/.")


@lru_cache
def parameters() -> dict[str, frozenset[str]]:
    """The names of the parameters of each address, by its path in the document."""
    return {
        route: frozenset(
            one["name"]
            for operation in operations.values()
            for one in operation.get("parameters", ())
            if one["in"] == "query"
        )
        for route, operations in document()["paths"].items()
    }


def only_known(view: View, route: str) -> View:
    """Refuse a parameter that an address does not know: whoever sends one believes it filters."""

    def checked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        known = parameters().get(route, frozenset()) | {LANGUAGE}
        unknown = [name for name in request.GET if name not in known]
        if not unknown:
            return view(request, *args, **named)
        say = f"There is no such parameter here. Known: {', '.join(sorted(known))}."
        return problems.answer(422, NOT_AS_IT_IS, [problems.Wrong(name, say) for name in unknown])

    return checked


def _open(pattern: URLPattern) -> URLPattern:
    """An address of the library with our rule and our answers."""
    route = f"{ROOT}/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(pattern.pattern))
    writes = route in WRITTEN_TO
    view: Any = page(rule=EVERYONE)(answered(only_known(pattern.callback, route), writes=writes))
    if writes:
        view.csrf_exempt = True  # no cookie says who sends
    return URLPattern(pattern.pattern, view, pattern.default_args, pattern.name)


patterns, _app, _namespace = api.urls
urlpatterns = [
    path("", page(rule=EVERYONE)(answered(index)), name="index"),
    path("openapi.json", page(rule=EVERYONE)(answered(openapi)), name="openapi"),
    path("docs", page(rule=EVERYONE)(answered(docs)), name="docs"),
    *(_open(one) for one in patterns if isinstance(one, URLPattern) and one.name != "api-root"),
    path("<path:rest>", page(rule=EVERYONE)(answered(nothing)), name="nothing"),
]
