"""Open311 GeoReport v2: services, requests and tokens, as XML and JSON, without an account.

What the standard asks and what we do with it stands in docs/api/open311.md. A new request is looked
through before the public sees it: until then only its private address knows it.
"""

from collections.abc import Callable
from functools import wraps
from math import ceil
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.kinds import CaseProblem
from kachehri.domains.people.kinds import PersonProblem
from kachehri.domains.places.queries.trees import one_tree

from . import answering
from . import open311_data as data
from . import open311_sending as sending
from .open311_forms import TYPES, answer, wrong

View = Callable[..., HttpResponse]
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = "2026-11-22 12:00"
MOST_WORDS = 4000
STATUSES = {"open", "closed"}


def spoken(view: View) -> View:
    """A view in the form and the language that are asked for; problems as the standard says."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, form: str, **named: Any) -> HttpResponse:
        if form not in TYPES:
            return wrong("xml", 404, "There are xml and json.")
        seconds = ceil(answering.buckets.wait(answering.address_of(request)))
        if seconds:
            return wrong(form, 429, f"Too many requests. Ask again in {seconds} seconds.")
        language = answering.language_of(request) or settings.LANGUAGE_CODE
        with translation.override(language), one_tree():
            given = request.POST if request.method == "POST" else request.GET
            if "\0" in "".join((*given.keys(), *(given[key] for key in given))):
                return wrong(form, 400, "A text holds a character that is none.")
            if not is_ours(given.get("jurisdiction_id", "")):
                return wrong(form, 404, "jurisdiction_id provided was not found.")
            return view(request, *args, form=form, **named)

    return csrf_exempt(answered)


def is_ours(jurisdiction: str) -> bool:
    """Whether a jurisdiction is this one; it need not be said, for there is only one."""
    return jurisdiction in {"", settings.HOME_PLACE, settings.SITE_URL.partition("://")[2]}


@spoken
def discovery(request: HttpRequest, form: str) -> HttpResponse:
    """Where the service is."""
    root = request.build_absolute_uri("/open311/v2").rstrip("/")
    found = {
        "changeset": CHANGED,
        "contact": f"{settings.SITE_URL}/en/about/",
        "key_service": f"{settings.SITE_URL}/en/about/",
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": root,
                "changeset": CHANGED,
                "type": "production",
                "formats": list(TYPES_OF_DISCOVERY),
            }
        ],
    }
    return answer("discovery", found, form)


TYPES_OF_DISCOVERY = ("text/xml", "application/json")


@spoken
def services(request: HttpRequest, form: str) -> HttpResponse:
    """Every service."""
    return answer("services", data.services(), form)


@spoken
def service(request: HttpRequest, code: str, form: str) -> HttpResponse:
    """What a service asks."""
    if data.category(code) is None:
        return wrong(form, 404, "service_code provided was not found.")
    return answer("service_definition", data.definition(code), form)


@spoken
def requests(request: HttpRequest, form: str) -> HttpResponse:
    """The list, or a new one."""
    if request.method == "POST":
        return created(request, form)
    if request.method not in {"GET", "HEAD"}:
        return wrong(form, 405, "Use GET or POST.")
    asked = request.GET
    if asked.get("service_request_id"):
        return answer("service_requests", data.records(by_ids(asked["service_request_id"])), form)
    code, statuses = asked.get("service_code", ""), set(asked.get("status", "").split(",")) - {""}
    if code and data.category(code) is None:
        return wrong(form, 404, "service_code provided was not found.")
    if not statuses <= STATUSES:
        return wrong(form, 400, "status is open or closed.")
    try:
        first, last = data.span(asked.get("start_date", ""), asked.get("end_date", ""))
    except (data.BadDate, OverflowError):
        return wrong(form, 400, "Write a moment like 2026-11-22T09:00:00+05:00.")
    return answer("service_requests", data.records(data.listed(code, statuses, first, last)), form)


def by_ids(text: str) -> list[Any]:
    """The public ones of the numbers with commas; what is none of them is left out."""
    numbers = [one.strip() for one in text.split(",")]
    return data.public(int(one) for one in numbers if one.isascii() and one.isdigit()
                       and len(one) < 18)  # fmt: skip


@spoken
def one(request: HttpRequest, number: str, form: str) -> HttpResponse:
    """One request. What is not public answers as what is not there."""
    found = by_ids(number)
    if not found:
        return wrong(form, 404, "service_request_id provided was not found.")
    return answer("service_requests", data.records(found), form)


@spoken
def token(request: HttpRequest, token: str, form: str) -> HttpResponse:
    """The number behind the private key of a request."""
    found = cases.by_secret(token)
    if found is None:
        return wrong(form, 404, "token provided was not found.")
    told = [{"service_request_id": str(found.number), "token": token}]
    return answer("service_requests", told, form)


def created(request: HttpRequest, form: str) -> HttpResponse:
    """A new request."""
    given = request.POST
    if not sending.may_send(given):
        return wrong(form, 403, "api_key was missing or is not valid.")
    if (refused := lacking(given)) is not None:
        return wrong(form, *refused)
    if sending.is_too_much(request):
        return wrong(form, 429, "Too many requests in this hour.")
    try:
        place_id, point = data.place_of(given.dict())
    except data.BadPoint:
        return wrong(form, 400, "lat and long are degrees (WGS 84), both of them.")
    if not place_id:
        return wrong(form, 400, "A location is needed that lies here: lat and long, "
                                "address_string or address_id.")  # fmt: skip
    try:
        made = sending.open_for(request, given, place_id, point)
    except (CaseProblem, PersonProblem) as problem:
        told = "; ".join(f"{key}: {text}" for key, text in problem.problems.items())
        return wrong(form, 400, told)
    return answer("service_requests", [sending.told(made)], form, 201)


def lacking(given: Any) -> tuple[int, str] | None:
    """What a new request lacks: the error's number and words; None where it has all."""
    code = given.get("service_code", "")
    if not code:
        return 400, "service_code was not provided."
    if data.category(code) is None:
        return 404, "service_code provided was not found."
    if not any(given.get(key) for key in ("lat", "long", "address_string", "address_id")):
        return 400, "A location is needed: lat and long, address_string or address_id."
    if len(given.get("description", "")) > MOST_WORDS:
        return 400, f"description has at most {MOST_WORDS} letters."
    missing = [one.key for one in data.asked()
               if one.required and not sending.attributes(given).get(one.key)]  # fmt: skip
    return (400, f"attribute[{missing[0]}] is required.") if missing else None
