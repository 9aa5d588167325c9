"""What of an XForm is needed to ask it: the empty record, its rules, its questions, its texts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from .languages import code_of
from .outside import local, parse

if TYPE_CHECKING:
    from lxml.etree import _Element

JR = "{http://openrosa.org/javarosa}"
KINDS = ("input", "select", "select1", "trigger", "upload", "range", "rank")
MISSING = "-"
"""What pyxform writes where a text was not translated."""


@dataclass(frozen=True)
class Bind:
    """The rules of one value. Expressions are empty where there is none."""

    path: str
    type: str = "string"
    relevant: str = ""
    required: str = ""
    constraint: str = ""
    calculate: str = ""
    readonly: str = ""
    preload: str = ""
    params: str = ""
    constraint_message: str = ""
    required_message: str = ""


@dataclass(frozen=True)
class Control:
    """One question of the body. `groups` are the paths of the groups around it, the outer first;
    `page` is that of the group whose questions stand on one page with it.
    """

    kind: str
    path: str
    element: "_Element" = field(hash=False, compare=False)
    groups: tuple["_Element", ...] = field(default=(), hash=False, compare=False)
    page: str = ""
    appearance: str = ""


@dataclass(frozen=True)
class Document:
    """A form, opened. `texts` are languages as the author named them → id → element."""

    root: "_Element"
    instances: Mapping[str, "_Element"]
    binds: Mapping[str, Bind]
    controls: tuple[Control, ...]
    texts: Mapping[str, Mapping[str, "_Element"]]
    default: str
    firsts: tuple[tuple[str, str], ...] = ()

    def language(self, code: str) -> str:
        """The form's own name of the language with that code, else its default one."""
        return next((name for name in self.texts if code_of(name) == code), self.default)

    def text(self, key: str, language: str) -> "_Element | None":
        """A text in a language; in the default one where it is missing."""
        found = None
        for name in (language, self.default, *self.texts):
            found = self.texts.get(name, {}).get(key)
            if found is not None and (found.text or "").strip() != MISSING:
                return found
        return found


@lru_cache(maxsize=32)
def opened(xform: bytes) -> Document:
    """Open an XForm. Raises XmlRefused, or ValueError where it is none."""
    tree = parse(xform)
    model = next((one for one in tree.iter() if local(one.tag) == "model"), None)
    body = next((one for one in tree if local(one.tag) == "body"), None)
    instances = [] if model is None else [one for one in model if local(one.tag) == "instance"]
    if model is None or body is None or not instances or not len(instances[0]):
        raise ValueError("this is no XForm")
    texts, default = _texts(model)
    return Document(
        root=instances[0][0],
        instances={str(one.get("id")): one for one in instances[1:]},
        binds={one.path: one for one in _binds(model)},
        controls=tuple(_controls(body)),
        texts=texts,
        default=default,
        firsts=tuple(_firsts(tree)),
    )


def _texts(model: "_Element") -> tuple[dict[str, dict[str, "_Element"]], str]:
    found: dict[str, dict[str, _Element]] = {}
    default = ""
    for translation in (one for one in model.iter() if local(one.tag) == "translation"):
        name = str(translation.get("lang"))
        if not default or translation.get("default") is not None:
            default = name
        found[name] = {
            str(text.get("id")): value
            for text in translation
            for value in text
            if local(value.tag) == "value" and value.get("form") is None
        }
    return found, default


def _binds(model: "_Element") -> Iterator[Bind]:
    for one in model:
        if local(one.tag) == "bind" and one.get("nodeset"):
            yield Bind(
                path=str(one.get("nodeset")).strip(),
                type=str(one.get("type", "string")).rpartition(":")[2],
                relevant=str(one.get("relevant", "")),
                required=str(one.get("required", "")),
                constraint=str(one.get("constraint", "")),
                calculate=str(one.get("calculate", "")),
                readonly=str(one.get("readonly", "")),
                preload=str(one.get(f"{JR}preload", "")),
                params=str(one.get(f"{JR}preloadParams", "")),
                constraint_message=str(one.get(f"{JR}constraintMsg", "")),
                required_message=str(one.get(f"{JR}requiredMsg", "")),
            )


def _controls(
    parent: "_Element", groups: tuple["_Element", ...] = (), page: str = ""
) -> Iterator[Control]:
    for one in parent:
        kind, path = local(one.tag), str(one.get("ref") or "").strip()
        if kind == "group":
            together = "field-list" in str(one.get("appearance", "")).split()
            yield from _controls(one, (*groups, one), page or (path if together else ""))
        elif kind in KINDS and path:
            yield Control(kind, path, one, groups, page, str(one.get("appearance", "")))


def _firsts(tree: "_Element") -> Iterator[tuple[str, str]]:
    """Values that are worked out when a form is begun: (path, expression)."""
    for one in tree.iter():
        if local(one.tag) == "setvalue" and "odk-instance-first-load" in str(one.get("event")):
            yield str(one.get("ref")).strip(), str(one.get("value") or "")


def part(element: "_Element", name: str) -> "_Element | None":
    """The first child of a name: label, hint, itemset."""
    return next((one for one in element if local(one.tag) == name), None)


def paths(root: "_Element") -> Iterator[tuple[str, "_Element"]]:
    """Every element of a record by its path; of repeats the first one."""
    seen: set[str] = set()
    todo: list[tuple[str, Any]] = [(f"/{local(root.tag)}", root)]
    while todo:
        path, element = todo.pop(0)
        if path in seen:
            continue
        seen.add(path)
        yield path, element
        todo.extend((f"{path}/{local(one.tag)}", one) for one in element)


def preloaded(bind: Bind, at: datetime) -> str:
    """What a new record holds at the place of a value; empty for nothing."""
    match bind.preload, bind.params:
        case "timestamp", "start":
            return at.isoformat(timespec="milliseconds")
        case "date", _:
            return at.date().isoformat()
        case "uid", _:
            return f"uuid:{uuid4()}"
    return f"uuid:{uuid4()}" if bind.path.endswith("/meta/instanceID") else ""
