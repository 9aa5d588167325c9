"""What differs between two versions of a form, question by question and choice by choice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from .kinds import Choice, FormModel, Group, Part, Question
from .references import parts

How = Literal["added", "removed", "changed"]
What = Literal["question", "group", "choice", "language", "form"]
_QUESTION = (
    "type",
    "required",
    "relevant",
    "constraint",
    "calculation",
    "default",
    "choice_filter",
    "list_name",
    "appearance",
    "read_only",
)
_GROUP = ("is_repeat", "relevant", "count", "appearance")
_SPOKEN = ("labels", "hints", "constraint_messages", "required_messages")


@dataclass(frozen=True)
class Difference:
    """One thing that was added, removed or changed.

    `key` is a path, `list/choice`, or a language; `field` what of it changed, with the language
    for texts (`labels ur`). `is_breaking`: answers of the two versions do not lie in one column.
    """

    how: How
    what: What
    key: str
    field: str = ""
    before: str = ""
    after: str = ""
    is_breaking: bool = False


def compare(old: FormModel, new: FormModel) -> tuple[Difference, ...]:
    """All that differs, in the order of the new form; what was removed comes last."""
    return (
        *_form(old, new),
        *_languages(old, new),
        *_parts(old, new),
        *_choices(old, new),
    )


def _form(old: FormModel, new: FormModel) -> Iterator[Difference]:
    for field in ("title", "version", "instance_name", "public_key", "default_language"):
        yield from _field("form", new.form_id, field, getattr(old, field), getattr(new, field))


def _languages(old: FormModel, new: FormModel) -> Iterator[Difference]:
    before = {one.code for one in old.languages}
    after = {one.code for one in new.languages}
    for code in sorted(after - before):
        yield Difference("added", "language", code)
    for code in sorted(before - after):
        yield Difference("removed", "language", code)


def _parts(old: FormModel, new: FormModel) -> Iterator[Difference]:
    before = {one.path: one for one in parts(old.children)}
    after = {one.path: one for one in parts(new.children)}
    for path, part in after.items():
        if path in before:
            yield from _part(before[path], part)
        else:
            yield Difference("added", _sort(part), path, after=_label(part, new))
    for path, part in before.items():
        if path not in after:
            yield Difference(
                "removed", _sort(part), path, before=_label(part, old), is_breaking=_is_kept(part)
            )


def _part(old: Part, new: Part) -> Iterator[Difference]:
    if isinstance(old, Group) or isinstance(new, Group):
        fields: tuple[str, ...] = _GROUP if _sort(old) == _sort(new) else ()
        if not fields:
            yield Difference("changed", _sort(new), new.path, "type", _sort(old), _sort(new), True)
    else:
        fields = _QUESTION
    for field in fields:
        yield from _field(
            _sort(new), new.path, field, _plain(getattr(old, field)), _plain(getattr(new, field))
        )
    for field in _SPOKEN:
        yield from _texts(_sort(new), new.path, field, old, new)


def _choices(old: FormModel, new: FormModel) -> Iterator[Difference]:
    before = {(name, one.name): one for name, choices in old.lists.items() for one in choices}
    after = {(name, one.name): one for name, choices in new.lists.items() for one in choices}
    for key, choice in after.items():
        if key not in before:
            yield Difference("added", "choice", "/".join(key), after=_first(choice.labels))
        elif before[key] != choice:
            yield from _choice("/".join(key), before[key], choice)
    for key, choice in before.items():
        if key not in after:
            yield Difference(
                "removed", "choice", "/".join(key), before=_first(choice.labels), is_breaking=True
            )


def _choice(key: str, old: Choice, new: Choice) -> Iterator[Difference]:
    yield from _texts("choice", key, "labels", old, new)
    for name in sorted({*old.attributes, *new.attributes}):
        before, after = old.attributes.get(name, ""), new.attributes.get(name, "")
        yield from _field("choice", key, name, before, after)


def _field(what: What, key: str, field: str, before: str, after: str) -> Iterator[Difference]:
    if before != after:
        yield Difference("changed", what, key, field, before, after, field in ("type", "is_repeat"))


def _texts(what: What, key: str, field: str, old: object, new: object) -> Iterator[Difference]:
    before: Mapping[str, str] = getattr(old, field, {})
    after: Mapping[str, str] = getattr(new, field, {})
    for code in dict.fromkeys((*before, *after)):
        yield from _field(what, key, f"{field} {code}", before.get(code, ""), after.get(code, ""))


def _sort(part: Part) -> What:
    return "group" if isinstance(part, Group) else "question"


def _is_kept(part: Part) -> bool:
    """Whether answers to it lie somewhere."""
    return isinstance(part, Question) and part.type != "note"


def _label(part: Part, model: FormModel) -> str:
    return part.labels.get(model.default_language) or _first(part.labels)


def _first(texts: Mapping[str, str]) -> str:
    return next(iter(texts.values()), "")


def _plain(value: object) -> str:
    return str(value) if not isinstance(value, bool) else ("yes" if value else "")
