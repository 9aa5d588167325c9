"""What `kachehri import` says of the files that it has loaded, to a person or as JSON."""

import json
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kachehri.domains.evidence import queries
from kachehri.domains.evidence.actions import Outcome
from kachehri.kernel.crosstab import Problem

SHOWN = 20

Options = dict[str, Any]


def tell(recipe: str, outcomes: Sequence[Outcome], path: Path, options: Options) -> None:
    """Say what came of a file, or of the files of a folder."""
    if options["as_json"]:
        said = as_dict(recipe, outcomes, path, options)
        print(json.dumps(said, ensure_ascii=False, indent=1))
        return
    for outcome in outcomes:
        print_outcome(outcome, options)
    if len(outcomes) > 1:
        print(_together(outcomes, options))


def print_outcome(outcome: Outcome, options: Options) -> None:
    """Problems go to the error channel, the summary to the output."""
    left_out = outcome.left_out
    notes = tuple(problem for problem in outcome.problems if problem.kind == "note")
    most = len(outcome.problems) if options["all_problems"] else SHOWN
    for problem in (*left_out[:most], *notes[:most]):
        print(line(problem, outcome.file), file=sys.stderr)
    if len(left_out) > most:
        hidden = len(left_out) - most
        print(f"… and {hidden} more. Show them with --all-problems.", file=sys.stderr)
    print(_summary(outcome, options))


def line(problem: Problem, name: str) -> str:
    """`file, sheet A, row 12, column MALE: what is wrong`."""
    sheet = f", sheet {problem.sheet}" if problem.sheet else ""
    row = f", row {problem.row}" if problem.row else ""
    column = f", column {problem.column}" if problem.column else ""
    return f"{problem.file or name}{sheet}{row}{column}: {problem.key % problem.params}"


def _summary(outcome: Outcome, options: Options) -> str:
    outside = sum(problem.kind == "outside" for problem in outcome.problems)
    lines = [f"{outcome.file}: {outcome.rows} rows give {outcome.figures} figures."]
    if outside:
        lines.append(f"{outside} places of the file lie outside this installation.")
    if outcome.refused:
        return "\n".join([*lines, "Refused. Nothing was loaded."])
    would = "Dry run, nothing was changed. It would be: " if options["dry_run"] else ""
    lines.append(
        f"{would}{outcome.added} added, {outcome.superseded} corrected, "
        f"{outcome.unchanged} unchanged; {len(outcome.left_out)} problems."
    )
    return "\n".join(lines)


def _together(outcomes: Sequence[Outcome], options: Options) -> str:
    would = "Dry run, nothing was changed. It would be: " if options["dry_run"] else ""
    refused = sum(outcome.refused for outcome in outcomes)
    counts = Counter(problem.rule for outcome in outcomes for problem in outcome.left_out)
    kinds = "".join(f", {count} {rule}" for rule, count in counts.most_common() if rule)
    sums = [
        sum(getattr(outcome, name) for outcome in outcomes)
        for name in ("added", "superseded", "unchanged")
    ]
    return (
        f"{len(outcomes)} files, {refused} of them refused.\n"
        f"{would}{sums[0]} added, {sums[1]} corrected, {sums[2]} unchanged; "
        f"{sum(counts.values())} problems{kinds}."
    )


def as_dict(
    recipe: str, outcomes: Sequence[Outcome], path: Path, options: Options
) -> dict[str, Any]:
    """The result for scripts: sums, then file by file, then every finding, and what is there now.

    `loaded` counts figures that this run added or corrected, `rejected` rows of which something was
    left out.
    """
    files = [_file(outcome) for outcome in outcomes]
    names = (
        "rows", "figures", "loaded", "added", "superseded", "unchanged", "rejected", "left_out",
    )  # fmt: skip
    one = files[0] if len(files) == 1 else {"sha256": None, "load": None}
    findings = [_finding(problem, o.file) for o in outcomes for problem in o.problems]
    return {
        "recipe": recipe,
        "file": str(path),
        "sha256": one["sha256"],
        "dry_run": options["dry_run"],
        "refused": all(outcome.refused for outcome in outcomes),
        **{name: sum(file[name] for file in files) for name in names},
        "load": one["load"],
        "files": files,
        "findings": findings,
        "problems": findings,
        "there_now": {"figures": sum(view.figures for view in queries.sources())},
    }


def refusal(
    recipe: str, path: Path, message: str, where: Mapping[str, object] | None = None
) -> dict[str, Any]:
    """The result for scripts where nothing could be read; `where` says sheet, row, column."""
    at = dict(where or {})
    cell = re.fullmatch(r"([A-Z]+)(\d+)", str(at.get("cell", "")))
    row = cell[2] if cell else at.get("row") or at.get("line") or 0
    column = cell[1] if cell else at.get("column") or at.get("first") or ""
    sheet = str(at.get("sheet", ""))
    said = {"text": message}
    told = Problem("file", int(str(row)), str(column), "%(text)s", said, sheet=sheet, rule="file")
    found = _finding(told, path.name)
    nothing = dict.fromkeys(("rows", "figures", "loaded", "rejected", "unchanged"), 0)
    head = {"recipe": recipe, "file": str(path), "refused": True, "message": message}
    return head | nothing | {"findings": [found]}


def _file(outcome: Outcome) -> dict[str, Any]:
    return {
        "file": outcome.file,
        "sha256": outcome.sha256,
        "refused": outcome.refused,
        "rows": outcome.rows,
        "figures": outcome.figures,
        "loaded": outcome.added + outcome.superseded,
        "added": outcome.added,
        "superseded": outcome.superseded,
        "unchanged": outcome.unchanged,
        "rejected": rejected(outcome),
        "left_out": len(outcome.left_out),
        "load": outcome.load_id,
    }


def rejected(outcome: Outcome) -> int:
    """Rows of which something was left out: those that are named, and those of unknown places."""
    named = {(one.sheet, one.row) for one in outcome.left_out if one.row and one.kind != "place"}
    told = [one.params.get("rows", 1) for one in outcome.left_out if one.kind == "place"]
    return len(named) + sum(rows for rows in told if isinstance(rows, int))


def _finding(problem: Problem, name: str) -> dict[str, Any]:
    return {
        "file": problem.file or name,
        "sheet": problem.sheet or None,
        "row": problem.row or None,
        "column": problem.column or None,
        "kind": problem.kind,
        "rule": problem.rule or "file",
        "message": problem.key % problem.params,
    }
