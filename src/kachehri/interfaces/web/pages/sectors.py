"""What is known of one subject: each figure of it here, beside the province and the neighbours."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kachehri.domains.evidence import queries as evidence
from kachehri.domains.evidence.kinds import SECTORS
from kachehri.domains.evidence.queries import IndicatorView, beside
from kachehri.domains.evidence.queries.beside import Shown
from kachehri.domains.evidence.rules.needs import needed
from kachehri.domains.places import queries as places
from kachehri.domains.places.queries import PlaceView
from kachehri.domains.places.queries.trees import kept_tree, one_tree
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.interfaces.web import pairs, showing, surroundings
from kachehri.interfaces.web.showing import Figure

BETTER, WORSE, EVEN = "better", "worse", "even"
CLOCKS = {BETTER: "done", WORSE: "late"}
STOOD = '<br><span class="clock {}">{}</span>'
END = "{} <small>{}</small>"
BREAK = SafeString("<br>")
NOTHING = SafeString("<span>–</span>")


@dataclass(frozen=True)
class Subject:
    """A sector in the list: how many indicators it has, and on how many figures they rest."""

    code: str
    label: str
    indicators: int
    figures: int


@dataclass(frozen=True)
class Line:
    """An indicator with its figure here, of the place above, and the ends among the neighbours.

    `stand` is `better`, `worse` or `even` beside the place above, empty where that cannot be said.
    """

    about: IndicatorView
    period: str
    here: Figure
    above: Figure
    best: tuple[str, Figure] | None
    worst: tuple[str, Figure] | None
    stand: str
    gap: Decimal

    @property
    def stand_label(self) -> str:
        """The standing in words."""
        return {BETTER: _("better"), WORSE: _("worse"), EVEN: _("the same")}.get(self.stand, "")

    @property
    def above_cell(self) -> SafeString:
        """The figure of the place above and how ours stands to it; a dash without one.

        Written here and not by a template, as `Figure.cell` is: a page has dozens of them.
        """
        if not self.above.text:
            return NOTHING
        mark = format_html(STOOD, CLOCKS.get(self.stand, ""), self.stand_label)
        return format_html("<span>{}{}</span>", self.above.link, mark if self.stand else "")

    @property
    def near_cell(self) -> SafeString:
        """The best of the neighbours and below it the worst; a dash without any."""
        ends = [format_html(END, figure.link, name) for name, figure in self.ends]
        if not ends:
            return NOTHING
        return format_html("<span>{}</span>", format_html_join(BREAK, "{}", ((e,) for e in ends)))

    @property
    def ends(self) -> list[tuple[str, Figure]]:
        """The best and the worst, as far as there are two."""
        return [end for end in (self.best, self.worst) if end is not None]


@page(rule=EVERYONE)
def sectors(request: HttpRequest) -> HttpResponse:
    """Every subject, those of which nothing is known as well (one query)."""
    known: dict[str, list[IndicatorView]] = {code: [] for code in SECTORS}
    for one in evidence.indicators():
        known.setdefault(one.sector, []).append(one)
    subjects = [
        Subject(code, label_of(code), len(found), sum(one.figures for one in found))
        for code, found in known.items()
    ]
    return render(request, "web/sectors.html", {"subjects": subjects})


def label_of(code: str) -> str:
    """The name of a sector, translated."""
    return _(SECTORS.get(code, code))


@page(rule=EVERYONE)
def sector(request: HttpRequest, code: str) -> HttpResponse:
    """One subject at one place (`?place=`, or else the home place)."""
    with one_tree():
        here = kept_tree().by_key.get(request.GET.get("place", settings.HOME_PLACE))
        if code not in SECTORS or here is None:
            raise Http404
        context = of_place(here, code)
    return render(request, "web/sector.html", context)


def of_place(here: PlaceView, code: str) -> dict[str, object]:
    """What the page of a subject shows of a place (six queries)."""
    around = surroundings.of(kept_tree(), here)
    known = evidence.indicators(sector=code)
    near = [one for one in places.neighbours(here.id) if one.tier == here.tier]
    above = around.above[0] if around.above else None
    ids = [here.id, *(one.id for one in near), *([above.id] if above else [])]
    found = beside.latest([one.code for one in known], ids) if known else ()
    lines = made(known, found, here, above, near)
    held = {line.about.code for line in lines}
    return {
        "code": code,
        "label": label_of(code),
        "place": here,
        "above": above,
        "home": here.key == settings.HOME_PLACE,
        "near": bool(near),
        "lines": lines,
        "findings": sentences(lines, here, above),
        "missing": [one for one in known if one.code not in held],
        "needed": needed(code),
        "money": pairs.money(here.id, code),
        "said": pairs.said(here.id, code),
        "others": [(key, label_of(key)) for key in SECTORS if key != code],
    }


def made(
    known: Iterable[IndicatorView],
    found: Iterable[Shown],
    here: PlaceView,
    above: PlaceView | None,
    near: Sequence[PlaceView],
) -> list[Line]:
    """A line for each indicator that has a figure here."""
    by_fact = {(one.concept, one.place_id): one for one in found}
    lines = []
    for about in known:
        mine = by_fact.get((about.code, here.id))
        if mine is not None:
            theirs = by_fact.get((about.code, above.id)) if above else None
            lines.append(line(about, mine, theirs, near, by_fact))
    return lines


def line(
    about: IndicatorView,
    mine: Shown,
    above: Shown | None,
    near: Sequence[PlaceView],
    by_fact: Mapping[tuple[str, int], Shown],
) -> Line:
    """One line. Only figures of the same source and period are held against ours."""
    end = Decimal(100) if about.unit == "percent" else None
    theirs = above if above and same_fact(mine, above) else None
    others = [
        (place, by_fact[about.code, place.id])
        for place in near
        if about.can_be_ranked
        if (about.code, place.id) in by_fact and same_fact(mine, by_fact[about.code, place.id])
    ]
    others.sort(key=lambda pair: (-about.polarity * pair[1].value, pair[0].key))
    ends = [(place.name(), showing.figure(one)) for place, one in others]
    gap = (mine.value - theirs.value) * about.polarity if theirs else Decimal(0)
    return Line(
        about=about,
        period=mine.period,
        here=showing.figure(mine, end),
        above=showing.figure(theirs, end),
        best=ends[0] if ends else None,
        worst=ends[-1] if len(ends) > 1 else None,
        stand=standing(gap) if theirs and about.can_be_ranked else "",
        gap=gap,
    )


def same_fact(one: Shown, other: Shown) -> bool:
    """Whether two figures may be held against each other: source, period and definition agree."""
    return (one.source_code, one.period_start, one.group) == (
        other.source_code,
        other.period_start,
        other.group,
    )


def standing(gap: Decimal) -> str:
    """Which side of the other we are on; `gap` above nought is the better side."""
    return BETTER if gap > 0 else WORSE if gap < 0 else EVEN


def sentences(lines: Sequence[Line], here: PlaceView, above: PlaceView | None) -> list[str]:
    """What the lines say together: how often better and worse, and where it is furthest behind."""
    stood = [one for one in lines if one.stand]
    if above is None or not stood:
        return []
    worse = [one for one in stood if one.stand == WORSE]
    better = [one for one in stood if one.stand == BETTER]
    said = ngettext(
        "Of %(all)s figure that can be held against that of %(above)s, %(better)s is better in"
        " %(here)s and %(worse)s worse.",
        "Of %(all)s figures that can be held against those of %(above)s, %(better)s are better in"
        " %(here)s and %(worse)s worse.",
        len(stood),
    ) % {
        "all": len(stood),
        "better": len(better),
        "worse": len(worse),
        "here": here.name(),
        "above": above.name(),
    }
    shares = [one for one in worse if one.about.unit == "percent"]
    return [said, *([behind(min(shares, key=lambda one: one.gap), above)] if shares else [])]


def behind(line: Line, above: PlaceView) -> str:
    """Where the place is furthest behind, among shares."""
    return _("Furthest behind: %(what)s. Here %(ours)s, in %(above)s %(theirs)s.") % {
        "what": line.about.name,
        "ours": showing.isolated(line.here.text),
        "theirs": showing.isolated(line.above.text),
        "above": above.name(),
    }
