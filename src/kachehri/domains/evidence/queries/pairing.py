"""Two kinds of figures side by side: money and outcomes; what people say and what records say.

Side by side is all that it is: nothing here says that one makes the other.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext

from kachehri.domains.evidence.kinds.pairs import SpendingPair
from kachehri.domains.evidence.models import Observation
from kachehri.domains.evidence.rules import rank
from kachehri.domains.evidence.rules.comparing import PERCENT_UNITS, Gap, gap
from kachehri.domains.evidence.rules.pairs import known
from kachehri.kernel.messages import Reason, gettext_noop
from kachehri.kernel.trends import PURPOSIVE

from .lines import Mark, Subject
from .trends import MARK_FIELDS, SUBJECT_FIELDS

_ = gettext_noop

STAGES = ("estimate", "release", "actual")


@dataclass(frozen=True)
class Year:
    """The money of one budget year, by stage; None where the stage is not published.

    `spent` is what was spent of what was estimated, in percent.
    """

    period: str
    estimate: Mark | None
    release: Mark | None
    actual: Mark | None

    @property
    def spent(self) -> Decimal | None:
        """None where either is not published, or nothing was estimated."""
        if self.estimate is None or self.actual is None or not self.estimate.value:
            return None
        return 100 * self.actual.value / self.estimate.value


@dataclass(frozen=True)
class Spending:
    """Money for a purpose, to be set beside the outcomes of its sectors.

    `years` is empty where no figure of the money is published: that is a finding of its own.
    """

    pair: SpendingPair
    years: tuple[Year, ...]

    @property
    def label(self) -> str:
        """What the money is for, translated."""
        return gettext(self.pair.label)


def money_for(place_id: int, *, sector: str | None = None) -> tuple[Spending, ...]:
    """The declared money for a sector, or for all of them, by year (one query)."""
    chosen = tuple(one for one in known() if sector is None or sector in one.sectors)
    money = _money(place_id, chosen) if chosen else {}
    return tuple(
        Spending(one, money.get((one.indicator, f"{one.dimension}={one.value}"), ()))
        for one in chosen
    )


def _money(place_id: int, pairs: Sequence[SpendingPair]) -> dict[tuple[str, str], tuple[Year, ...]]:
    """By indicator and part of the dimension key: the years, the oldest first (one query)."""
    keys = {
        (f"{one.dimension}={one.value};stage={stage}"): (one.dimension, one.value, stage)
        for one in pairs
        for stage in STAGES
    }
    rows = Observation.objects.shown().filter(
        place_id=place_id,
        version__concept__code__in={one.indicator for one in pairs},
        dim_key__in=list(keys),
        value__isnull=False,
    )
    found: dict[tuple[str, str], dict[str, dict[str, Mark]]] = defaultdict(dict)
    for row in rows.order_by("period_start", "id").values_list("dim_key", *MARK_FIELDS):
        dimension, value, stage = keys[row[0]]
        mark = Mark(*row[1:])
        years = found[mark.concept, f"{dimension}={value}"]
        stages = years.setdefault(mark.period, {})
        stages[stage] = min(stages.get(stage, mark), mark, key=rank)
    return {
        key: tuple(
            Year(period, *(stages.get(one) for one in STAGES)) for period, stages in years.items()
        )
        for key, years in found.items()
    }


@dataclass(frozen=True)
class Voice:
    """What people say beside what records say of the same thing.

    `said` never has an error: those asked were not drawn by chance. `record` is the newest figure
    of a count, a survey or an office; None where nobody has one. `gap` is what people say less what
    the record says, in the unit.
    """

    subject: Subject
    said: Mark
    record: Mark | None
    gap: Gap | None
    reason: Reason

    @property
    def sentence(self) -> str:
        """The gap in words, translated."""
        return gettext(self.reason.key) % self.reason.params


def voices(place_id: int, *, sector: str | None = None) -> tuple[Voice, ...]:
    """The newest thing that people say of each indicator, with its record (one query)."""
    rows = Observation.objects.shown().filter(place_id=place_id, dim_key="", value__isnull=False)
    said_of = rows.filter(method__in=sorted(PURPOSIVE)).values("version__concept_id")
    rows = rows.filter(version__concept_id__in=said_of)
    if sector is not None:
        rows = rows.filter(version__concept__sector=sector)
    about = [f"version__concept__{name}" for name in SUBJECT_FIELDS]
    subjects: dict[str, Subject] = {}
    marks: dict[str, list[Mark]] = defaultdict(list)
    order = ("version__concept__order", "period_end", "id")
    for row in rows.order_by(*order).values_list(*about, *MARK_FIELDS):
        subjects[row[0]] = Subject(*row[: len(SUBJECT_FIELDS)])
        marks[row[0]].append(Mark(*row[len(SUBJECT_FIELDS) :]))
    return tuple(_voice(subjects[code], found) for code, found in marks.items())


def _voice(subject: Subject, marks: Sequence[Mark]) -> Voice:
    said = [one for one in marks if one.method in PURPOSIVE]
    records = [one for one in marks if one.method not in PURPOSIVE]
    newest = replace(_newest(said), standard_error=None)
    record = _newest(records) if records else None
    if record is None:
        return Voice(subject, newest, None, None, Reason(_("No record says anything of this.")))
    apart = gap(newest.value, record.value, subject.polarity)
    return Voice(subject, newest, record, apart, _in_words(newest, record, apart))


def _newest(marks: Sequence[Mark]) -> Mark:
    return min(marks, key=lambda one: (-one.period_end.toordinal(), rank(one)))


def _in_words(said: Mark, record: Mark, apart: Gap) -> Reason:
    params = {
        "said": _plain(said.value),
        "recorded": _plain(record.value),
        "gap": _plain(abs(apart.difference)),
        "said_in": said.period,
        "recorded_in": record.period,
    }
    if apart.difference == 0:
        return Reason(_("People say the same as the record: %(said)s."), params)
    if said.unit in PERCENT_UNITS:
        say = _(
            "People say %(said)s (%(said_in)s), the record says %(recorded)s (%(recorded_in)s): "
            "%(gap)s percentage points apart."
        )
    else:
        say = _(
            "People say %(said)s (%(said_in)s), the record says %(recorded)s (%(recorded_in)s): "
            "%(gap)s apart."
        )
    return Reason(say, params)


def _plain(value: Decimal) -> str:
    """At most one decimal, without zeros at its end."""
    return f"{value.quantize(Decimal('0.1')).normalize():f}"
