"""A record as pages of the desk show it: its values in words, and what each version changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext, pgettext

from kachehri.domains.reports import kinds as reports
from kachehri.domains.reports.kinds.records import Field, RecordKind
from kachehri.domains.reports.queries import records
from kachehri.domains.reports.queries.records import RecordView
from kachehri.engines.pagekit.templatetags.pagekit import digits, full_date
from kachehri.engines.pagekit.templatetags.pagekit import number as shown_number
from kachehri.interfaces.web.recording import kind_of, title_language


@dataclass(frozen=True)
class Piece:
    """A piece of a value: words in a language, and where they lead."""

    text: str
    href: str = ""
    language: str = ""
    note: str = ""


@dataclass(frozen=True)
class Fact:
    """A field with its value. `look` is `words`, `list` or `line`; without pieces it is empty."""

    key: str
    label: str
    look: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Change:
    """One version in the history: who wrote it, when, why, and which fields it changed."""

    view: RecordView
    who: str
    fields: tuple[str, ...]


def facts(
    kind: RecordKind, content: Mapping[str, Any], named: Mapping[int, RecordView]
) -> tuple[Fact, ...]:
    """Every field with its value; `named` are the records that it may name."""
    return tuple(fact(one, content.get(one.key), named) for one in kind.fields)


def fact(one: Field, value: Any, named: Mapping[int, RecordView]) -> Fact:
    """One field with its value."""
    look = {"words": "words", "choices": "list", "records": "list", "evidence": "list"}
    pieces = () if value in (None, "", [], {}) else tuple(_pieces(one, value, named))
    return Fact(one.key, gettext(one.label), look.get(one.type, "line"), pieces)


def _pieces(one: Field, value: Any, named: Mapping[int, RecordView]) -> list[Piece]:
    if one.type == "words" and isinstance(value, Mapping):
        own = get_language()
        said = sorted(value.items(), key=lambda pair: pair[0] != own)
        return [Piece(str(text), language=code) for code, text in said if text]
    if one.type in ("record", "records"):
        numbers = value if isinstance(value, list | tuple) else [value]
        return [_record(number, named) for number in numbers]
    if one.type == "evidence":
        return [_evidence(said) for said in value]
    if one.type == "choices":
        return [Piece(gettext(one.choices.get(key, key))) for key in value]
    return [Piece(_line(one, value))]


def _line(one: Field, value: Any) -> str:
    """A value that is one line, in words."""
    if one.type == "choice":
        return gettext(one.choices.get(value, value))
    if one.type == "yes":
        return pgettext("answer", "Yes") if value is True else pgettext("answer", "No")
    if one.type == "date":
        return full_date(date.fromisoformat(value))
    if one.type == "counts":
        return " · ".join(
            f"{gettext(label)}: {shown_number(value[key], 0)}"
            for key, label in one.choices.items()
            if key in value
        )
    if one.type == "chapter":
        report = reports.find(one.of)
        titles = {part.key: part.title for part in (report.chapters if report else ())}
        return gettext(titles.get(value, value))
    return str(digits(str(value)))


def _record(number: Any, named: Mapping[int, RecordView]) -> Piece:
    """A record that is named, with its title and its page."""
    own = get_language() or "en"
    view = named.get(int(number)) if str(number).isdigit() else None
    if view is None:
        return Piece(str(number))
    href = reverse("desk-record", args=[view.id])
    return Piece(view.title(own), href, title_language(view, own))


def _evidence(said: Mapping[str, str]) -> Piece:
    """A figure or a source that is named, with where to look in it."""
    path = said.get("href", "")
    inside = path.startswith(("observations/", "sources/", "indicators/", "library/"))
    href = f"/{get_language()}/{path}" if inside else ""
    return Piece(path, href, note=said.get("note", ""))


def titles(views: Iterable[RecordView]) -> dict[int, tuple[str, str]]:
    """What records are called and in which language, by their number (at most one query).

    A record that is named after another one, as an answer after its office, bears its title.
    """
    own = get_language() or "en"
    found = list(views)
    after = {view.id: named_after(view) for view in found}
    others = (
        records.records_of_ids({id for id in after.values() if id}) if any(after.values()) else {}
    )
    meant = {view.id: others.get(after[view.id] or 0, view) for view in found}
    return {id: (view.title(own), title_language(view, own)) for id, view in meant.items()}


def named_after(view: RecordView) -> int | None:
    """The record whose title this one bears; None where it has its own."""
    kind = kind_of(view)
    if kind is None or kind.field(kind.title).type != "record":
        return None
    return next(iter(view.refers(kind.title)), None)


def changes(versions: tuple[RecordView, ...], names: Mapping[int, str]) -> tuple[Change, ...]:
    """The history, newest first: each version beside the one before it."""
    before = [*versions[1:], None]
    return tuple(
        Change(now, names.get(now.written_by, ""), changed(now, then))
        for now, then in zip(versions, before, strict=True)
    )


def changed(now: RecordView, then: RecordView | None) -> tuple[str, ...]:
    """The labels of the fields that differ; none for the first version."""
    kind = kind_of(now)
    if then is None or kind is None:
        return ()
    return tuple(
        gettext(one.label)
        for one in kind.fields
        if now.content.get(one.key) != then.content.get(one.key)
    )
