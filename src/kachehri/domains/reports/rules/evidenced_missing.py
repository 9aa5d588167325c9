"""What nobody has published of a place, and who would fill it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.evidence.kinds import SECTORS
from kachehri.domains.evidence.queries import IndicatorView
from kachehri.domains.evidence.rules.needs import needed
from kachehri.domains.reports.kinds import Evidenced, Unpublished
from kachehri.engines.documents.blocks import Block, Finding, Gap, Inline, Rich

from .evidenced_reading import Evidence, chosen
from .evidenced_words import about, counted
from .figures import Figures
from .words import say


def unpublished(part: Unpublished, figures: Figures, language: str) -> Iterator[Block]:
    """How much is missing, and for each sector what it is and who would publish it."""
    every = chosen(part, figures.known.catalogue)
    missing = without_figure(part, figures.known)
    values: dict[str, Inline] = {
        "missing": counted(len(missing), "unpublished", part, figures, language),
        "all": counted(len(every), "indicators", part, figures, language),
    }
    yield Finding(say(message(len(missing), len(every)), figures, language, values))
    for sector in dict.fromkeys(one.sector for one in missing):
        found = [one for one in missing if one.sector == sector]
        listed = names(found, sector, part, figures, language)
        yield Gap((f"{gettext(SECTORS.get(sector, sector))}: ", *listed), (needed(sector),))


def message(missing: int, every: int) -> str:
    """The sentence, by how much is missing."""
    if not missing:
        return gettext_noop("All %(all)s indicators have a figure for %(place)s.")
    if missing == every:
        return gettext_noop("None of the %(all)s indicators has a figure for %(place)s.")
    return gettext_noop("%(missing)s of %(all)s indicators have no figure for %(place)s.")


def without_figure(part: Evidenced, evidence: Evidence) -> list[IndicatorView]:
    """The indicators of a part of which the place has no figure, in whatever breakdown."""
    here = evidence.place.id
    held = {code for code, place, _key in evidence.held if place == here}
    return [one for one in chosen(part, evidence.catalogue) if one.code not in held]


def names(
    found: Sequence[IndicatorView], sector: str, part: Unpublished, figures: Figures, language: str
) -> Rich:
    """The first indicators by name, and how many more there are."""
    line: list[Inline] = []
    for one in found[: part.most]:
        line += ["; "] if line else []
        line.append(about(one))
    if len(found) > part.most:
        of_sector = Evidenced(sectors=(sector,), codes=()) if not part.codes else part
        more = counted(len(found) - part.most, "unpublished", of_sector, figures, language)
        line += ["; ", *say(gettext_noop("and %(count)s more"), figures, language, {"count": more})]
    return (*line, ".")
