"""What is not shown below the district, whoever publishes it (docs/adr/0041 and 0047).

The census prints, for each taluka, all persons, men, women and transgender persons: often one or
two. All less men less women are the transgender persons, so no count of men is carried there, and
nothing from which one could be made: no ratio of men to women, no share of men with its counts.
A religion or a nationality may have three persons in a taluka.
"""

from kachehri.domains.evidence.kinds import Withheld
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

FEW = _("They are few, and a figure of a small place would point at persons.")
BY_SUBTRACTION = _(
    "All people less women less men would show how many transgender persons live here."
)
NO_TRUST = _(
    "Whoever asks for it or keeps it puts people in danger, and no service of the district needs "
    "it."
)

LARGE = frozenset({"country", "province", "division", "district"})
NOWHERE: frozenset[str] = frozenset()

WITHHELD = (
    Withheld(LARGE, sexes=frozenset({"tgend", "transgender"}), why=FEW),
    Withheld(LARGE, sexes=frozenset({"male"}), rounded=frozenset({"male"}), least=5000,
             why=BY_SUBTRACTION),
    Withheld(
        LARGE,
        topics=frozenset({"male", "males", "men", "boys", "masculinity"}),
        indicators=frozenset({"sex-ratio"}),
        why=BY_SUBTRACTION,
    ),
    Withheld(LARGE, dims=frozenset({"religion", "nationality"}), why=FEW),
    Withheld(
        LARGE,
        topics=frozenset(
            {
                "transgender", "religion", "religious", "minority", "minorities", "muslim",
                "muslims", "hindu", "hindus", "christian", "christians", "ahmadi", "ahmadis",
                "qadiani", "sikh", "sikhs", "parsi", "scheduled", "hiv", "aids",
            }
        ),
        why=FEW,
    ),
    Withheld(
        NOWHERE,
        topics=frozenset({"sect", "sects", "shia", "sunni", "deobandi", "barelvi", "ismaili"}),
        dims=frozenset({"sect"}),
        why=NO_TRUST,
    ),
)  # fmt: skip
