"""What the API says, as types: from these the OpenAPI document is made."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{1,80}$")]
"""A code as we give them out: P-codes, keys, codes of indicators and sources."""

Words = Annotated[str, Field(pattern=r"^[^\u0000]{1,120}$")]
"""What a person types."""

Limit = Annotated[int, Field(ge=1, le=1000, description="Rows of a page, at most 1000.")]
Number = Annotated[int, Field(ge=1, le=2**63 - 1)]
Cursor = Annotated[
    str, Field(max_length=600, description="Where to go on: from `next` of the page before.")
]
Form = Literal["json", "csv", "hxl", "sdmx"]


class WrongOut(Schema):
    """One thing that is wrong with a request."""

    where: str
    message: str


class ProblemOut(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[WrongOut] = []


class PlaceRef(Schema):
    """A place in one line."""

    code: str
    name: str
    tier: str
    href: str


class NameOut(Schema):
    """A name. `status`: sourced, or transliterated (ours, not checked)."""

    text: str
    status: str


class PlaceOut(Schema):
    """A place. `code` is the P-code, or our key where no source gives one."""

    code: str
    key: str
    pcode: str | None
    name: str
    tier: str
    scheme: str | None
    names: dict[str, NameOut]
    aliases: list[str]
    parent: str | None
    valid_from: date | None
    valid_to: date | None
    longitude: float | None
    latitude: float | None
    href: str


class PlaceFull(PlaceOut):
    """A place with those above it and how it came to be."""

    above: list[PlaceRef]
    predecessors: list[PlaceRef]
    successors: list[PlaceRef]


class SchemeOut(Schema):
    """A way to divide the land."""

    code: str
    kind: str
    label: str
    vintage: str
    source: str
    licence: str


class GuessOut(Schema):
    """A place that may be meant."""

    place: PlaceRef
    score: float
    reason: str


class MatchOut(Schema):
    """The place that a name means; null where none surely does."""

    place: PlaceRef | None
    score: float
    reason: str
    guesses: list[GuessOut]


class IndicatorOut(Schema):
    """What is measured, in its newest definition."""

    code: str
    name: str
    sector: str
    dimension: str
    unit: str
    unit_name: str
    decimals: int
    polarity: int
    facet: str
    sdg_target: str
    version: int
    definition: str
    universe: str
    comparable: str
    figures: int
    href: str


class SourceOut(Schema):
    """A published table. Titles stay in the language in which they were published."""

    code: str
    kind: str
    publisher: str
    title: str
    year: int
    table: str
    page: str
    licence: str
    note: str
    address: str
    verified: bool
    citation: str
    figures: int
    href: str


class DimensionOut(Schema):
    """One way in which figures are broken down, with its values and their names."""

    code: str
    name: str
    sdmx: str
    values: dict[str, str]


class FigureOut(Schema):
    """One figure. `breakdown` holds only what is not the total; `last_day` is included."""

    number: int
    place: PlaceRef
    indicator: str
    indicator_name: str
    version: int
    comparable: str
    first_day: date
    last_day: date
    breakdown: dict[str, str]
    value: float | None
    unit: str
    numerator: float | None
    denominator: float | None
    low: float | None
    high: float | None
    standard_error: float | None
    sample: int | None
    status: str
    method: str
    derivation: str
    note: str
    source: str
    cell: str
    href: str


class LoadOut(Schema):
    """A file that went in. `withdrawn_at` is null while its figures stand."""

    number: int
    recipe: str
    file: str
    sha256: str
    at: datetime
    rows: int
    added: int
    superseded: int
    unchanged: int
    left_out: int
    findings: int
    withdrawn_at: datetime | None
    withdrawn_because: str
    href: str


class EarlierOut(Schema):
    """A value that this figure once had, or has now."""

    number: int
    value: float | None
    recorded_at: datetime


class FigureFull(FigureOut):
    """A figure with all that stands behind it, down to the cell."""

    is_current: bool
    cited: SourceOut
    load: LoadOut
    history: list[EarlierOut]


class FindingOut(Schema):
    """Something that is wrong in a file. `row` 0 is the file as a whole."""

    number: int
    load: int
    file: str
    sheet: str
    row: int
    column: str
    kind: str
    rule: str
    rule_name: str
    message: str


class PointOut(Schema):
    """One point of a series."""

    number: int
    first_day: date
    last_day: date
    value: float
    status: str
    source: str
    href: str


class TrendOut(Schema):
    """How one indicator of a place went: at most four comparable points, the oldest first.

    `slope` is Theil-Sen, a descriptor, in the unit a year. `verdict` is improved, worsened, rose,
    fell, no-clear-change, not-comparable or too-little-data, and `why` says what made it so.
    """

    indicator: str
    indicator_name: str
    unit: str
    points: list[PointOut]
    before: list[PointOut]
    difference: float | None
    slope: float | None
    verdict: str
    verdict_name: str
    why: str


class EditionFileOut(Schema):
    """A file of an edition, at the address of the site that gives it out."""

    language: str
    format: str
    size: int
    sha256: str
    href: str


class EditionOut(Schema):
    """An edition of a report, by number: as it was launched, else its newest draft.

    A draft is not validated and can still change; its days of launch and review are null.
    `fingerprint` is the SHA-256 of everything that went into it.
    """

    kind: str
    title: str
    place: PlaceRef
    number: int
    revision: int
    state: Literal["draft", "launched"]
    day: date
    launched_on: date | None
    review_on: date | None
    fingerprint: str
    files: list[EditionFileOut]
    href: str


def page_shape(name: str, item: Any) -> Any:
    """A page of things: `items`, and the address of the next page or null."""
    return type(
        name,
        (Schema,),
        {
            "__annotations__": {"items": list[item], "next": str | None},
            "__doc__": "A page. `next` is the address of the following one, null at the end.",
            "__module__": __name__,
        },
    )


PlacePage = page_shape("PlacePage", PlaceOut)
FigurePage = page_shape("FigurePage", FigureOut)
LoadPage = page_shape("LoadPage", LoadOut)
FindingPage = page_shape("FindingPage", FindingOut)
