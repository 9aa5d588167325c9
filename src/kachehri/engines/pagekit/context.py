"""What the layout needs on every page. No query is made here."""

from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from kachehri.engines.pagekit.languages import choices
from kachehri.engines.pagekit.parts import PRELOADED
from kachehri.engines.pagekit.reader import Reader, reader_of


def layout(request: HttpRequest) -> dict[str, Any]:
    """`reader`, the language switch and the fonts to load first."""
    reader: Reader = getattr(request, "reader", None) or reader_of(request)
    return {
        "reader": reader,
        "languages": choices(same_page(request), reader.language),
        "preloaded": () if reader.saver else PRELOADED.get(reader.language, ()),
        "actor": getattr(request, "actor", None),
        "origin": f"{request.scheme}://{request.get_host()}",
    }


def same_page(request: HttpRequest) -> str:
    """The address of this page for the switch: with its query; home where it is no page."""
    if request.resolver_match or found(request.path_info):
        return request.get_full_path() if request.method == "GET" else request.path
    return f"/{reader_of(request).language}/"


def found(path: str) -> bool:
    """Whether the address leads to a page."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
