"""Answers as tables (OData 4, JSON) as ODK Central gives them, and what describes them."""

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from kachehri.domains.forms.queries import odata
from kachehri.domains.forms.queries.central import FormFacts
from kachehri.domains.forms.queries.odata import Asked, Given, Mark
from kachehri.domains.forms.rules.filtering import FilterProblem, read_filter
from kachehri.domains.forms.rules.odata import FIRST, Entity, Way

from .central import form_of
from .central_answering import CentralProblem, absent, as_json, encoded, not_offered, spoken
from .central_metadata import metadata_xml
from .central_pieces import sent_as_read

KNOWN = {"$top", "$skip", "$count", "$filter", "$expand", "$select", "$wkt", "$skiptoken",
         "$orderby", "$format"}  # fmt: skip
ORDERS = {"": False, "__system/submissionDate desc": False, "__system/submissionDate asc": True,
          "__system/submissionDate": True}  # fmt: skip
A_PIECE = 250
HIGHEST = 1 << 40


@spoken()
def service(request: HttpRequest, project_id: int, key: str) -> HttpResponse:
    """The tables of a form."""
    found = form_of(request, project_id, key)
    return as_json(
        {
            "@odata.context": f"{root_of(request, found)}/$metadata",
            "value": [
                {"name": one.name, "kind": "EntitySet", "url": one.name}
                for one in odata.tables(found)
            ],
        }
    )


@spoken()
def metadata(request: HttpRequest, project_id: int, key: str) -> HttpResponse:
    """What the tables are made of (EDMX)."""
    found = form_of(request, project_id, key)
    tables = odata.tables(found)
    if request.GET.get("$format", "").endswith("json"):
        raise not_offered("$metadata as JSON")
    return HttpResponse(metadata_xml(tables, found.key), content_type="application/xml")


def root_of(request: HttpRequest, form: FormFacts) -> str:
    """The address of a form's tables."""
    key = quote(form.key, safe="*'()")
    return request.build_absolute_uri(f"/v1/projects/{form.project_id}/forms/{key}.svc")


@spoken()
def table(request: HttpRequest, project_id: int, key: str, name: str) -> HttpResponseBase:
    """A page of a table; without `$top` all of it, sent while it is read."""
    form = form_of(request, project_id, key)
    entity = odata.table(form, name)
    if entity is None:
        raise absent()
    now = timezone.now()
    asked = replace(asked_of(request, entity, now), reader=request.program.key_id)  # type: ignore[attr-defined]
    return sent_as_read(request, written(request, form, entity, asked, now))


@spoken()
def one(request: HttpRequest, project_id: int, key: str, root: str) -> HttpResponse:
    """One submission as a row."""
    return _single(request, form_of(request, project_id, key), FIRST, root)


@spoken()
def inside(request: HttpRequest, project_id: int, key: str, root: str, way: str) -> HttpResponse:
    """The rows of a repeat in one submission."""
    form = form_of(request, project_id, key)
    return _single(request, form, ".".join((FIRST, *way.strip("/").split("/"))), root)


def _single(request: HttpRequest, form: FormFacts, name: str, root: str) -> HttpResponse:
    entity = odata.table(form, name)
    if entity is None:
        raise absent()
    now = timezone.now()
    asked = replace(asked_of(request, entity, now), root=root.replace("''", "'"))
    rows = [given.row for given in odata.given(form, asked, now)]
    if name == FIRST and not rows:
        raise absent()
    context = {"@odata.context": f"{root_of(request, form)}/$metadata#{name}"}
    return as_json({**context, "value": rows})


def written(
    request: HttpRequest, form: FormFacts, entity: Entity, asked: Asked, at: datetime
) -> Iterator[bytes]:
    """The page as JSON, some rows at a time; where it goes on stands at its end."""
    head: dict[str, Any] = {"@odata.context": f"{root_of(request, form)}/$metadata#{entity.name}"}
    if request.GET.get("$count", "").lower() == "true":
        head["@odata.count"] = odata.count(form, asked, at)
    yield encoded(head)[:-1] + b',"value":['
    last: Given | None = None
    number, piece = 0, []
    for given in odata.given(form, asked, at):
        piece.append(encoded(given.row))
        last, number = given, number + 1
        if len(piece) == A_PIECE:
            yield (b"," if number > A_PIECE else b"") + b",".join(piece)
            piece = []
    if piece:
        yield (b"," if number > len(piece) else b"") + b",".join(piece)
    is_full = asked.top is not None and last is not None and number == asked.top
    following = following_of(request, form, entity, last) if is_full and last else ""
    yield b"]" + (b',"@odata.nextLink":' + encoded(following) if following else b"") + b"}"


def following_of(request: HttpRequest, form: FormFacts, entity: Entity, last: Given) -> str:
    """The address of the next page: it goes on after the last row, whatever came in meanwhile."""
    kept = {name: value for name, value in request.GET.items() if name not in {"$skip"}}
    kept["$skiptoken"] = token_of(last.mark)
    return f"{root_of(request, form)}/{entity.name}?{urlencode(kept)}"


def token_of(mark: Mark) -> str:
    """A mark as an address holds it."""
    packed = json.dumps([mark.after, mark.inner]).encode()
    return "01" + base64.urlsafe_b64encode(packed).decode()


def mark_of(text: str) -> Mark | None:
    """The mark of a token. Raises CentralProblem for one that is none of ours."""
    if not text:
        return None
    try:
        after, inner = json.loads(base64.urlsafe_b64decode(text.removeprefix("01")))
        if isinstance(after, int) and isinstance(inner, int) and 0 <= after < HIGHEST:
            return Mark(after, max(0, inner))
    except (binascii.Error, ValueError, TypeError, RecursionError):
        pass
    raise CentralProblem("400.35", "The $skiptoken is none of ours.")


def asked_of(request: HttpRequest, entity: Entity, at: datetime) -> Asked:
    """What the address asks for. Raises CentralProblem for what cannot be understood or done."""
    given = request.GET
    unknown = sorted(name for name in given if name.startswith("$") and name not in KNOWN)
    if unknown:
        raise not_offered(f"The parameter {unknown[0]}")
    if given.get("$expand", "*") != "*":
        raise CentralProblem("501.6", "$expand takes * only.")
    if given.get("$orderby", "") not in ORDERS:
        raise CentralProblem("501.5", "$orderby takes __system/submissionDate asc or desc.")
    return Asked(
        table=entity.name,
        top=whole(given, "$top"),
        skip=whole(given, "$skip") or 0,
        condition=condition_of(given.get("$filter", ""), at),
        way=Way(
            wkt=given.get("$wkt", "").lower() == "true",
            expand=given.get("$expand") == "*",
            chosen=chosen_of(given.get("$select", "")),
        ),
        mark=mark_of(given.get("$skiptoken", "")),
        is_rising=ORDERS[given.get("$orderby", "")],
    )


def condition_of(text: str, at: datetime) -> Any:
    """The filter. Raises CentralProblem."""
    try:
        return read_filter(text, at)
    except FilterProblem as problem:
        raise CentralProblem("501.4" if problem.is_unknown else "400.18", str(problem)) from problem


def chosen_of(text: str) -> frozenset[tuple[str, ...]]:
    """The properties of `$select`."""
    names = (one.strip() for one in text.split(","))
    return frozenset(tuple(one.split("/")) for one in names if one and one != "*")


def whole(given: Mapping[str, str], name: str) -> int | None:
    """A number of rows. Raises CentralProblem."""
    text = given.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 12):
        raise CentralProblem("400.11", f"{name} takes a whole number, 0 or more.")
    return int(text)
