"""Runs every measurement, prints one table and writes `var/bench.json`.

Each module named in MODULES has `measure()`, which returns rows: name, unit, ours, peer, ratio,
limit. `peer` and `ratio` are None where nothing comparable was measured beside ours,
`limit` is None where nothing was promised; `ours` may not be above it.
"""

import json
import os
import platform
import sys
import time
import traceback
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
MODULES = (
    "database",
    "loading",
    "places",
    "analysis",
    "answers",
    "documents",
    "estimates",
    "exports",
    "reports",
    "full_report",
    "web",
    "cases",
    "clocks",
    "mail",
    "sms",
    "forms_convert",
    "intake",
)
KEYS = ("name", "unit", "ours", "peer", "ratio", "limit")
Row = dict[str, Any]


def main() -> int:
    """Measure everything; 1 where a measurement is absent, failed or beyond its limit."""
    print(machine())
    rows: list[Row] = []
    missing: list[str] = []
    for name in MODULES:
        began = time.monotonic()
        print(f"Measuring: {name} ...", end=" ", flush=True)
        try:
            rows += checked(import_module(f"bench.{name}").measure())
        except Exception as problem:  # noqa: BLE001 - whatever it is, the others are still measured
            missing.append(f"{name}: {type(problem).__name__}: {problem}")
            print("failed")
            traceback.print_exc()
        else:
            print(f"{time.monotonic() - began:.0f} s")
    beyond = [row for row in rows if row["limit"] is not None and row["ours"] > row["limit"]]
    print_table(rows)
    for line in missing:
        print(f"NOT MEASURED  {line}")
    for row in beyond:
        print(f"BEYOND LIMIT  {row['name']}: {row['ours']} {row['unit']}, at most {row['limit']}")
    write(rows)
    return 1 if missing or beyond else 0


def checked(rows: list[Row]) -> list[Row]:
    """Rows with exactly the promised keys, in order."""
    for row in rows:
        if set(row) != set(KEYS):
            raise ValueError(f"a row has the keys {sorted(row)}, not {sorted(KEYS)}")
    return [{key: row[key] for key in KEYS} for row in rows]


def machine() -> str:
    """Cores, memory and processor, for whoever compares the numbers."""
    cores = len(os.sched_getaffinity(0))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    about = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    names = [
        line.split(":")[1].strip() for line in about.splitlines() if line.startswith("model name")
    ]
    processor = names[0] if names else platform.processor()
    return f"{cores} cores, {memory:.0f} GiB, {processor}, Python {platform.python_version()}"


def print_table(rows: list[Row]) -> None:
    """All rows, in columns."""
    cells = [list(KEYS), *([shown(row[key]) for key in KEYS] for row in rows)]
    widths = [max(len(line[n]) for line in cells) for n in range(len(KEYS))]
    print()
    for line in cells:
        left, *numbers = (cell for cell in line)
        padded = [left.ljust(widths[0]), numbers[0].ljust(widths[1])]
        padded += [cell.rjust(width) for cell, width in zip(numbers[1:], widths[2:], strict=True)]
        print("  ".join(padded).rstrip())
    print()


def shown(value: object) -> str:
    """A cell: numbers with three figures, nothing for None."""
    if value is None:
        return ""
    return f"{value:.3g}" if isinstance(value, float) and value < 1000 else str(value)


def write(rows: list[Row]) -> None:
    """`var/bench.json`, whole or not at all."""
    path = Path(os.environ.get("KACHEHRI_VAR", ROOT / "var")) / "bench.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
    part.replace(path)
    print(f"Written: {path}")


if __name__ == "__main__":
    sys.exit(main())
