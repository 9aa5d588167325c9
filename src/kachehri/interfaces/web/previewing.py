"""What a file would do if it were loaded, as the page of the desk shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.kinds import QUALITY_RULES
from kachehri.domains.evidence.rules.dimensions import known
from kachehri.domains.places import queries as places
from kachehri.engines.pagekit.templatetags.pagekit import number

PAGE = 25
SAMPLE = 8
NAME_RULE = "place-not-found"
MEGABYTE = 1024 * 1024
REST = gettext_lazy("Something else")


@dataclass(frozen=True)
class ShownFinding:
    """One finding in words: where it stands in the file, and what is wrong."""

    file: str
    sheet: str
    row: int
    column: str
    message: str


@dataclass(frozen=True)
class Group:
    """A rule that findings broke, how many, and the address that shows only those."""

    rule: str
    label: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True)
class FindingList:
    """One page of findings: the groups to choose from, and the ways to the pages beside it."""

    groups: tuple[Group, ...]
    findings: tuple[ShownFinding, ...]
    total: int
    shown: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class SampleFigure:
    """A figure that would go in."""

    place: str
    indicator: str
    period: str
    who: str
    value: str
    unit: str


@dataclass(frozen=True)
class Preview:
    """All of it. `numbers` are those of `pagekit/parts/numbers.html`."""

    numbers: tuple[Mapping[str, str], ...]
    sample: tuple[SampleFigure, ...]
    found: FindingList
    names_lost: int
    changes: int
    message: str = ""
    rules: Mapping[str, int] = field(default_factory=dict)


def preview_of(data: Mapping[str, Any], *, rule: str = "", start: int = 0) -> Preview:
    """The preview from what the job wrote down (`queries.UploadView.preview`)."""
    rules: Mapping[str, int] = data.get("by_rule", {})
    return Preview(
        numbers=numbers_of(data),
        sample=sample_of(data.get("figures_shown", ())),
        found=findings_of(data.get("findings", ()), rules, rule, start),
        names_lost=len(lost_names(data.get("findings", ()))),
        changes=int(data.get("added", 0)) + int(data.get("superseded", 0)),
        message=filled(str(data.get("message", "")), data.get("params", {})),
        rules=rules,
    )


def lost_names(findings: Iterable[Mapping[str, Any]]) -> set[str]:
    """The names, each once, that no place has."""
    lost = (one.get("params", {}) for one in findings if one.get("rule") == NAME_RULE)
    return {str(params.get("name") or params.get("text")) for params in lost}


def numbers_of(data: Mapping[str, Any]) -> tuple[Mapping[str, str], ...]:
    """Rows read, and what would become of the figures."""
    labels = {
        "rows": _("rows read"),
        "added": _("figures are new"),
        "superseded": _("figures would be corrected"),
        "unchanged": _("figures are there already and the same"),
        "left_out": _("rows of which something is left out"),
    }
    return tuple(
        {"value": number(int(data.get(key, 0)), 0), "label": label} for key, label in labels.items()
    )


def sample_of(figures: Iterable[Mapping[str, Any]]) -> tuple[SampleFigure, ...]:
    """The first figures with the names of their places and indicators (few queries)."""
    rows = chosen(list(figures))
    called = {one.code: one for one in evidence.indicators({row["indicator"] for row in rows})}
    where = place_names(row["place"] for row in rows)
    return tuple(
        SampleFigure(
            place=where.get(row["place"], str(row["place"])),
            indicator=called[row["indicator"]].name
            if row["indicator"] in called
            else row["indicator"],
            period=period_text(row),
            who=who_is_meant(row.get("dims") or {}),
            value=value_text(str(row["value"]), called.get(row["indicator"])),
            unit=called[row["indicator"]].unit_label if row["indicator"] in called else "",
        )
        for row in rows
    )


def chosen(figures: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """A few of them: one of each indicator and place first, in their order."""
    first = {(one["indicator"], one["place"]): at for at, one in reversed(list(enumerate(figures)))}
    order = sorted(range(len(figures)), key=lambda at: (at not in first.values(), at))
    return [figures[at] for at in sorted(order[:SAMPLE])]


def value_text(text: str, about: evidence.IndicatorView | None) -> str:
    """A value with as many places as its indicator shows."""
    try:
        return number(Decimal(text), about.decimals if about else None)
    except InvalidOperation:
        return text


def period_text(row: Mapping[str, Any]) -> str:
    """Its period: a year, two, or from one year to another."""
    first = date.fromisoformat(row["start"]).year
    last = (date.fromisoformat(row["end"]) - timedelta(days=1)).year
    return str(first) if first == last else f"{first}-{last % 100:02d}"


def place_names(codes: Iterable[str]) -> dict[str, str]:
    """The names of places by their codes; what no place has is left out."""
    known = {view.code: view for view in places.tree()}
    return {code: known[code].name() for code in set(codes) if code in known}


def who_is_meant(dims: Mapping[str, str]) -> str:
    """A breakdown in words, as far as words are declared."""
    declared = known()
    words = []
    for name, value in dims.items():
        dimension = declared.get(name)
        label = dimension.values.get(value, value) if dimension else value
        words.append(_(label))
    return ", ".join(words)


def findings_of(
    findings: Sequence[Mapping[str, Any]], rules: Mapping[str, int], rule: str, start: int
) -> FindingList:
    """A page of the findings that the preview kept, of one rule or of all."""
    fit = [one for one in findings if not rule or one.get("rule", "") == rule]
    rows = fit[start : start + PAGE]
    more, less = start + PAGE < len(fit), start > 0
    return FindingList(
        groups=groups_of(rules, rule),
        findings=tuple(map(shown_finding, rows)),
        total=rules.get(rule, 0) if rule else sum(rules.values()),
        shown=len(fit),
        before=address(rule, max(0, start - PAGE)) if less else "",
        after=address(rule, start + PAGE) if more else "",
    )


def groups_of(rules: Mapping[str, int], current: str) -> tuple[Group, ...]:
    """The rules that were broken, the most often broken first."""
    order = sorted(rules.items(), key=lambda one: (-one[1], one[0]))
    return tuple(
        Group(rule, rule_label(rule), count, address(rule), rule == current)
        for rule, count in order
        if count
    )


def rule_label(rule: str) -> str:
    """What a rule of quality says, translated."""
    return _(QUALITY_RULES[rule]) if rule in QUALITY_RULES else str(REST)


def address(rule: str, start: int = 0) -> str:
    """The query of the address that shows findings of a rule from one on."""
    parts = {"rule": rule, "from": str(start) if start else ""}
    return "?" + urlencode({name: value for name, value in parts.items() if value}) + "#findings"


def shown_finding(finding: Mapping[str, Any]) -> ShownFinding:
    """A finding of a preview in the reader's words."""
    return ShownFinding(
        file=finding.get("file", ""),
        sheet=finding.get("sheet", ""),
        row=int(finding.get("row", 0) or 0),
        column=finding.get("column", ""),
        message=filled(finding.get("message", ""), finding.get("params", {})),
    )


def filled(message: str, params: Mapping[str, Any]) -> str:
    """A stored message in the reader's language, its gaps filled."""
    if not message:
        return ""
    text = _(message)
    try:
        return text % params if params else text
    except (KeyError, TypeError, ValueError):
        return text


def size_text(size: int) -> str:
    """A size in bytes as a person says it."""
    if size < MEGABYTE:
        kilobytes = max(1, round(size / 1024))
        return ngettext("%(number)s kilobyte", "%(number)s kilobytes", kilobytes) % {
            "number": number(kilobytes, 0)
        }
    megabytes = round(size / MEGABYTE)
    return ngettext("%(number)s megabyte", "%(number)s megabytes", megabytes) % {
        "number": number(megabytes, 0)
    }
