"""Talks at the desk: the list, one talk, who took part, what they agree to, texts and sounds."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.forms.actions import voices_leaving, voices_talks, voices_texts
from kachehri.domains.forms.kinds import voices as kinds
from kachehri.domains.forms.kinds.voices import VoiceProblem
from kachehri.domains.forms.queries import voices, voices_quotes
from kachehri.domains.forms.queries.voices import ParticipantView, TalkView
from kachehri.domains.forms.rules import MAY_CODE_ANYWHERE
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.voicing import (
    STATES,
    Field,
    person_words,
    place_names,
    speaker,
    translated,
    way,
    whole,
)


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def talks(request: HttpRequest) -> HttpResponse:
    """The talks that this person may read, the newest first."""
    after = whole(request.GET.get("after")) or None
    found = voices.talks(actor_of(request), after=after)
    counts = voices.people_counts([one.id for one in found.talks])
    names = place_names(one.place_id for one in found.talks)
    rows = [
        {"talk": one, **named(one, names), "people": counts.get(one.id, 0)} for one in found.talks
    ]
    return render(request, "web/desk/voices/talks.html", {"rows": rows, "older": found.after})


def named(one: TalkView, names: Mapping[int, str]) -> dict[str, Any]:
    """A talk as lists and pages call it. `names` are those of places, by id."""
    topic, language = one.topic(get_language() or "en")
    return {
        "topic": topic,
        "topic_language": language,
        "topic_way": way(language),
        "kind_name": gettext(kinds.TALKS[one.kind]),
        "place_name": names.get(one.place_id, ""),
    }


def found(request: HttpRequest, talk_id: int) -> TalkView:
    """The talk of an address, 404 where there is none. Raises Refused."""
    view = voices.talk(talk_id, actor_of(request))
    if view is None:
        raise Http404
    return view


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def talk(request: HttpRequest, talk_id: int) -> HttpResponse:
    """One talk: who took part, its texts, its sounds, the quotes from it."""
    view = found(request, talk_id)
    people = voices.participants(talk_id)
    quotes = voices_quotes.quotes_of_talk(talk_id)
    language = get_language() or "en"
    context = {
        "talk": view,
        **named(view, place_names([view.place_id])),
        "people": [(one, person_words(one), agreed(one)) for one in people],
        "texts": [
            (one, gettext(kinds.TEXTS[one.what]), gettext(kinds.LANGUAGES[one.language]))
            for one in voices.texts(talk_id)
        ],
        "sounds": voices.recordings(talk_id),
        "quotes": [(one, *one.said(language), speaker(one), STATES[one.state]) for one in quotes],
        "spoken": gettext(kinds.LANGUAGES[view.language]),
    }
    return render(request, "web/desk/voices/talk.html", context)


def agreed(one: ParticipantView) -> list[str]:
    """What somebody agrees to, in words."""
    return [gettext(label) for key, label in kinds.PURPOSES.items() if key in one.consents]


def form_page(
    request: HttpRequest,
    title: str,
    fields: list[Field],
    problems: Mapping[str, Any],
    **more: Any,
) -> HttpResponse:
    """A form of fields under a title; 422 where something has to be mended."""
    context = {
        "title": title,
        "fields": fields,
        "problem": problems.get("", ""),
        "wrong": [one for one in fields if one.problem],
        "upload": any(one.type == "file" for one in fields),
        "back": reverse("desk-voices"),
        "send": gettext("Save"),
        **more,
    }
    return render(request, "web/desk/voices/form.html", context, status=422 if problems else 200)


@page(rule=MAY_CODE_ANYWHERE, keeps=True)
@never_cache
def new_person(request: HttpRequest, talk_id: int) -> HttpResponse:
    """Write down who took part: a profile and what they agree to, a name only if they want it."""
    view = found(request, talk_id)
    problems: Mapping[str, Any] = {}
    if request.method == "POST":
        try:
            voices_talks.add_participant(
                talk_id=view.id,
                profile={one.key: request.POST.get(one.key, "") for one in kinds.profile()},
                consents=request.POST.getlist("consents"),
                how=request.POST.get("how", ""),
                name=request.POST.get("name", ""),
                by=actor_of(request),
                at=timezone.now(),
            )
        except VoiceProblem as wrong:
            problems = wrong.problems
        else:
            messages.success(request, gettext("Written down."))
            return HttpResponseRedirect(reverse("desk-talk", args=[view.id]))
    said = request.POST
    fields = [
        *(
            Field(one.key, gettext(one.label), "select", said.get(one.key, ""),
                  choices=translated(one.choices, empty=gettext("not asked")),
                  problem=str(problems.get(one.key, "")))
            for one in kinds.profile()
        ),
        Field("consents", gettext("What this person agrees to"), "pick",
              said.getlist("consents"), choices=translated(kinds.PURPOSES),
              problem=str(problems.get("consents", ""))),
        Field("how", gettext("How they agreed"), "select", said.get("how", "orally"),
              choices=translated(kinds.HOW), problem=str(problems.get("how", ""))),
        Field("name", gettext("Name, only of who wants to be named"), "line",
              said.get("name", ""), problem=str(problems.get("name", ""))),
    ]  # fmt: skip
    title = gettext("Somebody who took part")
    back = reverse("desk-talk", args=[view.id])
    return form_page(request, title, fields, problems, back=back)


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def take_back(request: HttpRequest, talk_id: int, number: int) -> HttpResponse:
    """Somebody takes something back: it is done at once, and for good."""
    view = found(request, talk_id)
    person = next((one for one in voices.participants(talk_id) if one.number == number), None)
    if person is None or person.withdrawn_at is not None:
        raise Http404
    problem = ""
    if request.method == "POST":
        if request.POST.get("sure") == "1":
            voices_leaving.take_back(
                participant_id=person.id,
                purpose=request.POST.get("purpose", ""),
                by=actor_of(request),
                at=timezone.now(),
            )
            messages.success(request, gettext("It is done. What was taken back is gone."))
            return HttpResponseRedirect(reverse("desk-talk", args=[view.id]))
        problem = gettext("Say that you are sure: this cannot be undone.")
    context = {
        "talk": view,
        **named(view, place_names([view.place_id])),
        "person": person,
        "profile": person_words(person),
        "purposes": translated(kinds.PURPOSES),
        "problem": problem,
    }
    status = 422 if problem else 200
    return render(request, "web/desk/voices/take_back.html", context, status=status)


@page(rule=MAY_CODE_ANYWHERE, keeps=True)
@never_cache
def new_text(request: HttpRequest, talk_id: int) -> HttpResponse:
    """Type or bring a transcript, a translation or notes."""
    view = found(request, talk_id)
    problems: Mapping[str, Any] = {}
    said = request.POST
    of = whole(said.get("of") or request.GET.get("of")) or None
    if request.method == "POST":
        try:
            made = voices_texts.add_text(
                talk_id=view.id,
                what="translation" if of else said.get("what", "transcript"),
                language=said.get("language", ""),
                text=text_of(request),
                of=of,
                by=actor_of(request),
                at=timezone.now(),
            )
        except VoiceProblem as wrong:
            problems = wrong.problems
        else:
            return HttpResponseRedirect(reverse("desk-text", args=[made]))
    hint = gettext(
        "Begin each turn in a new line: “1:” for participant 1, “Q:” for a question. A translation "
        "has the same turns as its original."
    )
    kinds_of_text = {key: label for key, label in kinds.TEXTS.items() if key != "translation"}
    fields = [
        *([] if of else [Field("what", gettext("What it is"), "select",
                               said.get("what", "transcript"), choices=translated(kinds_of_text))]),
        Field("language", gettext("Language"), "select",
              said.get("language", "en" if of else view.language),
              choices=translated(kinds.LANGUAGES), problem=str(problems.get("language", ""))),
        Field("text", gettext("The words"), "area", said.get("text", ""), hint=hint,
              problem=str(problems.get("text", problems.get("of", "")))),
        Field("file", gettext("Or bring them as a text file"), "file"),
    ]  # fmt: skip
    return form_page(
        request,
        gettext("A translation") if of else gettext("The words of a talk"),
        fields,
        problems,
        back=reverse("desk-talk", args=[view.id]),
        of=of or "",
    )


def text_of(request: HttpRequest) -> str:
    """What was typed, or the content of the file that was brought."""
    file = request.FILES.get("file")
    if file is None or file.size is None or file.size > 4 * 1024 * 1024:
        return request.POST.get("text", "")
    return str(file.read(), "utf-8-sig", "replace")


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def new_sound(request: HttpRequest, talk_id: int) -> HttpResponse:
    """Bring the sound of a talk."""
    view = found(request, talk_id)
    problems: Mapping[str, Any] = {}
    if request.method == "POST":
        file = request.FILES.get("sound")
        try:
            if file is None:
                raise VoiceProblem({"sound": gettext("Choose a file.")})
            voices_talks.add_recording(
                talk_id=view.id,
                name=file.name or "",
                content=file.read(),
                heard=[whole(one) for one in request.POST.getlist("heard")],
                by=actor_of(request),
                at=timezone.now(),
            )
        except VoiceProblem as wrong:
            problems = wrong.problems
        else:
            messages.success(request, gettext("The sound is kept, sealed."))
            return HttpResponseRedirect(reverse("desk-talk", args=[view.id]))
    people = [
        (str(one.number), f"{one.number}: {person_words(one)}")
        for one in voices.participants(talk_id)
        if one.withdrawn_at is None
    ]
    fields = [
        Field("sound", gettext("Sound file"), "file", problem=str(problems.get("sound", ""))),
        Field("heard", gettext("Who is heard on it (nobody marked: all)"), "pick",
              request.POST.getlist("heard"), choices=people),
    ]  # fmt: skip
    back = reverse("desk-talk", args=[view.id])
    return form_page(request, gettext("The sound of a talk"), fields, problems, back=back)


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def sound(request: HttpRequest, recording_id: int) -> HttpResponse:
    """Play a sound to who may read the talk."""
    kept = voices.sound(recording_id, actor_of(request))
    if kept is None:
        raise Http404
    view, content = kept
    answer = HttpResponse(content, content_type=view.content_type)
    answer["Content-Disposition"] = "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


@page(rule=MAY_CODE_ANYWHERE)
@require_POST
def erase_sound(request: HttpRequest, recording_id: int) -> HttpResponse:
    """Erase a sound for good."""
    try:
        voices_leaving.erase_recording(
            recording_id=recording_id, by=actor_of(request), at=timezone.now()
        )
    except VoiceProblem as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, gettext("It is done. What was taken back is gone."))
    return HttpResponseRedirect(reverse("desk-voices"))
