"""What `kachehri evidence loads` and `withdraw` do once Django is loaded."""

import json
import sys

from django.utils import timezone

from kachehri.domains.evidence import queries
from kachehri.domains.evidence.actions import WithdrawalProblem, withdraw_load
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor

DONE, REFUSED = 0, 2


def show(*, as_json: bool, limit: int, after: int | None) -> None:
    """List the loads, the youngest first."""
    found = queries.loads(limit=limit, after=after)
    if as_json:
        print(json.dumps([as_dict(view) for view in found], ensure_ascii=False, indent=1))
        return
    for view in found:
        gone = f"  withdrawn: {view.withdrawn_because}" if view.is_withdrawn else ""
        print(
            f"{view.id:>6}  {view.at:%Y-%m-%d %H:%M}  {view.recipe:24} {view.file_name}"
            f"  {view.added} added, {view.superseded} corrected, {view.findings} findings{gone}"
        )


def as_dict(view: queries.LoadView) -> dict[str, object]:
    """A load for a program."""
    withdrawn = view.withdrawn_at.isoformat() if view.withdrawn_at else None
    return {**vars(view), "at": view.at.isoformat(), "withdrawn_at": withdrawn}


def run(load: int, because: str, *, dry_run: bool, as_json: bool) -> int:
    """Take a load away, or say what that would do; the exit code."""
    at = timezone.now()
    if dry_run:
        done = queries.will_withdraw(load)
    else:
        ensure_system_actors(at)
        by = system_actor("importer", at)
        try:
            done = withdraw_load(load=load, because=because, by=by, at=at)
        except WithdrawalProblem as problem:
            return _refuse(load, problem.key, as_json=as_json)
    if as_json:
        print(json.dumps({**vars(done), "dry_run": dry_run, "refused": False}))
    else:
        would = "Dry run, nothing was changed. It would be: " if dry_run else ""
        print(f"{would}{done.withdrawn} figures withdrawn, {done.restored} older ones came back.")
    return DONE


def _refuse(load: int, message: str, *, as_json: bool) -> int:
    if as_json:
        print(json.dumps({"load_id": load, "refused": True, "message": message}))
    else:
        print(f"Refused: {message}.\nNothing was changed.", file=sys.stderr)
    return REFUSED
