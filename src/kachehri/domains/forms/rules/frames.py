"""Reading a list of areas: a table of one's own, or the blocks as the census office prints them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kachehri.domains.forms.kinds.samples import AreaRow
from kachehri.engines.xforms.kinds import FormProblem
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

HEADINGS = {
    "code": ("code", "blockcode", "block", "block_code"),
    "households": ("households", "hh", "hh2017", "hh2023", "homes"),
    "name": ("name", "village", "settlement"),
    "part": ("part", "taluka", "tehsil"),
    "residence": ("residence", "area"),
    "people": ("people", "population", "pop2017", "pop2023"),
    "circle": ("circle", "patwarcircle"),
    "district": ("district",),
}
"""Headings by what they hold, folded."""

TOWN = "CHARGE"
"""Circles of a town are charges in the lists of the census of 2017; those of the land are tapas."""

MOST_PROBLEMS = 50
MOST_HOMES = 100_000


@dataclass(frozen=True)
class FrameRows:
    """What a file held: its areas, and what was wrong in it."""

    areas: tuple[AreaRow, ...]
    problems: tuple[FormProblem, ...]


def read_frame(rows: Iterable[Sequence[str]], district: str = "") -> FrameRows:
    """The areas of a table, its first row the headings; those of one district where it is named.

    A wrong line is left out and named. A code that is there twice is wrong both times but the
    first.
    """
    lines = iter(rows)
    columns = _columns(next(lines, ()))
    missing = [name for name in ("code", "households") if name not in columns]
    if missing:
        said = FormProblem(
            _("The list has no column for the code of an area, or none for its households."),
            _("Call them code and households, or BlockCode and HH2017."),
            row=1,
            column=", ".join(missing),
        )
        return FrameRows((), (said,))
    found: dict[str, AreaRow] = {}
    problems: list[FormProblem] = []
    for line, cells in enumerate(lines, start=2):
        row = {name: cells[at].strip() for name, at in columns.items() if at < len(cells)}
        if district and not _is_of(row.get("district", ""), district):
            continue
        made = _area(row, line)
        if isinstance(made, FormProblem):
            problems.append(made)
        elif made.code in found:
            problems.append(_twice(made))
        else:
            found[made.code] = made
    return FrameRows(tuple(found.values()), tuple(problems[:MOST_PROBLEMS]))


def _columns(header: Sequence[str]) -> dict[str, int]:
    folded = [cell.strip().lstrip("\ufeff").casefold().replace(" ", "_") for cell in header]
    return {
        name: folded.index(known)
        for name, some in HEADINGS.items()
        for known in some[::-1]
        if known in folded
    }


def _is_of(cell: str, district: str) -> bool:
    return cell.casefold().removesuffix(" district").strip() == district.casefold()


def _area(row: Mapping[str, str], line: int) -> AreaRow | FormProblem:
    code = row.get("code", "")
    homes, people = _whole(row.get("households", "")), _whole(row.get("people", ""))
    if not code or len(code) > 40:
        return FormProblem(_("There is no code."), _("Give the area a code."), row=line)
    if homes is None or homes > MOST_HOMES:
        return FormProblem(
            _("The number of households is no whole number."),
            _("Write it in digits, as 212."),
            row=line,
            column="households",
        )
    return AreaRow(
        code=code,
        households=homes,
        name=row.get("name", "")[:200],
        part=row.get("part", "")[:120],
        residence=_residence(row),
        people=people,
        line=line,
    )


def _residence(row: Mapping[str, str]) -> str:
    said = row.get("residence", "").casefold()
    if said in ("rural", "urban"):
        return said
    if "circle" not in row:
        return ""
    return "urban" if row["circle"].upper().startswith(TOWN) else "rural"


def _whole(text: str) -> int | None:
    plain = text.replace(",", "")
    return int(plain) if plain.isascii() and plain.isdecimal() else None


def _twice(area: AreaRow) -> FormProblem:
    return FormProblem(
        _("This code is there twice. The first line was used."),
        _("Give each area a code of its own."),
        row=area.line,
        column="code",
    )


def districts(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The districts that a list names, each once."""
    lines = iter(rows)
    at = _columns(next(lines, ())).get("district")
    if at is not None:
        yield from dict.fromkeys(cells[at] for cells in lines if at < len(cells))
