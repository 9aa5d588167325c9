"""What is not shown below the district, whoever publishes it (docs/adr/0041).

The census prints, for each taluka, all persons, men, women and transgender persons: often one or
two. All less men less women are the transgender persons, so no count of men is carried there.
"""

from kachehri.domains.evidence.kinds import Withheld

LARGE = frozenset({"country", "province", "division", "district"})

WITHHELD = (
    Withheld(LARGE, sexes=frozenset({"male", "tgend", "transgender"})),
    Withheld(
        LARGE,
        topics=frozenset(
            {
                "transgender", "religion", "religious", "minority", "minorities", "muslim", "hindu",
                "christian", "ahmadi", "sikh", "scheduled", "sect", "shia", "sunni", "hiv", "aids",
            }
        ),
    ),
)  # fmt: skip
