"""What `kachehri evidence poverty` does once Django is loaded: count, print, write figures."""

import csv
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kachehri.domains.evidence.actions import Outcome, load_file
from kachehri.domains.evidence.kinds import COMPACT_COLUMNS, COMPACT_EXTRA, CompactRecipe
from kachehri.domains.evidence.kinds.poverty import PovertyMeasure
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.tables.files import FileProblem, open_table
from kachehri.kernel.crosstab import Problem
from kachehri.kernel.poverty import Columns, Estimate, GroupPoverty, Poverty, collect, estimate

from .importing import known_recipes
from .reporting import tell

ALL_WELL, TO_MEND, UNKNOWN = 0, 1, 2


@dataclass(frozen=True)
class Wanted:
    """What the command was told: the file, how to read it, and where its figures belong.

    `place`, `start`, `end` and `source` are needed only where figures are kept.
    """

    path: Path
    columns: Columns
    by_chance: bool
    as_json: bool
    store: bool
    figures: Path | None
    place: str
    start: date | None
    end: date | None
    source: str


def run(code: str, wanted: Wanted) -> int:
    """Do what the command asks and return its exit code."""
    known = known_measures()
    if code not in known:
        return tell(f"There is no measure {code}. Known: {', '.join(known)}.", UNKNOWN)
    keeps = wanted.store or wanted.figures is not None
    if keeps and not (wanted.place and wanted.start and wanted.end and wanted.source):
        return tell("To keep figures, say --place, --from, --to and --source.", UNKNOWN)
    try:
        found, problems = counted(known[code], wanted)
    except (FileProblem, ValueError) as problem:
        return tell(f"{wanted.path}: {problem}.\nNothing was counted.", TO_MEND)
    if found is None:
        return tell("\n".join([*told(problems, wanted.path), "Nothing was counted."]), TO_MEND)
    print(as_json(found, problems, wanted) if wanted.as_json else as_text(known[code], found))
    if not wanted.as_json:
        print("\n".join(told(problems, wanted.path)), file=sys.stderr, end="\n" * bool(problems))
    return keep(known[code], found, wanted) if keeps else ALL_WELL


def known_measures() -> dict[str, PovertyMeasure]:
    """The measures of every pack, by code."""
    found: dict[str, PovertyMeasure] = {}
    for pack in settings.PACKS:
        found |= import_module(f"{pack}.poverty").MEASURES
    return found


def counted(declared: PovertyMeasure, wanted: Wanted) -> tuple[Poverty | None, tuple[Problem, ...]]:
    """Read the file and count it; None where it cannot be counted, with the reason."""
    with open_table(wanted.path) as table:
        sample, problems = collect(
            declared.measure, table.header, table.rows, wanted.columns, by_chance=wanted.by_chance
        )
    return (estimate(declared.measure, sample) if sample else None), problems


def told(problems: Iterable[Problem], path: Path) -> list[str]:
    """One line a problem: file, row, column, what."""
    return [f"{path.name}, row {p.row}, {p.column}: {p.key % p.params}" for p in problems]


def as_text(declared: PovertyMeasure, found: Poverty) -> str:
    """The outcome as a table in percent."""
    rows = [
        ("H: share of people who are poor", found.headcount),
        ("A: what the poor go without, of all", found.intensity),
        ("M0 = H x A", found.adjusted),
    ]
    lines = [
        f"{declared.measure.name}, version {declared.measure.version}"
        f"{'' if declared.measure.verified else ' (weights not verified)'}",
        f"{found.households} households counted, {found.left_out} left out (a value is missing)",
        "",
        *(f"{label:38}{shown(one)}" for label, one in rows),
        "",
        f"{'':24}{'weight':>8}{'without':>10}{'poor and':>10}{'part of M0':>12}",
        *(
            f"{one.code:24}{one.weight:8.3f}{one.uncensored.value:10.1%}"
            f"{one.censored.value:10.1%}{one.contribution:12.1%}"
            for one in found.parts
        ),
    ]
    for name, groups in found.groups.items():
        lines += ["", f"By {name}: H, A, M0, part of M0", *map(group_line, groups)]
    return "\n".join(lines)


def group_line(one: GroupPoverty) -> str:
    """One group in a line."""
    three = (one.headcount, one.intensity, one.adjusted)
    return f"{one.group:24}{''.join(f'{x.value:9.3f}' for x in three)}{one.contribution:10.1%}"


def shown(one: Estimate) -> str:
    """A figure with its error and interval, where it has any."""
    text = f"{one.value:8.3f}"
    if one.standard_error is None or one.interval is None:
        return f"{text}  (no interval)"
    low, high = one.interval
    return f"{text}  standard error {one.standard_error:.4f}, 95 % from {low:.3f} to {high:.3f}"


def as_json(found: Poverty, problems: Iterable[Problem], wanted: Wanted) -> str:
    """The same for a program; shares are between 0 and 1."""
    body = asdict(found)
    for name, one in (
        ("headcount", found.headcount),
        ("intensity", found.intensity),
        ("adjusted", found.adjusted),
    ):
        body[name]["interval"] = one.interval
    body["findings"] = [
        {"file": wanted.path.name, "sheet": "", "row": p.row, "column": p.column,
         "message": p.key % p.params}
        for p in problems
    ]  # fmt: skip
    return json.dumps(body, ensure_ascii=False, indent=1)


def keep(declared: PovertyMeasure, found: Poverty, wanted: Wanted) -> int:
    """Write the figures as a compact table, and load it if that was asked for."""
    with tempfile.TemporaryDirectory() as folder:
        path = wanted.figures or Path(folder) / f"{found.measure}.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, (*COMPACT_COLUMNS, *COMPACT_EXTRA), restval="")
            writer.writeheader()
            writer.writerows(figure_rows(declared, found, wanted))
        return ALL_WELL if not wanted.store else stored(path)


def stored(path: Path) -> int:
    """Load the compact table; nothing goes in where a line is wrong."""
    at = timezone.now()
    ensure_system_actors(at)
    recipe = next(one for one in known_recipes().values() if isinstance(one, CompactRecipe))
    outcome: Outcome = load_file(
        recipe=recipe, path=path, by=system_actor("importer", at), at=at, strict=True
    )
    if outcome.refused:
        return tell("\n".join(told(outcome.problems, path)), TO_MEND)
    print(f"{outcome.added} figures stored, {outcome.superseded} corrected.", file=sys.stderr)
    return ALL_WELL


def figure_rows(
    declared: PovertyMeasure, found: Poverty, wanted: Wanted
) -> Iterator[Mapping[str, str]]:
    """A line for each figure: the whole, then each group whose column is a declared dimension."""
    whole = (("", ""), found.headcount, found.intensity)
    groups = [
        ((name, one.group), one.headcount, one.intensity)
        for name, every in found.groups.items()
        for one in every
    ]
    for dims, head, depth in (whole, *groups):
        yield figure_row(declared, declared.headcount, head, dims, wanted)
        yield figure_row(declared, declared.intensity, depth, dims, wanted)


def figure_row(
    declared: PovertyMeasure,
    indicator: str,
    one: Estimate,
    dims: tuple[str, str],
    wanted: Wanted,
) -> Mapping[str, str]:
    """One figure in percent, with its error and interval where it has any."""
    name, value = dims
    own = {name: value} if name in {"", "sex", "residence"} else {"dims": f"{name}={value}"}
    row = {
        "place": wanted.place,
        "indicator": indicator,
        "start": str(wanted.start),
        "end": str(wanted.end),
        "value": f"{100 * one.value:.4f}",
        "derivation": "rows",
        "method": "survey" if wanted.by_chance else "perception",
        "status": "A",
        "source": wanted.source,
        "cell": f"{wanted.path.name}, {declared.measure.code}",
        "sample": str(one.n),
        "version": str(declared.version),
        **{key: text for key, text in own.items() if key},
    }
    if one.standard_error is not None and one.interval is not None:
        low, high = one.interval
        row["standard_error"] = f"{100 * one.standard_error:.4f}"
        row |= {"ci_low": f"{100 * low:.4f}", "ci_high": f"{100 * high:.4f}"}
    return row
