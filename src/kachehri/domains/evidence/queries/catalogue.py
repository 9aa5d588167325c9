"""The catalogue of indicators: every definition that there ever was, and what rests on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kachehri.domains.evidence.models import Coverage, IndicatorConcept, IndicatorVersion

from .views import cite
from .worded import Classified, Defined


@dataclass(frozen=True)
class SourceShare:
    """How many figures of one definition come from one source, and of which days."""

    code: str
    citation: str
    figures: int
    first: date
    end: date

    @property
    def last(self) -> date:
        """The last day of its latest period."""
        return self.end - timedelta(days=1)


@dataclass(frozen=True)
class DefinitionView(Defined):
    """One definition of an indicator; figures compare only within `group`."""

    number: int
    definition_msgid: str
    universe_msgid: str
    formula: str
    group: str
    sources: tuple[SourceShare, ...] = ()

    @property
    def figures(self) -> int:
        """How many current figures rest on it."""
        return sum(source.figures for source in self.sources)


@dataclass(frozen=True)
class CatalogueEntry(Classified):
    """An indicator with all its definitions, the newest first. Texts are translated when read."""

    code: str
    msgid: str
    sector: str
    dimension: str
    unit: str
    facet: str
    polarity: int
    sdg_target: str
    target: str
    target_note: str
    definitions: tuple[DefinitionView, ...] = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """Its comparability groups, each once, the newest first."""
        return tuple(dict.fromkeys(one.group for one in self.definitions))

    @property
    def figures(self) -> int:
        """How many current figures it has, under all definitions."""
        return sum(one.figures for one in self.definitions)

    @property
    def source_codes(self) -> frozenset[str]:
        """The sources that it has figures from."""
        return frozenset(source.code for one in self.definitions for source in one.sources)

    @property
    def last(self) -> date | None:
        """The last day of the latest period that it has a figure of."""
        days = [source.last for one in self.definitions for source in one.sources]
        return max(days, default=None)


_FIELDS = (
    "code", "name", "sector", "dimension", "unit", "facet", "polarity", "sdg_target", "target",
    "target_note",
)  # fmt: skip


def catalogue() -> tuple[CatalogueEntry, ...]:
    """Every indicator in the pack's order (three queries, none of which counts figures)."""
    return _entries(IndicatorConcept.objects.order_by("order", "code"))


def catalogue_entry(code: str) -> CatalogueEntry | None:
    """One indicator with the history of its definitions, or None."""
    return next(iter(_entries(IndicatorConcept.objects.filter(code=code))), None)


def _entries(concepts: Iterable[IndicatorConcept]) -> tuple[CatalogueEntry, ...]:
    rows = list(concepts)
    definitions: dict[int, list[DefinitionView]] = {row.pk: [] for row in rows}
    versions = IndicatorVersion.objects.filter(concept__in=rows).order_by("-number")
    shares = _shares(versions)
    for version in versions:
        view = DefinitionView(
            version.number,
            version.definition,
            version.universe,
            version.formula,
            version.comparability_group,
            tuple(shares.get(version.pk, ())),
        )
        definitions[version.concept_id].append(view)
    return tuple(_entry(row, definitions[row.pk]) for row in rows)


def _entry(row: IndicatorConcept, definitions: list[DefinitionView]) -> CatalogueEntry:
    fields = {"msgid" if name == "name" else name: getattr(row, name) for name in _FIELDS}
    fields["target"] = f"{row.target.normalize():f}" if row.target is not None else ""
    return CatalogueEntry(**fields, definitions=tuple(definitions))


def _shares(versions: Iterable[IndicatorVersion]) -> dict[int, list[SourceShare]]:
    """What rests on each version, by its key."""
    found: dict[int, list[SourceShare]] = {}
    rows = Coverage.objects.filter(version__in=versions, figures__gt=0).select_related("source")
    for row in rows.order_by("-last_end", "source__code"):
        source = row.source
        citation = cite(source.publisher, source.title, str(source.year), source.table, source.page)
        share = SourceShare(source.code, citation, row.figures, row.first_start, row.last_end)
        found.setdefault(row.version_id, []).append(share)
    return found
