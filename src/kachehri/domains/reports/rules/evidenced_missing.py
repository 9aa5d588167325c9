"""What nobody has published of a place, and who would fill it."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.evidence.kinds import SECTORS
from kachehri.domains.evidence.queries import IndicatorView
from kachehri.domains.evidence.queries.pairing import Voice
from kachehri.domains.evidence.rules.needs import needed
from kachehri.domains.reports.kinds import Evidenced, Unpublished
from kachehri.engines.documents.blocks import Block, Box, Inline, Items, Rich, Text

from .evidenced_reading import Evidence, chosen
from .evidenced_words import about, counted, headed
from .figures import Figures
from .words import say


def unpublished(part: Unpublished, figures: Figures, language: str) -> Iterator[Block]:
    """One box: how much is missing, for each sector what it is, and who would publish it."""
    every = chosen(part, figures.known.catalogue)
    missing = without_figure(part, figures.known)
    values: dict[str, Inline] = {
        "missing": counted(len(missing), "unpublished", part, figures, language),
        "all": counted(len(every), "indicators", part, figures, language),
    }
    said = Text(say(message(len(missing), len(every)), figures, language, values))
    items = [
        of_sector(sector, missing, part, figures, language)
        for sector in dict.fromkeys(one.sector for one in missing)
    ]
    items += unheard(part, figures, language)
    listed = (Items(tuple(items)),) if items else ()
    yield Box(headed(gettext("What nobody has published"), part), (said, *listed))


def of_sector(
    sector: str,
    missing: Sequence[IndicatorView],
    part: Unpublished,
    figures: Figures,
    language: str,
) -> Rich:
    """What is missing of one sector, and who would publish it."""
    found = [one for one in missing if one.sector == sector]
    label = gettext(SECTORS.get(sector, sector))
    listed = names(found, sector, part, figures, language)
    return (f"{label}: ", *listed, " ", *from_whom(needed(sector), figures, language))


def from_whom(who: str, figures: Figures, language: str) -> Rich:
    """Who would publish it."""
    return say(gettext_noop("It would come from: %(who)s"), figures, language, {"who": who})


def unheard(part: Unpublished, figures: Figures, language: str) -> Iterator[Rich]:
    """That nobody has published what people say of it, or the money for it, where that is so."""
    about = chosen(part, figures.known.catalogue)
    if not said_of(part, figures.known):
        message = gettext_noop("How many people in %(place)s think so, nobody has counted.")
        who = gettext("A survey or a hearing that asks people here, and counts the answers.")
        yield (*say(message, figures, language), " ", *from_whom(who, figures, language))
    sectors = {one.sector for one in about}
    money = [one for one in figures.known.money if sectors & set(one.pair.sectors)]
    if money and not any(one.years for one in money):
        message = gettext_noop("Public money for this is not published by purpose: %(list)s.")
        listed = "; ".join(one.label for one in money)
        said = say(message, figures, language, {"list": listed})
        yield (*said, " ", *from_whom(needed("money"), figures, language))


def said_of(part: Evidenced, evidence: Evidence) -> list[Voice]:
    """What people say of the indicators of a part."""
    wanted = {one.code for one in chosen(part, evidence.catalogue)}
    return [one for one in evidence.voices if one.subject.code in wanted]


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
        every = Evidenced(codes=tuple(one.code for one in found[part.most :]))
        more = counted(len(every.codes), "unpublished", every, figures, language)
        line += ["; ", *say(gettext_noop("and %(count)s more"), figures, language, {"count": more})]
    return (*line, ".")
