"""What `kachehri bodies` does once Django is loaded."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from kachehri.domains.bodies import actions, queries
from kachehri.domains.bodies.kinds import Imported
from kachehri.domains.bodies.queries.files import read_sheets, written
from kachehri.domains.bodies.rules.sheets import SHEETS
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.tables.files import FileProblem

ALL_WELL, TO_DO, REFUSED = 0, 1, 2
PAGE = 500


def bring(path: Path, *, dry_run: bool, as_json: bool) -> int:
    """Bring sheets in and tell what came of it."""
    at = timezone.now()
    ensure_system_actors(at)
    try:
        outcome = actions.import_bodies(
            sheets=read_sheets(path), by=system_actor("importer", at), at=at, dry_run=dry_run
        )
    except FileProblem as problem:
        print(f"Refused: {problem}.\nNothing was changed.", file=sys.stderr)
        return REFUSED
    tell_json(outcome) if as_json else tell(outcome)
    return REFUSED if outcome.is_refused else ALL_WELL


def tell(outcome: Imported) -> None:
    """What came of it, in words."""
    for one in outcome.problems:
        print(f"{one.sheet}.csv, row {one.row}, {one.column}: {one.said} {one.mend}",
              file=sys.stderr)  # fmt: skip
    if outcome.is_refused:
        print(f"{len(outcome.problems)} problems. Nothing was changed.", file=sys.stderr)
        return
    done = "would be" if outcome.dry_run else "were"
    print(
        f"{outcome.added} rows {done} added, {outcome.changed} {done} changed, "
        f"{outcome.same} are as they were."
    )


def tell_json(outcome: Imported) -> None:
    """What came of it, for a program."""
    problems = [
        {"sheet": one.sheet, "row": one.row, "column": one.column, "problem": str(one.said),
         "mend": str(one.mend)}
        for one in outcome.problems
    ]  # fmt: skip
    counts = {"added": outcome.added, "changed": outcome.changed, "same": outcome.same}
    said = {**counts, "dry_run": outcome.dry_run, "problems": problems}
    print(json.dumps(said, ensure_ascii=False))


def give(folder: Path) -> int:
    """Write every sheet into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SHEETS:
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            file.writelines(written(name))
    print(f"{len(SHEETS)} sheets were written to {folder}.")
    return ALL_WELL


@dataclass(frozen=True)
class Finding:
    """Something to look at."""

    office: str
    what: str


def check(*, as_json: bool) -> int:
    """List what should be looked at."""
    found = [*stale(), *empty()]
    if as_json:
        print(json.dumps([vars(one) for one in found], ensure_ascii=False))
    else:
        for one in found:
            print(f"{one.office}: {one.what}")
        print(f"{len(found)} to look at.")
    return TO_DO if found else ALL_WELL


def stale() -> Iterator[Finding]:
    """Addresses that came back, are doubtful, or were not checked for a year."""
    after = 0
    while rows := queries.stale(on=timezone.localdate(), after=after, limit=PAGE):
        bodies = queries.by_ids({one.body_id for one in rows})
        for one in rows:
            why = "not checked for a year" if one.works else "came back"
            yield Finding(bodies[one.body_id].key, f"{one.channel} {one.value}: {why}")
        after = rows[-1].id


def empty() -> Iterator[Finding]:
    """Offices that a law on information binds without anybody in charge; desks without a post."""
    today = timezone.localdate()
    after = ""
    while True:
        page = queries.search(after=after, limit=PAGE)
        ids = [one.id for one in page.bodies]
        posts = queries.positions(ids, today)
        roles = {(one.body_id, one.role) for one in posts}
        for body in page.bodies:
            asked = {(body.id, "information-officer"), (body.id, "head")}
            if body.laws and not asked & roles:
                yield Finding(body.key, "nobody may be asked for information")
        keys = {body.id: body.key for body in page.bodies}
        staffed = {body_id for body_id, _role in roles}
        for desk in queries.desks_of(ids):
            if desk.body_id not in staffed:
                yield Finding(keys[desk.body_id], f"nobody acts at the desk {desk.key}")
        if not page.after:
            return
        after = page.after
