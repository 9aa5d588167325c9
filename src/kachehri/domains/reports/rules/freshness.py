"""Whether a report would come out as it is: one digest of everything that goes into it."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from django.conf import settings

import kachehri
from kachehri.domains.reports.kinds import ReportKind

from .figures import Figures

MAKERS = ("domains/reports", "engines/documents", "engines/charts", "kernel")
"""Folders of the program whose change may change a report."""

SUFFIXES = {".py", ".typ", ".css", ".html", ".mo"}


def digest(kind: ReportKind, figures: Figures) -> str:
    """Return SHA-256 over the figures with their places, sources and definitions, and the maker."""
    total = hashlib.sha256(f"{maker()} {settings.SITE_URL}".encode())
    for part in (kind, *contents(figures)):
        total.update(repr(part).encode())
    return total.hexdigest()


def contents(figures: Figures) -> Iterator[object]:
    """Everything that was read, in an order that does not depend on chance."""
    yield from (figures.place, figures.around, *figures.parts, *figures.peers)
    for known in (figures.indicators, figures.sources):
        # How many figures rest on it elsewhere is no part of this report.
        yield from (replace(known[code], figures=0) for code in sorted(known))
    for address in sorted(figures.observations, key=lambda a: (a[0], a[1], sorted(a[2]))):
        yield (figures.observations[address], figures.newest.get(address))
    yield from (figures.maps[which] for which in sorted(figures.maps))
    if figures.public is not None:
        yield figures.public
    yield from figures.cited
    yield from figures.records
    yield from figures.surveys
    yield from figures.spoken.quotes
    yield from (figures.spoken.figures[code] for code in sorted(figures.spoken.figures))
    yield from (figures.behind.figures[id] for id in sorted(figures.behind.figures))
    if figures.evidence is not None:
        yield from figures.evidence.contents()
    if figures.earlier is not None:
        yield figures.earlier.number, figures.earlier.data_digest


@cache
def maker() -> str:
    """The digest of the program's own files that make reports, and of the translations."""
    total = hashlib.sha256()
    for path in files():
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def files() -> list[Path]:
    """The files that make a report, in order."""
    package = Path(kachehri.__file__).parent
    folders = [package / maker for maker in MAKERS] + [Path(p) for p in settings.LOCALE_PATHS]
    found = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return sorted(
        path for path in found if path.suffix in SUFFIXES and "migrations" not in path.parts
    )
