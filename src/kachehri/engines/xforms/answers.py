"""Answered forms: XML to values and back, and values packed as small as they go.

`values` maps a question's path (`/data/home/age`) to its value: text, whole number, number, a list
of names (select_multiple, rank), a position (latitude, longitude, altitude, accuracy; the last two
may be None), a list of positions (geotrace, geoshape). Days and
times stay as the device wrote them. A repeat's path maps to a list of such mappings. What was not
answered is absent. What does not fit its type stays text: a value is never dropped.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeAlias
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

import msgspec

from . import elements
from .kinds import FormModel, Group, Part, Question

Position: TypeAlias = tuple[float, float, float | None, float | None]
Values: TypeAlias = dict[str, Any]

SEVERAL, NO_ANSWER = frozenset({"select_multiple", "rank"}), frozenset({"note"})
FILES = frozenset({"image", "audio", "video", "file", "draw", "signature", "annotate",
                   "background-audio", "audit"})  # fmt: skip
LINES = frozenset({"geotrace", "geoshape"})
PLACES = LINES | {"geopoint", "start-geopoint"}
TIMES = frozenset({"date", "time", "dateTime", "start", "end", "today"})
OPENROSA = "http://openrosa.org/xforms"
ENCRYPTED = "http://opendatakit.org/submissions"
_LARGEST = 1 << 63


@dataclass(frozen=True)
class Column:
    """A question as a column: its path, its name (without the path), its type."""

    path: str
    name: str
    type: str


@dataclass(frozen=True)
class Table:
    """The form itself (`parent` empty), or one of its repeats."""

    path: str
    name: str
    parent: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Head:
    """What a submission says of itself, read without knowing its form.

    `files` are the names that the manifest of an encrypted one lists, its own XML among them.
    """

    form_id: str
    version: str
    instance: str
    replaces: str = ""
    is_encrypted: bool = False
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answers:
    """One answered form. `started` and `ended` are the device's clock; `root` is the instanceID
    of the first version where the form says so, else its own. `unknown` are paths that the form
    does not have; `files` the names that its answers hold, by path of the question.
    """

    form_id: str
    version: str
    instance: str
    root: str = ""
    replaces: str = ""
    started: datetime | None = None
    ended: datetime | None = None
    values: Values = field(default_factory=dict)
    unknown: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()


@dataclass
class Layout:
    """A table as the reader uses it: its columns and the tables below it, by path."""

    table: Table
    columns: dict[str, Column]
    below: "dict[str, Layout]"


_layouts: dict[int, tuple[FormModel, Layout]] = {}
_MOST_LAYOUTS = 200


def tables(model: FormModel) -> tuple[Table, ...]:
    """The form itself and its repeats, each with its columns in the order of the form."""

    def every(one: Layout) -> Iterator[Table]:
        yield one.table
        for below in one.below.values():
            yield from every(below)

    return tuple(every(layout(model)))


def layout(model: FormModel) -> Layout:
    """The tables of a form, each within the one that holds it; kept for as long as it is used."""
    known = _layouts.get(id(model))
    if known and known[0] is model:
        return known[1]
    path = "/" + model.root.strip("/")
    made = _layout(path, path.strip("/"), "", model.children)
    if len(_layouts) >= _MOST_LAYOUTS:
        _layouts.clear()
    _layouts[id(model)] = (model, made)
    return made


def _layout(path: str, name: str, parent: str, parts: Sequence[Part]) -> Layout:
    columns = {
        one.path: Column(one.path, one.name, one.type) for one in _here(parts) if _holds(one)
    }
    below = {one.path: _layout(one.path, one.name, path, one.children) for one in _repeats(parts)}
    return Layout(Table(path, name, parent, tuple(columns.values())), columns, below)


def _holds(one: Question) -> bool:
    """Whether a question has an answer to keep."""
    return one.type not in NO_ANSWER and one.name not in {"instanceID", "deprecatedID", "rootUuid"}


def _here(parts: Sequence[Part]) -> Iterator[Question]:
    for part in parts:
        if isinstance(part, Question):
            yield part
        elif not part.is_repeat:
            yield from _here(part.children)


def _repeats(parts: Sequence[Part]) -> Iterator[Group]:
    for part in parts:
        if isinstance(part, Group):
            if part.is_repeat:
                yield part
            else:
                yield from _repeats(part.children)


def head(xml: bytes) -> Head:
    """What a submission says of itself. Raises elements.NotReadable."""
    return head_of(elements.read(xml))


def head_of(root: Element) -> Head:
    """The same, of a root element that was read."""
    space = elements.namespace(root.tag)
    is_encrypted = root.get("encrypted", "").lower() == "yes"
    files: tuple[str, ...] = ()
    if is_encrypted:
        files = tuple(name for name in _enclosed(root) if name)
    given = "" if space in {ENCRYPTED, OPENROSA} else space
    return Head(
        form_id=(root.get("id") or given).strip(),
        version=(root.get("version") or "").strip(),
        instance=elements.text_at(root, "meta", "instanceID") or (root.get("instanceID") or ""),
        replaces=elements.text_at(root, "meta", "deprecatedID"),
        is_encrypted=is_encrypted,
        files=files,
    )


def _enclosed(root: Element) -> Iterator[str]:
    for one in root:
        if elements.local(one.tag) == "media":
            yield from ((file.text or "").strip() for file in one)
    yield elements.text_at(root, "encryptedXmlFile")


def parse(xml: bytes, model: FormModel) -> Answers:
    """Read an answered form. Raises elements.NotReadable."""
    root = elements.read(xml)
    told, whole = head_of(root), layout(model)
    values, unknown, files = Values(), list[str](), list[tuple[str, str]]()
    _walk(root, whole.table.path, whole, values, unknown, files)
    times = {one.type: values.get(path) for path, one in whole.columns.items()
             if one.type in {"start", "end"}}  # fmt: skip
    return Answers(
        form_id=told.form_id,
        version=told.version,
        instance=told.instance,
        root=elements.text_at(root, "meta", "rootUuid") or told.instance,
        replaces=told.replaces,
        started=moment(times.get("start")),
        ended=moment(times.get("end")),
        values=values,
        unknown=tuple(unknown),
        files=tuple(files),
    )


def _walk(
    element: Element,
    path: str,
    at: Layout,
    values: Values,
    unknown: list[str],
    files: list[tuple[str, str]],
) -> None:
    for child in element:
        name = elements.local(child.tag)
        here = f"{path}/{name}"
        column = at.columns.get(here)
        if column is not None:
            text = (child.text or "").strip() if column.type != "text" else (child.text or "")
            if text:
                values[here] = value_of(text, column.type)
                if column.type in FILES:
                    files.append((here, text))
        elif (below := at.below.get(here)) is not None:
            row: Values = {}
            _walk(child, here, below, row, unknown, files)
            values.setdefault(here, []).append(row)
        elif len(child):
            _walk(child, here, at, values, unknown, files)
        elif (child.text or "").strip() and name and not here.endswith(_META):
            unknown.append(here)


_META = ("/meta/instanceID", "/meta/deprecatedID", "/meta/rootUuid")


def value_of(text: str, kind: str) -> Any:
    """One answer by its type; what does not fit stays text."""
    if kind == "integer":
        return _whole(text)
    if kind in {"decimal", "range"}:
        return _number(text)
    if kind in SEVERAL:
        return text.split()
    if kind in {"geopoint", "start-geopoint"}:
        return position(text) or text
    if kind in LINES:
        points = [position(one) for one in text.split(";") if one.strip()]
        return points if points and None not in points else text
    return text


def _whole(text: str) -> int | str:
    try:
        number = int(text)
    except ValueError:
        return text
    return number if -_LARGEST <= number < _LARGEST and str(number) == text.lstrip("+") else text


def _number(text: str) -> int | float | str:
    try:
        number = float(text)
    except ValueError:
        return text
    return number if math.isfinite(number) else text


def position(text: str) -> Position | None:
    """Latitude, longitude, altitude, accuracy of a geopoint; None for what is none."""
    parts = text.split()
    try:
        numbers = [float(one) for one in parts]
    except ValueError:
        return None
    if not 2 <= len(numbers) <= 4 or not all(map(math.isfinite, numbers)):
        return None
    latitude, longitude, *rest = numbers
    if abs(latitude) > 90 or abs(longitude) > 180:
        return None
    altitude, accuracy = [*rest, None, None][:2]
    return latitude, longitude, altitude, accuracy


def moment(text: object) -> datetime | None:
    """A moment of a device's clock; None where it cannot be one. Without a zone it is UTC."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def pack(answers: Answers, model: FormModel) -> bytes:
    """One MessagePack list: the values in the order of the table's columns (None: no answer), then,
    for each table below it in the order of `tables`, a list of such rows.
    """
    return msgspec.msgpack.encode(_packed(answers.values, layout(model)))


def _packed(values: Mapping[str, Any], at: Layout) -> list[Any]:
    row = [values.get(path) for path in at.columns]
    for path, below in at.below.items():
        row.append([_packed(one, below) for one in values.get(path, ())])
    return row


def unpack(content: bytes, model: FormModel, *, instance: str = "") -> Answers:
    """What was packed, with the same form. What is told of it stands with the submission."""
    values = _unpacked(msgspec.msgpack.decode(content), layout(model))
    return Answers(model.form_id, model.version, instance, root=instance, values=values)


def _unpacked(row: Sequence[Any], at: Layout) -> Values:
    values: Values = {}
    for (path, column), value in zip(at.columns.items(), row, strict=False):
        if value is not None:
            values[path] = _as_placed(value) if column.type in PLACES else value
    for (path, below), rows in zip(at.below.items(), row[len(at.columns) :], strict=False):
        if rows:
            values[path] = [_unpacked(one, below) for one in rows]
    return values


def _as_placed(value: Any) -> Any:
    """A position, or a line of them, with tuples as `parse` gives them."""
    if not isinstance(value, list):
        return value
    if value and isinstance(value[0], list):
        return [tuple(one) for one in value]
    return tuple(value)


def to_xml(
    model: FormModel,
    values: Mapping[str, Any],
    *,
    instance: str,
    version: str | None = None,
    replaces: str = "",
) -> bytes:
    """An answered form as a device would send it."""
    register_namespace("orx", OPENROSA)
    whole = layout(model)
    root = Element(whole.table.name, {"id": model.form_id})
    if label := (model.version if version is None else version):
        root.set("version", label)
    _put(root, whole.table.path, model.children, values)
    meta = next((one for one in root if elements.local(one.tag) == "meta"), None)
    if meta is None:
        meta = SubElement(root, f"{{{OPENROSA}}}meta")
    _told(meta, "instanceID", instance)
    if replaces:
        _told(meta, "deprecatedID", replaces)
    return b"<?xml version='1.0' encoding='utf-8'?>\n" + tostring(root, encoding="unicode").encode()


def _told(meta: Element, name: str, text: str) -> None:
    found = next((one for one in meta if elements.local(one.tag) == name), None)
    if found is None:
        found = SubElement(meta, f"{{{OPENROSA}}}{name}")
    found.text = text


def _put(into: Element, path: str, parts: Sequence[Part], values: Mapping[str, Any]) -> None:
    for part in parts:
        if isinstance(part, Question):
            _within(into, path, part.path).text = text_of(values.get(part.path))
        elif part.is_repeat:
            for row in values.get(part.path, ()):
                _put(_within(into, path, part.path), part.path, part.children, row)
        else:
            _put(_within(into, path, part.path), part.path, part.children, values)


def _within(into: Element, path: str, wanted: str) -> Element:
    """A new element at the end of a path, with those between that are not there yet."""
    *between, last = wanted.removeprefix(f"{path}/").split("/")
    for name in between:
        found = elements.find(into, name)
        into = SubElement(into, name) if found is None else found
    return SubElement(into, last)


def text_of(value: Any) -> str | None:
    """A value as it stands in an XForm's instance."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, list | tuple):
        joint = "; " if value and isinstance(value[0], list | tuple) else " "
        return joint.join(filter(None, (text_of(one) for one in value)))
    return "".join(one for one in str(value) if one >= " " or one in "\n\t")
