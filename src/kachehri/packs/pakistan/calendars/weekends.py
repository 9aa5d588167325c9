"""The weekly free days, each from a day on.

The federal government worked six days a week from 12 April 2022 and gave Saturday back on
8 June 2022 (geo.tv 421401); some offices kept six days (propakistani.pk, 28 April 2022).
"""

from datetime import date

from kachehri.engines.flow.kinds import NewWeekend

SUNDAY = frozenset({6})
SATURDAY_AND_SUNDAY = frozenset({5, 6})
SINCE = date(2012, 1, 1)
UNCHECKED = "In force before 2022; the order and its day were not seen"
OF_PROVINCE = "Usual; no order was seen, and whether 2022 was followed here is not known"

WEEKENDS = (
    NewWeekend("pk", SINCE, SATURDAY_AND_SUNDAY, UNCHECKED),
    NewWeekend("pk", date(2022, 4, 12), SUNDAY, "Six working days a week (geo.tv 421401)"),
    NewWeekend("pk", date(2022, 6, 8), SATURDAY_AND_SUNDAY, "Saturday free again (geo.tv 421401)"),
    NewWeekend(
        "pk--six-days", SINCE, SUNDAY, "Offices with six days (propakistani.pk, 2022-04-28)"
    ),
    *(
        NewWeekend(code, SINCE, SATURDAY_AND_SUNDAY, OF_PROVINCE)
        for code in ("pk-balochistan", "pk-kp", "pk-punjab", "pk-sindh")
    ),
)
