"""The document's JSON as the PDF template reads it: links, widths, sheets on their side."""

import re
from typing import Any

from kachehri.engines.documents.blocks import Column, Document, Json, to_json
from kachehri.engines.documents.hrefs import absolute
from kachehri.engines.documents.measures import Widths, widths
from kachehri.engines.documents.words import column_label
from kachehri.kernel.scripts import direction

_BOX = re.compile(r'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')
_USUAL, _WIDE, _WIDE_RTL, _WIDEST, _TALLEST = 440.0, 112.0, 104.0, 162.0, 190.0
_BESIDE, _LINES_BESIDE = 33.0, 14
_TABLES = ("Table", "Matrix")
Part = dict[str, Any]


def laid_out(document: Document, base_url: str) -> dict[str, Any]:
    """Return the document with each chapter as groups of blocks: upright ones and wide ones."""
    data = _complete(to_json(document), base_url, document.language)
    if not isinstance(data, dict):
        raise TypeError("a document becomes a JSON object")
    chapters: Any = data["chapters"]
    front: Any = data["front"]
    for chapter in chapters:
        chapter["groups"] = _groups(chapter["blocks"])
    return data | {"front": _groups(front)}


def _complete(data: Json, base_url: str, language: str) -> Json:
    """Complete every link, and add directions to isolates, and widths to tables."""
    if isinstance(data, list):
        return [_complete(part, base_url, language) for part in data]
    if not isinstance(data, dict):
        return data
    done = {key: _complete(value, base_url, language) for key, value in data.items()}
    href = done.get("href")
    if isinstance(href, str):
        done["href"] = absolute(href, base_url=base_url, language=language)
    if done.get("is") == "Isolate":
        done["direction"] = direction(str(done["language"]))
    if done.get("is") in _TABLES:
        measured = _measured(done, language)
        done["shares"], done["stands"] = list(measured.shares), measured.looks()
        done["parts"] = [list(group) for group in measured.groups()]
        done["lines"], done["needed"] = measured.lines, measured.total
        done["tallest"] = measured.tallest
    if done.get("is") == "Chart":
        done["width"] = _chart_width(str(done["svg"]), language)
        done["beside"] = _goes_beside(done)
    return done


def _goes_beside(chart: Part) -> bool:
    """Whether the table behind a chart is small enough to stand beside it."""
    table = chart["table"]
    narrow = table["needed"] <= _BESIDE and chart["width"] <= _WIDE
    return bool(narrow and 0 < table["lines"] <= _LINES_BESIDE)


def _chart_width(svg: str, language: str) -> float:
    """Return a chart's width in millimetres: as wide as its letters need, not too tall."""
    found = _BOX.search(svg)
    width, height = (float(found[1]), float(found[2])) if found else (_USUAL, _USUAL)
    scale = (_WIDE_RTL if direction(language) == "rtl" else _WIDE) / _USUAL
    return round(min(width * scale, _WIDEST, _TALLEST * width / max(height, 1.0)), 2)


def _measured(table: Any, language: str) -> Widths:
    if table["is"] == "Matrix":
        grid = table["look"] == "grid"
        rows = [
            [row[0], *("" if grid else _plain(cell) for cell in row[1])] for row in table["rows"]
        ]
        numeric = [n > 0 and table["look"] != "words" for n in range(len(table["columns"]))]
        return widths(table["columns"], rows, numeric)
    heads = [
        column_label(Column(one["label"], one["numeric"], one["unit"]), language)
        for one in table["columns"]
    ]
    rows = [[_plain([cell["content"], " ", cell["note"]]) for cell in row] for row in table["rows"]]
    return widths(heads, rows, [bool(one["numeric"]) for one in table["columns"]])


def _plain(parts: list[Any]) -> str:
    return "".join(
        part if isinstance(part, str) else part.get("text", part.get("mark", "")) for part in parts
    )


def _groups(blocks: list[Part]) -> list[dict[str, Any]]:
    """Return the blocks in groups, upright or wide; a heading stays with its table."""
    groups: list[dict[str, Any]] = []
    for block in (part for one in blocks for part in _in_parts(one)):
        wide = block.get("stands") == "wide"
        if not groups or groups[-1]["wide"] != wide:
            taken = _headings(groups) if wide else []
            groups.append({"wide": wide, "blocks": taken})
        groups[-1]["blocks"].append(block)
    return [group for group in groups if group["blocks"]]


def _headings(groups: list[dict[str, Any]]) -> list[Part]:
    """Take the headings off the end of the last group."""
    taken: list[Part] = []
    while groups and groups[-1]["blocks"] and groups[-1]["blocks"][-1]["is"] == "Subheading":
        taken.insert(0, groups[-1]["blocks"].pop())
    return taken


def _in_parts(block: Part) -> list[Part]:
    """Return a table that no sheet can hold as several, each with its first column."""
    if block.get("stands") != "split":
        return [block]
    count = len(block["parts"])
    return [
        _part(block, group, f"{block['caption']} ({number}/{count})")
        for number, group in enumerate(block["parts"], start=1)
    ]


def _part(block: Part, columns: list[int], caption: str) -> Part:
    rows = [
        [row[0], [row[1][n - 1] for n in columns[1:]]]
        if block["is"] == "Matrix"
        else [row[n] for n in columns]
        for row in block["rows"]
    ]
    return block | {
        "caption": caption,
        "columns": [block["columns"][n] for n in columns],
        "rows": rows,
        "shares": [block["shares"][n] for n in columns],
        "stands": "wide",
    }
