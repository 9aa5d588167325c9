"""The way out: a request to a gateway, made from a template.

    "send": {"kind": "kannel", "url": "http://127.0.0.1:13013/cgi-bin/sendsms",
             "username": "…", "password": "…", "report": "https://…/sms/kannel/dlr?secret=…"}
    "send": {"url": "https://…", "method": "POST", "content_type": "application/json",
             "body": "{\"id\": {{id}}, \"text\": {{text}}, \"to\": {{to}}}", "check": "OK"}

`{{id}}`, `{{text}}`, `{{to}}`, `{{to_no_plus}}`, `{{from}}`, `{{from_no_plus}}` and `{{channel}}`
are filled in as the content type wants them: quoted, escaped, or as JSON strings. The number that
we give to the message comes back in delivery reports.
"""

import json
import re
import socket
from collections.abc import Mapping
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen
from xml.sax.saxutils import escape

from kachehri.engines.post.kinds import Channel, Never, Outgoing, Sent, TryLater, Uncertain
from kachehri.engines.vault import queries as vault

from .gateways import Gateway, way_out
from .texts import is_basic, parts

SILENCE = 10.0
"""Seconds after which a gateway counts as silent."""
MOST_PARTS = 6
HOLE = re.compile(r"\{\{(\w+)\}\}")


def send(out: Outgoing) -> Sent:
    """Hand a text message over to the gateway."""
    way = way_out("kannel", "external")
    if way is None:
        raise TryLater("no gateway is set up")
    if vault.hushed(out.address):
        raise Never("no message goes to this number")
    if not out.address.lstrip("+").isdigit():
        raise Never("this is not a telephone number", bad_address=True)
    ask(request_for(way, out), way)
    return Sent(external=str(out.id), parts=parts(out.words))


def request_for(way: Gateway, out: Outgoing) -> Request:
    """The request that carries a message."""
    if way.send.get("kind") == "kannel":
        return _kannel(way, out)
    template, kind = str(way.send.get("body", "")), str(way.send.get("content_type", ""))
    values = holes(way, out)
    url = filled(str(way.send["url"]), values, "application/x-www-form-urlencoded")
    body = filled(template, values, kind or "application/x-www-form-urlencoded").encode()
    method = str(way.send.get("method", "POST" if template else "GET"))
    headers = {str(k): str(v) for k, v in dict(way.send.get("headers", {})).items()}
    if template:
        headers.setdefault("Content-Type", kind or "application/x-www-form-urlencoded")
    data = body if template else None
    return Request(_web(url), data=data, method=method, headers=headers)  # noqa: S310  (_web)


def _kannel(way: Gateway, out: Outgoing) -> Request:
    """As `sendsms` wants it: UCS-2 where the GSM alphabet does not do, and a report asked for."""
    asked = {
        "username": way.send.get("username", ""),
        "password": way.send.get("password", ""),
        "from": way.numbers[0] if way.numbers else "",
        "to": out.address.lstrip("+"),
        "text": out.words,
        "charset": "UTF-8",
        "coding": "0" if is_basic(out.words) else "2",
    }
    if report := str(way.send.get("report", "")):
        mark = "&" if "?" in report else "?"
        asked |= {"dlr-mask": "31", "dlr-url": f"{report}{mark}type=%d&id={out.id}"}
    return Request(_web(f"{way.send['url']}?{urlencode(asked)}"))  # noqa: S310  (_web)


def _web(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise TryLater("the gateway's address does not begin with http")
    return url


def holes(way: Gateway, out: Outgoing) -> Mapping[str, Any]:
    """What a template may ask for."""
    own = way.numbers[0] if way.numbers else ""
    return {
        "id": out.id,
        "text": out.words,
        "to": out.address,
        "to_no_plus": out.address.lstrip("+"),
        "from": own,
        "from_no_plus": own.lstrip("+"),
        "channel": way.key,
        "session_status": "",
        "quick_replies": [],
    }


def filled(template: str, values: Mapping[str, Any], content_type: str) -> str:
    """A template with its holes filled, each value written so that it can do no harm."""
    write = _writer(content_type)
    return HOLE.sub(lambda hole: write(values[hole[1]]) if hole[1] in values else hole[0], template)


def _writer(content_type: str) -> Any:
    if "json" in content_type:
        return lambda value: json.dumps(value, ensure_ascii=False)
    if "xml" in content_type:
        return lambda value: escape(str(value), {'"': "&quot;", "'": "&apos;"})
    return lambda value: quote(str(value), safe="")


def ask(request: Request, way: Gateway) -> bytes:
    """Send a request. What surely did not arrive may go later; what may have is uncertain."""
    try:
        with urlopen(request, timeout=SILENCE) as response:  # noqa: S310  (http only, see _web)
            answer = bytes(response.read(MAX_ANSWER))
    except HTTPError as problem:
        told = f"the gateway answered {problem.code}"
        if problem.code >= 500 or problem.code in {408, 429}:
            raise TryLater(told) from problem
        raise Never(told) from problem
    except (TimeoutError, ConnectionResetError) as problem:
        raise Uncertain("the gateway did not answer") from problem
    except URLError as problem:
        if isinstance(problem.reason, TimeoutError | socket.timeout):
            raise Uncertain("the gateway did not answer") from problem
        raise TryLater("the gateway cannot be reached") from problem
    except OSError as problem:
        raise Uncertain("the line broke") from problem
    check = str(way.send.get("check", ""))
    if check and not re.search(check, answer.decode("utf-8", "replace")):
        raise Never("the gateway did not take it")
    return answer


MAX_ANSWER = 64 << 10


def is_ready() -> bool:
    """Whether a gateway for text messages is set up."""
    return way_out("kannel", "external") is not None


SMS = Channel(key="sms", gateway="sms", send=send, is_ready=is_ready)
