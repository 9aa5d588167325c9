"""Law and order, local practices and conflict, civic and political life."""

from decimal import Decimal

from kachehri.kernel.messages import gettext_noop

from .declaring import UNDER_5, UNVERIFIED, WOMEN, again, number, share

_ = gettext_noop

_AGED_20_24 = _("Women aged 20 to 24")
_L = {"sector": "law", "dimension": "personal", "polarity": -1, "sdg_target": "16.1"}
LAW = (
    number("murders", _("Murders"),
           _("Cases registered in a year. It would come from the police."), "cases", **_L),
    number("robberies", _("Robberies"),
           _("Cases registered in a year. It would come from the police."), "cases", **_L),
    number("kidnappings", _("Kidnappings"),
           _("Cases registered in a year. It would come from the police."), "cases",
           **{**_L, "sdg_target": "16.2"}),
    number("violence-women", _("Violence against women, registered"),
           _("Cases registered in a year; most are never told. It would come from the police."),
           "cases", **{**_L, "sdg_target": "5.2", "polarity": 0}),
    number("violence-children", _("Violence against children, registered"),
           _("Cases registered in a year; most are never told. It would come from the police."),
           "cases", **{**_L, "sdg_target": "16.2", "polarity": 0}),
    share("cases-decided", _("Court cases decided within a year"),
          _("Share of cases decided. It would come from the district and sessions court."),
          _("Cases brought to court"), **{**_L, "polarity": 1, "sdg_target": "16.3",
                                          "facet": "process"}),
    number("police-a-1000", _("Police officers in post"),
           _("Officers for each 1,000 people. It would come from the police."), "per_1000",
           decimals=1, **{**_L, "polarity": 1, "facet": "process"}),
    share("women-police", _("Women among the police"),
          _("Share of officers who are women. It would come from the police."),
          _("Police officers"), **{**_L, "polarity": 1, "sdg_target": "5.5", "facet": "process"}),
    share("safe-at-night", _("Feels safe walking at night"),
          _("Share of people who say so. It would come from a survey of perceptions."),
          _("People who were asked"), **{**_L, "polarity": 1, "sdg_target": "16.1"}),
)  # fmt: skip

_C = {"sector": "conflict", "dimension": "community", "polarity": -1, "sdg_target": "16.1"}
_GIRLS = {**_C, "dimension": "personal", "sdg_target": "5.3"}
CONFLICT = (
    share("married-before-15", _("Married before 15"),
          _("Share of women aged 20 to 24 who were married before 15."), _AGED_20_24,
          target=Decimal(0), target_note=UNVERIFIED,
          earlier=(again(2, "married-before-15", "nns",
                         _("The same (National Nutrition Survey)."), _AGED_20_24),), **_GIRLS),
    share("married-before-18", _("Married before 18"),
          _("Share of women aged 20 to 24 who were married before 18."), _AGED_20_24,
          target=Decimal(0), target_note=UNVERIFIED,
          earlier=(again(2, "married-before-18", "nns",
                         _("The same (National Nutrition Survey)."), _AGED_20_24),), **_GIRLS),
    number("age-at-marriage", _("Age of women at first marriage"), _("Average age."), "years",
           universe=WOMEN, decimals=1,
           earlier=(again(2, "age-at-marriage", "nns",
                          _("The same (National Nutrition Survey)."), WOMEN),),
           **{**_GIRLS, "polarity": 1}),
    share("children-left-alone", _("Small children left alone"),
          _("Share of children left alone, or with another child, in the last week."), UNDER_5,
          **{**_GIRLS, "sdg_target": "4.2"}),
    number("feuds", _("Feuds between clans"),
           _("Feuds under way. It would come from the deputy commissioner."), "cases", **_C),
    number("honour-killings", _("Killings in the name of honour"),
           _("Cases registered in a year. It would come from the police."), "cases",
           **{**_GIRLS, "sdg_target": "5.2"}),
    number("child-marriage-cases", _("Child marriages stopped or charged"),
           _("Cases under the Sindh Child Marriages Restraint Act. It would come from the police."),
           "cases", **{**_GIRLS, "polarity": 0, "facet": "process"}),
    number("water-disputes", _("Quarrels over water and land"),
           _("Complaints brought to the irrigation and revenue offices. It would come from them."),
           "cases", **_C),
    number("peace-committees", _("Peace committees that meet"),
           _("Committees that met in a year, with women in them. It would come from the deputy "
             "commissioner."), "places", **{**_C, "polarity": 1, "facet": "process"}),
)  # fmt: skip

_V = {"sector": "civic", "dimension": "political", "polarity": 1, "sdg_target": "16.7"}
_VOTERS = _("Registered voters")
CIVIC = (
    number("voters", _("Registered voters"),
           _("People on the roll. It would come from the Election Commission."), "people", **_V),
    share("women-voters", _("Women among registered voters"),
          _("Share of the roll. It would come from the Election Commission."), _VOTERS,
          **{**_V, "sdg_target": "5.5"}),
    share("turnout", _("Turnout"),
          _("Share of voters who voted. It would come from the Election Commission."), _VOTERS,
          **_V),
    share("women-turnout", _("Turnout of women"),
          _("Share of women on the roll who voted. It would come from the Election Commission."),
          _VOTERS, **{**_V, "sdg_target": "5.5"}),
    share("requests-answered", _("Information requests answered in time"),
          _("Share answered within the days of the law. It would come from the information "
            "commission."), _("Information requests"),
          **{**_V, "sdg_target": "16.10", "facet": "process"}),
    share("complaints-answered", _("Complaints answered in time"),
          _("Share answered within the promised days. It would come from the offices."),
          _("Complaints"), **{**_V, "sdg_target": "16.6", "facet": "process"}),
    number("open-hearings", _("Open hearings held"),
           _("Hearings in a year. It would come from the deputy commissioner."), "places",
           **{**_V, "facet": "process"}),
    share("organised-homes", _("Homes in a community organisation"),
          _("Share of homes with a member. It would come from the rural support programmes."),
          _("All homes"), **_V),
    share("women-members", _("Women among members of community organisations"),
          _("Share of members. It would come from the rural support programmes."),
          _("Members of community organisations"), **{**_V, "sdg_target": "5.5"}),
    share("identity-cards", _("Adults with an identity card"),
          _("Share of adults. It would come from the registration authority."), _("Adults"),
          **{**_V, "sdg_target": "16.9"}),
    number("information-law", _("Right to information in force"),
           _("1 where the commission of the law sits. It would come from the gazette."), "places",
           **{**_V, "sdg_target": "16.10", "facet": "structure"}),
)  # fmt: skip
