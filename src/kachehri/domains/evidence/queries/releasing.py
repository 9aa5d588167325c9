"""What may be shown of the figures of a source: each gets a mark, and the whole an audit.

Figures of primary sources (interviews, focus groups, questionnaires) are kept back until they are
released; then small cells are hidden, and others so that no small one can be worked out. How:
`docs/algorithms/disclosure.md`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kachehri.domains.evidence.models import Observation
from kachehri.domains.evidence.rules.comparing import PERCENT_UNITS
from kachehri.domains.places import queries as places
from kachehri.kernel.disclosure import DERIVED, FREE, SMALL, Cell, Rule, cube, protect
from kachehri.kernel.intervals import FEWEST

PLACE = "place"
RULE = Rule(minimum=5)
_FIELDS = (
    "id", "version_id", "period_start", "period_end", "place_id", "dims", "value", "numerator",
    "denominator", "sample", "conf_status", "version__concept__unit",
)  # fmt: skip


@dataclass(frozen=True)
class Release:
    """What a release of a source would show.

    `marks` has a code of CL_CONF_STATUS for each figure by its id: F shown, S too small, D hidden
    for the sake of others. `exposed` are ids of hidden figures that could still be worked out, from
    what was released before: a release with any is refused. `unused` counts sums that could not be
    relied on because the parts exceed their total.
    """

    source: str
    marks: Mapping[int, str]
    exposed: tuple[int, ...]
    unused: int

    @property
    def is_safe(self) -> bool:
        """Whether nothing that is hidden can be worked out."""
        return not self.exposed

    @property
    def counts(self) -> Mapping[str, int]:
        """How many figures have each mark."""
        return Counter(self.marks.values())


@dataclass(frozen=True)
class _Row:
    """A figure as far as its release needs it."""

    id: int
    version: int
    start: date
    end: date
    place: int
    dims: Mapping[str, str]
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    sample: int | None
    conf_status: str
    unit: str

    @property
    def persons(self) -> Decimal | None:
        """How many persons the figure tells about: the count, or those counted in a share."""
        return self.numerator if self.unit in PERCENT_UNITS else self.value

    @property
    def is_of_few(self) -> bool:
        """Whether a share rests on too few persons to say anything of them in public."""
        asked = self.denominator if self.denominator is not None else self.sample
        return self.unit in PERCENT_UNITS and (asked is None or asked < FEWEST)

    @property
    def coordinates(self) -> frozenset[tuple[str, str]]:
        """Its breakdown, the place among it."""
        return frozenset({*self.dims.items(), (PLACE, str(self.place))})


def release_of(source: str, rule: Rule = RULE) -> Release:
    """Plan the release of all current figures of a source; writes nothing.

    Tables of one indicator and period are linked over all places and breakdowns. What was released
    before counts as known. Raises `kernel.disclosure.TooLarge` for groups beyond the exact audit.
    """
    rows = Observation.objects.current().filter(source__code=source, value__isnull=False)
    found = [_Row(*row) for row in rows.order_by("id").values_list(*_FIELDS)]
    groups: dict[tuple[int, date, date], list[_Row]] = defaultdict(list)
    for row in found:
        groups[row.version, row.start, row.end].append(row)
    within = {str(one.id): str(one.parent_id) for one in places.tree() if one.parent_id is not None}
    released = [_release(source, some, within, rule) for some in groups.values()]
    return Release(
        source,
        {id_: mark for one in released for id_, mark in one.marks.items()},
        tuple(id_ for one in released for id_ in one.exposed),
        sum(one.unused for one in released),
    )


def _release(source: str, rows: Iterable[_Row], within: Mapping[str, str], rule: Rule) -> Release:
    marks: dict[int, str] = {}
    cells: dict[frozenset[tuple[str, str]], Cell] = {}
    ids: dict[frozenset[tuple[str, str]], int] = {}
    for row in rows:
        if row.is_of_few or row.persons is None:
            marks[row.id] = SMALL if row.is_of_few else FREE
        if row.persons is not None:
            is_out = row.conf_status == FREE
            cells[row.coordinates] = Cell(float(row.persons), is_published=is_out)
            ids[row.coordinates] = row.id
    group, unused = cube(cells, {PLACE: within})
    found = protect(group, rule)
    for key, id_ in ids.items():
        marks[id_] = _stricter(marks.get(id_, FREE), found.marks[key])
    exposed = [*found.audit.recovered, *(one.key for one in found.audit.narrow)]
    # What is left of a total has no id: the total itself is named then.
    named = tuple(ids[key] for key in exposed if key in ids) or tuple(ids.values())[: len(exposed)]
    return Release(source, marks, named, len(unused))


def _stricter(one: str, other: str) -> str:
    """Small before derived before free."""
    return min(one, other, key=(SMALL, DERIVED, FREE).index)
