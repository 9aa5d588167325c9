"""An instrument as the sheets of an XLSForm: survey, choices, settings."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from kachehri.domains.forms.kinds.instruments import LANGUAGES, Ask, Instrument, Part, Texts
from kachehri.kernel.scoring import Score
from kachehri.kernel.scoring_device import formulas

Row: TypeAlias = Mapping[str, str]
Sheets: TypeAlias = Mapping[str, tuple[Sequence[str], Sequence[Row]]]

BEFORE = "where"
"""The group that comes before consent: where it is, and whether there is somebody to ask."""

_TYPES = {
    "int": "integer", "decimal": "decimal", "text": "text", "date": "date", "gps": "geopoint",
    "photo": "image", "note": "note", "calc": "calculate",
}  # fmt: skip
_TEXT_COLUMNS = ("label", "hint", "required_message", "constraint_message")
_SURVEY = (
    "type", "name",
    *(f"{column}::{name} ({code})" for column in _TEXT_COLUMNS for code, name in LANGUAGES.items()),
    "required", "relevant", "constraint", "calculation", "repeat_count", "parameters",
)  # fmt: skip
_NEEDED = {
    "en": "Please answer this question.",
    "ur": "براہِ مہربانی اس سوال کا جواب دیں۔",
    "sd": "مهرباني ڪري هن سوال جو جواب ڏيو۔",
}
_YES_NO = (
    ("yes", {"en": "Yes", "ur": "ہاں", "sd": "ها"}),
    ("no", {"en": "No", "ur": "نہیں", "sd": "نه"}),
)


def sheets(instrument: Instrument) -> Sheets:
    """Columns and rows by the name of the sheet; columns that nothing fills are left out."""
    survey = list(_survey(instrument))
    labels = tuple(f"label::{name} ({code})" for code, name in LANGUAGES.items())
    settings = {
        "form_title": instrument.titles["en"],
        "form_id": instrument.key,
        "version": instrument.version,
        "default_language": "English (en)",
    }
    return {
        "survey": (_used(_SURVEY, survey), survey),
        "choices": (("list_name", "name", *labels), list(_choices(instrument))),
        "settings": (tuple(settings), [settings]),
    }


def device_question(score: Score) -> str:
    """The name of the hidden question in which the telephone keeps a score."""
    return f"score_{score.key}"


def _used(columns: Sequence[str], rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(name for name in columns if any(row.get(name) for row in rows))


def _survey(instrument: Instrument) -> Iterator[Row]:
    for name in ("start", "end", "today"):
        yield {"type": name, "name": name}
    before = [one for one in instrument.children if one.name == BEFORE]
    for child in before:
        yield from _rows(child)
    agreed = ""
    if instrument.consent:
        agreed = "${consent} = 'yes'"
        yield {
            "type": "select_one consent", "name": "consent", "required": "yes",
            "relevant": "${result} = 'done'" if instrument.ask("result") else "",
            **_texts("label", instrument.consent), **_texts("required_message", _NEEDED),
        }  # fmt: skip
    for child in instrument.children:
        if child not in before:
            yield from _rows(child, agreed)
    for score in instrument.scores:
        if score.on_device:
            for name, formula in formulas(score):
                yield {"type": "calculate", "name": name, "calculation": formula}


def _rows(child: Ask | Part, above: str = "") -> Iterator[Row]:
    when = " and ".join(f"({one})" if " or " in one else one for one in (above, child.when) if one)
    if isinstance(child, Ask):
        yield _row(child, when)
        return
    kind = "repeat" if child.repeats else "group"
    yield {
        "type": f"begin {kind}", "name": child.name, "relevant": when,
        "repeat_count": child.count, **_texts("label", child.texts),
    }  # fmt: skip
    for inner in child.children:
        yield from _rows(inner)
    yield {"type": f"end {kind}", "name": ""}


def _row(ask: Ask, when: str) -> Row:
    kind = f"select_{_SELECTS[ask.type]} {ask.list_name}" if ask.list_name else _TYPES[ask.type]
    required = {} if ask.optional else {"required": "yes", **_texts("required_message", _NEEDED)}
    return {
        "type": kind, "name": ask.name, "relevant": when, "constraint": ask.check,
        "calculation": ask.formula, **_texts("label", ask.texts), **_texts("hint", ask.hints),
        **_texts("constraint_message", ask.check_says), **required,
        "parameters": "max-pixels=1280" if ask.type == "photo" else "",
    }  # fmt: skip


_SELECTS = {"one": "one", "many": "multiple"}


def _texts(column: str, texts: Texts) -> dict[str, str]:
    return {f"{column}::{LANGUAGES[code]} ({code})": text for code, text in texts.items()}


def _choices(instrument: Instrument) -> Iterator[Row]:
    if instrument.consent:
        for key, texts in _YES_NO:
            yield {"list_name": "consent", "name": key, **_texts("label", texts)}
    for name, options in instrument.lists.items():
        for one in options:
            yield {"list_name": name, "name": one.key, **_texts("label", one.texts)}
