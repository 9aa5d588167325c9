"""What people answered, with the number and the span; in the annex who was asked and how."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils.translation import gettext, gettext_noop

from kachehri.domains.evidence.queries import IndicatorView, ObservationView
from kachehri.domains.forms.kinds.samples import (
    ALLOCATION_WORDS,
    CHOSEN,
    METHOD_WORDS,
    RESPONDENTS,
    STRATA,
)
from kachehri.domains.forms.queries.samples import DesignView, in_language
from kachehri.domains.reports.kinds import Part
from kachehri.domains.reports.kinds.surveyed import SurveyFigures, Surveys
from kachehri.engines.documents.blocks import (
    Block,
    Cell,
    Column,
    Gap,
    Inline,
    Isolate,
    Items,
    Link,
    Number,
    Rich,
    Subheading,
    Table,
    Text,
)
from kachehri.kernel.dates import format_date
from kachehri.kernel.numbers import format_number, format_percent

from .figures import Composer, Figures
from .surveyed_reading import Surveyed
from .words import observed, sentence

MADE_UP = gettext_noop("An example: nobody was asked, a program made the answers up.")
NOT_BY_CHANCE = gettext_noop(
    "These people were not chosen by chance. What they say is theirs: it says nothing of anybody "
    "else, so there is no span in which the figure of all lies."
)
SPAN = gettext_noop(
    "The span: in 95 of 100 such surveys the figure of all people lies inside. It follows from the "
    "way in which people were drawn. Figures that are too unsure, and those of a few people, are "
    "not shown."
)


def survey_figures(part: SurveyFigures, figures: Figures, language: str) -> Iterator[Block]:
    """A table for each survey that asked about the subject."""
    said = [
        table
        for one in figures.surveys
        if (table := answers(part, one, language, heading=part.heading)) is not None
    ]
    if said and part.heading:
        yield Subheading(gettext(part.heading))
    yield from said


def answers(
    part: SurveyFigures, one: Surveyed, language: str, *, heading: str = ""
) -> Table | None:
    """What people said of each question of a subject; None where they were asked of nothing."""
    rows = [
        row(view, one, language)
        for view in one.indicators.values()
        if fits(view, part) and one.of(view.code) is not None
    ]
    if not rows:
        return None
    labels = [gettext("All"), gettext("The span"), gettext("Answered"), gettext("Women"),
              gettext("Men")]  # fmt: skip
    return Table(
        caption=title(one, language),
        columns=(
            Column(gettext("What people say")),
            *(Column(label, numeric=True) for label in labels),
        ),
        rows=tuple(rows),
        source=(Link(gettext("Who was asked, and how"), address(one)),),
        note=tuple(_note(one)),
    )


def _note(one: Surveyed) -> Iterator[Inline]:
    if one.survey.design.is_made_up:
        yield f"{gettext(MADE_UP)} "
    yield gettext(SPAN if one.survey.design.is_by_chance else NOT_BY_CHANCE)


def title(one: Surveyed, language: str) -> str:
    """The survey by its name and the days on which people were asked."""
    name = in_language(one.survey.design.titles, language)
    return f"{name} ({gettext('made up')})" if one.survey.design.is_made_up else name


def fits(view: IndicatorView, part: SurveyFigures) -> bool:
    """Whether an indicator belongs to the subject of a part."""
    if view.sector in part.without or (part.sectors and view.sector not in part.sectors):
        return False
    return not part.dimension or view.dimension == part.dimension


def row(view: IndicatorView, one: Surveyed, language: str) -> tuple[Cell, ...]:
    """One question: everybody, the span, how many answered, women, men."""
    shown = one.of(view.code)
    people = shown.sample if shown is not None and shown.sample is not None else 0
    return (
        Cell(view.name),
        figure(shown, language),
        span(shown, one.survey.design, language),
        Cell(count(people, one, language)),
        figure(one.of(view.code, sex="female"), language),
        figure(one.of(view.code, sex="male"), language),
    )


def figure(shown: ObservationView | None, language: str) -> Cell:
    """A figure with its link; a word where it is hidden."""
    if shown is None or shown.value is None:
        return Cell("", gettext("not shown"))
    return Cell(observed(shown, language))


def span(shown: ObservationView | None, design: DesignView, language: str) -> Cell:
    """The ends of the interval; never one of people who were not chosen by chance."""
    if not design.is_by_chance:
        return Cell("", gettext("none"))
    if shown is None or shown.ci_low is None or shown.ci_high is None:
        return Cell("", gettext("not known"))
    low, high = (
        format_number(round(one, 1), 1, language=language) for one in (shown.ci_low, shown.ci_high)
    )
    return Cell(Isolate(f"{low}\N{EN DASH}\N{WORD JOINER}{high}", "en"))


def count(number: int, one: Surveyed, language: str) -> Number:
    """A number of people or areas: it leads to the page of the survey."""
    return Number(format_number(number, language=language), address(one), str(number))


def address(one: Surveyed) -> str:
    """The page of the survey."""
    return f"surveys/{one.survey.id}/"


def surveys(part: Surveys, figures: Figures, language: str) -> Iterator[Block]:
    """Each survey with its people, its design, its weights and its questions."""
    if not figures.surveys:
        yield Gap((gettext("No survey of our own has been published for this place."),))
        return
    for one in figures.surveys:
        yield Subheading(title(one, language))
        if one.survey.design.is_made_up:
            yield Text((gettext(MADE_UP),))
        yield Text(asked(one, language))
        yield Items(tuple(how(one, language)))
        yield results(one, language)
        yield Text(questions(one))


def asked(one: Surveyed, language: str) -> Rich:
    """Who was asked, when, how many answered."""
    about, design = one.survey.estimation, one.survey.design
    message = gettext_noop(
        "%(who)s They were asked from %(first)s to %(last)s, and %(people)s answered."
    )
    return sentence(
        message,
        {
            "who": in_language(design.asked_of, language),
            "first": format_date(about.asked_from, language),
            "last": format_date(about.asked_to, language),
            "people": count(about.people, one, language),
        },
    )


def how(one: Surveyed, language: str) -> Iterator[Rich]:
    """The design and the weights, one fact a line."""
    design, facts = one.survey.design, one.survey.estimation.facts
    yield sentence(gettext_noop("Chosen %(how)s."), {"how": gettext(CHOSEN[design.chosen])})
    if not design.is_by_chance:
        yield (gettext(NOT_BY_CHANCE),)
        return
    yield from drawn(one, design, language)
    response = one.survey.estimation.response
    if response is not None:
        yield sentence(
            gettext_noop(
                "Of %(asked)s homes %(empty)s were empty, %(refused)s refused and in %(absent)s "
                "nobody was met: %(share)s of the homes where somebody lives answered."
            ),
            {
                **{
                    name: count(int(facts.get(name, 0)), one, language)
                    for name in ("asked", "empty", "refused", "absent")
                },
                "share": percent(response, language),
            },
        )
    yield (
        gettext(
            "Each answer has three weights that are kept apart: one for the chance to be drawn, "
            "one for the homes that did not answer, one that brings the sums to known totals."
        ),
    )
    for name, some in design.margins.items():
        yield totals(name, some)


def drawn(one: Surveyed, design: DesignView, language: str) -> Iterator[Rich]:
    """From which list, how many areas, how many homes, whom."""
    yield sentence(
        gettext_noop(
            "%(areas)s areas were drawn from the list “%(list)s”, %(homes)s homes in each; then "
            "%(respondent)s."
        ),
        {
            "areas": count(design.areas, one, language),
            "list": Isolate(design.frame.title if design.frame else "", "en"),
            "homes": count(design.per_area, one, language),
            "respondent": gettext(RESPONDENTS[design.respondent]),
        },
    )
    parts = ", ".join(gettext(STRATA[name]) for name in design.strata)
    yield sentence(
        gettext_noop("The list was divided by %(parts)s: %(method)s; %(spread)s."),
        {
            "parts": parts or gettext("nothing"),
            "method": gettext(METHOD_WORDS[design.method]),
            "spread": gettext(ALLOCATION_WORDS[design.allocation]),
        },
    )
    yield sentence(
        gettext_noop("Whoever draws with the number %(seed)s gets the same areas."),
        {"seed": Isolate(str(one.survey.estimation.facts.get("seed", "")), "en")},
    )


def totals(name: str, some: Mapping[str, tuple[float, str]]) -> Rich:
    """Which known totals the weights agree with."""
    source = next(iter(some.values()))[1]
    message = gettext_noop("The sums agree with the known totals of %(margin)s (%(source)s).")
    margin = {"sex": gettext("women and men"), "residence": gettext("villages and towns")}
    return sentence(
        message,
        {"margin": margin.get(name, name), "source": Link(source, f"sources/{source}/")},
    )


def percent(share: float, language: str) -> Isolate:
    """A share from 0 to 1 as whole percent."""
    return Isolate(format_percent(Decimal(round(share * 100)), 0, language=language), "en")


def results(one: Surveyed, language: str) -> Table:
    """Every question with its figure, its span, how many answered and the effect of the design."""
    rows = []
    for view in one.indicators.values():
        shown, made = one.of(view.code), one.estimate(view.code)
        if shown is None or made is None:
            continue
        effect = "" if made.design_effect is None else f"{made.design_effect:.2f}"
        rows.append(
            (
                Cell(view.name),
                figure(shown, language),
                span(shown, one.survey.design, language),
                Cell(count(made.people, one, language)),
                Cell(Isolate(effect, "en") if effect else "", "" if effect else gettext("none")),
                Cell(Isolate(one.survey.questions.get(view.code, ""), "en")),
            )
        )
    return Table(
        caption=gettext("Every figure of the survey for the whole place"),
        columns=(
            Column(gettext("What people say")),
            Column(gettext("All"), numeric=True),
            Column(gettext("The span"), numeric=True),
            Column(gettext("Answered"), numeric=True),
            Column(gettext("Effect of the design"), numeric=True),
            Column(gettext("Question")),
        ),
        rows=tuple(rows),
        source=(Link(one.survey.estimation.source, f"sources/{one.survey.estimation.source}/"),),
        note=tuple(_note(one)),
    )


def questions(one: Surveyed) -> Rich:
    """The instrument: all its questions stand on a page of their own."""
    if not one.instrument:
        return (gettext("The questions of this form stand on no page of this site."),)
    link = Link(gettext("All questions as they were asked"), f"instruments/{one.instrument}/")
    return (link, ".")


COMPOSERS: Mapping[type[Part], Composer] = {SurveyFigures: survey_figures, Surveys: surveys}
"""How each class of parts becomes blocks."""
