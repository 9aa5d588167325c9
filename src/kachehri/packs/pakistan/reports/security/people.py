"""The district and its people."""

from kachehri.domains.reports.kinds import (
    Breakdown,
    ChapterKind,
    Extremes,
    Heading,
    Multiples,
    PartsChart,
    PartsTable,
    Says,
    Select,
    Stated,
    TableColumn,
    Words,
)
from kachehri.kernel.messages import gettext_noop
from kachehri.packs.pakistan.dimensions import LANGUAGE, RELIGION

from .findings import PEOPLE, WOMEN

_ = gettext_noop

AGES = {
    "0-4": _("0 to 4 years"),
    "0-14": _("0 to 14 years"),
    "5-24": _("5 to 24 years"),
    "15-64": _("15 to 64 years"),
    "18+": _("18 years and older"),
    "60+": _("60 years and older"),
}

PROFILE = ChapterKind(
    "people",
    _("The district and its people"),
    (
        Says(
            (
                PEOPLE,
                Stated(
                    _(
                        "Women and girls are %(women)s of them. An average home has %(size)s "
                        "people, and for every square kilometre of land there are %(density)s."
                    ),
                    {
                        "women": Select("female-share"),
                        "size": Select("household-size"),
                        "density": Select("population-density"),
                    },
                ),
                Extremes(
                    Select("population"),
                    _(
                        "Of its talukas %(high_place)s has the most people (%(high)s) and "
                        "%(low_place)s the fewest (%(low)s)."
                    ),
                ),
            ),
            main=True,
        ),
        PartsTable(
            _("People, land and homes in the talukas of %(place)s"),
            (
                TableColumn(Select("population"), _("People")),
                TableColumn(Select("population", sex="female"), WOMEN),
                TableColumn(Select("female-share"), _("Share of women and girls")),
                TableColumn(Select("urban-share"), _("In towns")),
                TableColumn(Select("area"), _("Square kilometres")),
                TableColumn(Select("population-density"), _("People a square kilometre")),
            ),
        ),
        PartsChart(
            Extremes(
                Select("urban-share"),
                _(
                    "Most people live in towns in %(high_place)s (%(high)s), and fewest in "
                    "%(low_place)s (%(low)s)"
                ),
            ),
            _("The share of people who live in towns, for each taluka of %(place)s."),
            _("People who live in towns, by taluka"),
            (TableColumn(Select("urban-share"), _("In towns")),),
        ),
        Breakdown(
            _("How old the people of %(place)s are"),
            _("Age"),
            Select("population"),
            "age",
            AGES,
            _("People"),
            WOMEN,
            largest_first=False,
            note=_("The groups overlap: each says how many people belong to it."),
        ),
        Heading(_("Languages and religions")),
        Breakdown(
            _("Mother tongues in %(place)s"),
            _("Mother tongue"),
            Select("population"),
            "language",
            LANGUAGE.values,
            _("People"),
            least=500,
            note=_("Languages of fewer than 500 people are not shown."),
        ),
        Breakdown(
            _("Religions in %(place)s"),
            _("Religion"),
            Select("population"),
            "religion",
            RELIGION.values,
            _("People"),
            least=1000,
            note=_(
                "Shown for the whole district only, and only groups of 1,000 people and more: a "
                "figure of a small group or a small place would point at persons."
            ),
        ),
        Heading(_("What people live from")),
        Words(
            _(
                "The census does not ask about work. The survey of living standards does, last in "
                "2019 and 2020; its shares of that year are counted among everybody of working "
                "age, so they cannot be set beside the rounds before."
            )
        ),
        Multiples(
            columns=(
                TableColumn(Select("work-farming"), _("Farming")),
                TableColumn(Select("work-industry"), _("Industry and building")),
                TableColumn(Select("work-services"), _("Services")),
            ),
            over="columns",
        ),
    ),
)
