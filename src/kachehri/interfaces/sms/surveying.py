"""A simple form asked by text message, question by question: FORM and its word begin it.

What was answered so far lies sealed under a digest of the telephone's number (docs/adr/0212); the
messages themselves are emptied once they are read, so that answers lie in one place alone. Whoever
stops for days goes on with the same word. STOP ends it.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, gettext_noop

from kachehri.domains.forms import queries
from kachehri.domains.forms.actions import receive
from kachehri.domains.forms.actions.unfinished import drop_unfinished, keep_unfinished
from kachehri.domains.forms.queries.forms import FormView
from kachehri.domains.forms.queries.unfinished import unfinished
from kachehri.engines.post import actions as post
from kachehri.engines.xforms.filling import Asked, Filling, NotFinished, is_simple
from kachehri.engines.xforms.typing_in import NotUnderstood, picked
from kachehri.kernel.scripts import fold

from .conversing import Reading
from .said import HELP, SINDHI_LETTERS, STOP, language_of

FRESH = timedelta(days=3)
"""For so long whatever comes may be the answer to the last question."""

LONG = 6
"""More words than this are not the answer to a question that has a number or a list."""
LANGUAGE = "#language"
URDU_LETTERS = frozenset("ٹڈڑےںہھ")
_INTRO = gettext_noop(
    "%(title)s. You need not answer. BACK corrects, STOP ends it. For Urdu send UR, for Sindhi SD."
)
_STOPPED = gettext_noop("The questions are ended. Nothing was kept.")
_HOW = gettext_noop("Send your answer to this question. BACK corrects, STOP ends it.")
_DONE = gettext_noop("Thank you. Your answers have arrived.")


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in text.split())


_FORM = _words("form farm fom فارم فورم sawal سوال")
_BACK = _words("back wapas piche واپس پیچھے پوئتي")
_SKIP = _words("- skip chhoro chado چھوڑو چھوڑیں ڇڏيو") | {"-"}
_YES = _words("1 yes ok haan ji جی ہاں ها هائو")
_TONGUES = {
    fold(word): code
    for code, words in {
        "ur": "ur urdu اردو",
        "sd": "sd sindhi سنڌي سندھی",
        "en": "en english انگریزی",
    }.items()
    for word in words.split()
}


@dataclass
class Talk:
    """A form that a telephone is in the middle of."""

    reading: Reading
    secret: str
    form: FormView
    version_id: int
    filling: Filling
    is_fresh: bool

    @property
    def language(self) -> str:
        """In which it is asked."""
        return self.filling.language

    def next(self) -> tuple[list[str], Asked | None]:
        """Notes to tell first, and the question that is open (None: all are answered)."""
        notes: list[str] = []
        for step in self.filling.steps():
            for one in step.asked:
                if one.path in self.filling.values:
                    continue
                if one.look != "note":
                    return notes, one
                notes.append(one.label)
        return notes, None


def taken(reading: Reading) -> bool:
    """Whether the message begins a form, or answers a question of one; then it is dealt with."""
    words = reading.came.text.split()
    if 2 <= len(words) <= 3 and fold(words[0]) in _FORM:
        return _begin(reading, words[1], words[2] if len(words) == 3 else "")
    talk = _talk(reading)
    if talk is None or not _is_answer(talk):
        return False
    _hear(talk)
    return True


def secret_of(reading: Reading) -> str:
    """What the answers of a telephone are sealed under: its number, with a key of ours."""
    came = reading.came
    return salted_hmac("kachehri.survey", f"{came.channel}:{came.sender}").hexdigest()


def _begin(reading: Reading, keyword: str, tongue: str) -> bool:
    view = queries.form_by_keyword(keyword)
    if view is None or view.published_id is None or not _may_be_asked(view):
        return False
    talk = _talk(reading)
    if talk is None or talk.form.id != view.id:
        language = _TONGUES.get(fold(tongue)) or language_of(reading.said.spelling)
        talk = _made(reading, view, view.published_id, {LANGUAGE: language}, is_fresh=True)
        intro = gettext_in(language, _INTRO) % {"title": view.title(language)}
        _ask(talk, intro)
    else:
        _turn(talk, _TONGUES.get(fold(tongue), ""))
        _ask(talk)
    return True


def _may_be_asked(view: FormView) -> bool:
    if not view.is_public or view.is_sensitive or view.published_id is None:
        return False
    return not is_simple(queries.model(view.published_id))


def _talk(reading: Reading) -> Talk | None:
    """The form that this telephone is in the middle of."""
    secret = secret_of(reading)
    kept = unfinished(secret, reading.at)
    version = queries.version(kept.version_id) if kept else None
    view = queries.form_by_id(version.form_id) if version else None
    if kept is None or view is None or view.state != "published":
        return None
    is_fresh = reading.at - kept.changed_at < FRESH
    return _made(reading, view, kept.version_id, dict(kept.values), is_fresh=is_fresh)


def _made(
    reading: Reading, view: FormView, version_id: int, values: dict[str, str], *, is_fresh: bool
) -> Talk:
    filling = Filling(
        queries.xform(version_id),
        queries.model(version_id),
        values,
        values.get(LANGUAGE, "en"),
        timezone.localtime(reading.at),
    )
    return Talk(reading, secret_of(reading), view, version_id, filling, is_fresh)


def _is_answer(talk: Talk) -> bool:
    """Whether a message is meant for the open question; what else came is a matter of its own."""
    said, heard = talk.reading.came.text.split(), talk.reading.said
    of_a_matter = heard.intent == "status" and heard.number is not None and len(said) > 1
    if not said or of_a_matter:
        return False
    _notes, asked = talk.next()
    if asked is None or _command(talk):
        return True
    if asked.look in ("line", "words"):
        return talk.is_fresh
    if talk.is_fresh:
        return len(said) <= LONG
    try:
        _value(asked, talk.reading.came.text)
    except NotUnderstood:
        return False
    return len(said) <= LONG


def _command(talk: Talk) -> str:
    """What is not an answer: stop, back, help, or another language."""
    words = talk.reading.came.text.split()
    word = fold(words[0]) if len(words) == 1 else ""
    for name, known in (("stop", STOP), ("back", _BACK), ("help", HELP), ("turn", _TONGUES)):
        if word and word in known:
            return name
    return ""


def _hear(talk: Talk) -> None:
    """Take the answer over, and ask what comes next."""
    text = talk.reading.came.text.strip()
    match _command(talk):
        case "stop":
            drop_unfinished(secret=talk.secret, by=talk.reading.citizen, at=talk.reading.at)
            _say(talk, gettext_in(talk.language, _STOPPED))
        case "back":
            _step_back(talk)
            _ask(talk)
        case "turn":
            _turn(talk, _TONGUES[fold(text)])
            _ask(talk)
        case "help":
            _ask(talk, gettext_in(talk.language, _HOW))
        case _:
            _turn(talk, _script(text))
            _answer(talk, text)


def _script(text: str) -> str:
    """Who writes Urdu or Sindhi letters is asked in them; who writes others stays as it is."""
    if SINDHI_LETTERS & set(text):
        return "sd"
    return "ur" if URDU_LETTERS & set(text) else ""


def _turn(talk: Talk, language: str) -> None:
    """Go on in another language."""
    if not language or language == talk.language:
        return
    values = {**talk.filling.values, LANGUAGE: language}
    made = _made(talk.reading, talk.form, talk.version_id, values, is_fresh=talk.is_fresh)
    talk.filling = made.filling


def _answer(talk: Talk, text: str) -> None:
    _notes, asked = talk.next()
    if asked is None:
        _ask(talk)
        return
    for step in talk.filling.steps():
        if any(one.path == asked.path for one in step.asked):
            break
        talk.filling.seen(step)
    with translation.override(talk.language):
        try:
            value = _value(asked, text)
            problems = talk.filling.answer(asked.path, value)
        except NotUnderstood as problem:
            problems = (str(problem),)
    _ask(talk, " ".join(problems))


def _value(asked: Asked, text: str) -> str:
    """What was sent as the value of the form. Raises NotUnderstood."""
    if fold(text) in _SKIP or text.strip() == "-":
        return ""
    if asked.look == "agree":
        return "OK" if fold(text) in _YES else ""
    if asked.choices:
        return picked(text, asked.choices, several=asked.look == "several")
    return text


def _step_back(talk: Talk) -> None:
    """Ask the last answered question once more."""
    done = [
        one.path
        for step in talk.filling.steps()
        for one in step.asked
        if one.look != "note" and one.path in talk.filling.values
    ]
    if done:
        talk.filling.values.pop(done[-1])


def _ask(talk: Talk, before: str = "") -> None:
    """Keep what was answered; ask the open question, or hand the record over."""
    notes, asked = talk.next()
    if asked is None:
        _finish(talk, notes)
        return
    keep_unfinished(
        secret=talk.secret,
        version_id=talk.version_id,
        channel="sms",
        values={**talk.filling.values, LANGUAGE: talk.language},
        by=talk.reading.citizen,
        at=talk.reading.at,
    )
    with translation.override(talk.language):
        _say(talk, "\n".join(one for one in (before, *notes, _question(asked)) if one))


def _question(asked: Asked) -> str:
    lines = [asked.label]
    if asked.hint:
        lines.append(f"({asked.hint})")
    lines += [f"{at} {label}" for at, (_value, label) in enumerate(asked.choices, start=1)]
    if asked.look == "agree":
        lines.append(gettext("Send 1 for yes."))
    if asked.look == "several":
        lines.append(gettext("Send all the numbers that fit, such as 1 3."))
    if not asked.required:
        lines.append(gettext("To leave it out, send -"))
    return "\n".join(lines)


def _finish(talk: Talk, notes: list[str]) -> None:
    """Everything is answered: the record goes where all records go."""
    try:
        xml = talk.filling.finish()
    except NotFinished as wrong:
        for path in wrong.problems:
            talk.filling.values.pop(path, None)
        _ask(talk)
        return
    by, at = talk.reading.citizen, talk.reading.at
    receive(xml=xml, by=by, at=at, channel="sms")
    drop_unfinished(secret=talk.secret, by=by, at=at)
    _say(talk, "\n".join([*notes, gettext_in(talk.language, _DONE)]))


def _say(talk: Talk, words: str) -> None:
    """Answer, and empty the message that came: its words lie sealed with the form alone."""
    came, reading = talk.reading.came, talk.reading
    post.send(
        channel=came.channel,
        address=came.sender,
        subject=None,
        title="",
        words=words,
        language=talk.language,
        key=f"answer:{came.arrival.id}",
        class_="answer",
        content={"form": talk.form.id},
        by=reading.by,
        at=reading.at,
    )
    post.purge(arrival_id=came.arrival.id, by=reading.by, at=reading.at)


def gettext_in(language: str, text: str) -> str:
    """A text in a language."""
    with translation.override(language):
        return gettext(text)
