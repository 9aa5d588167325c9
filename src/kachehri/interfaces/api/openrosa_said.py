"""Answers in OpenRosa's words: XML, always with its header, and a sentence for the enumerator."""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from django.http import HttpResponse

VERSION = "1.0"
ACCEPTED = 10_000_000
"""Bytes that a client should put into one request: it splits what is more. Small is kind to 2G."""
SANDBOX = "default-src 'none'; sandbox"
"""What a browser may do with XML that others wrote: show it, and run nothing of it."""
RESPONSE = "http://openrosa.org/http/response"
LIST = "http://openrosa.org/xforms/xformsList"
MANIFEST = "http://openrosa.org/xforms/xformsManifest"
HEADER = "<?xml version='1.0' encoding='UTF-8'?>\n"


def answer(xml: str, status: int = 200) -> HttpResponse:
    """XML with the headers without which Collect takes us for something else."""
    made = HttpResponse(HEADER + xml, status=status, content_type="text/xml; charset=utf-8")
    return marked(made)


def marked(response: HttpResponse) -> HttpResponse:
    """The headers of OpenRosa."""
    response["X-OpenRosa-Version"] = VERSION
    response["X-OpenRosa-Accept-Content-Length"] = str(ACCEPTED)
    response["Content-Security-Policy"] = SANDBOX
    return response


def message(text: str, status: int) -> HttpResponse:
    """One sentence, which Collect shows to whoever holds the phone."""
    nature = "submit_success" if status in {201, 202} else "error"
    words = f'<message nature="{nature}">{safe(text)}</message>'
    return answer(f'<OpenRosaResponse xmlns="{RESPONSE}">{words}</OpenRosaResponse>', status)


def form_list(items: Iterable[Mapping[str, str]]) -> HttpResponse:
    """The list of forms."""
    return answer(f'<xforms xmlns="{LIST}">{_all("xform", items)}</xforms>')


def manifest(items: Iterable[Mapping[str, str]]) -> HttpResponse:
    """The files of a form."""
    return answer(f'<manifest xmlns="{MANIFEST}">{_all("mediaFile", items)}</manifest>')


def _all(name: str, items: Iterable[Mapping[str, str]]) -> str:
    return "".join(f"<{name}>{_parts(item)}</{name}>" for item in items)


def _parts(item: Mapping[str, str]) -> str:
    return "".join(f"<{name}>{safe(text)}</{name}>" for name, text in item.items())


def safe(text: str) -> str:
    """Text as it may stand in XML."""
    return escape("".join(one for one in text if one.isprintable() or one in "\n\t"))
