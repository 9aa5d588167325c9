"""From a specification to the chart of a report: drawn under its title, before its table."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.places.queries import PlaceView, Sketches
from kachehri.domains.reports.kinds import Charted, Part
from kachehri.engines import charts
from kachehri.engines.charts.kinds import AreaMapChart, ChartKind, TileMapChart
from kachehri.engines.documents.blocks import Chart, Gap, Isolate, Rich, Table

from .charted_words import described, title
from .figures import Figures
from .words import place_name, plain, sentence

BOUNDARIES = gettext_noop("Boundaries: %(source)s.")
LACKING = gettext_noop("No boundary is loaded of: %(places)s.")


def chart(
    part: Part,
    spec: ChartKind,
    made: Rich,
    lines: Sequence[str],
    table: Table | None,
    figures: Figures,
    language: str,
) -> Chart | Gap:
    """The chart with its table and source; the word that there are no figures without a table.

    `made` is the title where the part has none, `lines` are its figures in words.
    """
    if table is None:
        return no_chart(plain(made))
    own = part if isinstance(part, Charted) else Charted()
    said = title(own, made, figures, language)
    head = plain(said)
    about = described(own, lines, figures, language)
    svg = charts.draw(replace(spec, title=head, description=about), language=language)
    return Chart(head, about, svg, table, table.source, table.note, said)


def no_chart(caption: str) -> Gap:
    """What stands where a chart would be."""
    return Gap((caption,))


def noted(
    made: Chart,
    spec: ChartKind,
    sketches: Sketches | None,
    places: Sequence[PlaceView],
    language: str,
) -> Chart:
    """What to mind about a map: whose boundaries they are and which are missing, or the tiles."""
    said: list[Rich] = []
    if isinstance(spec, TileMapChart):
        said.append((gettext("One square is one part; squares stand about where the parts lie."),))
    elif isinstance(spec, AreaMapChart) and sketches is not None:
        if sketches.source:
            source = Isolate(sketches.source, "en")
            said.append(sentence(BOUNDARIES, {"source": source}))
        lacking = [
            plain((place_name(place, language),))
            for place in places
            if place.id in sketches.missing
        ]
        if lacking:
            said.append(sentence(LACKING, {"places": ", ".join(lacking)}))
    note = list(made.note)
    for one in said:
        note += [*([" "] if note else []), *one]
    return replace(made, note=tuple(note))
