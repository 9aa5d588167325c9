"""A form model as JSON and back. What is empty is left out, so that the row stays small."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from .kinds import Choice, FormModel, Group, Language, Part, Question

_CHILDREN = "children"


def to_json(model: FormModel) -> dict[str, Any]:
    """A model as plain values."""
    return {
        **_plain(model),
        "languages": [_plain(one) for one in model.languages],
        "lists": {
            name: [_plain(choice) for choice in choices] for name, choices in model.lists.items()
        },
        _CHILDREN: [_part(one) for one in model.children],
    }


def from_json(data: Mapping[str, Any]) -> FormModel:
    """The model that `to_json` wrote."""
    kept = {**data}
    kept["languages"] = tuple(Language(**one) for one in data.get("languages", ()))
    kept["lists"] = {
        name: tuple(_choice(one) for one in choices)
        for name, choices in data.get("lists", {}).items()
    }
    kept[_CHILDREN] = tuple(_read(one) for one in data.get(_CHILDREN, ()))
    for name in ("external_lists", "media"):
        kept[name] = tuple(data.get(name, ()))
    return FormModel(**kept)


def _part(part: Part) -> dict[str, Any]:
    if isinstance(part, Group):
        return {**_plain(part), _CHILDREN: [_part(one) for one in part.children]}
    return _plain(part)


def _read(data: Mapping[str, Any]) -> Part:
    if _CHILDREN in data:
        kept = {**data, _CHILDREN: tuple(_read(one) for one in data[_CHILDREN])}
        return Group(**{"labels": {}, **kept})
    return Question(**data)


def _choice(data: Mapping[str, Any]) -> Choice:
    return Choice(**{"labels": {}, **data})


def _plain(thing: Any) -> dict[str, Any]:
    """The fields of a dataclass that say something; those that must be given always."""
    found = {}
    for one in fields(thing):
        value = getattr(thing, one.name)
        if value or (one.default is MISSING and one.default_factory is MISSING):
            found[one.name] = list(value) if isinstance(value, tuple) else value
    return found
