"""The files that a form names: pictures and sounds of its texts, external lists of choices."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from .outside import local
from .texts import Itext

if TYPE_CHECKING:
    from lxml.etree import _Element

    from .binds import Bind
    from .bodies import Body

ITEMSETS = "itemsets.csv"
_SOURCE = re.compile(r"jr://(?:file-csv|file|images|audio|video)/(.+)")
_PULLED = re.compile(r"\b(?:pulldata|search)\(\s*['\"]([^'\"]+)['\"]")


def external_lists(
    instances: "Sequence[_Element]", bodies: "Mapping[str, Body]"
) -> tuple[str, ...]:
    """Files that hold choices or other tables, by name."""
    found = dict.fromkeys(_sources(instances))
    if any(one.query for one in bodies.values()):
        found[ITEMSETS] = None
    return tuple(found)


def media_of(
    itext: Itext,
    instances: "Sequence[_Element]",
    bodies: "Mapping[str, Body]",
    binds: "Mapping[str, Bind]",
) -> tuple[str, ...]:
    """Every file that the form names."""
    found = set(itext.files()) | set(external_lists(instances, bodies))
    for body in bodies.values():
        found |= set(_pulled(body.appearance))
    for bind in binds.values():
        for written in (bind.calculation, bind.relevant, bind.constraint):
            found |= set(_pulled(written))
    return tuple(sorted(found))


def _sources(instances: "Sequence[_Element]") -> Iterator[str]:
    for one in instances:
        for key, value in one.items():
            if local(key) == "src" and (found := _SOURCE.fullmatch(str(value))):
                yield found[1]


def _pulled(written: str) -> Iterator[str]:
    for name in _PULLED.findall(written):
        yield name if name.lower().endswith((".csv", ".xml", ".geojson")) else f"{name}.csv"
