"""Rebuild one file within bounds of memory and time: `… KIND IN OUT`, a line of JSON back."""

import json
import resource
import sys
from pathlib import Path

from . import REBUILDERS, Unreadable

MEMORY = 1536 << 20
SECONDS = 90
LARGEST_COPY = 100 << 20


def main(kind: str, source: str, target: str) -> None:
    """Rebuild it and say what was made and found."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_COPY, LARGEST_COPY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    told: dict[str, object]
    try:
        found = REBUILDERS[kind](Path(source))
        Path(target).write_bytes(found.content)
        told = {"type": found.content_type, "ending": found.ending, "flags": sorted(found.flags)}
    except Unreadable as problem:
        told = {"flags": sorted({problem.flag, *problem.also}), "problem": str(problem)[:200]}
    except MemoryError:
        told = {"flags": ["bomb"], "problem": "it does not fit into memory"}
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:4])
