"""What `kachehri import` does once Django is loaded.

Load or convert a file, and tell what came of it.
"""

import csv
import json
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop

from kachehri.domains.evidence.actions import Outcome, derive, load_file
from kachehri.domains.evidence.actions.waiting import note_lost_names
from kachehri.domains.evidence.kinds import AnyRecipe, Figure, Quotient
from kachehri.domains.evidence.queries.mapped import by_mapping, saved_mappings
from kachehri.domains.evidence.queries.reading import read_figures
from kachehri.domains.evidence.rules.compact import compact_rows
from kachehri.domains.places import queries
from kachehri.domains.places.kinds import PlaceRecipe
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.tables.files import FileProblem
from kachehri.kernel.crosstab import Problem

from . import importing_places, telling

ALL_WELL, SOME_LEFT_OUT, REFUSED = 0, 1, 2

Options = dict[str, Any]
"""The options of the command, by name."""


def run(recipe: str, path: Path, options: Options) -> int:
    """Do what the command asks and return its exit code."""
    recipes = known_recipes()
    if recipe in (of_places := importing_places.place_recipes()):
        return _load_places(of_places[recipe], path, options)
    if recipe == "list":
        return _print_recipes({**of_places, **recipes}, options)
    if recipe not in recipes:
        known = ", ".join(recipes)
        return _refuse(recipe, path, f"there is no recipe {recipe}. Known: {known}", options)
    act = _write_compact if options["compact"] else _load
    try:
        return act(recipes[recipe], path, options)
    except FileProblem as problem:
        return _refuse(recipe, path, str(problem), options, problem.params)


def known_recipes() -> dict[str, AnyRecipe]:
    """The recipes of every pack, and those that the desk has saved, by name."""
    found: dict[str, AnyRecipe] = {}
    for pack in settings.PACKS:
        found |= import_module(f"{pack}.recipes").RECIPES
    saved = [by_mapping(one.mapping, one.code, one.label) for one in saved_mappings()]
    return found | {recipe.code: recipe for recipe in saved}


def known_quotients() -> tuple[Quotient, ...]:
    """The shares of two tables that the packs declare."""
    packs = [import_module(f"{pack}.contents").EVIDENCE for pack in settings.PACKS]
    return tuple(quotient for pack in packs for quotient in pack.quotients)


def _load_places(recipe: PlaceRecipe, path: Path, options: Options) -> int:
    try:
        return importing_places.run(recipe, path, options)
    except FileProblem as problem:
        return _refuse(recipe.code, path, str(problem), options, problem.params)


def _print_recipes(recipes: Mapping[str, AnyRecipe | PlaceRecipe], options: Options) -> int:
    if options["as_json"]:
        print(json.dumps({code: recipe.label for code, recipe in recipes.items()}))
        return ALL_WELL
    width = max(map(len, recipes))
    for code, recipe in recipes.items():
        print(f"{code:{width}}  {recipe.label}")
    return ALL_WELL


def _refuse(
    recipe: str,
    path: Path,
    message: str,
    options: Options,
    where: Mapping[str, object] | None = None,
) -> int:
    """Say why nothing was loaded, and where."""
    if options["as_json"]:
        print(json.dumps(telling.refusal(recipe, path, message, where), ensure_ascii=False))
    else:
        print(f"Refused: {message}.\nNothing was loaded.", file=sys.stderr)
    return REFUSED


def _load(recipe: AnyRecipe, path: Path, options: Options) -> int:
    """Load a file, or every file of a folder, each in a transaction of its own."""
    at = timezone.now()
    ensure_system_actors(at)
    progress = _Progress(shows=sys.stderr.isatty() and not options["as_json"])
    by = system_actor("importer", at)
    outcomes = [
        _load_one(recipe, file, by, at, progress, options, is_alone=file == path)
        for file in _files(path)
    ]
    if any(outcome.load_id is not None for outcome in outcomes):
        derive(quotients=known_quotients(), by=by, at=at)
    if not options["dry_run"]:
        for outcome in outcomes:
            note_lost_names(problems=outcome.problems, seen_in=outcome.file, by=by, at=at)
    progress.clear()
    telling.tell(recipe.code, outcomes, path, options)
    if all(outcome.refused for outcome in outcomes):
        return REFUSED
    some = any(outcome.left_out or outcome.refused for outcome in outcomes)
    return SOME_LEFT_OUT if some else ALL_WELL


def _files(path: Path) -> list[Path]:
    """The file itself, or the files of the folder by name; no hidden ones and no words about it."""
    if not path.is_dir():
        return [path]
    words = {".md", ".txt", ".pdf", ".html"}
    inside = sorted(one for one in path.iterdir() if one.is_file() and one.name[0] != ".")
    found = [one for one in inside if one.suffix.lower() not in words]
    if not found:
        raise FileProblem(gettext_noop("there is no file to read in %(path)s"), path=str(path))
    return found


def _load_one(
    recipe: AnyRecipe,
    path: Path,
    by: Actor,
    at: datetime,
    progress: "_Progress",
    options: Options,
    *,
    is_alone: bool,
) -> Outcome:
    """Load one file. Of a folder, one that cannot be read is told and the others go on."""
    try:
        return load_file(
            recipe=recipe,
            path=path,
            by=by,
            at=at,
            dry_run=options["dry_run"],
            strict=options["strict"],
            encoding=options["encoding"],
            progress=progress.tell,
        )
    except FileProblem as problem:
        if is_alone:
            raise
        said = Problem("file", 0, "", problem.key, problem.params, file=path.name, rule="file")
        return Outcome(recipe.code, path.name, "", 0, 0, 0, 0, 0, (said,), refused=True)


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


def _write_compact(recipe: AnyRecipe, path: Path, options: Options) -> int:
    """The figures of a file as a compact table: this is how the pack's own tables are made."""
    made, problems, _rows = read_figures(recipe, path, encoding=options["encoding"])
    wrong = [problem for problem in problems if problem.kind not in {"note", "outside"}]
    for problem in wrong:
        print(telling.line(problem, path.name), file=sys.stderr)
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
