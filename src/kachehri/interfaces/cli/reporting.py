"""What `kachehri report` does once Django is loaded."""

import errno
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.reports import kinds, queries
from kachehri.domains.reports.actions import (
    LaunchProblem,
    build_edition,
    launch_edition,
    remake_files,
)
from kachehri.domains.reports.kinds import ReportKind
from kachehri.domains.reports.queries import EditionView, FileView
from kachehri.engines.accounts.actions import ensure_system_actors
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.documents.filing import put, sha256
from kachehri.engines.jobs.progress import Terminal
from kachehri.kernel.typefaces import TypefaceProblem

ALL_WELL, TO_MEND, UNKNOWN = 0, 1, 2


class Unknown(LookupError):
    """A kind, place or language that there is not. The text says which there are."""


@dataclass(frozen=True)
class Terms:
    """How an edition is launched. `launched_on` None is today."""

    review_on: date
    launched_on: date | None = None
    because: str = ""
    first_only: bool = False


def run(
    kind: str,
    place: str,
    lang: str,
    out: Path | None,
    formats: Sequence[str],
    *,
    edition: int | None = None,
    terms: Terms | None = None,
) -> int:
    """Do what the command asks and return its exit code."""
    try:
        known, languages = known_kind(kind), known_languages(lang)
        found = known_place(known, place)
        if edition is not None:
            view = complete(known_edition(known, found, edition), languages, formats)
        elif terms is not None:
            view = launched(known, found, terms, languages, formats)
        else:
            view = build(known, found, languages, formats)
        written = deliver(view, languages, formats, out) if out else 0
    except Unknown as problem:
        return tell(str(problem), UNKNOWN)
    except TypefaceProblem as problem:
        return tell(str(problem), TO_MEND)
    except LaunchProblem as problem:
        return tell(problem.reason.key % problem.reason.params, TO_MEND)
    except OSError as problem:
        return tell(words_for(problem), TO_MEND)
    if sys.stdout.isatty():
        print(f"{said(view)}{f' in {out}: {written} files written' if out else ''}.")
    return ALL_WELL


def said(view: EditionView) -> str:
    """An edition in one line."""
    if view.is_draft:
        return f"Draft {view.revision} of edition {view.number} (not launched)"
    return f"Edition {view.number}, launched on {view.launched_on}, review by {view.review_on}"


def listed(place: str) -> int:
    """Print every edition, of one place if its code is given."""
    views = queries.listed()
    known = places.by_ids({one.place_id for one in views})
    for one in views:
        about = known[one.place_id]
        if place in ("", about.code, about.key):
            print(f"{about.code}  {one.kind}  {said(one)}")
    return ALL_WELL


def launched(
    kind: ReportKind,
    place: PlaceView,
    terms: Terms,
    languages: Sequence[str],
    formats: Sequence[str],
) -> EditionView:
    """The edition of what is known now, launched; as it is where it was launched before."""
    before = queries.latest(kind.key, place.id)
    if terms.first_only and before is not None and not before.is_draft:
        return build(kind, place, languages, formats)
    draft = build(kind, place, languages, ())
    if not draft.is_draft:
        return build(kind, place, languages, formats)
    at = timezone.now()
    progress = Terminal(sys.stderr)
    try:
        return launch_edition(
            edition_id=draft.id,
            launched_on=terms.launched_on or timezone.localdate(at),
            review_on=terms.review_on,
            without_workshop_because=terms.because,
            by=system_actor("reporter", at),
            at=at,
            progress=progress,
        )
    finally:
        progress.close()


def known_edition(kind: ReportKind, place: PlaceView, number: int) -> EditionView:
    """The edition of that number."""
    found = queries.numbered(kind.key, place.id, number)
    if found is None:
        known = [str(one.number) for one in queries.numbers(kind.key, place.id)]
        raise Unknown(f"There is no edition {number}.\n  Known: {', '.join(known) or 'none'}")
    return found


def complete(view: EditionView, languages: Sequence[str], formats: Sequence[str]) -> EditionView:
    """The edition with files that nobody has asked for before."""
    wanted = [(language, form) for language in languages for form in formats]
    missing = [pair for pair in wanted if view.file(*pair) is None]
    if not missing:
        return view
    at = timezone.now()
    ensure_system_actors(at)
    by = system_actor("reporter", at)
    return remake_files(edition_id=view.id, files=missing, by=by, at=at)


def build(
    kind: ReportKind, place: PlaceView, languages: Sequence[str], formats: Sequence[str]
) -> EditionView:
    """The edition with the files that are asked for."""
    at = timezone.now()
    ensure_system_actors(at)
    progress = Terminal(sys.stderr)
    try:
        return build_edition(
            kind=kind.key,
            place_id=place.id,
            by=system_actor("reporter", at),
            at=at,
            progress=progress,
            languages=languages,
            formats=formats,
        )
    finally:
        progress.close()


def deliver(
    edition: EditionView, languages: Sequence[str], formats: Sequence[str], out: Path
) -> int:
    """Put the files into the folder; return how many were not there as they are."""
    wanted = [edition.file(language, format) for language in languages for format in formats]
    return sum(deliver_one(file, out / file.name) for file in wanted if file is not None)


def deliver_one(file: FileView, target: Path) -> bool:
    """Put one file there unless it is there already; whether it was written."""
    if target.exists() and sha256(target.read_bytes()) == file.sha256:
        return False
    put(target, file.path.read_bytes())
    return True


def known_kind(key: str) -> ReportKind:
    """The kind of that name."""
    kind = kinds.find(key)
    if kind is None:
        known = [one.key for one in kinds.every()]
        raise Unknown(f"There is no kind of report called {key!r}.{choices(key, known)}")
    return kind


def known_languages(lang: str) -> tuple[str, ...]:
    """One language, or all of them."""
    known = [code for code, _name in settings.LANGUAGES]
    if lang == "all":
        return tuple(known)
    if lang not in known:
        raise Unknown(f"There is no language {lang!r}.{choices(lang, [*known, 'all'])}")
    return (lang,)


def known_place(kind: ReportKind, code: str) -> PlaceView:
    """The place with that code, if a report of this kind can be about it."""
    place = places.by_code(code)
    if place is not None and place.tier == kind.tier:
        return place
    fitting = [one for one in places.tree() if one.tier == kind.tier]
    if not fitting:
        raise Unknown("No places were loaded yet.\n  What to do: kachehri pack load")
    if place is not None:
        what = f"{place.name('en')} ({code}) is a {place.tier}; this report is about a {kind.tier}."
    else:
        what = f"There is no place with the code {code!r}."
    raise Unknown(what + near_places(code, fitting))


def near_places(code: str, fitting: Iterable[PlaceView]) -> str:
    """Places whose code or name is like what was typed."""
    names = {label: one for one in fitting for label in (one.code, one.name("en"))}
    folded = {label.lower(): label for label in names}
    near = get_close_matches(code.lower(), folded, n=4, cutoff=0.5)
    if not near:
        return "\n  Codes are those of the OCHA list, as in PK713 for Larkana."
    lines = {f"{names[folded[one]].code}  {names[folded[one]].name('en')}" for one in near}
    return "\n  Did you mean:\n    " + "\n    ".join(sorted(lines))


def choices(typed: str, known: Sequence[str]) -> str:
    """What was perhaps meant, and what there is."""
    near = get_close_matches(typed, known, n=1, cutoff=0.5)
    guess = f" Did you mean {near[0]!r}?" if near else ""
    return f"{guess}\n  Known: {', '.join(known)}"


def words_for(problem: OSError) -> str:
    """What is wrong with the folder, and what to do."""
    where = problem.filename or "the folder"
    if problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"The disk is full: {where}\n  What to do: make room, then run it again."
    if isinstance(problem, PermissionError) or problem.errno == errno.EROFS:
        return f"You may not write here: {where}\n  What to do: name another folder with --out."
    if isinstance(problem, FileExistsError | NotADirectoryError):
        return f"This is a file and no folder: {where}\n  What to do: name another with --out."
    reason = f"{problem.strerror or problem}: {where}"
    return (
        f"The files could not be written: {reason}\n  What to do: name another folder with --out."
    )


def tell(message: str, code: int) -> int:
    """Say why there is no report."""
    print(f"Error: {message}", file=sys.stderr)
    return code
