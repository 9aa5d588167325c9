"""What Open311 answers with: the same data as XML (which the standard requires) or as JSON."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpResponse

TYPES = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
MEMBERS = {
    "services": "service",
    "service_requests": "request",
    "attributes": "attribute",
    "values": "value",
    "errors": "error",
    "endpoints": "endpoint",
    "formats": "format",
}
"""What a member of a list is called in XML, by the name of the list."""


def answer(name: str, data: Any, form: str, status: int = 200) -> HttpResponse:
    """The data in the form that was asked for; `name` is the root of the XML."""
    if form == "json":
        text = json.dumps(data, ensure_ascii=False)
    else:
        text = f'<?xml version="1.0" encoding="utf-8"?>{element(name, data)}'
    response = HttpResponse(text, status=status, content_type=TYPES[form])
    response.same_for_every_reader = True  # type: ignore[attr-defined]  # for ReaderMiddleware
    response["Access-Control-Allow-Origin"] = "*"
    return response


def wrong(form: str, status: int, description: str) -> HttpResponse:
    """An error as the standard says it."""
    return answer("errors", [{"code": status, "description": description}], form, status)


def element(name: str, data: Any) -> str:
    """An element of XML with all that is in it."""
    return f"<{name}>{inside(name, data)}</{name}>"


def inside(name: str, data: Any) -> str:
    """What stands in an element."""
    if isinstance(data, Mapping):
        return "".join(element(key, value) for key, value in data.items())
    if isinstance(data, Sequence) and not isinstance(data, str):
        return "".join(element(MEMBERS[name], one) for one in data)
    if isinstance(data, bool):
        return str(data).lower()
    return "" if data is None else escape(legal(str(data)))


def legal(text: str) -> str:
    """Without the characters that XML cannot carry."""
    return "".join(one for one in text if _is_legal(ord(one)))


def _is_legal(code: int) -> bool:
    return code in (9, 10, 13) or 32 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or code > 0xFFFF
