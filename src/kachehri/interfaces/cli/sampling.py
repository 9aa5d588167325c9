"""What `kachehri sample` does once Django is loaded."""

import csv
import gzip
import io
import json
import sys
import tomllib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from kachehri.domains.forms.actions.sampling import (
    SamplingProblem,
    bring_frame,
    draw_sample,
    make_design,
)
from kachehri.domains.forms.kinds.samples import DesignKind, Margin
from kachehri.domains.forms.queries import samples
from kachehri.domains.forms.queries.samples import AreaView, DesignView, SampleView
from kachehri.domains.forms.rules.frames import FrameRows, read_frame
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.engines.access.actor import Actor
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.tables.export import harmless
from kachehri.kernel.drawing import CannotDraw

from .reporting import tell

DONE, WRONG, UNKNOWN = 0, 1, 2
MOST_BYTES = 200_000_000
COLUMNS = (
    "number", "code", "name", "taluka", "residence", "stratum", "households", "chance",
    "visits", "base_weight",
)  # fmt: skip


def actor(at: datetime) -> Actor:
    """Who works at the terminal."""
    ensure_system_actors(at)
    return system_actor("setup", at)


def bring(file: Path, key: str, place: str, *, title: str, source: str, made_up: bool) -> int:
    """Bring a list of areas in; the exit code."""
    found = places.by_code(place)
    if found is None:
        return tell(f"There is no place with the code {place!r}.", UNKNOWN)
    try:
        rows = read(file, found)
    except (OSError, ValueError, csv.Error) as problem:
        return tell(f"{file.name} cannot be read as CSV: {problem}", WRONG)
    for one in rows.problems:
        print(f"{file.name}, row {one.row}: {one.message} {one.mend}", file=sys.stderr)
    at = timezone.now()
    try:
        made = bring_frame(
            key=key,
            title=title or key,
            source=source or file.name,
            place_id=found.id,
            areas=rows.areas,
            is_made_up=made_up,
            by=actor(at),
            at=at,
        )
    except SamplingProblem as problem:
        return tell(str(problem), WRONG)
    print(f"{made.key}: {made.areas} areas, {made.households} households.")
    return WRONG if rows.problems else DONE


def read(file: Path, place: PlaceView) -> FrameRows:
    """The areas of a file; of one that names districts those of the place.

    Raises ValueError for what is no text or too large.
    """
    lines = list(csv.reader(io.StringIO(text_of(file))))
    named = lines and any(cell.strip().casefold() == "district" for cell in lines[0])
    return read_frame(lines, place.name("en") if named else "")


def text_of(file: Path) -> str:
    """The text of a file, unpacked if it is packed, within a limit."""
    with file.open("rb") as plain:
        stream = gzip.GzipFile(fileobj=plain) if file.suffix == ".gz" else plain
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise ValueError("it is larger than 200 MB")
    return content.decode("utf-8-sig")


def draw(named: str, seed: int | None, out: Path | None, *, as_json: bool) -> int:
    """Draw a sample; the exit code."""
    at = timezone.now()
    by = actor(at)
    try:
        key = declared(Path(named), by, at) if named.endswith(".toml") else named
        if samples.design(key) is None:
            known = ", ".join(one.key for one in samples.designs(by)) or "none"
            return tell(f"There is no design {key!r}.\n  Known: {known}", UNKNOWN)
        sample = draw_sample(design=key, seed=seed, by=by, at=at)
    except (SamplingProblem, CannotDraw) as problem:
        return tell(str(problem), WRONG)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        return tell(f"{named} does not describe a design: {problem}", WRONG)
    design = samples.design(key)
    if design is None:
        raise LookupError(key)
    rows = list(lines(design, samples.areas_of(sample.id)))
    if as_json:
        print(json.dumps(as_dict(design, sample, rows)))
        return DONE
    if out is not None:
        with out.open("w", newline="", encoding="utf-8") as file:
            write(rows, file)
    else:
        write(rows, sys.stdout)
    print(said(design, sample), file=sys.stderr)
    return DONE


def declared(path: Path, by: Actor, at: datetime) -> str:
    """Keep the list and the design of a TOML file; the design's key."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    place = places.by_code(told.pop("place"))
    if place is None:
        raise ValueError("there is no such place")
    listed = told.pop("list", None)
    if listed is not None:
        rows = read(path.parent / listed.pop("file"), place)
        bring_frame(key=told["frame"], place_id=place.id, areas=rows.areas, by=by, at=at, **listed)
    margins = {
        name: {value: Margin(*one) for value, one in some.items()}
        for name, some in told.pop("margins", {}).items()
    }
    if "strata" in told:
        told["strata"] = tuple(told["strata"])
    kind = DesignKind(**told, margins=margins)
    return make_design(kind=kind, place_id=place.id, by=by, at=at).key


def lines(design: DesignView, areas: tuple[AreaView, ...]) -> Iterator[dict[str, object]]:
    """One line for each drawn area."""
    for one in areas:
        yield {
            "number": one.number,
            "code": one.code,
            "name": one.name,
            "taluka": one.part,
            "residence": one.residence,
            "stratum": one.stratum,
            "households": one.homes,
            "chance": f"{float(one.chance):.9f}",
            "visits": one.visits(design.per_area),
            "base_weight": f"{one.base_weight(design.per_area):.6f}",
        }


def write(rows: list[dict[str, object]], file: Any) -> None:
    """The areas as CSV. A name that begins as a formula stays words."""
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: harmless(value) for key, value in row.items()} for row in rows)


def as_dict(
    design: DesignView, sample: SampleView, rows: list[dict[str, object]]
) -> dict[str, object]:
    """A sample for a program."""
    return {
        "design": design.key,
        "seed": sample.seed,
        "draw": sample.number,
        "sha256": sample.digest,
        "list_sha256": sample.frame_digest,
        "left_out_areas": sample.left_out_areas,
        "areas": rows,
    }


def said(design: DesignView, sample: SampleView) -> str:
    """A sample in a line."""
    return (
        f"{design.key}, draw {sample.number}, seed {sample.seed}: {design.areas} areas, "
        f"SHA-256 {sample.digest}"
    )


def listed(*, as_json: bool) -> int:
    """Every design; the exit code."""
    found = samples.designs(actor(timezone.now()))
    drawn = {one.key: samples.newest_sample(one.id) for one in found}
    if as_json:
        print(json.dumps([_short(one, drawn[one.key]) for one in found]))
        return DONE
    for one in found:
        last = drawn[one.key]
        print(f"{one.key}  {one.title}  {f'seed {last.seed}' if last else 'not drawn'}")
    return DONE


def _short(design: DesignView, sample: SampleView | None) -> dict[str, object]:
    return {
        "design": design.key,
        "title": design.title,
        "chosen": design.chosen,
        "frame": design.frame.key if design.frame else None,
        "seed": sample.seed if sample else None,
        "sha256": sample.digest if sample else None,
    }


def show(key: str) -> int:
    """A design with its newest draw; the exit code."""
    design = samples.design(key)
    if design is None:
        return tell(f"There is no design {key!r}.", UNKNOWN)
    where = design.frame.key if design.frame else "no list"
    print(f"{design.key}: {design.title}\n  {design.chosen}, from {where}")
    sample = samples.newest_sample(design.id)
    if sample is None:
        print("  not drawn")
        return DONE
    print(f"  {said(design, sample)}")
    write(list(lines(design, samples.areas_of(sample.id))), sys.stdout)
    return DONE


def frames() -> int:
    """Every list of areas; the exit code."""
    for one in samples.frames(actor(timezone.now())):
        mark = " (made up)" if one.is_made_up else ""
        print(f"{one.key}  {one.title}{mark}  {one.areas} areas, {one.households} households")
    return DONE
