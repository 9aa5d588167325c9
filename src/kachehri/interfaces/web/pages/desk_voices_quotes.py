"""Quotes and knowledge at the desk: proposed words, approved one by one by somebody else."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.kinds import DIMENSIONS
from kachehri.domains.forms.actions import voices_knowledge, voices_leaving, voices_quotes
from kachehri.domains.forms.actions.voices_knowledge import Consent, Telling
from kachehri.domains.forms.actions.voices_quotes import Stretch
from kachehri.domains.forms.kinds import voices as kinds
from kachehri.domains.forms.kinds.voices import VoiceProblem
from kachehri.domains.forms.queries import voices
from kachehri.domains.forms.queries import voices_quotes as queries
from kachehri.domains.forms.queries.voices import TurnView
from kachehri.domains.forms.rules import MAY_CODE_ANYWHERE
from kachehri.domains.forms.rules.voices import word_spans
from kachehri.engines.access.pages import page
from kachehri.engines.access.reading import Refused
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_voices import form_page
from kachehri.interfaces.web.pages.desk_voices_coding import chosen, turn_found
from kachehri.interfaces.web.voicing import (
    STATES,
    Field,
    areas,
    by_language,
    day,
    in_languages,
    place_choices,
    place_name,
    place_named,
    place_names,
    speaker,
    translated,
    way,
    where,
    whole,
)

KNOWN = {
    "draft": _("Draft"),
    "approved": _("Approved: everybody may read it"),
    "withdrawn": _("Taken back: the words are gone"),
}


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def quotes(request: HttpRequest) -> HttpResponse:
    """Quotes by how far they are; first those that wait."""
    state = request.GET.get("state", "proposed")
    state = state if state in STATES else "proposed"
    after = whole(request.GET.get("after")) or None
    found = queries.quotes(actor_of(request), state=state, after=after)
    language = get_language() or "en"
    names = place_names(one.place_id for one in found.quotes)
    rows = [(one, *shown(one, language, names)) for one in found.quotes]
    context = {"rows": rows, "state": state, "states": STATES, "older": found.after}
    return render(request, "web/desk/voices/quotes.html", context)


def shown(
    one: queries.QuoteView, language: str, names: Mapping[int, str]
) -> tuple[str, str, str, str, str]:
    """A quote in words: what, in which language and direction, who, where."""
    words, said_in = one.said(language)
    return words, said_in, way(said_in), speaker(one), where(one, names)


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def propose(request: HttpRequest, turn_id: int) -> HttpResponse:
    """Propose words of a turn for publication, in every language in which they are there."""
    view, text, talk = turn_found(request, turn_id)
    same = [one for one in voices.same_turn(view, text) if one.words]
    if view.participant_id is None or not view.words:
        raise Http404
    problems: Mapping[str, Any] = {}
    said = request.POST
    if request.method == "POST":
        area = place_named(said.get("place", ""))
        try:
            start, end = chosen(request, turn_id)
            made = voices_quotes.propose_quote(
                words_at=Stretch(turn_id, start, end),
                translations=others(request, same, turn_id),
                dimension=said.get("dimension", ""),
                place_id=area.id if area else 0,
                shown=said.getlist("shown"),
                indicator=said.get("indicator", "").strip(),
                by=actor_of(request),
                at=timezone.now(),
            )
        except VoiceProblem as wrong:
            problems = wrong.problems
        else:
            messages.success(request, gettext("Proposed. Somebody else approves it, or not."))
            return HttpResponseRedirect(reverse("desk-quote", args=[made]))
    languages = {one.id: one.language for one in voices.texts(talk.id)}
    context = {
        "talk": talk,
        "turn": view,
        "here": numbered(view, text.language),
        "same": [
            numbered(one, languages.get(one.text_id, "en")) for one in same if one.id != view.id
        ],
        "dimensions": translated({k: v for k, v in DIMENSIONS.items() if k != "context"}),
        "areas": [(key, name) for key, name in areas(voices.around(talk.place_id))],
        "shown": [
            *((one.key, gettext(one.label)) for one in kinds.profile()),
            ("name", gettext("the name, if this person wants it")),
        ],
        "said": said,
        "picked": said.getlist("shown"),
        "problems": list(problems.values()),
    }
    status = 422 if problems else 200
    return render(request, "web/desk/voices/propose.html", context, status=status)


def numbered(one: TurnView, language: str) -> dict[str, Any]:
    """A turn with its words by number, to choose the first and the last."""
    words = one.words or ""
    return {
        "id": one.id,
        "language": language,
        "way": way(language),
        "name": gettext(kinds.LANGUAGES[language]),
        "words": words,
        "list": [words[start:end] for start, end in word_spans(words)],
    }


def others(request: HttpRequest, same: list[TurnView], turn_id: int) -> list[Stretch]:
    """The stretches of the translations that a form names; none for a language left empty."""
    found = []
    for one in same:
        first = whole(request.POST.get(f"first_{one.id}"))
        last = whole(request.POST.get(f"last_{one.id}"))
        spans = word_spans(one.words or "")
        if one.id != turn_id and 1 <= first <= last <= len(spans):
            found.append(Stretch(one.id, spans[first - 1][0], spans[last - 1][1]))
    return found


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def quote(request: HttpRequest, quote_id: int) -> HttpResponse:
    """One quote: approve it, refuse it with a reason, take it back."""
    actor = actor_of(request)
    view = queries.quote(quote_id, actor)
    if view is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        try:
            decide(request, view.id)
        except (VoiceProblem, Refused) as wrong:
            problem = str(wrong)
        else:
            return HttpResponseRedirect(reverse("desk-quote", args=[view.id]))
    named = evidence.indicators([view.indicator]) if view.indicator else ()
    context = {
        "quote": view,
        "state": STATES[view.state],
        "words": [(text, code, way(code), gettext(kinds.LANGUAGES.get(code, code)))
                  for code, text in view.words.items()],
        "speaker": speaker(view),
        "where": where(view, place_names([view.place_id])),
        "dimension": gettext(DIMENSIONS[view.dimension]),
        "indicator": named[0] if named else None,
        "own": view.proposed_by_id == actor.thing_id,
        "problem": problem,
    }  # fmt: skip
    status = 422 if problem else 200
    return render(request, "web/desk/voices/quote.html", context, status=status)


def decide(request: HttpRequest, quote_id: int) -> None:
    """Do what the buttons of a quote say."""
    by, at, what = actor_of(request), timezone.now(), request.POST.get("do", "")
    if what == "back":
        voices_leaving.withdraw_quote(quote_id=quote_id, by=by, at=at)
    elif what in ("approve", "refuse"):
        voices_quotes.decide_quote(
            quote_id=quote_id,
            approve=what == "approve",
            because=request.POST.get("because", ""),
            by=by,
            at=at,
        )


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def knowledge(request: HttpRequest) -> HttpResponse:
    """What communities know, as far as it was written down at one's places."""
    language = get_language() or "en"
    after = whole(request.GET.get("after")) or None
    found = queries.knowledge(actor_of(request), after=after)
    names = place_names(one.place_id for one in found)
    rows = [
        (one, told(one.titles, language), gettext(kinds.KNOWLEDGE[one.sort]), KNOWN[one.state],
         names.get(one.place_id, ""))
        for one in found
    ]  # fmt: skip
    older = found[-1].id if len(found) == voices.PAGE else None
    return render(request, "web/desk/voices/knowledge.html", {"rows": rows, "older": older})


def told(texts: Mapping[str, str], language: str) -> str:
    """A text in the reader's language, else in another one; a dash where it is gone."""
    return voices.in_language(texts, language)[0] or "-"


@page(rule=MAY_CODE_ANYWHERE, keeps=True)
@never_cache
def new_knowledge(request: HttpRequest) -> HttpResponse:
    """Write knowledge down, on its holder's terms."""
    problems: Mapping[str, Any] = {}
    said = request.POST
    if request.method == "POST":
        area, on = place_named(said.get("place", "")), day(said.get("consent_on", ""))
        try:
            if area is None or on is None:
                raise VoiceProblem(
                    {"place": gettext("Choose a place that is known.")}
                    if area is None
                    else {"consent_on": gettext("Write the day of the consent.")}
                )
            made = voices_knowledge.write_knowledge(
                place_id=area.id,
                sort=said.get("sort", ""),
                telling=Telling(
                    by_language(request, "title"),
                    by_language(request, "words"),
                    by_language(request, "holder"),
                ),
                consent=Consent(
                    terms=said.get("terms", ""),
                    how=said.get("how", ""),
                    on=on,
                    conditions=said.getlist("conditions"),
                    ask_again_on=day(said.get("ask_again_on", "")),
                ),
                by=actor_of(request),
                at=timezone.now(),
            )
        except VoiceProblem as wrong:
            problems = wrong.problems
        else:
            return HttpResponseRedirect(reverse("desk-known", args=[made]))
    title = gettext("What a community knows")
    back = reverse("desk-knowledge")
    return form_page(request, title, known_fields(said, problems), problems, back=back)


def known_fields(said: Any, problems: Mapping[str, Any]) -> list[Field]:
    """The fields of a record of knowledge."""

    def many(name: str) -> dict[str, str]:
        return {code: said.get(f"{name}_{code}", "") for code in ("en", "ur", "sd")}

    def wrong(key: str) -> str:
        return str(problems.get(key, ""))

    return [
        Field("sort", gettext("What it is about"), "select", said.get("sort", "water"),
              choices=translated(kinds.KNOWLEDGE), problem=wrong("sort")),
        *in_languages("title", gettext("Title"), many("title"), problem=wrong("title")),
        *in_languages("words", gettext("The words"), many("words"), "area", wrong("words")),
        *in_languages("holder", gettext("Who holds it, as they want to be named"), many("holder"),
                      problem=wrong("holder")),
        Field("place", gettext("Where"), "select", said.get("place", ""),
              choices=[("", gettext("Choose a place")), *place_choices()],
              problem=wrong("place")),
        Field("terms", gettext("What the holder allows"), "select", said.get("terms", "kept"),
              choices=translated(kinds.TERMS), problem=wrong("terms")),
        Field("conditions", gettext("What the holder asks of everybody"), "pick",
              said.getlist("conditions"), choices=translated(kinds.CONDITIONS)),
        Field("how", gettext("How they agreed"), "select", said.get("how", "orally"),
              choices=translated(kinds.HOW)),
        Field("consent_on", gettext("When they agreed"), "date", said.get("consent_on", ""),
              problem=wrong("consent_on")),
        Field("ask_again_on", gettext("Ask them again from"), "date",
              said.get("ask_again_on", ""), problem=wrong("ask_again_on")),
    ]  # fmt: skip


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def one_knowledge(request: HttpRequest, knowledge_id: int) -> HttpResponse:
    """One record of knowledge: approve it for everybody, or its holder takes it back."""
    view = queries.knowledge_one(knowledge_id, actor_of(request))
    if view is None:
        raise Http404
    problem = ""
    if request.method == "POST":
        act = (
            voices_knowledge.withdraw_knowledge
            if request.POST.get("do") == "back"
            else voices_knowledge.approve_knowledge
        )
        try:
            act(knowledge_id=view.id, by=actor_of(request), at=timezone.now())
        except (VoiceProblem, Refused) as wrong:
            problem = str(wrong)
        else:
            return HttpResponseRedirect(reverse("desk-known", args=[view.id]))
    context = {"known": view, **known_words(view), "state": KNOWN[view.state], "problem": problem}
    status = 422 if problem else 200
    return render(request, "web/desk/voices/known.html", context, status=status)


def known_words(view: queries.KnowledgeView) -> dict[str, Any]:
    """A record of knowledge in words."""
    language = get_language() or "en"
    title, title_language = voices.in_language(view.titles, language)
    words, words_language = voices.in_language(view.words, language)
    holder, holder_language = voices.in_language(view.holder, language)
    return {
        "title": title or gettext("What a community knows"),
        "title_language": title_language,
        "words": words,
        "words_language": words_language,
        "words_way": way(words_language),
        "holder": holder,
        "holder_language": holder_language,
        "sort": gettext(kinds.KNOWLEDGE[view.sort]),
        "terms": gettext(kinds.TERMS[view.terms]),
        "conditions": [gettext(kinds.CONDITIONS[one]) for one in view.conditions],
        "how": gettext(kinds.HOW[view.consent_how]),
        "place_name": place_name(view.place_id),
    }
