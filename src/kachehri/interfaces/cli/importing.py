"""What `kachehri import` does once Django is loaded.

Load or convert a file, and tell what came of it.
"""

import csv
import json
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kachehri.domains.evidence.actions import Outcome, derive, load_file
from kachehri.domains.evidence.kinds import AnyRecipe, Figure, Quotient
from kachehri.domains.evidence.queries.reading import read_figures
from kachehri.domains.evidence.rules.compact import compact_rows
from kachehri.domains.places import queries
from kachehri.domains.places.kinds import PlaceRecipe
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.tables.files import FileProblem
from kachehri.kernel.crosstab import Problem

from . import importing_places

ALL_WELL, SOME_LEFT_OUT, REFUSED = 0, 1, 2
SHOWN = 20

Options = dict[str, Any]
"""The options of the command, by name."""


def run(recipe: str, path: Path, options: Options) -> int:
    """Do what the command asks and return its exit code."""
    recipes = known_recipes()
    if recipe in (of_places := importing_places.place_recipes()):
        return _load_places(of_places[recipe], path, options)
    if recipe == "list":
        return _print_recipes(of_places | recipes, options)
    if recipe not in recipes:
        known = ", ".join(recipes)
        return _refuse(recipe, path, f"there is no recipe {recipe}. Known: {known}", options)
    act = _write_compact if options["compact"] else _load
    try:
        return act(recipes[recipe], path, options)
    except FileProblem as problem:
        return _refuse(recipe, path, str(problem), options)


def known_recipes() -> dict[str, AnyRecipe]:
    """The recipes of every pack, by name."""
    found: dict[str, AnyRecipe] = {}
    for pack in settings.PACKS:
        found |= import_module(f"{pack}.recipes").RECIPES
    return found


def known_quotients() -> tuple[Quotient, ...]:
    """The shares of two tables that the packs declare."""
    packs = [import_module(f"{pack}.contents").EVIDENCE for pack in settings.PACKS]
    return tuple(quotient for pack in packs for quotient in pack.quotients)


def _load_places(recipe: PlaceRecipe, path: Path, options: Options) -> int:
    try:
        return importing_places.run(recipe, path, options)
    except FileProblem as problem:
        return _refuse(recipe.code, path, str(problem), options)


def _print_recipes(recipes: Mapping[str, AnyRecipe | PlaceRecipe], options: Options) -> int:
    if options["as_json"]:
        print(json.dumps({code: recipe.label for code, recipe in recipes.items()}))
        return ALL_WELL
    width = max(map(len, recipes))
    for code, recipe in recipes.items():
        print(f"{code:{width}}  {recipe.label}")
    return ALL_WELL


def _refuse(recipe: str, path: Path, message: str, options: Options) -> int:
    """Say why nothing was loaded."""
    if options["as_json"]:
        said = {"recipe": recipe, "file": str(path), "refused": True, "message": message}
        print(json.dumps(said, ensure_ascii=False))
    else:
        print(f"Refused: {message}.\nNothing was loaded.", file=sys.stderr)
    return REFUSED


def _load(recipe: AnyRecipe, path: Path, options: Options) -> int:
    at = timezone.now()
    ensure_system_actors(at)
    progress = _Progress(shows=sys.stderr.isatty() and not options["as_json"])
    by = system_actor("importer", at)
    with transaction.atomic():
        outcome = load_file(
            recipe=recipe,
            path=path,
            by=by,
            at=at,
            dry_run=options["dry_run"],
            strict=options["strict"],
            encoding=options["encoding"],
            progress=progress.tell,
        )
        if outcome.load_id is not None:
            derive(quotients=known_quotients(), by=by, at=at)
    progress.clear()
    if options["as_json"]:
        print(json.dumps(_as_dict(outcome, path, options), ensure_ascii=False, indent=1))
    else:
        _print_outcome(outcome, path, options)
    if outcome.refused:
        return REFUSED
    return SOME_LEFT_OUT if outcome.left_out else ALL_WELL


class _Progress:
    """Lines read so far, on a terminal; nothing in a pipe."""

    def __init__(self, *, shows: bool) -> None:
        self.shows = shows
        self.tell: Callable[[int], None] | None = self._write if shows else None

    def _write(self, line: int) -> None:
        sys.stderr.write(f"\r{line:,} lines read")
        sys.stderr.flush()

    def clear(self) -> None:
        """Leave an empty line behind."""
        if self.shows:
            sys.stderr.write("\r\033[K")


def _print_outcome(outcome: Outcome, path: Path, options: Options) -> None:
    """Problems go to the error channel, the summary to the output."""
    left_out = outcome.left_out
    notes = tuple(problem for problem in outcome.problems if problem.kind == "note")
    most = len(outcome.problems) if options["all_problems"] else SHOWN
    for problem in (*left_out[:most], *notes[:most]):
        print(_line(problem, path), file=sys.stderr)
    if len(left_out) > most:
        hidden = len(left_out) - most
        print(f"… and {hidden} more. Show them with --all-problems.", file=sys.stderr)
    print(_summary(outcome, path, options))


def _line(problem: Problem, path: Path) -> str:
    """`file, row 12, column MALE: what is wrong`."""
    row = f", row {problem.row}" if problem.row else ""
    column = f", column {problem.column}" if problem.column else ""
    return f"{path.name}{row}{column}: {problem.key % problem.params}"


def _summary(outcome: Outcome, path: Path, options: Options) -> str:
    outside = [problem for problem in outcome.problems if problem.kind == "outside"]
    lines = [f"{path.name}: {outcome.rows} rows give {outcome.figures} figures."]
    if outside:
        places = sum(int(str(problem.params.get("places", 1))) for problem in outside)
        lines.append(f"{places} places of the file lie outside this installation.")
    if outcome.refused:
        return "\n".join([*lines, "Refused. Nothing was loaded."])
    would = "Dry run, nothing was changed. It would be: " if options["dry_run"] else ""
    lines.append(
        f"{would}{outcome.added} added, {outcome.superseded} corrected, "
        f"{outcome.unchanged} unchanged; {len(outcome.left_out)} problems."
    )
    return "\n".join(lines)


def _as_dict(outcome: Outcome, path: Path, options: Options) -> dict[str, Any]:
    return {
        "recipe": outcome.recipe,
        "file": str(path),
        "sha256": outcome.sha256,
        "dry_run": options["dry_run"],
        "refused": outcome.refused,
        "rows": outcome.rows,
        "figures": outcome.figures,
        "added": outcome.added,
        "superseded": outcome.superseded,
        "unchanged": outcome.unchanged,
        "left_out": len(outcome.left_out),
        "load": outcome.load_id,
        "problems": [
            {
                "kind": problem.kind,
                "row": problem.row or None,
                "column": problem.column or None,
                "message": problem.key % problem.params,
            }
            for problem in outcome.problems
        ],
    }


def _write_compact(recipe: AnyRecipe, path: Path, options: Options) -> int:
    """The figures of a file as a compact table: this is how the pack's own tables are made."""
    made, problems, _rows = read_figures(recipe, path, encoding=options["encoding"])
    wrong = [problem for problem in problems if problem.kind not in {"note", "outside"}]
    for problem in wrong:
        print(_line(problem, path), file=sys.stderr)
    codes = _codes(options)
    kept = [figure for figure in made if figure.place in codes and _is_wanted(figure, options)]
    with options["compact"].open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(compact_rows(kept))
    print(f"{len(kept)} figures written to {options['compact']}.")
    return SOME_LEFT_OUT if wrong else ALL_WELL


def _codes(options: Options) -> set[str]:
    """The codes of the places that are wanted, with all that lies in them."""
    tree = queries.tree()
    tops = set(options["places"])
    return {
        view.code
        for view in tree
        if not options["tier"] or view.tier == options["tier"]
        if not tops or tops & {view.code, *(above.code for above in queries.ancestors(view, tree))}
    }


def _is_wanted(figure: Figure, options: Options) -> bool:
    if options["totals"] and figure.residence:
        return False
    return not options["indicators"] or figure.indicator in options["indicators"]
