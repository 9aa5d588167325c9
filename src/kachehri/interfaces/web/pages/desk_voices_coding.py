"""Coding at the desk: a transcript in numbered turns, words marked with codes, two coders."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.domains.forms.actions import voices_coding, voices_leaving, voices_texts
from kachehri.domains.forms.kinds import voices as kinds
from kachehri.domains.forms.kinds.voices import VoiceProblem
from kachehri.domains.forms.queries import voices, voices_codes
from kachehri.domains.forms.queries.voices import TalkView, TextView, TurnView
from kachehri.domains.forms.queries.voices_codes import TaskView
from kachehri.domains.forms.rules import MAY_CODE_ANYWHERE
from kachehri.domains.forms.rules.voices import word_spans
from kachehri.engines.access.pages import page
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web.pages.desk import actor_of
from kachehri.interfaces.web.pages.desk_voices import found, named
from kachehri.interfaces.web.voicing import lines, place_names, way, who, whole

PAGE = 100


def text_found(request: HttpRequest, text_id: int) -> tuple[TextView, TalkView]:
    """The text of an address and its talk, 404 where there is none. Raises Refused."""
    view = voices.text(text_id)
    if view is None:
        raise Http404
    return view, found(request, view.talk_id)


def turn_found(request: HttpRequest, turn_id: int) -> tuple[TurnView, TextView, TalkView]:
    """The turn of an address with its text and talk, 404 where there is none. Raises Refused."""
    view = voices.turn(turn_id)
    if view is None:
        raise Http404
    return view, *text_found(request, view.text_id)


def own_task(request: HttpRequest, tasks: tuple[TaskView, ...]) -> TaskView | None:
    """The coding of this person that is meant: the one of `?book=`, else the newest."""
    own = [one for one in tasks if one.coder_id == actor_of(request).thing_id]
    asked = whole(request.GET.get("book") or request.POST.get("book"))
    return next((one for one in own if one.codebook_id == asked), own[-1] if own else None)


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def text(request: HttpRequest, text_id: int) -> HttpResponse:
    """A text in numbered turns, with one's own codes; words are marked here by a script."""
    view, talk = text_found(request, text_id)
    tasks, thing = voices_codes.tasks(text_id), actor_of(request).thing_id
    task = own_task(request, tasks)
    after = whole(request.GET.get("after"))
    turns = voices.turns(text_id, after=after, limit=PAGE)
    codes = voices_codes.codes(task.codebook_id) if task else ()
    marks = voices_codes.codings([task.id]) if task else ()
    books = {one.id: one for one in voices_codes.codebooks(actor_of(request))}
    context = {
        "talk": talk,
        **named(talk, place_names([talk.place_id])),
        **called(view),
        "lines": lines(turns, marks, codes),
        "task": task,
        "codes": [one for one in codes if one.is_codable and one.ended_at is None],
        "books": [(one.id, one.name(get_language() or "en")) for one in books.values()],
        "pairs": pairs([one for one in tasks if voices_codes.may_see(one, tasks, thing)], books),
        "after": turns[-1].number if len(turns) == PAGE else None,
    }
    return render(request, "web/desk/voices/text.html", context)


def called(view: TextView) -> dict[str, Any]:
    """A text as pages call it."""
    return {
        "text": view,
        "text_name": gettext(kinds.TEXTS[view.what]),
        "text_language": gettext(kinds.LANGUAGES[view.language]),
        "text_way": way(view.language),
    }


def pairs(tasks: list[TaskView], books: Any) -> list[tuple[int, str]]:
    """The codebooks with which two coders have read a text to its end."""
    done: dict[int, int] = {}
    for one in tasks:
        if one.ended_at:
            done[one.codebook_id] = done.get(one.codebook_id, 0) + 1
    return [
        (book_id, books[book_id].name(get_language() or "en"))
        for book_id, count in done.items()
        if count > 1 and book_id in books
    ]


@page(rule=MAY_CODE_ANYWHERE)
@require_POST
def begin(request: HttpRequest, text_id: int) -> HttpResponse:
    """Begin to code a text with a codebook."""
    book = whole(request.POST.get("book"))
    try:
        voices_coding.begin_coding(
            text_id=text_id, codebook_id=book, by=actor_of(request), at=timezone.now()
        )
    except VoiceProblem as wrong:
        messages.error(request, str(wrong))
    return HttpResponseRedirect(reverse("desk-text", args=[text_id]) + f"?book={book}")


@page(rule=MAY_CODE_ANYWHERE)
@require_POST
def code(request: HttpRequest, text_id: int) -> HttpResponse:
    """Give a code to words: by their place (a script), or by the first and the last word."""
    turn_id = whole(request.POST.get("turn"))
    back = request.POST.get("back") == "turn"
    try:
        start, end = chosen(request, turn_id)
        voices_coding.code_words(
            task_id=whole(request.POST.get("task")),
            turn_id=turn_id,
            start=start,
            end=end,
            code_id=whole(request.POST.get("code")),
            memo=request.POST.get("memo", ""),
            by=actor_of(request),
            at=timezone.now(),
        )
    except VoiceProblem as wrong:
        messages.error(request, str(wrong))
    if back:
        return HttpResponseRedirect(reverse("desk-turn", args=[turn_id]))
    return HttpResponseRedirect(reverse("desk-text", args=[text_id]) + f"#turn-{turn_id}")


def chosen(request: HttpRequest, turn_id: int) -> tuple[int, int]:
    """The stretch that a form names: code points, or the numbers of two words."""
    if request.POST.get("end"):
        return whole(request.POST.get("start")), whole(request.POST.get("end"))
    view = voices.turn(turn_id)
    spans = word_spans(view.words or "") if view else ()
    first, last = whole(request.POST.get("first")), whole(request.POST.get("last"))
    if not 1 <= first <= last <= len(spans):
        raise VoiceProblem({"words": gettext("Choose the first word, and a last one after it.")})
    return spans[first - 1][0], spans[last - 1][1]


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def turn(request: HttpRequest, turn_id: int) -> HttpResponse:
    """One turn with its translations: mark words without a script, correct it, quote from it."""
    view, text_view, talk = turn_found(request, turn_id)
    task = own_task(request, voices_codes.tasks(text_view.id))
    codes = voices_codes.codes(task.codebook_id) if task else ()
    marks = voices_codes.codings([task.id], memos=True) if task else ()
    words = view.words or ""
    context = {
        "talk": talk,
        **named(talk, place_names([talk.place_id])),
        **called(text_view),
        "turn": view,
        "who": who(view.speaker),
        "line": lines([view], [one for one in marks if one.turn_id == view.id], codes)[0],
        "words": [words[start:end] for start, end in word_spans(words)],
        "task": task,
        "codes": [one for one in codes if one.is_codable and one.ended_at is None],
    }
    return render(request, "web/desk/voices/turn.html", context)


@page(rule=MAY_CODE_ANYWHERE)
@require_POST
def correct(request: HttpRequest, turn_id: int) -> HttpResponse:
    """Correct the words of a turn."""
    try:
        voices_texts.correct_turn(
            turn_id=turn_id,
            text=request.POST.get("text", ""),
            by=actor_of(request),
            at=timezone.now(),
        )
    except VoiceProblem as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, gettext("Corrected. Codes moved with their words."))
    return HttpResponseRedirect(reverse("desk-turn", args=[turn_id]))


@page(rule=MAY_CODE_ANYWHERE)
@require_POST
def take_out(request: HttpRequest, turn_id: int) -> HttpResponse:
    """Erase a turn and its translations, where this was confirmed."""
    if request.POST.get("sure") == "1":
        voices_leaving.take_out_turn(turn_id=turn_id, by=actor_of(request), at=timezone.now())
        messages.success(request, gettext("It is done. What was taken back is gone."))
    else:
        messages.error(request, gettext("Say that you are sure: this cannot be undone."))
    return HttpResponseRedirect(reverse("desk-turn", args=[turn_id]))


@page(rule=MAY_CODE_ANYWHERE)
@require_POST
def off(request: HttpRequest, coding_id: int) -> HttpResponse:
    """Take a code of one's own off again."""
    try:
        voices_coding.take_code_off(coding_id=coding_id, by=actor_of(request), at=timezone.now())
    except VoiceProblem as wrong:
        messages.error(request, str(wrong))
    turn_id = whole(request.POST.get("turn"))
    return HttpResponseRedirect(reverse("desk-turn", args=[turn_id]))


@page(rule=MAY_CODE_ANYWHERE)
@require_POST
def end(request: HttpRequest, task_id: int) -> HttpResponse:
    """Say that one's coding is complete."""
    try:
        voices_coding.end_coding(task_id=task_id, by=actor_of(request), at=timezone.now())
    except VoiceProblem as wrong:
        messages.error(request, str(wrong))
    task = voices_codes.task(task_id)
    if task is None:
        raise Http404
    return HttpResponseRedirect(reverse("desk-text", args=[task.text_id]))


@page(rule=MAY_CODE_ANYWHERE)
@never_cache
def agreement(request: HttpRequest, text_id: int, book_id: int) -> HttpResponse:
    """Two coders side by side, and how far they agree; only when both are done."""
    view, talk = text_found(request, text_id)
    seen = voices_codes.seen_tasks(text_id, actor_of(request).thing_id)
    tasks = [one for one in seen if one.codebook_id == book_id and one.ended_at]
    if len(tasks) < 2:
        raise Http404
    first, second = tasks[0], tasks[1]
    codes = {one.id: one for one in voices_codes.codes(book_id)}
    language = get_language() or "en"
    measured = voices_codes.agreement(first, second)
    turns = voices.turns(text_id, after=whole(request.GET.get("after")), limit=PAGE)
    marks = voices_codes.codings([first.id, second.id])
    sides = [
        lines(turns, [one for one in marks if one.task_id == task.id], list(codes.values()))
        for task in (first, second)
    ]
    context = {
        "talk": talk,
        **named(talk, place_names([talk.place_id])),
        **called(view),
        "rows": [(codes[one.code_id].name(language), one) for one in measured.codes],
        "measured": measured,
        "first": first,
        "second": second,
        "sides": list(zip(*sides, strict=True)),
        "after": turns[-1].number if len(turns) == PAGE else None,
    }
    return render(request, "web/desk/voices/agreement.html", context)
