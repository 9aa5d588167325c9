"""Questionnaires of our own for everybody to read: what is asked, and how it is scored."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kachehri.domains.forms.kinds import instruments as declared
from kachehri.domains.forms.kinds.instruments import Ask, Instrument, Part
from kachehri.domains.forms.rules.instrument_sheets import sheets
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.pagekit.pages import render
from kachehri.engines.xforms.writing import workbook
from kachehri.kernel.messages import gettext_noop
from kachehri.kernel.scoring import ByAnswer, ByRisk, BySize, Item, Score
from kachehri.kernel.scoring_groups import Likelihoods

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
METHODS = {
    "sum": gettext_noop("All points are added. Every question must be answered."),
    "percent": gettext_noop(
        "Points as a percentage of what the answered questions could give. Half must be answered."
    ),
    "highest": gettext_noop("The highest single question counts, so that none is lost in a total."),
    "mean": gettext_noop("The average of the scores above."),
}
TYPES = {
    "int": gettext_noop("A whole number"),
    "decimal": gettext_noop("A number"),
    "text": gettext_noop("In words"),
    "date": gettext_noop("A day"),
    "gps": gettext_noop("A position"),
    "photo": gettext_noop("A picture"),
}


@dataclass(frozen=True)
class Asked:
    """A question as it is shown."""

    text: str
    hint: str
    answers: str
    several: bool
    sometimes: bool


@dataclass(frozen=True)
class Section:
    """A group of questions."""

    title: str
    repeats: bool
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Scoring:
    """A score: how it is made, its lines (question, points), its bands (name, from, to)."""

    name: str
    version: str
    method: str
    lines: tuple[tuple[str, str], ...]
    bands: tuple[tuple[str, int, int], ...]
    cite: str
    hidden: bool
    on_device: bool


@page(rule=EVERYONE)
def instruments(request: HttpRequest) -> HttpResponse:
    """Every questionnaire."""
    listed = [
        {"key": one.key, "title": _in(one.titles), "purpose": _in(one.purpose), "size": one.size,
         "minutes": one.minutes, "reviewed": one.reviewed}
        for one in declared.every()
    ]  # fmt: skip
    return render(request, "web/instruments.html", {"listed": listed})


@page(rule=EVERYONE)
def instrument(request: HttpRequest, key: str) -> HttpResponse:
    """One questionnaire: whom it asks, what it asks, how it scores."""
    one = _known(key)
    table = declared.likelihoods(key)
    context = {
        "one": one,
        "title": _in(one.titles),
        "purpose": _in(one.purpose),
        "unit": _in(one.unit),
        "respondent": _in(one.respondent),
        "consent": _in(one.consent),
        "groups_only": one.use == "groups",
        "sections": list(_sections(one)),
        "scores": [_scoring(one, score) for score in one.scores],
        "table": table,
        "lines": list(_lines(table)) if table else [],
    }
    return render(request, "web/instrument.html", context)


@page(rule=EVERYONE)
def instrument_file(request: HttpRequest, key: str) -> HttpResponse:
    """Its spreadsheet, an XLSForm in three languages."""
    one = _known(key)
    answer = HttpResponse(workbook(sheets(one)), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{one.key}-{one.version}.xlsx"'
    return answer


def _known(key: str) -> Instrument:
    one = declared.find(key)
    if one is None:
        raise Http404
    return one


def _lines(table: Likelihoods) -> Iterator[tuple[str, list[tuple[str, float]]]]:
    """Each line with its rows: points, and how many of 100 homes are poor."""
    for line, chances in table.lines.items():
        rows = [
            (f"{at * table.width}–{_upper(at, table.width)}", chance)
            for at, chance in enumerate(chances)
        ]
        yield _in(table.names[line]), rows


def _upper(at: int, width: int) -> int:
    return 100 if at == 19 else at * width + width - 1


def _in(texts: Mapping[str, str]) -> str:
    return texts.get(get_language() or "en") or texts.get("en", "")


def _sections(one: Instrument) -> Iterator[Section]:
    for child in one.children:
        if isinstance(child, Part):
            yield Section(_in(child.texts), child.repeats, tuple(_shown(one, child)))


def _shown(one: Instrument, part: Part) -> Iterator[Asked]:
    """The questions of a group; what follows several of them alike is shown once."""
    seen: set[str] = set()
    for ask in part.children:
        if isinstance(ask, Ask) and ask.type != "calc" and not ask.name.endswith("_other"):
            asked = _asked(one, ask)
            if not asked.sometimes or asked.text not in seen:
                seen.add(asked.text)
                yield asked


def _asked(one: Instrument, ask: Ask) -> Asked:
    options = one.lists.get(ask.list_name, ())
    if options:
        answers = " · ".join(_in(option.texts) for option in options)
    elif ask.low is not None:
        answers = _("A number from %(low)s to %(high)s") % {"low": ask.low, "high": ask.high}
    else:
        answers = _(TYPES[ask.type]) if ask.type in TYPES else ""
    return Asked(_in(ask.texts), _in(ask.hints), answers, ask.type == "many", bool(ask.when))


def _scoring(one: Instrument, score: Score) -> Scoring:
    hidden = score.key == one.points
    lines = [(_label(one, item.question), _points(one, item)) for item in score.items]
    if score.parts:
        named = {other.key: other for other in one.scores}
        lines = [(_in(named[part].names), "") for part in score.parts]
    return Scoring(
        _in(score.names), score.version, _(METHODS[score.method]),
        tuple((label, "" if hidden else points) for label, points in lines),
        tuple((_in(band.names), band.least, band.most) for band in score.bands),
        score.cite, hidden, score.on_device,
    )  # fmt: skip


def _label(one: Instrument, name: str) -> str:
    ask = one.ask(name)
    return _in(ask.texts) if ask and ask.texts else name


def _points(one: Instrument, item: Item) -> str:
    if isinstance(item, ByRisk):
        return _("Harm times likelihood, 1 to 25; not known counts as likely")
    if isinstance(item, ByAnswer):
        ask = one.ask(item.question)
        options = one.lists.get(ask.list_name, ()) if ask else ()
        return " · ".join(
            f"{_in(option.texts)}: {item.points[option.key]}"
            for option in options
            if option.key in item.points
        )
    return _steps(one, item)


def _steps(one: Instrument, item: BySize) -> str:
    unit = " %" if item.over else ""
    said = " · ".join(
        _("from %(least)s: %(points)s") % {"least": f"{least}{unit}", "points": points}
        for least, points in sorted(item.steps)
    )
    if not item.over:
        return said
    return _("As a share of “%(whole)s”: %(steps)s") % {
        "whole": _label(one, item.over).rstrip("؟?"), "steps": said,
    }  # fmt: skip
