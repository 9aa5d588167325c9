"""What `kachehri places` does once Django is loaded."""

import json
import sys
from pathlib import Path
from typing import Any

from kachehri.domains.places import queries
from kachehri.domains.places.queries import ColumnMatch
from kachehri.engines.tables.files import FileProblem, open_table
from kachehri.kernel.crosstab import header_key

ALL_WELL, SOME_LEFT_OUT, REFUSED = 0, 1, 2
SHOWN = 20

Table = tuple[list[str], list[tuple[int, list[str]]]]


class OptionProblem(Exception):
    """An option that does not fit the file or the places."""


def match(path: Path, column: str, within: str | None, tier: str, *, as_json: bool) -> int:
    """Print the place of each row; return the exit code."""
    try:
        header, rows = _table(path)
        at = _column(header, column, path)
        top = _place(within)
        found = queries.match_column(header, rows, at, within=top, tier=tier)
    except (FileProblem, OptionProblem) as problem:
        return _refuse(path, problem, as_json=as_json)
    joined = sum(one.match.place is not None for one in found)
    if as_json:
        said = {
            "file": str(path),
            "column": column,
            "within": within,
            "rows": [_row(one) for one in found],
            "matched": joined,
            "unmatched": len(found) - joined,
        }
        print(json.dumps(said, ensure_ascii=False, indent=1))
    else:
        _print_matches(found, joined)
    return ALL_WELL if joined == len(found) else SOME_LEFT_OUT


def _row(one: ColumnMatch) -> dict[str, Any]:
    place = one.match.place
    return {
        "row": one.line,
        "name": one.name,
        "tier": one.tier,
        "within": one.above.code if one.above else None,
        "pcode": place.pcode if place else None,
        "key": place.key if place else None,
        "place": place.name("en") if place else None,
        "score": round(one.match.score, 3),
        "reason": one.match.reason,
        "guesses": [
            {
                "pcode": guess.place.pcode,
                "key": guess.place.key,
                "place": guess.place.name("en"),
                "score": round(guess.score, 3),
                "reason": guess.reason,
            }
            for guess in one.match.guesses
        ],
    }


def _print_matches(found: tuple[ColumnMatch, ...], joined: int) -> None:
    """Each name once: sure joins to the output, what could not be joined to the error channel."""
    seen = set()
    for one in found:
        key = (one.name, one.above.id if one.above else 0)
        if key in seen:
            continue
        seen.add(key)
        place = one.match.place
        if place is not None:
            told = f"{place.code:12} {one.match.score:.2f} {one.match.reason:9} {place.name('en')}"
            print(f"{one.name:32} {told}")
        else:
            likely = ", ".join(f"{g.place.name('en')} ({g.score:.2f})" for g in one.match.guesses)
            print(
                f"{one.name:32} {one.match.reason}: {likely or 'nothing like it'}", file=sys.stderr
            )
    print(f"{joined} of {len(found)} rows joined.")


def locate(path: Path, lon: str, lat: str, tier: str, *, as_json: bool) -> int:
    """Print the area of each row's point; return the exit code."""
    try:
        header, rows = _table(path)
        x, y = (_column(header, name, path) for name in (lon, lat))
        points = [(_number(cells, x), _number(cells, y)) for _line, cells in rows]
        ids = queries.areas_at([p[0] for p in points], [p[1] for p in points], tier=tier)
    except (FileProblem, OptionProblem) as problem:
        return _refuse(path, problem, as_json=as_json)
    known = queries.by_ids(one for one in set(ids) if one)
    lines = [line for line, _cells in rows]
    said = [_located(line, known.get(one)) for line, one in zip(lines, ids, strict=True)]
    inside = sum(row["pcode"] is not None or row["key"] is not None for row in said)
    if as_json:
        outcome = {"file": str(path), "tier": tier, "rows": said, "inside": inside}
        print(json.dumps({**outcome, "outside": len(said) - inside}, ensure_ascii=False))
    else:
        for row in said[:SHOWN]:
            print(f"row {row['row']}: {row['place'] or 'in no area'} {row['pcode'] or ''}".rstrip())
        print(f"{inside} of {len(said)} points lie in an area.")
    return ALL_WELL if inside == len(said) else SOME_LEFT_OUT


def _located(line: int, place: queries.PlaceView | None) -> dict[str, Any]:
    return {
        "row": line,
        "pcode": place.pcode if place else None,
        "key": place.key if place else None,
        "place": place.name("en") if place else None,
    }


def _number(cells: list[str], at: int) -> float:
    """A coordinate; not a number where the cell holds none."""
    try:
        return float(cells[at])
    except (IndexError, ValueError):
        return float("nan")


def _table(path: Path) -> Table:
    with open_table(path) as table:
        return table.header, list(table.rows)


def _column(header: list[str], name: str, path: Path) -> int:
    keys = [header_key(one) for one in header]
    if header_key(name) not in keys:
        raise OptionProblem(f"{path.name} has no column {name}. It has: {', '.join(header)[:300]}")
    return keys.index(header_key(name))


def _place(code: str | None) -> queries.PlaceView | None:
    if code is None:
        return None
    found = queries.by_code(code)
    if found is None:
        raise OptionProblem(f"there is no place {code}")
    return found


def _refuse(path: Path, problem: Exception, *, as_json: bool) -> int:
    if as_json:
        said = {"file": str(path), "refused": True, "message": str(problem)}
        print(json.dumps(said, ensure_ascii=False))
    else:
        print(f"Refused: {problem}.", file=sys.stderr)
    return REFUSED
