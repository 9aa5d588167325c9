"""The living style page: every pattern, drawn from the partial that pages include.

An example is a partial with the words that fill it. The page shows what comes out and the code
behind it, so the two cannot drift apart.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.loader import get_template
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE
from kachehri.engines.charts import fluid
from kachehri.engines.pagekit.pages import render
from kachehri.engines.tables.kinds import Column, TableKind
from kachehri.engines.tables.paging import ListRows
from kachehri.engines.tables.reading import open_table

COLOURS = (
    ("indigo", "#1b2a57", "15.6"),
    ("madder", "#8e1c2a", "8.6"),
    ("ink", "#16130f", "17.5"),
    ("stone", "#5f584c", "6.6"),
    ("done", "#23543f", "8.3"),
    ("ivory", "#f1eadb", ""),
    ("paper", "#fbf8f1", ""),
    ("line", "#d9cfba", ""),
)
SAMPLES = (
    ("en", "Larkana: 45.0 % of women and girls over ten can read and write."),
    ("ur", "لاڑکانہ: دس سال سے بڑی 45.0 % خواتین پڑھ لکھ سکتی ہیں۔"),
    ("sd", "لاڙڪاڻو: ڏهن سالن کان وڏيون 45.0 % عورتون پڙهي لکي سگهن ٿيون."),
)


@dataclass(frozen=True)
class Example:
    """A pattern: its name, when to use it, its partial and what fills it."""

    key: str
    name: str | Promise
    use: str | Promise
    template: str
    fill: Callable[[HttpRequest], Mapping[str, Any]]


@dataclass(frozen=True)
class Shown:
    """An example as it stands on the page."""

    example: Example
    html: str
    source: str
    call: str


class SampleForm(forms.Form):
    """A form with one of each field."""

    name = forms.CharField(label=_("Name of the village"), help_text=_("As people there say it."))
    kind = forms.ChoiceField(
        label=_("What is there?"),
        choices=[("school", _("A school")), ("clinic", _("A clinic"))],
        widget=forms.RadioSelect,
    )
    seen = forms.BooleanField(label=_("I saw it myself"), required=False)


def sample_table(request: HttpRequest) -> Mapping[str, Any]:
    """Three made-up rows."""
    rows = [
        {"id": 1, "name": _("First example"), "value": 35.2},
        {"id": 2, "name": _("Second example"), "value": 48.6},
        {"id": 3, "name": _("Third example"), "value": None},
    ]
    kind = TableKind(
        name="example",
        caption=_("Made-up rows"),
        columns=(
            Column("name", _("Place"), lambda row: row["name"], sort=lambda row: row["name"]),
            Column("value", _("Value, %"), lambda row: row["value"], numeric=True),
        ),
        start="name",
        empty=_("There is no row."),
        key=lambda row: row["id"],
    )
    return {"table": open_table(kind, ListRows(rows), request.GET.dict())}


def sample_drawing(request: HttpRequest) -> Mapping[str, Any]:
    """Made-up figures over the years, with a break and an interval."""
    years = [(2006, 30.0), (2010, 34.0), (2014, 45.0), (2019, 48.0)]
    dots = tuple(
        fluid.Dot(at, value, str(at), f"{value:g}", value - 4, value + 4, joined=at != 2014)
        for at, value in years
    )
    title = _("First example: from 45 in 2014 to 48 in 2019.")
    svg = fluid.lines(
        [fluid.Trace("", dots)],
        name="sample",
        title=str(title),
        description=str(_("Made-up rows")),
        write=lambda value: f"{value:g}",
        mirrored=get_language() != "en",
    )
    key = {"mark": SafeString(fluid.swatch(0)), "label": _("First example")}
    return {"drawing": {"title": title, "svg": SafeString(svg), "key": [key], "notes": []}}


EXAMPLES = (
    Example(
        "numbers",
        _("Key numbers"),
        _("A number is large, its meaning stands under it, its source under that."),
        "pagekit/parts/numbers.html",
        lambda request: {
            "numbers": [
                {
                    "value": "45.0 %",
                    "label": _("of women and girls over ten can read and write"),
                    "source": _("Where it comes from"),
                    "href": "#numbers",
                },
                {
                    "value": "",
                    "label": _("of water sources tested: not published"),
                    "href": "#",
                },
            ]
        },
    ),
    Example(
        "acts",
        _("Ways on"),
        _("What a person can do here. A few, in words that name the thing."),
        "pagekit/parts/acts.html",
        lambda request: {
            "acts": [
                {
                    "href": "#acts",
                    "title": _("Read the report"),
                    "text": _("Three languages."),
                },
                {
                    "href": "#acts",
                    "title": _("Look up a figure"),
                    "text": _("And its source."),
                },
            ]
        },
    ),
    Example(
        "list",
        _("List"),
        _("A table with few columns. On a phone each row becomes a block."),
        "tables/table.html",
        sample_table,
    ),
    Example(
        "drawing",
        _("Drawing"),
        _("Lines over years. The title says what happened; a break and an interval are drawn."),
        "pagekit/parts/drawing.html",
        sample_drawing,
    ),
    Example(
        "detail",
        _("Detail"),
        _("Facts about one thing, a label and a value."),
        "pagekit/parts/facts.html",
        lambda request: {
            "facts": [
                {"label": _("Publisher"), "value": _("An example office")},
                {"label": _("Table"), "value": "12", "note": _("not checked")},
            ]
        },
    ),
    Example(
        "form",
        _("Form"),
        _("Few questions. The error stands beside its field and says what to do."),
        "pagekit/parts/form.html",
        lambda request: {"form": SampleForm(data={"name": ""}), "back": "#form"},
    ),
    Example(
        "step",
        _("Step"),
        _("Where one is in a form of several pages."),
        "pagekit/parts/steps.html",
        lambda request: {
            "steps": [
                {"label": _("Where"), "past": True},
                {"label": _("What"), "current": True},
                {"label": _("You")},
            ]
        },
    ),
    Example(
        "error",
        _("Error"),
        _("What is wrong, where, and what to do."),
        "pagekit/parts/notice.html",
        lambda request: {
            "kind": "stop",
            "title": _("The file was not read"),
            "text": _("Sheet 1, row 14: there is no place called “Dokrii”. Correct the name."),
        },
    ),
    Example(
        "empty",
        _("Empty"),
        _("Nothing here, why, and where to go instead."),
        "pagekit/parts/empty.html",
        lambda request: {
            "title": _("Nothing found"),
            "text": _("Try fewer letters, or another spelling."),
            "href": "#empty",
            "link": _("Show the whole list"),
        },
    ),
    Example(
        "progress",
        _("Progress"),
        _("Long work says how far it is, and can be left."),
        "pagekit/parts/progress.html",
        lambda request: {
            "progress": {
                "label": _("Building the report"),
                "state": "running",
                "word": _("Running"),
                "done": 3,
                "total": 12,
                "step": _("Writing the Urdu text"),
            }
        },
    ),
)


def show(example: Example, request: HttpRequest) -> Shown:
    """The example rendered, with its own source and the line that calls it."""
    template = get_template(example.template)
    html = template.render(dict(example.fill(request)), request)
    loaders = engines["django"].engine.template_loaders  # type: ignore[attr-defined]
    source = next(
        loader.get_contents(origin)
        for loader in (inner for outer in loaders for inner in getattr(outer, "loaders", [outer]))
        for origin in loader.get_template_sources(example.template)
        if origin.name == template.origin.name  # type: ignore[attr-defined]
    )
    names = " ".join(f"{name}={name}" for name in example.fill(request))
    return Shown(example, html, source, f'{{% include "{example.template}" with {names} %}}')


@page(rule=EVERYONE)
def style(request: HttpRequest) -> HttpResponse:
    """Colours, type, clocks, and every pattern with its code."""
    context = {
        "colours": COLOURS,
        "samples": SAMPLES,
        "shown": [show(example, request) for example in EXAMPLES],
    }
    return render(request, "pagekit/style.html", context)
