"""The word that XLSForm has for a question, told from its bind and its widget."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .outside import local

if TYPE_CHECKING:
    from lxml.etree import _Element

    from .bodies import Body

_KNOWN = {
    "nodeset",
    "id",
    "type",
    "relevant",
    "required",
    "requiredMsg",
    "constraint",
    "constraintMsg",
    "calculate",
    "readonly",
    "preload",
    "preloadParams",
}
_PREFIX = re.compile(r"/[A-Za-z_][\w.-]*:")
_BY_TYPE = {
    "string": "text",
    "int": "integer",
    "integer": "integer",
    "long": "integer",
    "": "text",
    "boolean": "text",
    "datetime": "dateTime",
}
_BY_CONTROL = {
    "select1": "select_one",
    "select": "select_multiple",
    "rank": "rank",
    "range": "range",
    "trigger": "acknowledge",
}
_TIMES = {("timestamp", "start"): "start", ("timestamp", "end"): "end", ("date", "today"): "today"}


@dataclass(frozen=True)
class Bind:
    """What a form demands of one path."""

    path: str = ""
    type: str = ""
    relevant: str = ""
    required: str = ""
    required_message: str = ""
    constraint: str = ""
    constraint_message: str = ""
    calculation: str = ""
    read_only: bool = False
    preload: tuple[str, str] = ("", "")
    parameters: Mapping[str, str] = field(default_factory=dict)

    @staticmethod
    def plain(path: str) -> str:
        """A path without namespaces or spaces around it."""
        return _PREFIX.sub("/", path.strip())

    @classmethod
    def of(cls, element: "_Element") -> "Bind":
        """From its element."""
        said = {local(key): str(value).strip() for key, value in element.items()}
        return cls(
            path=cls.plain(said.get("nodeset", "")),
            type=said.get("type", "").rpartition(":")[2],
            relevant=said.get("relevant", ""),
            required=_unless_false(said.get("required", "")),
            required_message=said.get("requiredMsg", ""),
            constraint=said.get("constraint", ""),
            constraint_message=said.get("constraintMsg", ""),
            calculation=said.get("calculate", ""),
            read_only=bool(_unless_false(said.get("readonly", ""))),
            preload=(said.get("preload", ""), said.get("preloadParams", "")),
            parameters={key: value for key, value in said.items() if key not in _KNOWN},
        )


def _unless_false(written: str) -> str:
    return "" if written.replace(" ", "") in ("false()", "false", "no") else written


def typed(path: str, shown: "Body", bind: Bind) -> str:
    """The type of a question."""
    if not shown.control:
        return _unseen(path, bind)
    if shown.query:
        return "select_one"
    if shown.control == "upload":
        return _file(shown.mediatype)
    if shown.control in _BY_CONTROL:
        return _BY_CONTROL[shown.control]
    if bind.type in ("select1", "select"):
        return _BY_CONTROL[bind.type]
    if shown.control == "input" and _is_note(shown, bind):
        return "note"
    return _BY_TYPE.get(bind.type.lower(), bind.type)


def _is_note(shown: "Body", bind: Bind) -> bool:
    return bind.read_only and not bind.calculation and bind.type in ("", "string")


def _file(mediatype: str) -> str:
    kind = mediatype.partition("/")[0]
    return kind if kind in ("image", "audio", "video") else "file"


def _unseen(path: str, bind: Bind) -> str:
    """A value that nobody is asked for."""
    if bind.preload in _TIMES:
        return _TIMES[bind.preload]
    if bind.preload[0] == "property":
        return bind.preload[1].removeprefix("uri:") or "hidden"
    if path.endswith("/meta/audit"):
        return "audit"
    if bind.type == "binary":
        return "background-audio"
    if bind.calculation or bind.preload[0] == "uid":
        return "calculate"
    return "hidden"
