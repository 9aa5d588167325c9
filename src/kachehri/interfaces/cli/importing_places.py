"""What `kachehri import` does for a recipe of places."""

import json
import sys
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from kachehri.domains.places.actions import PlacesOutcome, load_places
from kachehri.domains.places.kinds import PlaceRecipe
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.kernel.crosstab import Problem

ALL_WELL, SOME_LEFT_OUT = 0, 1
SHOWN = 20

Options = dict[str, Any]


def place_recipes() -> dict[str, PlaceRecipe]:
    """The recipes of places of every pack, by name."""
    found: dict[str, PlaceRecipe] = {}
    for pack in settings.PACKS:
        found |= import_module(f"{pack}.place_recipes").PLACE_RECIPES
    return found


def run(recipe: PlaceRecipe, path: Path, options: Options) -> int:
    """Load the places of a file or folder, tell what came of it, and return the exit code."""
    at = timezone.now()
    ensure_system_actors(at)
    by = system_actor("importer", at)
    outcome = load_places(recipe=recipe, path=path, by=by, at=at, dry_run=options["dry_run"])
    if options["as_json"]:
        print(json.dumps(_as_dict(outcome, path), ensure_ascii=False, indent=1))
    else:
        _print(outcome, path, options)
    return SOME_LEFT_OUT if outcome.left_out else ALL_WELL


def _as_dict(outcome: PlacesOutcome, path: Path) -> dict[str, Any]:
    return {
        "recipe": outcome.recipe,
        "file": str(path),
        "dry_run": outcome.dry_run,
        "refused": False,
        "rows": outcome.rows,
        "loaded": outcome.added + outcome.changed,
        "added": outcome.added,
        "changed": outcome.changed,
        "unchanged": outcome.unchanged,
        "rejected": rejected(outcome),
        "left_out": len(outcome.left_out),
        "findings": [_finding(problem, path) for problem in outcome.problems],
    }


def rejected(outcome: PlacesOutcome) -> int:
    """Rows of which something was left out."""
    rows = {(one.file, one.row) for one in outcome.left_out if one.row}
    return len(rows)


def _finding(problem: Problem, path: Path) -> dict[str, Any]:
    return {
        "file": problem.file or path.name,
        "sheet": problem.sheet or None,
        "row": problem.row or None,
        "column": problem.column or None,
        "kind": problem.kind,
        "rule": problem.rule,
        "message": problem.key % problem.params,
    }


def _print(outcome: PlacesOutcome, path: Path, options: Options) -> None:
    """Problems go to the error channel, the summary to the output."""
    most = len(outcome.problems) if options["all_problems"] else SHOWN
    for problem in outcome.problems[:most]:
        row = f", row {problem.row}" if problem.row else ""
        column = f", column {problem.column}" if problem.column else ""
        told = problem.key % problem.params
        print(f"{problem.file or path.name}{row}{column}: {told}", file=sys.stderr)
    if len(outcome.problems) > most:
        hidden = len(outcome.problems) - most
        print(f"… and {hidden} more. Show them with --all-problems.", file=sys.stderr)
    kinds = Counter(problem.rule or "note" for problem in outcome.problems)
    would = "Dry run, nothing was changed. It would be: " if outcome.dry_run else ""
    print(
        f"{path.name}: {outcome.rows} rows.\n"
        f"{would}{outcome.added} places added, {outcome.changed} changed,"
        f" {outcome.unchanged} unchanged; {len(outcome.problems)} findings"
        f"{''.join(f', {count} {rule}' for rule, count in kinds.most_common())}."
    )
