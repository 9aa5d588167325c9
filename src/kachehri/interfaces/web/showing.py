"""How a figure reads: with its unit, its breakdown in words, in the reader's digits."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Protocol

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from kachehri.domains.evidence.queries import IndicatorView, ObservationView, is_withheld
from kachehri.domains.evidence.rules import dimensions
from kachehri.domains.places.queries import LineageView, PlaceView
from kachehri.engines.charts.canvas import INDIGO, MADDER
from kachehri.engines.pagekit.reader import current
from kachehri.engines.pagekit.templatetags.pagekit import digits, full_date
from kachehri.kernel.numbers import NO_BREAK_SPACE, format_number, format_percent

_PLACES = tuple(Decimal(1).scaleb(-places) for places in range(10))
PERCENTS = ("percent", "percent_a_year")


class Valued(Protocol):
    """What has a value: an observation, or as much of it as a table shows."""

    @property
    def id(self) -> int:
        """The observation's."""
        ...

    @property
    def value(self) -> Decimal | None:
        """The number, in `unit`."""
        ...

    @property
    def unit(self) -> str:
        """A key of UNITS."""
        ...

    @property
    def decimals(self) -> int:
        """How many are shown."""
        ...

    @property
    def note(self) -> str:
        """What to mind."""
        ...


@dataclass(frozen=True)
class Figure:
    """One figure; `text` is empty where none is shown, `share` fills its bar (0-100).

    `note` says what to mind about the figure, or why there is none. `low` and `high` are the ends
    of its interval on the scale of the bar, where the source gives one.
    """

    text: str = ""
    href: str = ""
    share: Decimal | None = None
    note: str = ""
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def cell(self) -> SafeString:
        """What a cell of a table holds: the linked figure with its bar, or why there is none.

        Written here and not by a template: a page has hundreds of them.
        """
        if not self.text:
            why = escape(self.note or _("no figure"))
            return SafeString(f'<span><span class="none">{why}</span></span>')
        return SafeString(f"<span>{self.link}{self.bar}</span>")

    @property
    def link(self) -> SafeString:
        """The figure alone, linked to its page. Both are made of numbers: see `figure`."""
        return SafeString(f'<a class="n" href="{self.href}"><bdi dir="ltr">{self.text}</bdi></a>')

    @property
    def bar(self) -> SafeString:
        """The bar, with a stroke from the low to the high end of the interval; or nothing."""
        if self.share is None:
            return SafeString()
        span = (
            ""
            if self.low is None or self.high is None
            else f'<path stroke="{MADDER}" stroke-width="3" vector-effect="non-scaling-stroke" '
            f'd="M{self.low:.1f} 2H{self.high:.1f}"/>'
        )
        return SafeString(
            '<svg class="bar" aria-hidden="true" preserveAspectRatio="none" viewBox="0 0 100 4">'
            f'<path fill="#e4dac6" d="M0 0h100v4H0z"/><path fill="{INDIGO}" '
            f'd="M0 0h{self.share:.1f}v4H0z"/>{span}</svg>'
        )


NO_FIGURE = Figure()
_WHO = {
    "female": gettext_lazy("women and girls"),
    "male": gettext_lazy("men and boys"),
    "rural": gettext_lazy("in villages"),
    "urban": gettext_lazy("in towns"),
}


def absent(about: IndicatorView, sex: str, tier: str) -> Figure:
    """No figure, with the reason where there never is one at such a place."""
    if is_withheld(indicator=about.code, unit=about.unit, sex=sex, tier=tier):
        return Figure(note=_("not shown: protects small groups"))
    return NO_FIGURE


def figure(view: Valued | None, end: Decimal | None = None) -> Figure:
    """The figure of a view, linked to its own page; `end` is where the scale of its bar ends."""
    if view is None or view.value is None:
        return NO_FIGURE
    text, href = value_text(view), observation_href(view.id)
    if not end:
        return Figure(text, href, None, view.note)
    ends = (getattr(view, "ci_low", None), getattr(view, "ci_high", None))
    low, high = (None if one is None else one * 100 / end for one in ends)
    return Figure(text, href, view.value * 100 / end, view.note, low, high)


def observation_href(number: int) -> str:
    """The address of a figure's own page; thousands are asked for, so it is not looked up."""
    return f"/{current().language}/observations/{number}/"


def published(view: Valued | None) -> Figure:
    """The figure of a cell that somebody should fill; *not published* where nobody has."""
    return Figure(note=_("not published")) if view is None else figure(view)


def value_text(view: Valued) -> str:
    """Its number: percents with their sign, other units without (the heading says them)."""
    return "" if view.value is None else amount(view.value, view.unit, view.decimals)


def amount(value: Decimal, unit: str, decimals: int | None) -> str:
    """A number in the reader's digits, `decimals` None: as many as it needs; percents with sign."""
    reader = current()
    value = value.normalize() if decimals is None else value
    if decimals is not None and value >= 0 and reader.digits == "western":
        # What `format_number` gives, in a tenth of its time: a page writes hundreds.
        text = f"{value.quantize(_PLACES[decimals], ROUND_HALF_UP):,f}"
        return f"{text}{NO_BREAK_SPACE}%" if unit in PERCENTS else text
    write = format_percent if unit in PERCENTS else format_number
    return write(value, decimals, digits=reader.digits, language=reader.language)


def in_digits(text: str) -> str:
    """Text with the reader's digits."""
    return str(digits(text))


def isolated(text: str) -> str:
    """A number or a span of years in a sentence: kept from left to right, its sign at its end."""
    return f"\u2066{text}\u2069"


def breakdown(view: ObservationView) -> str:
    """Who or what is meant, in words; empty for everybody."""
    words = []
    for name, value in view.dims.items():
        declared = dimensions.known().get(name)
        label = declared.values.get(value, "") if declared else ""
        words.append(_WHO.get(value) or (_(label) if label else value))
    return ", ".join(str(word) for word in words)


def sex_label(sex: str) -> str:
    """The head of a column."""
    return {
        "": pgettext("sex", "All"),
        "female": _("Women and girls"),
        "male": _("Men and boys"),
    }[sex]


def residence_label(residence: str) -> str:
    """The head of a column."""
    return {"": pgettext("residence", "All"), "rural": _("Villages"), "urban": _("Towns")}[
        residence
    ]


def key_label(key: str) -> str:
    """The head of a column of a breakdown in its canonical form, as in `sex=female`."""
    name, _is, value = key.partition("=")
    return residence_label(value) if name == "residence" else sex_label(value)


def status_label(status: str) -> Any:
    """What a status of SDMX CL_OBS_STATUS means; empty for a normal figure."""
    return {
        "E": _("estimated"),
        "P": _("provisional"),
        "B": _("counted in another way than before"),
        "M": _("missing"),
    }.get(status, "")


def way_label(formula: str) -> str:
    """How a figure is worked out, in words; what no word is known for stays as it is written."""
    return {
        "100 × numerator ÷ denominator": _(
            "Those meant, divided by all who are counted, times 100"
        ),
        "numerator ÷ denominator": _("The first count, divided by the second"),
    }.get(formula, formula)


def derivation_label(derivation: str) -> str:
    """What was done to the figure after publication."""
    return {
        "published": _("As published, unchanged."),
        "share": _("A share worked out here from two published counts."),
        "sum": _("The counts of all parts of the district, added up here."),
        "share_of_sums": _("A share worked out here from counts of all parts, added up."),
        "quotient": _("A share worked out here from two published tables."),
        "rows": _("Counted here from the rows of a survey."),
    }.get(derivation, "")


def lineage_text(made: LineageView, before: PlaceView, after: PlaceView) -> str:
    """One change of borders as a sentence."""
    words = {"before": before.name(), "after": after.name()}
    if made.kind.startswith("rename"):
        said = _("%(after)s was called %(before)s before.") % words
    else:
        said = _("%(after)s was made from land of %(before)s.") % words
    when = full_date(made.on) if made.on else _("The day is not known.")
    return f"{said} {when}"


def tier_label(tier: str) -> str:
    """What kind of place it is."""
    return {
        "country": _("Country"),
        "province": _("Province"),
        "division": _("Division"),
        "district": _("District"),
        "taluka": _("Taluka"),
        "union council": _("Union council"),
        "union_council": _("Union council"),
        "qanungo_halqa": _("Qanungo circle"),
        "patwar_circle": _("Patwar circle"),
        "village": _("Village"),
        "census_charge": _("Census charge"),
        "census_circle": _("Census circle"),
        "census_block": _("Census block"),
    }.get(tier, tier)


def part_label(place: PlaceView, whole: PlaceView) -> str:
    """The name of a part; with its tier where the whole has the same name (Larkana taluka)."""
    return place.name() if place.name() != whole.name() else with_tier(place)


def with_tier(place: PlaceView) -> str:
    """The name of a place and what kind of place it is, as a report writes it, too."""
    words = {
        "province": _("%(place)s province"),
        "division": _("%(place)s division"),
        "district": _("%(place)s district"),
        "taluka": _("%(place)s taluka"),
        "union council": _("%(place)s union council"),
        "union_council": _("%(place)s union council"),
    }
    return words.get(place.tier, "%(place)s") % {"place": place.name()}
