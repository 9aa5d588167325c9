"""The sheets of a directory: which columns each has, and turning a row into what it says.

An import, an export, the forms of the desk and the pack all use these columns, so that what was
exported can be brought in again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from typing import Any

from kachehri.domains.bodies import kinds
from kachehri.domains.bodies.kinds import RowProblem
from kachehri.kernel.messages import InputProblem, Reason, gettext_noop

from . import cells
from .cells import Cell, as_list, as_text, as_yes, in_languages

_ = gettext_noop
MARK = "mark"
"""A column of an export: what tells whether somebody changed the row since."""


@dataclass(frozen=True)
class Sheet:
    """One sheet. `identity` are the columns that tell which row it is; `label` an English msgid."""

    name: str
    label: str
    makes: type[Any]
    identity: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(cell.name for cell in self.cells)

    def read(self, row: Mapping[str, str]) -> tuple[Any, dict[str, InputProblem]]:
        """What a row says, or None with the problems by column. Absent columns keep defaults."""
        said: dict[str, Any] = {}
        wrong: dict[str, InputProblem] = {}
        for cell in self.cells:
            text = row.get(cell.name)
            if cell.required and not (text or "").strip():
                wrong[cell.name] = cells.problem(
                    _("“%(column)s” is empty."), _("Write something there."), column=cell.name
                )
            elif text is not None:
                _read_cell(cell, text, said, wrong)
        return (None if wrong else self.makes(**_with_defaults(self, said))), wrong

    def write(self, said: Any) -> dict[str, str]:
        """A row as a file has it, by column."""
        return {cell.name: _written(cell, getattr(said, cell.field)) for cell in self.cells}

    def key_of(self, row: Mapping[str, str]) -> tuple[str, ...]:
        """What tells which row this is."""
        return tuple((row.get(name) or "").strip().lower() for name in self.identity)


def _read_cell(cell: Cell, text: str, said: dict[str, Any], wrong: dict[str, InputProblem]) -> None:
    try:
        value = cell.read(text)
    except InputProblem as problem:
        wrong[cell.name] = problem
        return
    if not cell.language:
        said[cell.field] = value
    elif value:
        said.setdefault(cell.field, {})[cell.language] = value


def _with_defaults(sheet: Sheet, said: Mapping[str, Any]) -> dict[str, Any]:
    """An empty choice or number is what its field is without it."""
    defaults = {one.name: one.default for one in fields(sheet.makes) if one.default is not MISSING}
    return {
        field: defaults[field] if value == "" and field in defaults else value
        for field, value in said.items()
    }


def _written(cell: Cell, value: Any) -> str:
    if cell.language:
        value = (value or {}).get(cell.language, "")
    return cell.write(value)


def _plain(name: str, label: str, most: int = 300, **more: Any) -> Cell:
    return Cell(name, name, label, cells.line(most), as_text, **more)


def _key(name: str, label: str, field: str = "", *, required: bool = False) -> Cell:
    return Cell(name, field or name, label, cells.slug, as_text, required=required)


def _keys(name: str, label: str) -> Cell:
    return Cell(name, name, label, cells.slugs, as_list)


def _choice(name: str, label: str, choices: Mapping[str, str], *, required: bool = False) -> Cell:
    read = cells.one_of(choices)
    return Cell(name, name, label, read, as_text, required=required, choices=choices)


def _day(name: str, label: str, *, required: bool = False) -> Cell:
    return Cell(name, name, label, cells.day, as_text, required=required)


def _yes(name: str, label: str, field: str) -> Cell:
    return Cell(name, field, label, cells.yes, as_yes, choices={"yes": _("Yes"), "no": _("No")})


BODIES = Sheet(
    "bodies",
    _("Offices"),
    kinds.NewBody,
    ("key",),
    (
        _key("key", _("Key"), required=True),
        _choice("kind", _("Kind"), kinds.KINDS, required=True),
        _choice("tier", _("Tier"), kinds.TIERS, required=True),
        _key("parent", _("Part of (key)")),
        _key("place", _("Place (key)"), required=True),
        *in_languages("name", "names", _("Name"), most=200, required=True),
        *in_languages("duty", "duties", _("What it does"), most=1000, long=True),
        _keys("sectors", _("Sectors")),
        _keys("laws", _("Laws on information that bind it")),
        _key("calendar", _("Calendar")),
        Cell("website", "website", _("Website"), cells.website, as_text),
        _yes("paper_only", _("Nobody there signs in"), "is_paper_only"),
        _day("valid_from", _("Since")),
        _day("valid_to", _("Dissolved on")),
        _key("successor", _("Its work went to (key)")),
        _plain("source", _("Source"), required=True),
        _plain("verified_by", _("Checked by"), 120),
        _day("verified_on", _("Checked on")),
    ),
)
DESKS = Sheet(
    "desks",
    _("Desks"),
    kinds.NewDesk,
    ("body", "key"),
    (
        _key("body", _("Office (key)"), required=True),
        _key("key", _("Key"), required=True),
        *in_languages("name", "names", _("Name"), most=200, required=True),
        _keys("categories", _("Kinds of matters that it takes (none: all the others)")),
        _yes("closed", _("Closed"), "is_closed"),
    ),
)
POSITIONS = Sheet(
    "positions",
    _("Positions"),
    kinds.NewPosition,
    ("body", "key"),
    (
        _key("body", _("Office (key)"), required=True),
        _key("key", _("Key"), required=True),
        _key("desk", _("Desk (key)")),
        _choice("role", _("Role"), kinds.ROLES, required=True),
        Cell("rung", "rung", _("Step of the ladder (0 acts first)"), cells.number(0, 99), as_text),
        *in_languages("title", "titles", _("Title"), most=200, required=True),
        _key("constituency", _("Elected in (key of a place)")),
        _plain("source", _("Source")),
        _yes("closed", _("Closed"), "is_closed"),
    ),
)
ADDRESSES = Sheet(
    "addresses",
    _("Addresses"),
    kinds.NewAddress,
    ("body", "owner", "channel", "value"),
    (
        _key("body", _("Office (key)"), required=True),
        Cell("owner", "owner", _("Of a desk or position"), cells.owner, as_text),
        _choice("channel", _("Way"), kinds.CHANNELS, required=True),
        _plain("value", _("Number or address"), required=True),
        _choice("state", _("State"), kinds.STATES),
        _day("checked_on", _("Checked on")),
        _plain("source", _("Source")),
    ),
)
POINTS = Sheet(
    "points",
    _("Service points"),
    kinds.NewPoint,
    ("key",),
    (
        _key("key", _("Key"), required=True),
        _key("body", _("Office (key)"), required=True),
        _key("place", _("Place (key)"), required=True),
        *in_languages("name", "names", _("Name"), most=200, required=True),
        _plain("street", _("Street and nearby")),
        Cell("longitude", "longitude", _("Longitude"), cells.degrees(180), as_text),
        Cell("latitude", "latitude", _("Latitude"), cells.degrees(90), as_text),
        _keys("services", _("What is done here")),
        _keys("languages", _("Languages spoken")),
        Cell("hours", "hours", _("Open (mon-thu 08:00-16:00; fri 08:00-12:00)"),
             cells.read_hours, cells.write_hours),
        Cell("access", "access", _("Ramp, toilet, women-counter …"), cells.in_order, as_list),
        Cell("phones", "phones", _("Telephones"), cells.phone_numbers, cells.as_numbers),
        *in_languages("eligibility", "eligibility", _("For whom"), most=500, long=True),
        *in_languages("fees", "fees", _("What it costs"), most=300),
        _plain("source", _("Source"), required=True),
        _day("checked_on", _("Checked on")),
        _yes("closed", _("Closed"), "is_closed"),
    ),
)  # fmt: skip
FUNCTIONS = Sheet(
    "functions",
    _("Who is responsible"),
    kinds.NewFunction,
    ("subject", "tier", "province", "since"),
    (
        _key("subject", _("Subject"), required=True),
        _choice("tier", _("Tier"), kinds.TIERS, required=True),
        _key("province", _("Province (key)")),
        _key("body", _("Office (key)")),
        _plain("law", _("By which law"), required=True),
        _plain("source", _("Source"), required=True),
        _day("verified_on", _("Checked on")),
        _day("since", _("Since")),
    ),
)
SHEETS: Mapping[str, Sheet] = {
    one.name: one for one in (BODIES, DESKS, POSITIONS, ADDRESSES, POINTS, FUNCTIONS)
}
"""In the order in which they are brought in: what is referred to comes first."""


def problems_of(sheet: Sheet, row: int, wrong: Mapping[str, InputProblem]) -> list[RowProblem]:
    """The problems of a row of a file."""
    return [
        RowProblem(sheet.name, row, column, one.reason, one.mend) for column, one in wrong.items()
    ]


def columns_known(sheet: Sheet, heads: Sequence[str]) -> list[RowProblem]:
    """Columns that the sheet does not have, and those without which no row can be read."""
    known = {*sheet.columns, MARK}
    strange = [one for one in heads if one and one not in known]
    lacking = [cell.name for cell in sheet.cells if cell.required and cell.name not in heads]
    return [
        *(
            RowProblem(
                sheet.name, 1, one, Reason(_("There is no such column in this sheet.")),
                Reason(_("Known columns: %(known)s."), {"known": ", ".join(sheet.columns)}),
            )
            for one in strange
        ),
        *(
            RowProblem(
                sheet.name, 1, one, Reason(_("This column is missing.")),
                Reason(_("Add it to the first row of the file.")),
            )
            for one in lacking
        ),
    ]  # fmt: skip
