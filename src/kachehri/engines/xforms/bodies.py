"""What the body of an XForm says of each path: label, hint, widget, choices."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .binds import Bind
from .kinds import Choice, Texts
from .outside import local
from .texts import Itext, Media

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTROLS = {
    "input",
    "select",
    "select1",
    "rank",
    "upload",
    "range",
    "trigger",
    "secret",
    "textarea",
}
_ASIDE = {"ref", "nodeset", "bind", "appearance", "mediatype", "class", "query"}
_INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
_WRAPPED = re.compile(r"^\s*randomize\((.*)\)\s*$", re.DOTALL)


@dataclass(frozen=True)
class Body:
    """One control, group or repeat as it is shown."""

    control: str = ""
    labels: Texts = field(default_factory=dict)
    hints: Texts = field(default_factory=dict)
    media: Media = field(default_factory=dict)
    mediatype: str = ""
    appearance: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    list_name: str = ""
    choice_filter: str = ""
    columns: tuple[str, str] | tuple[()] = ()
    items: tuple[Choice, ...] = ()
    is_group: bool = False
    is_repeat: bool = False
    count: str = ""
    query: str = ""


def body_of(body: "_Element", itext: Itext) -> dict[str, Body]:
    """Every path that the body shows."""
    found: dict[str, Body] = {}
    for one in body.iter():
        name = local(one.tag)
        if name in _CONTROLS:
            path = _path(one)
            found[path] = _control(name, path, one, itext)
        elif name == "group" and (path := _path(one)):
            found[path] = _group(one, itext, found.get(path, Body()))
        elif name == "repeat":
            path = _path(one)
            found[path] = _repeat(one, itext, found.get(path, Body()))
    return found


def inline_lists(bodies: Mapping[str, Body]) -> dict[str, tuple[Choice, ...]]:
    """Choices that stand in the question itself, by the question's path."""
    return {one.list_name: one.items for one in bodies.values() if one.items}


def _path(element: "_Element") -> str:
    return Bind.plain(element.get("nodeset") or element.get("ref") or element.get("bind") or "")


def _said(element: "_Element", name: str, itext: Itext) -> tuple[Texts, Media]:
    for child in element:
        if local(child.tag) == name:
            return itext.of(child)
    return {}, {}


def _control(name: str, path: str, element: "_Element", itext: Itext) -> Body:
    labels, media = _said(element, "label", itext)
    hints, _files = _said(element, "hint", itext)
    query = element.get("query", "")
    list_name, choice_filter, columns = _itemset(element, query)
    items = tuple(_item(one, itext) for one in element if local(one.tag) == "item")
    return Body(
        control=name,
        labels=labels,
        hints=hints,
        media=media,
        mediatype=element.get("mediatype", ""),
        appearance=element.get("appearance", ""),
        parameters={
            local(key): str(value) for key, value in element.items() if local(key) not in _ASIDE
        },
        list_name=path if items else list_name,
        choice_filter=choice_filter,
        columns=columns,
        items=items,
        query=query,
    )


def _group(element: "_Element", itext: Itext, known: Body) -> Body:
    labels, media = _said(element, "label", itext)
    return Body(
        is_group=True,
        labels=labels or known.labels,
        media=media,
        is_repeat=known.is_repeat,
        appearance=element.get("appearance", "") or known.appearance,
    )


def _repeat(element: "_Element", itext: Itext, known: Body) -> Body:
    labels, media = _said(element, "label", itext)
    parent = element.getparent()
    if not (labels or known.labels) and parent is not None and local(parent.tag) == "group":
        labels, media = _said(parent, "label", itext)
    count = {local(key): str(value) for key, value in element.items()}.get("count", "")
    return Body(
        is_group=True,
        is_repeat=True,
        labels=known.labels or labels,
        media=known.media or media,
        appearance=known.appearance or element.get("appearance", ""),
        count=count.strip(),
    )


def _item(element: "_Element", itext: Itext) -> Choice:
    labels, media = _said(element, "label", itext)
    value = next((one.text or "" for one in element if local(one.tag) == "value"), "")
    return Choice(name=value.strip(), labels=labels, media=media)


def _itemset(element: "_Element", query: str) -> tuple[str, str, tuple[str, str] | tuple[()]]:
    """(list, filter, columns of name and label) of a question that chooses from a list."""
    if query:
        return (*_list_of(query), ("name", "label"))
    for one in element:
        if local(one.tag) == "itemset":
            refs = {local(child.tag): child.get("ref", "") for child in one}
            return (*_list_of(one.get("nodeset", "")), (refs.get("value", "name"), _label(refs)))
    return "", "", ()


def _label(refs: Mapping[str, str]) -> str:
    written = refs.get("label", "label")
    return "label" if written.startswith("jr:itext") else written


def _list_of(nodeset: str) -> tuple[str, str]:
    """`randomize(instance('x')/root/item[a = b])` → ("x", "a = b"). A path stays as it is."""
    if wrapped := _WRAPPED.match(nodeset):
        nodeset = wrapped[1]
    found = _INSTANCE.search(nodeset)
    before, bracket, after = nodeset.partition("[")
    end = after.rfind("]")
    written = after[: end if end >= 0 else None].strip() if bracket else ""
    return (found[1] if found else before.strip()), written
