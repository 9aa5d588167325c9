"""What `kachehri evidence release` does once Django is loaded."""

import json

from django.utils import timezone

from kachehri.domains.evidence.actions import ReleaseProblem, release
from kachehri.domains.evidence.queries.releasing import Release, release_of
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.kernel.disclosure import DERIVED, FREE, SMALL, TooLarge

from .reporting import tell

DONE, REFUSED = 0, 2


def run(source: str, *, dry_run: bool, as_json: bool) -> int:
    """Release a source, or say what that would do; the exit code."""
    at = timezone.now()
    try:
        if dry_run:
            found = release_of(source)
        else:
            ensure_system_actors(at)
            found = release(source=source, by=system_actor("importer", at), at=at)
    except (ReleaseProblem, TooLarge) as problem:
        if as_json:
            print(json.dumps({"source": source, "refused": True, "message": str(problem)}))
            return REFUSED
        return tell(f"Refused: {problem}\nNothing was changed.", REFUSED)
    print(json.dumps(as_dict(found, dry_run)) if as_json else as_text(found, dry_run))
    return DONE


def as_dict(found: Release, dry_run: bool) -> dict[str, object]:
    """A release for a program."""
    return {
        "source": found.source,
        "shown": found.counts.get(FREE, 0),
        "hidden_small": found.counts.get(SMALL, 0),
        "hidden_beside": found.counts.get(DERIVED, 0),
        "exposed": list(found.exposed),
        "sums_not_used": found.unused,
        "dry_run": dry_run,
        "refused": False,
    }


def as_text(found: Release, dry_run: bool) -> str:
    """A release in a line."""
    said = as_dict(found, dry_run)
    would = "Dry run, nothing was changed. " if dry_run else ""
    safe = "" if found.is_safe else f" It would be refused: {len(found.exposed)} can be worked out."
    return (
        f"{would}{said['shown']} figures shown, {said['hidden_small']} hidden as small, "
        f"{said['hidden_beside']} hidden beside them.{safe}"
    )
