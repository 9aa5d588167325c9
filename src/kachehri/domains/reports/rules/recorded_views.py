"""One record as pages and the report read it, and the language that a text of it is in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from kachehri.domains.reports.kinds import records as declared
from kachehri.domains.reports.kinds.records import Field, RecordKind

LANGUAGES = ("en", "ur", "sd")
"""In which order a text is looked for where the language that is wanted has none."""

TITLE_LENGTH = 90
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_SINDHI_ALONE = re.compile("[ٻڀٺٽٿڄڃڇڏڌڊڍڙڦڪڳڱڻ]")


@dataclass(frozen=True)
class RecordView:
    """A record in its newest version, or in the version that `queries.records.history` lists.

    `content` is one value a field (`kinds.records.Field`). `written_by` is the id of a thing of
    the ledger.
    """

    id: int
    thing_id: int
    kind: str
    place_id: int
    version: int
    is_ended: bool
    content: Mapping[str, Any]
    written_at: datetime
    written_by: int
    note: str = ""

    @property
    def is_withdrawn(self) -> bool:
        """Whether the person who was quoted took the consent back: the words are gone."""
        kind = declared.find(self.kind)
        return bool(kind and kind.consent and self.content.get(kind.consent) is False)

    def words(self, key: str, language: str) -> tuple[str, str]:
        """The text of a field and the language it is in; ("", language) where there is none.

        Of several languages the wanted one, else the first of `LANGUAGES` that has a text.
        """
        value = self.content.get(key)
        if isinstance(value, Mapping):
            for code in (language, *LANGUAGES):
                if value.get(code):
                    return str(value[code]), code
            return "", language
        text = str(value) if value is not None else ""
        return text, language_of(text, language)

    def title(self, language: str) -> str:
        """What the record is called in lists, in one line of the language that it has."""
        kind = declared.find(self.kind)
        if kind is None:
            return f"{self.kind} {self.id}"
        return shown(self, kind.field(kind.title), language) or f"{gettext(kind.name)} {self.id}"

    def choice(self, key: str) -> str:
        """The words of what was chosen, translated; empty where nothing was."""
        chosen = self.content.get(key)
        return labels(self.kind, key).get(str(chosen), "") if chosen is not None else ""

    def chosen(self, key: str) -> tuple[str, ...]:
        """The keys that were chosen of a field of type choice or choices."""
        value = self.content.get(key)
        if isinstance(value, list | tuple):
            return tuple(str(one) for one in value)
        return (str(value),) if value else ()

    def day(self, key: str) -> date | None:
        """The date of a field, or None."""
        value = self.content.get(key)
        return date.fromisoformat(value) if isinstance(value, str) and value else None

    def refers(self, key: str) -> tuple[int, ...]:
        """The numbers of the records that a field of type record or records names."""
        value = self.content.get(key)
        if isinstance(value, list | tuple):
            return tuple(int(one) for one in value)
        return (int(value),) if value else ()

    def cited(self) -> Iterator[tuple[str, str]]:
        """The evidence that stands behind it, as (href, note)."""
        for field in fields_of(self.kind, "evidence"):
            for one in self.content.get(field.key) or ():
                yield str(one["href"]), str(one.get("note", ""))


def fields_of(kind: str, *types: str) -> Iterator[Field]:
    """The fields of a kind that are of one of these types; none of a kind that nobody declared."""
    found = declared.find(kind)
    yield from (field for field in (found.fields if found else ()) if field.type in types)


def labels(kind: str, key: str) -> Mapping[str, str]:
    """The translated words of a field's choices."""
    found = declared.find(kind)
    choices = found.field(key).choices if found else {}
    return {code: gettext(label) for code, label in choices.items()}


def shown(view: RecordView, field: Field, language: str) -> str:
    """The value of a title field in one short line."""
    if field.type in ("choice", "choices"):
        known = labels(view.kind, field.key)
        return ", ".join(known.get(key, key) for key in view.chosen(field.key))
    text = " ".join(view.words(field.key, language)[0].split())
    return text if len(text) <= TITLE_LENGTH else text[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + "…"


def language_of(text: str, otherwise: str) -> str:
    """The language that a line is written in, as far as its letters tell."""
    if _SINDHI_ALONE.search(text):
        return "sd"
    if _ARABIC.search(text):
        return otherwise if otherwise in ("ur", "sd") else "ur"
    return "en" if text else otherwise


def kind_of(view: RecordView) -> RecordKind | None:
    """The kind of a record, or None where no pack declares it any more."""
    return declared.find(view.kind)
