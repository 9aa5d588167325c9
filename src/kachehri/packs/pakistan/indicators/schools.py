"""Education and young people: what surveys measure besides the census, and what schools report."""

from decimal import Decimal

from kachehri.kernel.messages import gettext_noop

from .declaring import UNVERIFIED, number, share

_ = gettext_noop

_AGED_6_10 = _("Children aged 6 to 10")
_AGED_11_13 = _("Children aged 11 to 13")
_AGED_14_17 = _("Children aged 14 to 17")
_SCHOOLS = _("Government schools")
_YOUNG = _("People aged 15 to 24")
_E = {"sector": "education", "dimension": "personal", "polarity": 1}
_PARITY = {
    **_E,
    "decimals": 2,
    "sdg_target": "4.5",
    "target": Decimal(1),
    "target_note": UNVERIFIED,
}
_SHARE_OF_RATES = _("The girls' or women's share, over that of boys or men. 1 means equal.")
_MANY = _(
    "Pupils of this level, whatever their age, for each 100 children of that age: above 100 where "
    "older or younger children attend."
)

SURVEYED = (
    share("gross-primary-6-10", _("Pupils in primary school for each 100 children"), _MANY,
          _AGED_6_10, sdg_target="4.1", **_E),
    share("gross-middle-11-13", _("Pupils in middle school for each 100 children"), _MANY,
          _AGED_11_13, sdg_target="4.1", **_E),
    share("net-middle-11-13", _("Net enrolment in middle school, age 11 to 13"),
          _("Share of children aged 11 to 13 who are in middle classes."), _AGED_11_13,
          sdg_target="4.1", **_E),
    share("primary-completed-14-17", _("Finished primary school, age 14 to 17"),
          _("Share of young people who finished primary school."), _AGED_14_17,
          sdg_target="4.1", target=Decimal(100), target_note=UNVERIFIED, **_E),
    number("youth-literacy-parity", _("Literacy of young women against men"), _SHARE_OF_RATES,
           "ratio", universe=_YOUNG, **_PARITY),
    number("adult-literacy-parity", _("Literacy of women against men, age 25 and older"),
           _SHARE_OF_RATES, "ratio", universe=_("People aged 25 and older"), **_PARITY),
    number("gross-primary-parity", _("Girls against boys in primary school, all ages"),
           _SHARE_OF_RATES, "ratio", universe=_AGED_6_10, **_PARITY),
    number("gross-middle-parity", _("Girls against boys in middle school, all ages"),
           _SHARE_OF_RATES, "ratio", universe=_AGED_11_13, **_PARITY),
    number("net-primary-parity", _("Girls against boys in primary school, age 6 to 10"),
           _SHARE_OF_RATES, "ratio", universe=_AGED_6_10, **_PARITY),
    number("net-middle-parity", _("Girls against boys in middle school, age 11 to 13"),
           _SHARE_OF_RATES, "ratio", universe=_AGED_11_13, **_PARITY),
    number("primary-completed-parity", _("Girls against boys who finished primary school"),
           _SHARE_OF_RATES, "ratio", universe=_AGED_14_17, **_PARITY),
)  # fmt: skip

_P = {**_E, "facet": "process"}
UNPUBLISHED = (
    share("schools-water", _("Schools with drinking water"),
          _("Share of schools with safe drinking water. It would come from the school census."),
          _SCHOOLS, sdg_target="4.a", target=Decimal(100), target_note=UNVERIFIED, **_P),
    share("schools-toilets", _("Schools with toilets"),
          _("Share of schools with a toilet in use. It would come from the school census."),
          _SCHOOLS, sdg_target="4.a", target=Decimal(100), target_note=UNVERIFIED, **_P),
    share("schools-electricity", _("Schools with electricity"),
          _("Share of schools with electric light. It would come from the school census."),
          _SCHOOLS, sdg_target="4.a", target=Decimal(100), target_note=UNVERIFIED, **_P),
    share("schools-open", _("Schools that are open"),
          _("Share of schools found open and teaching. It would come from school monitors."),
          _SCHOOLS, sdg_target="4.1", **_P),
    number("pupils-a-teacher", _("Pupils for each teacher"),
           _("Pupils of primary schools for each teacher. It would come from the school census."),
           "ratio", universe=_SCHOOLS, sector="education", dimension="personal", polarity=-1,
           sdg_target="4.c", facet="process"),
    share("reads-a-story", _("Children of class 5 who can read a story"),
          _("Share who read a story in Urdu, Sindhi or Pashto. It would come from a test such as "
            "the Annual Status of Education Report."),
          _("Children of class 5"), sdg_target="4.1", **_E),
    share("free-schooling-law", _("Right to free schooling in force"),
          _("Whether the law of free and compulsory education (Article 25-A) has its rules. It "
            "would come from the provincial gazette."),
          _AGED_14_17, sdg_target="4.1", **{**_E, "facet": "structure"}),
)  # fmt: skip

_Y = {"sector": "youth", "dimension": "economic", "sdg_target": "8.6"}
YOUTH = (
    share("youth-neet", _("Young people neither in school nor at work"),
          _("Share in no school, training or work. It would come from the Labour Force Survey."),
          _YOUNG, polarity=-1, **_Y),
    share("youth-unemployed", _("Young people who look for work"),
          _("Share of the labour force aged 15 to 24 without work. It would come from the Labour "
            "Force Survey."),
          _YOUNG, polarity=-1, **{**_Y, "sdg_target": "8.5"}),
    number("youth-trained", _("Young people trained in a skill"),
           _("Young people who finished a course in a year. It would come from the technical "
             "education authority."),
           "people", universe=_YOUNG, polarity=1, facet="process", **_Y),
    number("sports-grounds", _("Playgrounds and libraries in use"),
           _("Places for young people that are open. It would come from the district office of "
             "sports and youth."),
           "places", sector="youth", dimension="community", polarity=1, facet="process"),
)  # fmt: skip
