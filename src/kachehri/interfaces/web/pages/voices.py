"""What people said, for everybody: approved quotes, and knowledge that its holders share."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.kinds import DIMENSIONS
from kachehri.domains.forms.queries import voices_quotes as queries
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.pages.desk_voices_quotes import known_words
from kachehri.interfaces.web.voicing import (
    place_named,
    place_names,
    speaker,
    way,
    where,
    whole,
)

PAGE = 20


@page(rule=EVERYONE)
def voices(request: HttpRequest) -> HttpResponse:
    """What people said about a part of life, the newest first."""
    dimension = request.GET.get("about", "")
    dimension = dimension if dimension in DIMENSIONS else ""
    place = place_named(request.GET.get("place", ""))
    found = queries.published(
        place_id=place.id if place else None,
        dimension=dimension,
        after=whole(request.GET.get("after")) or None,
        limit=PAGE,
    )
    codes = {one.indicator for one in found.quotes if one.indicator}
    names = {one.code: one.name for one in evidence.indicators(sorted(codes))} if codes else {}
    places = place_names(one.place_id for one in found.quotes)
    context = {
        "rows": [row(one, names, places) for one in found.quotes],
        "about": dimension,
        "choices": [(k, gettext(v)) for k, v in DIMENSIONS.items() if k != "context"],
        "place": place,
        "older": found.after,
        "made_up": any(one.is_made_up for one in found.quotes),
    }
    return render(request, "web/voices/voices.html", context)


def row(
    one: queries.QuoteView, names: Mapping[str, str], places: Mapping[int, str]
) -> dict[str, Any]:
    """A quote as the public reads it."""
    words, language = one.said(get_language() or "en")
    return {
        "quote": one,
        "words": words,
        "language": language,
        "way": way(language),
        "speaker": speaker(one),
        "where": where(one, places),
        "dimension": gettext(DIMENSIONS[one.dimension]),
        "indicator": one.indicator,
        "indicator_name": names.get(one.indicator, ""),
    }


@page(rule=EVERYONE)
def voice(request: HttpRequest, quote_id: int) -> HttpResponse:
    """One quote in every language in which it is there."""
    view = queries.published_one(quote_id)
    if view is None:
        raise Http404
    names = {one.code: one.name for one in evidence.indicators([view.indicator])}
    context = {
        **row(view, names, place_names([view.place_id])),
        "others": [
            (text, code, way(code))
            for code, text in view.words.items()
            if code != view.said(get_language() or "en")[1]
        ],
    }
    return render(request, "web/voices/voice.html", context)


@page(rule=EVERYONE)
def knowledge(request: HttpRequest) -> HttpResponse:
    """What communities know and share, with who holds it."""
    found = queries.published_knowledge(on=timezone.localdate())
    rows = [{"known": one, **known_words(one)} for one in found]
    return render(request, "web/voices/knowledge.html", {"rows": rows})


@page(rule=EVERYONE)
def known(request: HttpRequest, knowledge_id: int) -> HttpResponse:
    """One record of knowledge, on its holder's terms."""
    found = queries.published_knowledge(on=timezone.localdate(), knowledge_id=knowledge_id)
    if not found:
        raise Http404
    context = {"known": found[0], **known_words(found[0])}
    return render(request, "web/voices/known.html", context)
