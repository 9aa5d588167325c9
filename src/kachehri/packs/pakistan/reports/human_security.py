"""The District Human Security Report."""

from kachehri.domains.reports.kinds import (
    Change,
    ChapterKind,
    DefinitionsList,
    Heading,
    KeyFigure,
    KeyFigures,
    Missing,
    Notice,
    Points,
    ReportKind,
    Says,
    Select,
    TableColumn,
    Words,
    YearsChart,
)
from kachehri.kernel.messages import gettext_noop

from .security.findings import (
    EDUCATION,
    HOMES,
    LITERACY_GAP,
    LITERACY_RANK,
    NO_KITCHEN,
    NO_TOILET,
    PROFILE,
    WATER,
)

_ = gettext_noop

FRONT = (
    KeyFigures(
        (
            KeyFigure(Select("population"), _("people live in the district")),
            KeyFigure(Select("literacy-10"), _("of people aged 10 and older can read and write")),
            KeyFigure(Select("out-of-school"), _("children aged 5 to 16 are out of school")),
            KeyFigure(Select("water-improved"), _("of homes use an improved source of water")),
            KeyFigure(Select("toilet-none"), _("of homes have no toilet")),
            KeyFigure(Select("light-electricity"), _("of homes have electric light")),
        )
    ),
    Says((LITERACY_GAP, LITERACY_RANK, NO_TOILET, NO_KITCHEN), main=True, listed=True),
)

ABOUT = ChapterKind(
    "about",
    _("About this report"),
    (
        Heading(_("What it is for")),
        Words(
            _(
                "Human security asks what people need to live free from want, free from fear and "
                "in dignity. This report says what published figures tell about it in %(place)s "
                "district, taluka by taluka, and for women and men apart wherever they were "
                "counted apart. It also says what nobody has published."
            )
        ),
        Heading(_("How to read it")),
        Points(
            (
                _("Every number leads to its own page, which names the table that it came from."),
                _("A sum or a share made from a table's counts is marked there as made by us."),
                _("Where there is no figure, the report says so. An empty cell is never nought."),
                _("Differences are made from the figures as printed, so you can check them."),
                _("The sentences follow fixed rules from the figures. No opinion is added."),
            )
        ),
        Notice(
            _("Limits to keep in mind"),
            (
                _("The census asked; it did not test. Who can read is what the household said."),
                _("An improved source of water may still give water that is not safe to drink."),
                _("Surveys ask few homes in a district: small changes say little."),
                _("The figures were read from public compilations of the published tables."),
                _("Some figures are not shown below the district, to protect small groups."),
            ),
        ),
    ),
)

OLDER = ChapterKind(
    "older-surveys",
    _("Poverty and health: what surveys say"),
    (
        Words(
            _(
                "The census does not ask about income or illness. Surveys do. Figures are set "
                "beside each other only where they were counted in one way; what leaps further "
                "than lives change is drawn apart. They show where %(place)s stood, not where it "
                "stands."
            )
        ),
        Says(
            (
                Change(
                    Select("poverty-rate"),
                    up=_(
                        "The estimated share of poor people rose from %(first)s (%(first_year)s) "
                        "to %(last)s (%(last_year)s)."
                    ),
                    down=_(
                        "The estimated share of poor people fell from %(first)s (%(first_year)s) "
                        "to %(last)s (%(last_year)s)."
                    ),
                    same=_(
                        "The estimated share of poor people stayed at %(first)s from "
                        "%(first_year)s to %(last_year)s."
                    ),
                ),
            )
        ),
        YearsChart(
            Change(
                Select("immunised-fully"),
                up=_(
                    "Fully immunised children: from %(first)s (%(first_year)s) up to %(last)s "
                    "(%(last_year)s)"
                ),
                down=_(
                    "Fully immunised children: from %(first)s (%(first_year)s) down to %(last)s "
                    "(%(last_year)s)"
                ),
                same=_(
                    "Fully immunised children: %(first)s in %(first_year)s and in %(last_year)s"
                ),
                with_points=False,
            ),
            _("Children fully immunised and births in a health facility, survey by survey."),
            _("Care for mothers and children in %(place)s, in percent"),
            (
                TableColumn(Select("immunised-fully"), _("Children fully immunised")),
                TableColumn(Select("births-in-facility"), _("Births in a health facility")),
            ),
        ),
    ),
)

MISSING = ChapterKind(
    "missing",
    _("What is missing"),
    (
        Words(
            _(
                "Human security has seven sides. For most of them no figure for the district is "
                "published that could be cited here. Each gap is named with who could fill it."
            )
        ),
        Missing(
            _("Enough to eat (food security)"),
            _("No figure after 2018 on hunger or on what families eat is carried for %(place)s."),
            _("the National Nutrition Survey and the surveys of the Bureau of Statistics"),
        ),
        Missing(
            _("Health"),
            _("No figure after 2020 on illness, clinics or the health of mothers is carried here."),
            _("the District Health Information System of the Health Department, Sindh"),
        ),
        Missing(
            _("Work and income (economic security)"),
            _("No figure after 2020 on poverty, wages or work is carried here."),
            _("the Labour Force Survey and the household survey of the Bureau of Statistics"),
        ),
        Missing(
            _("Safety from violence (personal security)"),
            _("No figure on crime or violence against women is published by taluka."),
            _("the Sindh Police, and the women's protection cells of the district"),
        ),
        Missing(
            _("Living together (community security)"),
            _("No figure on tribal disputes or on how disputes are settled is published."),
            _("the Deputy Commissioner's office and the district courts"),
        ),
        Missing(
            _("Having a say (political security)"),
            _("No figure on answers to complaints or to requests for information is published."),
            _("the Sindh Information Commission, the Ombudsman, and hearings held here"),
        ),
        Missing(
            _("Land, water and climate (environmental security)"),
            _("No figure on flood losses, water quality or soil is published by taluka."),
            _("the Provincial Disaster Management Authority and the Irrigation Department, Sindh"),
        ),
        Missing(
            _("Public money"),
            _("No budget or spending of the district is published in a form that can be added up."),
            _("the Finance Department, Sindh, and the district's accounts office"),
        ),
    ),
)

DEFINITIONS = ChapterKind("definitions", _("What each figure means"), (DefinitionsList(),))

HUMAN_SECURITY = ReportKind(
    key="human-security",
    name=_("District Human Security Report"),
    title=_("District Human Security Report: %(place)s"),
    subtitle=_("What published figures say about life in %(place)s district, %(province)s"),
    tier="district",
    within="province",
    whole=_("%(place)s district"),
    part=_("%(place)s taluka"),
    front=FRONT,
    chapters=(ABOUT, PROFILE, EDUCATION, WATER, HOMES, OLDER, MISSING, DEFINITIONS),
    colophon=(
        Words(
            _(
                "Made by Kachehri from published figures by fixed rules. The web page is the "
                "reference; the printed copy says the same. Figures may be copied if the source "
                "is named."
            )
        ),
        Words(
            _(
                "To check a figure, follow its link to its own page, or look it up in the table "
                "that stands in the list of sources. Every edition is kept and entered in the "
                "record of this system, which cannot be changed unseen."
            )
        ),
        Words(
            _(
                "The Urdu and Sindhi texts have not yet been reviewed by a native reader. Where "
                "texts differ, the English one holds."
            )
        ),
        Words(_("The program that made it is free software under the Apache License 2.0.")),
    ),
)
