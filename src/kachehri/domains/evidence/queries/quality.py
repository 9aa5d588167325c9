"""The quality report: what was wrong in the files that went in, and where."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext

from kachehri.domains.evidence.kinds import QUALITY_RULES
from kachehri.domains.evidence.models import Finding, Load

_FIELDS = (
    "id", "load_id", "file", "sheet", "row", "column", "kind", "rule", "message", "params",
)  # fmt: skip


@dataclass(frozen=True)
class FindingView:
    """Something that is wrong in a file. `row` 0 is the file as a whole.

    `kind` says what was done: see `kernel.crosstab.Problem`.
    """

    id: int
    load_id: int
    file: str
    sheet: str
    row: int
    column: str
    kind: str
    rule: str
    msgid: str
    params: Mapping[str, object]

    @property
    def message(self) -> str:
        """What is wrong and what to do, translated."""
        return gettext(self.msgid) % self.params

    @property
    def rule_label(self) -> str:
        """The rule in words, translated."""
        return gettext(QUALITY_RULES.get(self.rule, self.rule))


@dataclass(frozen=True)
class FindingPage:
    """Some findings; `after` is where the next page begins, None at the end."""

    findings: tuple[FindingView, ...]
    after: int | None


@dataclass(frozen=True)
class FindingCounts:
    """How many findings there are: by rule (code, label, number) and by file (name, number)."""

    total: int
    by_rule: tuple[tuple[str, str, int], ...]
    by_file: tuple[tuple[str, int], ...]


def findings(
    *, rule: str = "", file: str = "", load: int | None = None, after: int = 0, limit: int = 50
) -> FindingPage:
    """What was found in files that nobody has withdrawn, in the order of loading.

    Of one rule, one file, one load, or all. One query, however deep the page lies.
    """
    rows = Finding.objects.filter(id__gt=after)
    if load is None:
        rows = rows.exclude(load__in=Load.objects.filter(withdrawn_at__isnull=False).values("id"))
    else:
        rows = rows.filter(load_id=load)
    if rule:
        rows = rows.filter(rule=rule)
    if file:
        rows = rows.filter(file=file)
    found = tuple(
        FindingView(*row) for row in rows.order_by("id").values_list(*_FIELDS)[: limit + 1]
    )
    more = found[limit - 1].id if len(found) > limit else None
    return FindingPage(found[:limit], more)


def finding_counts(*, load: int | None = None) -> FindingCounts:
    """How many findings of each rule and in each file (two queries)."""
    rows = Finding.objects.filter(load__withdrawn_at__isnull=True)
    if load is not None:
        rows = Finding.objects.filter(load_id=load)
    rules = rows.values_list("rule").annotate(n=Count("id")).order_by("-n", "rule")
    files = rows.values_list("file").annotate(n=Count("id")).order_by("-n", "file")
    by_rule = tuple((code, gettext(QUALITY_RULES.get(code, code)), n) for code, n in rules)
    return FindingCounts(sum(n for _code, _label, n in by_rule), by_rule, tuple(files))
