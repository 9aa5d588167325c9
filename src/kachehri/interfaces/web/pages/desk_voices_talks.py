"""Talks at the desk are written down, and what is known of them is mended."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache

from kachehri.domains.forms.actions import voices_talks
from kachehri.domains.forms.kinds import voices as kinds
from kachehri.domains.forms.kinds.voices import VoiceProblem
from kachehri.domains.forms.queries.voices import TalkView
from kachehri.domains.forms.rules import MAY_CODE_ANYWHERE
from kachehri.engines.access.pages import page
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_voices import form_page, found
from kachehri.interfaces.web.voicing import (
    Field,
    by_language,
    day,
    in_languages,
    place_choices,
    place_named,
    translated,
    whole,
)


@page(rule=MAY_CODE_ANYWHERE, keeps=True)
@never_cache
def new_talk(request: HttpRequest) -> HttpResponse:
    """Write a talk down."""
    problems: Mapping[str, Any] = {}
    if request.method == "POST":
        where = place_named(request.POST.get("place", ""))
        lacks = {} if where else {"place": gettext("Choose a place that is known.")}
        try:
            told = told_of(request, lacks)
            made = voices_talks.open_talk(
                place_id=where.id if where else 0,
                by=actor_of(request),
                at=timezone.now(),
                **told,
            )
        except VoiceProblem as wrong:
            problems = wrong.problems
        else:
            return HttpResponseRedirect(reverse("desk-talk", args=[made]))
    title = gettext("Write down a talk")
    fields = [*talk_fields(request.POST, problems), place_field(request.POST, problems)]
    return form_page(request, title, fields, problems)


@page(rule=MAY_CODE_ANYWHERE, keeps=True)
@never_cache
def change_talk(request: HttpRequest, talk_id: int) -> HttpResponse:
    """Mend what is known of a talk. Its place stays: who may read it depends on that."""
    view = found(request, talk_id)
    problems: Mapping[str, Any] = {}
    said: Mapping[str, Any] = said_of(view)
    if request.method == "POST":
        said = request.POST
        try:
            told = told_of(request, {})
            voices_talks.change_talk(
                talk_id=view.id,
                version=whole(said.get("version")) or 0,
                by=actor_of(request),
                at=timezone.now(),
                **told,
            )
        except VoiceProblem as wrong:
            problems = wrong.problems
        else:
            return HttpResponseRedirect(reverse("desk-talk", args=[view.id]))
    back = reverse("desk-talk", args=[view.id])
    fields = talk_fields(said, problems)
    more = {"back": back, "version": said.get("version", view.version)}
    return form_page(request, gettext("Change it"), fields, problems, **more)


def told_of(request: HttpRequest, lacks: Mapping[str, str]) -> dict[str, Any]:
    """What a form says of a talk. Raises VoiceProblem where something is missing."""
    said = request.POST
    held = day(said.get("held_on", ""))
    if held is None:
        lacks = {**lacks, "held_on": gettext("Write the day of the talk.")}
    if lacks:
        raise VoiceProblem(lacks)
    return {
        "kind": said.get("kind", ""),
        "topics": by_language(request, "topic"),
        "held_on": held,
        "language": said.get("language", ""),
        "guide": said.get("guide", ""),
        "not_heard": said.get("not_heard", ""),
        "minutes": whole(said.get("minutes")) or None,
        "is_restricted": "restricted" in said,
    }


def said_of(view: TalkView) -> dict[str, Any]:
    """A talk as its form would have said it."""
    said: dict[str, Any] = {
        "kind": view.kind,
        "held_on": view.held_on.isoformat(),
        "language": view.language,
        "guide": view.guide,
        "not_heard": view.not_heard,
        "minutes": view.minutes or "",
        "version": view.version,
        **{f"topic_{code}": words for code, words in view.topics.items()},
    }
    return said | ({"restricted": "yes"} if view.is_restricted else {})


def place_field(said: Mapping[str, Any], problems: Mapping[str, Any]) -> Field:
    """Where a talk was held."""
    choices = [("", gettext("Choose a place")), *place_choices()]
    told = str(problems.get("place", ""))
    return Field("place", gettext("Where"), "select", said.get("place", ""), choices=choices,
                 problem=told)  # fmt: skip


def talk_fields(said: Mapping[str, Any], problems: Mapping[str, Any]) -> list[Field]:
    """The fields of a talk, without its place."""

    def told(key: str) -> str:
        return str(problems.get(key, ""))

    return [
        Field("kind", gettext("How it was held"), "select", said.get("kind", "focus-group"),
              choices=translated(kinds.TALKS), problem=told("kind")),
        *in_languages("topic", gettext("What it was about"),
                      {code: said.get(f"topic_{code}", "") for code in ("en", "ur", "sd")},
                      problem=told("topic")),
        Field("held_on", gettext("Day"), "date", said.get("held_on", ""),
              problem=told("held_on")),
        Field("minutes", gettext("How many minutes"), "number", said.get("minutes", ""),
              problem=told("minutes")),
        Field("language", gettext("Which language was spoken"), "select",
              said.get("language", "sd"), choices=translated(kinds.LANGUAGES),
              problem=told("language")),
        Field("guide", gettext("Questions that were prepared"), "area", said.get("guide", "")),
        Field("not_heard", gettext("Who was not heard, and why"), "area",
              said.get("not_heard", "")),
        Field("restricted", gettext("Who may read it"), "pick",
              ["yes"] if "restricted" in said else [],
              choices=[("yes", gettext("Nobody but me"))]),
    ]  # fmt: skip
