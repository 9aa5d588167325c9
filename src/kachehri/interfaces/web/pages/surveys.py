"""Surveys of our own for everybody: who was asked, how they were chosen, what they said."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext

from kachehri.domains.forms.kinds.samples import CHOSEN
from kachehri.domains.forms.queries import estimates
from kachehri.domains.places import queries as places
from kachehri.domains.reports.queries.surveys import survey_page
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.documents.html import blocks_html
from kachehri.engines.pagekit.pages import render


@page(rule=EVERYONE)
def surveys(request: HttpRequest) -> HttpResponse:
    """Every published survey, the newest first."""
    found = estimates.headings()
    known = places.by_ids({one.place_id for one in found})
    rows = [(one, known[one.place_id], gettext(CHOSEN[one.chosen])) for one in found]
    return render(request, "web/surveys.html", {"rows": rows})


@page(rule=EVERYONE)
def survey(request: HttpRequest, number: int) -> HttpResponse:
    """One survey."""
    language = get_language() or "en"
    found = survey_page(number, language)
    if found is None:
        raise Http404
    context = {
        "survey": found.survey,
        "title": found.title,
        "place": places.by_ids([found.survey.design.place_id])[found.survey.design.place_id],
        "blocks": blocks_html(found.blocks, language=language),
    }
    return render(request, "web/survey.html", context)
