"""Finding places, figures and sources by any name, in any of the three scripts."""

from functools import lru_cache

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, override

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.kinds import SECTORS
from kachehri.domains.places import queries as places
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.languages import CODES
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import showing
from kachehri.kernel.scripts import fold

LONGEST = 100


@page(rule=EVERYONE)
def search(request: HttpRequest) -> HttpResponse:
    """What the words find; without words, only the field."""
    asked = request.GET.get("q", "").strip()[:LONGEST]
    words = fold(asked).split()
    found_places = places.search(asked) if words else ()
    context = {
        "asked": asked,
        "places": [(place, showing.tier_label(place.tier)) for place in found_places],
        "subjects": [
            (reverse("sector", args=[code]), gettext(SECTORS[code]))
            for code in SECTORS
            if words and all(word in searched(code, "", "", code) for word in words)
        ],
        "indicators": [one for one in evidence.indicators() if holds(one, words)] if words else [],
        "sources": [
            one
            for one in evidence.sources()
            if all(word in folded_once(one.citation) for word in words)
        ]
        if words
        else [],
    }
    return render(request, "web/search.html", context)


def holds(about: evidence.IndicatorView, words: list[str]) -> bool:
    """Whether every word stands in the indicator's name, sector or definition, in any language."""
    folded = searched(about.code, about.msgid, about.definition_msgid, about.sector)
    return all(word in folded for word in words)


@lru_cache(maxsize=4096)
def searched(code: str, name: str, definition: str, sector: str) -> str:
    """The folded text in which is searched; kept, since hundreds are looked through each time."""
    texts = [code]
    for language in CODES:
        with override(language):
            texts += [
                gettext(text) for text in (name, definition, SECTORS.get(sector, sector)) if text
            ]
    return fold(" ".join(texts))


@lru_cache(maxsize=4096)
def folded_once(text: str) -> str:
    """A folded text, kept."""
    return fold(text)
