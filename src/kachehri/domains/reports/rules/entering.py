"""What somebody wrote down becomes the content of a record, or a plain word on what is wrong.

`checked` reads every field by its declared type: what a form sends (all of it text) and what a
file says (numbers, lists) come out alike. It asks no database: `Known` holds what exists of what
the content mentions (`mentioned`).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from django.utils.translation import gettext

from kachehri.domains.reports.kinds import find as find_report
from kachehri.domains.reports.kinds.records import Field, RecordKind
from kachehri.kernel.dates import parse_date
from kachehri.kernel.messages import InputProblem
from kachehri.kernel.numbers import NumberProblem, parse_number

from .citing import codes, unknown
from .pasted import cleaned

Content: TypeAlias = Mapping[str, Any]

FIRST_DAY = date(1947, 8, 14)
YEARS_AHEAD = 10
MOST_COUNTED = 10_000_000
MOST_NAMED = 60
LINE = 300
NOTE = 300
_HREF = re.compile(r"(?:https?://[^/]+)?/?(?:en/|ur/|sd/)?((?:observations|sources|indicators)/.+)")


@dataclass(frozen=True)
class KnownRecord:
    """What has to be known of a record that another one names.

    `gone_on` is the day on which it ceased to be, `successor` what came in its place.
    """

    kind: str
    place_id: int
    title: str
    is_ended: bool = False
    gone_on: date | None = None
    successor: str = ""


@dataclass(frozen=True)
class Known:
    """What exists of what a content mentions, and the day and place of writing.

    `before` is the content that is changed: what it named already may stay as it is.
    """

    today: date
    place_id: int
    records: Mapping[int, KnownRecord] = field(default_factory=dict)
    hrefs: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    editions: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ("en", "ur", "sd")
    before: Content = field(default_factory=dict)


@dataclass(frozen=True)
class Mentioned:
    """What a content mentions and somebody has to look up; `codes` are sources (`[[code]]`)."""

    records: frozenset[int] = frozenset()
    hrefs: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    editions: frozenset[str] = frozenset()


class Wrong(ValueError):
    """A value cannot stay as it is; the text says why, in the language in force."""


def checked(
    kind: RecordKind, content: Content, known: Known
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the clean content (without empty fields) and what is wrong, by key of the field.

    What is wrong with no field of the kind stands under "".
    """
    clean: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for one in kind.fields:
        try:
            value = READERS[one.type](one, content.get(one.key), known)
        except Wrong as wrong:
            problems[one.key] = str(wrong)
            continue
        if value not in (None, "", [], {}):
            clean[one.key] = value
        elif one.required:
            problems[one.key] = gettext("Fill this in.")
    if kind.consent and clean.get(kind.consent) is not True and kind.consent not in problems:
        problems[kind.consent] = gettext(
            "Words of a person are written down only if that person agrees to be quoted."
        )
    if strange := sorted(set(content) - {one.key for one in kind.fields}):
        problems[""] = gettext("There is no field called “%(key)s”.") % {"key": strange[0]}
    return clean, problems


def mentioned(kind: RecordKind, content: Content) -> Mentioned:
    """What the content names that has to exist; what cannot be read is left to `checked`."""
    records: set[int] = set()
    hrefs: set[str] = set()
    editions: set[str] = set()
    texts: set[str] = set()
    for one in kind.fields:
        value = content.get(one.key)
        if one.type == "words":
            texts.update(_texts(value))
        if one.type in ("record", "records"):
            some = () if isinstance(value, Mapping) else _several(value)
            records.update(int(said) for said in some if _is_number(said))
        elif one.type == "evidence":
            hrefs.update(href for href, _note in _evidence_lines(value))
        elif one.type == "edition" and value:
            editions.add(str(value).strip())
    cited = frozenset(code for text in texts for code in codes(text))
    return Mentioned(frozenset(records), frozenset(hrefs), cited, frozenset(editions))


def dropped(kind: RecordKind, content: Content) -> tuple[str, ...]:
    """What pasted texts bring along and lose when they are kept, in words, each once."""
    typed = [content.get(one.key) for one in kind.fields if one.type in ("words", "line")]
    found = (
        reason for value in typed for text in _texts(value) for reason in cleaned(text).dropped
    )
    return tuple(gettext(reason) for reason in dict.fromkeys(found))


def site_path(href: str) -> str:
    """The path of a page of this site without address and language; other text as it is."""
    plain = href.replace("\0", "").strip()
    found = _HREF.fullmatch(plain)
    if found is None:
        return plain
    path = found[1].partition("?")[0].partition("#")[0]
    return path if path.endswith("/") else path + "/"


def line(one: Field, value: Any, known: Known) -> str:
    """One line of plain text."""
    text = " ".join(cleaned(_text(value)).text.split())
    return _not_longer(text, min(one.most, LINE))


def words(one: Field, value: Any, known: Known) -> dict[str, str]:
    """Text by language, without markup. Mere text is in the first language."""
    said = value if isinstance(value, Mapping) else {known.languages[0]: value}
    if strange := sorted(str(code) for code in set(said) - set(known.languages)):
        raise Wrong(gettext("There is no language “%(code)s” here.") % {"code": strange[0]})
    found = {
        code: _not_longer(cleaned(_text(said.get(code))).text, one.most) for code in known.languages
    }
    before = {code for text in _texts(known.before.get(one.key)) for code in codes(text)}
    for text in found.values():
        if odd := unknown(text, known.codes | before):
            raise Wrong(gettext("No source is called “%(code)s”.") % {"code": odd[0]})
    return {code: text for code, text in found.items() if text}


def choice(one: Field, value: Any, known: Known) -> str:
    """One key of the choices."""
    return _chosen(one, _text(value).strip())


def choices(one: Field, value: Any, known: Known) -> list[str]:
    """Keys of the choices, each once, in the order of the choices."""
    found = {_chosen(one, _text(said).strip()) for said in _several(value)}
    return [key for key in one.choices if key in found]


def yes(one: Field, value: Any, known: Known) -> bool | None:
    """True or false; None where nothing was said."""
    if value is None or value == "":
        return None
    if str(value).lower() in ("true", "on", "yes", "1"):
        return True
    if str(value).lower() in ("false", "off", "no", "0"):
        return False
    raise Wrong(gettext("Say yes or no."))


def day(one: Field, value: Any, known: Known) -> str:
    """A date as ISO text, within the bounds of the field."""
    text = _text(value).strip()
    if not text:
        return ""
    try:
        found = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
        found = found or parse_date(text)
    except (InputProblem, ValueError) as problem:
        raise Wrong(gettext("This is no date. Type it as 21 March 2023 or 21/3/2023.")) from problem
    if found < FIRST_DAY:
        raise Wrong(gettext("This date lies too far back."))
    if one.when == "past" and found > known.today:
        raise Wrong(gettext("This date has not come yet."))
    if found.year > known.today.year + YEARS_AHEAD:
        raise Wrong(gettext("This date lies too far ahead."))
    return found.isoformat()


def number(one: Field, value: Any, known: Known) -> str:
    """A decimal as text, within the bounds of the field."""
    text = _text(value).strip()
    if not text:
        return ""
    found = _number(text)
    if one.at_least is not None and found < one.at_least:
        raise Wrong(gettext("This is less than %(least)s.") % {"least": one.at_least})
    if one.at_most is not None and found > one.at_most:
        raise Wrong(gettext("This is more than %(most)s.") % {"most": one.at_most})
    return format(found, "f")


def counts(one: Field, value: Any, known: Known) -> dict[str, int]:
    """Whole numbers by key, in the order of the choices; what was left empty is left out."""
    said = value if isinstance(value, Mapping) else {}
    if value not in (None, "") and not isinstance(value, Mapping):
        raise Wrong(gettext("This has to be a number for each group."))
    found: dict[str, int] = {}
    for key, label in one.choices.items():
        text = _text(said.get(key)).strip()
        if text:
            count = _number(text)
            if count != count.to_integral_value() or not 0 <= count <= MOST_COUNTED:
                message = gettext("%(group)s: people are counted in whole numbers from 0 on.")
                raise Wrong(message % {"group": gettext(label)})
            found[key] = int(count)
    for key in said:
        _chosen(one, str(key))
    return found


def record(one: Field, value: Any, known: Known) -> int | None:
    """The number of a record of the right kind about the same place."""
    found = _several(value)
    if len(found) > 1:
        raise Wrong(gettext("Name one only."))
    return _named(one, found[0], known) if found else None


def records(one: Field, value: Any, known: Known) -> list[int]:
    """Numbers of records of the right kind, each once, in the order in which they were named."""
    return list(dict.fromkeys(_named(one, said, known) for said in _several(value)))


def edition(one: Field, value: Any, known: Known) -> str:
    """Kind and number of an edition about the same place."""
    text = _text(value).strip()
    if text and text not in known.editions and text != known.before.get(one.key):
        raise Wrong(gettext("There is no such edition about this place."))
    return text


def chapter(one: Field, value: Any, known: Known) -> str:
    """The key of a chapter of that kind of report."""
    text = _text(value).strip()
    report = find_report(one.of)
    if text and (report is None or text not in {each.key for each in report.chapters}):
        raise Wrong(gettext("The report has no such chapter."))
    return text


def evidence(one: Field, value: Any, known: Known) -> list[dict[str, str]]:
    """Pages of figures and sources that exist, each once, with a note on where to look."""
    before = {said["href"] for said in known.before.get(one.key, ())}
    found: dict[str, str] = {}
    for href, note in _evidence_lines(value):
        if href not in known.hrefs and href not in before:
            message = gettext(
                "There is no figure and no source at “%(href)s”. Copy the address of a figure's "
                "or a source's page; enter a document as a source first."
            )
            raise Wrong(message % {"href": href[:80]})
        found.setdefault(href, _not_longer(" ".join(cleaned(note).text.split()), NOTE))
    if len(found) > MOST_NAMED:
        raise Wrong(gettext("At most %(most)s.") % {"most": MOST_NAMED})
    return [{"href": href, "note": note} for href, note in found.items()]


Reader: TypeAlias = Callable[[Field, Any, Known], Any]

READERS: Mapping[str, Reader] = {
    "line": line, "words": words, "choice": choice, "choices": choices, "yes": yes, "date": day,
    "number": number, "counts": counts, "record": record, "records": records, "edition": edition,
    "chapter": chapter, "evidence": evidence,
}  # fmt: skip
"""How a value of each type is read."""


def _texts(value: Any) -> list[str]:
    """The texts of a field of type words, in whatever language."""
    said = value.values() if isinstance(value, Mapping) else [value]
    return [text for text in said if isinstance(text, str)]


def _text(value: Any) -> str:
    """A value as text; PostgreSQL knows no character nought."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str | int | Decimal | float):
        return str(value).replace("\0", "")
    raise Wrong(gettext("This has to be text."))


def _several(value: Any) -> Sequence[Any]:
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        return [said for said in re.split(r"[,\s]+", value) if said]
    if isinstance(value, Mapping):
        raise Wrong(gettext("This has to be a list."))
    return list(value) if isinstance(value, Iterable) else [value]


def _is_number(said: Any) -> bool:
    """Whether it can be the number of a record (what PostgreSQL can hold)."""
    return bool(re.fullmatch(r"[0-9]{1,15}", str(said)))


def _evidence_lines(value: Any) -> list[tuple[str, str]]:
    """Pairs of href and note: of a list of objects, or of lines "href note" as a form sends."""
    if isinstance(value, str):
        pairs = [line.strip().partition(" ") for line in value.splitlines() if line.strip()]
        return [(site_path(href), note.strip()) for href, _space, note in pairs]
    if not isinstance(value, list | tuple):
        return []
    given = [said if isinstance(said, Mapping) else {"href": said} for said in value]
    return [
        (site_path(str(said.get("href") or "")), str(said.get("note") or ""))
        for said in given
        if said.get("href") or said.get("note")
    ]


def _not_longer(text: str, most: int) -> str:
    if len(text) > most:
        message = gettext("This is too long: %(length)s characters; at most %(most)s.")
        raise Wrong(message % {"length": len(text), "most": most})
    return text


def _chosen(one: Field, key: str) -> str:
    if key and key not in one.choices:
        raise Wrong(gettext("“%(choice)s” is none of the choices.") % {"choice": key[:40]})
    return key


def _number(text: str) -> Decimal:
    try:
        found = parse_number(text)
    except NumberProblem as problem:
        raise Wrong(gettext("“%(text)s” is no number.") % {"text": text[:40]}) from problem
    if abs(found) >= 10**15:
        raise Wrong(gettext("This number is too large."))
    return found


def _named(one: Field, said: Any, known: Known) -> int:
    """The number of a record that exists, is of the right kind, here, and still stands."""
    found = known.records.get(int(said)) if _is_number(said) else None
    if found is None or found.kind != one.of or found.place_id != known.place_id:
        message = gettext("There is nothing of this kind with the number %(number)s here.")
        raise Wrong(message % {"number": str(said)[:20]})
    before = _several(known.before.get(one.key))
    if int(said) not in before:
        _still_stands(found, known.today)
    return int(said)


def _still_stands(found: KnownRecord, today: date) -> None:
    """Stop at what was ended or dissolved before, and name what came in its place."""
    if found.is_ended:
        raise Wrong(gettext("“%(title)s” was ended.") % {"title": found.title})
    if found.gone_on is not None and found.gone_on <= today:
        values = {"title": found.title, "successor": found.successor}
        if found.successor:
            message = gettext("“%(title)s” exists no more; name “%(successor)s”.")
        else:
            message = gettext("“%(title)s” exists no more, and nothing came in its place.")
        raise Wrong(message % values)
