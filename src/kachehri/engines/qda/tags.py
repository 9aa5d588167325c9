"""Codebooks as Taguette writes them: a CSV of tags, whose dots say which lies below which."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.utils.translation import gettext

from .kinds import QdaCode, QdaCodebook, QdaRefused
from .reading import MOST_CODES, colour, plain

SPACE = UUID("7dd5e2f5-52d6-5b0c-9d3f-2e4a8a0e5c11")
"""Names of tags become GUIDs in this space: the same tag has the same GUID."""
NAMES = ("tag", "name", "path")
MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Tag:
    """One row: a path such as `water.far`, what it means, its colour."""

    path: str
    description: str
    colour: str


def read_tags(content: bytes) -> QdaCodebook:
    """The codes of a Taguette CSV. A tag without a parent of its name is a code of the top level.

    A parent that has no row is made and only holds others. Raises QdaRefused, naming the row.
    """
    if len(content) > MOST_BYTES:
        raise QdaRefused(gettext("This file is too large."))
    tags: dict[str, Tag] = {}
    warnings: list[str] = []
    for number, one in _rows(plain(content)):
        if one.path in tags:
            said = gettext("Row %(row)s: the tag %(tag)s stands twice. The first one counts.")
            warnings.append(said % {"row": number, "tag": one.path})
        else:
            tags[one.path] = one
    if not tags:
        raise QdaRefused(gettext("There is no code in this file."))
    return QdaCodebook(_nested(tags), "Taguette", tuple(warnings))


def write_tags(codes: Iterable[QdaCode]) -> bytes:
    """The codes as a CSV that Taguette reads: tag, description, color, parent."""
    target = io.StringIO(newline="")
    writer = csv.writer(target)
    writer.writerow(["tag", "description", "color", "parent"])
    for one in codes:
        _write(writer.writerow, one, "")
    return target.getvalue().encode()


def _write(row: Callable[[list[str]], object], code: QdaCode, above: str) -> None:
    path = f"{above}.{_undotted(code.name)}" if above else _undotted(code.name)
    row([_unformed(path), _unformed(code.description), code.colour, _unformed(above)])
    for one in code.codes:
        _write(row, one, path)


def _undotted(name: str) -> str:
    return name.replace(".", "·")


def _unformed(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def _rows(text: str) -> Iterable[tuple[int, Tag]]:
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as problem:
        raise QdaRefused(gettext("This is not a CSV file."), str(problem)) from problem
    head = [cell.strip().lower() for cell in rows[0]] if rows else []
    named = [name for name in NAMES if name in head]
    if len(named) != 1:
        raise QdaRefused(
            gettext("Row 1 has to name one column: tag, name or path."),
            gettext("Use the codebook as Taguette exports it."),
        )
    if len(rows) > MOST_CODES + 1:
        raise QdaRefused(gettext("There are too many codes in this file, or too many levels."))
    for number, row in enumerate(rows[1:], 2):
        if any(cell.strip() for cell in row):
            cells = dict(zip(head, (cell.strip() for cell in row), strict=False))
            yield number, _tag(number, cells, named[0])


def _tag(number: int, cells: Mapping[str, str], column: str) -> Tag:
    path = _path(cells.get(column, ""))
    if not path:
        raise QdaRefused(
            gettext("Row %(row)s: the tag has no name.") % {"row": number},
            gettext("Write a name in the column %(column)s.") % {"column": column},
        )
    above = _path(cells.get("parent", ""))
    if above and not path.startswith(f"{above}."):
        path = f"{above}.{path}"
    if path.count(".") >= 12 or len(path) > 190:
        raise QdaRefused(gettext("Row %(row)s: the tag is too long.") % {"row": number})
    return Tag(path, cells.get("description", ""), colour(cells.get("color", "")))


def _path(said: str) -> str:
    pieces = (" ".join(piece.split()) for piece in said.split("."))
    return ".".join(piece for piece in pieces if piece)


def _nested(tags: Mapping[str, Tag]) -> tuple[QdaCode, ...]:
    below: dict[str, list[str]] = {}
    for path in tags:
        _hang(path, below)

    def made(path: str) -> QdaCode:
        tag = tags.get(path)
        return QdaCode(
            guid=uuid5(SPACE, path),
            name=path.rpartition(".")[2],
            description=tag.description if tag else "",
            colour=tag.colour if tag else "",
            is_codable=tag is not None,
            codes=tuple(made(one) for one in below.get(path, ())),
        )

    return tuple(made(path) for path in below.get("", ()))


def _hang(path: str, below: dict[str, list[str]]) -> None:
    """Put a path below the one above it, which is put below its own first."""
    above = path.rpartition(".")[0]
    if above:
        _hang(above, below)
    siblings = below.setdefault(above, [])
    if path not in siblings:
        siblings.append(path)
