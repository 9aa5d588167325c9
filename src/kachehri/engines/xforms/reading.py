"""An XForm as a `FormModel`: read from its bytes, and kept as JSON.

A reference within a text (`<output value="/data/name"/>`) becomes `${/data/name}`. The group `meta`
is among the children, as any other; a text that says only `-`, which stands for a translation that
is missing, is left out. Lists of choices go by the name of their instance; choices that stand in
the question itself by the question's path.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from . import languages
from .binds import Bind, typed
from .bodies import Body, body_of
from .bodies import inline_lists as _inline_lists
from .files import external_lists, media_of
from .kinds import Choice, FormModel, Group, Language, Part, Question
from .outside import XmlRefused, local, parse
from .storing import from_json, to_json
from .texts import Itext

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = ["from_json", "read", "to_json"]
META = "meta"
_PRELOADS = {"start", "end", "today", "deviceid", "username"}


def read(xform: bytes) -> FormModel:
    """What a form asks. Raises XmlRefused for what is no XForm."""
    root = parse(xform)
    model, body = _first(root, "model"), _first(root, "body")
    if model is None or body is None:
        raise XmlRefused("This XML is not a form: it has no model or no body.")
    return _Reader(root, model, body).form()


def _first(root: "_Element", name: str) -> "_Element | None":
    return next((one for one in root.iter() if local(one.tag) == name), None)


class _Reader:
    """Holds what the parts of one form are read with."""

    def __init__(self, root: "_Element", model: "_Element", body: "_Element") -> None:
        self.root = root
        self.model = model
        self.itext = Itext(model)
        self.binds = {one.path: one for one in _binds(model)}
        self.body: dict[str, Body] = body_of(body, self.itext)
        self.instances = [one for one in model if local(one.tag) == "instance"]
        self.defaults = _first_loads(model)
        self.primary = _primary(self.instances)

    def form(self) -> FormModel:
        top = self.primary
        path = f"/{local(top.tag)}"
        instance_name = self.binds.get(f"{path}/{META}/instanceName")
        children = tuple(self._parts(top, path))
        lists = {**self._lists(), **_inline_lists(self.body)}
        return FormModel(
            form_id=_attribute(top, "id") or top.tag.partition("}")[0].strip("{") or local(top.tag),
            version=_attribute(top, "version"),
            title=_text(_first(self.root, "title")),
            root=local(top.tag),
            languages=self._languages(children),
            default_language=self.itext.default,
            children=children,
            lists=lists,
            external_lists=external_lists(self.instances, self.body),
            media=media_of(self.itext, self.instances, self.body, self.binds),
            instance_name=instance_name.calculation if instance_name else "",
            public_key=_public_key(self.model),
        )

    def _languages(self, children: tuple[Part, ...]) -> tuple[Language, ...]:
        found = []
        for name, code in self.itext.codes.items():
            sample = " ".join(_words(children, code))[:4000] if not languages.code_of(name) else ""
            found.append(languages.language(name, sample))
        return tuple(found)

    def _parts(self, parent: "_Element", path: str) -> Iterator[Part]:
        seen = set()
        for one in parent:
            below = f"{path}/{local(one.tag)}"
            if below in seen:
                continue
            seen.add(below)
            is_group = len(one) > 0 or (below in self.body and self.body[below].is_group)
            yield self._group(one, below) if is_group else self._question(one, below)

    def _group(self, element: "_Element", path: str) -> Group:
        shown = self.body.get(path, Body())
        bind = self.binds.get(path, Bind())
        return Group(
            path=path,
            name=local(element.tag),
            labels=shown.labels,
            children=tuple(self._parts(element, path)),
            is_repeat=shown.is_repeat,
            relevant=bind.relevant,
            count=shown.count,
            appearance=shown.appearance,
        )

    def _question(self, element: "_Element", path: str) -> Question:
        shown = self.body.get(path, Body())
        bind = self.binds.get(path, Bind())
        parameters = {**shown.parameters, **bind.parameters}
        if path in self.defaults:
            parameters["setvalue"] = self.defaults[path]
        return Question(
            path=path,
            name=local(element.tag),
            type=typed(path, shown, bind),
            labels=shown.labels,
            hints=shown.hints,
            required=bind.required,
            required_messages=self.itext.message(bind.required_message),
            relevant=bind.relevant,
            constraint=bind.constraint,
            constraint_messages=self.itext.message(bind.constraint_message),
            calculation=bind.calculation,
            default=_text(element),
            read_only=bind.read_only,
            list_name=shown.list_name,
            choice_filter=shown.choice_filter,
            appearance=shown.appearance,
            parameters=parameters,
            media=shown.media,
        )

    def _lists(self) -> dict[str, tuple[Choice, ...]]:
        columns = {one.list_name: one.columns for one in self.body.values() if one.columns}
        return {
            name: tuple(self._choices(instance, columns.get(name, ("name", "label"))))
            for instance in self.instances
            if (name := _attribute(instance, "id")) and not _attribute(instance, "src")
        }

    def _choices(self, instance: "_Element", columns: tuple[str, str]) -> Iterator[Choice]:
        for item in instance[0] if len(instance) else ():
            cells = {local(cell.tag): _text(cell) for cell in item}
            words = cells.get("itextId", "")
            labels = self.itext.texts(words) if words else {}
            plain = cells.get(columns[1], "")
            yield Choice(
                name=cells.get(columns[0], ""),
                labels=labels or ({self.itext.default: plain} if plain else {}),
                attributes={
                    key: value
                    for key, value in cells.items()
                    if key not in (columns[0], "itextId", columns[1])
                },
                media=self.itext.media(words) if words else {},
            )


def _primary(instances: list["_Element"]) -> "_Element":
    if not instances or len(instances[0]) == 0:
        raise XmlRefused("This XML is not a form: it has no instance.")
    return instances[0][0]


def _binds(model: "_Element") -> Iterator[Bind]:
    for one in model:
        if local(one.tag) == "bind":
            yield Bind.of(one)


def _first_loads(model: "_Element") -> dict[str, str]:
    """Values that are set when the form is opened: path → expression."""
    return {
        Bind.plain(one.get("ref", "")): one.get("value", "")
        for one in model.iter()
        if local(one.tag) == "setvalue" and "first-load" in one.get("event", "")
    }


def _words(children: tuple[Part, ...], code: str) -> Iterator[str]:
    for one in children:
        yield one.labels.get(code, "")
        if isinstance(one, Group):
            yield from _words(one.children, code)


def _public_key(model: "_Element") -> str:
    for one in model:
        if local(one.tag) == "submission":
            return str(one.get("base64RsaPublicKey", ""))
    return ""


def _attribute(element: "_Element", name: str) -> str:
    """By its local name: old forms put `version` into a namespace of their own."""
    attributes: Mapping[str, str] = {local(key): str(value) for key, value in element.items()}
    return attributes.get(name, "")


def _text(element: "_Element | None") -> str:
    return str(element.text or "").strip() if element is not None else ""
