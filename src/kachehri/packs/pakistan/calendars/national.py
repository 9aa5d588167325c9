"""Holidays of the whole country: those of the sun by month and day, those of the moon as dated.

Days of the moon were notified for each year up to 2026 (the source is named); those after that are
reckoned beforehand and stay estimates until they are notified.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from kachehri.engines.flow.kinds import NewHoliday
from kachehri.kernel.messages import gettext_noop

KASHMIR = gettext_noop("Kashmir Solidarity Day")
PAKISTAN = gettext_noop("Pakistan Day")
LABOUR = gettext_noop("Labour Day")
TAKBEER = gettext_noop("Youm-e-Takbeer")
INDEPENDENCE = gettext_noop("Independence Day")
IQBAL = gettext_noop("Iqbal Day")
QUAID = gettext_noop("Birthday of Quaid-e-Azam")
ELECTION = gettext_noop("General election")
FITR = gettext_noop("Eid ul-Fitr")
ADHA = gettext_noop("Eid ul-Adha")
ASHURA = gettext_noop("Ashura")
MILAD = gettext_noop("Eid Milad-un-Nabi")

FIRST_YEAR, LAST_YEAR = 2017, 2028
YEARLY = "Cabinet Division, yearly list of public holidays"
LIST = "Public list of holidays of Pakistan; the circular was not seen"
MOON = "Reckoned beforehand; the moon decides"

# Month, day, name, the first year in which it was free again or at all.
OF_THE_SUN = (
    (2, 5, KASHMIR, FIRST_YEAR),
    (3, 23, PAKISTAN, FIRST_YEAR),
    (5, 1, LABOUR, FIRST_YEAR),
    (5, 28, TAKBEER, 2024),
    (8, 14, INDEPENDENCE, FIRST_YEAR),
    (11, 9, IQBAL, 2022),
    (12, 25, QUAID, FIRST_YEAR),
)

# First day, number of days, name, source.
NOTIFIED = (
    ("2017-06-26", 3, FITR, LIST),
    ("2017-09-01", 4, ADHA, LIST),
    ("2017-09-30", 2, ASHURA, LIST),
    ("2017-12-01", 1, MILAD, LIST),
    ("2018-06-15", 4, FITR, LIST),
    ("2018-07-25", 1, ELECTION, LIST),
    ("2018-08-21", 3, ADHA, LIST),
    ("2018-09-20", 2, ASHURA, LIST),
    ("2018-11-21", 1, MILAD, LIST),
    ("2019-06-04", 4, FITR, LIST),
    ("2019-08-12", 4, ADHA, LIST),
    ("2019-09-09", 2, ASHURA, LIST),
    ("2019-11-10", 1, MILAD, LIST),
    ("2020-05-22", 6, FITR, "State Bank of Pakistan, BPRD circular letter 23 of 2020"),
    ("2020-07-31", 3, ADHA, "State Bank of Pakistan, BPRD circular letter 35 of 2020"),
    ("2020-08-29", 2, ASHURA, "arynews.tv, moon of Muharram 2020"),
    ("2020-10-30", 1, MILAD, "geo.tv 313746"),
    ("2021-05-10", 6, FITR, "State Bank of Pakistan, BPRD circular letter 13 of 2021"),
    ("2021-07-20", 3, ADHA, "State Bank of Pakistan, press release of 15 July 2021"),
    ("2021-08-18", 2, ASHURA, "propakistani.pk, 13 August 2021"),
    ("2021-10-19", 1, MILAD, "geo.tv 376025"),
    ("2022-05-02", 4, FITR, "State Bank of Pakistan, BPRD circular letter 14 of 2022"),
    ("2022-07-08", 5, ADHA, "State Bank of Pakistan, BPRD circular letter 22 of 2022"),
    ("2022-08-08", 2, ASHURA, "State Bank of Pakistan, BPRD circular letter 24 of 2022"),
    ("2022-10-09", 1, MILAD, "thenews.com.pk 994846"),
    ("2023-04-21", 5, FITR, "gulfnews.com 1.95122615"),
    ("2023-06-28", 3, ADHA, "Cabinet Division, notification of 22 June 2023"),
    ("2023-07-28", 2, ASHURA, "thestandard.com.pk, July 2023"),
    ("2023-09-29", 1, MILAD, "State Bank of Pakistan, BPRD circular letter 18 of 2023"),
    ("2024-02-08", 1, ELECTION, LIST),
    ("2024-04-10", 3, FITR, "thefridaytimes.com, 4 April 2024"),
    ("2024-06-17", 3, ADHA, "english.aaj.tv 330364828"),
    ("2024-07-16", 2, ASHURA, "State Bank of Pakistan, BPRD circular letter 14 of 2024"),
    ("2024-09-17", 1, MILAD, "State Bank of Pakistan, BPRD circular letter 18 of 2024"),
    ("2025-03-31", 3, FITR, "arynews.tv, Eid ul-Fitr 2025"),
    ("2025-06-06", 4, ADHA, "Cabinet Division, press release of 2 June 2025"),
    ("2025-07-05", 2, ASHURA, "tribune.com.pk 2554016"),
    ("2025-09-06", 1, MILAD, "State Bank of Pakistan, BPRD circular letter 19 of 2025"),
    ("2026-03-20", 2, FITR, "app.com.pk 1180682"),
    ("2026-05-26", 3, ADHA, "pkrevenue.com, Eid ul-Adha 2026"),
    ("2026-06-25", 2, ASHURA, "en.dailypakistan.com.pk, 22 June 2026"),
    ("2026-08-26", 1, MILAD, "State Bank of Pakistan, press release of 25 August 2026"),
)
ESTIMATED = (
    ("2027-03-10", 3, FITR),
    ("2027-05-17", 3, ADHA),
    ("2027-06-15", 2, ASHURA),
    ("2027-08-15", 1, MILAD),
    ("2028-02-27", 3, FITR),
    ("2028-05-06", 3, ADHA),
    ("2028-06-03", 2, ASHURA),
    ("2028-08-04", 1, MILAD),
)


def _days(first: str, number: int) -> Iterator[date]:
    """So many days from one on."""
    start = date.fromisoformat(first)
    return (start + timedelta(days=at) for at in range(number))


def _rows() -> Iterator[NewHoliday]:
    """One row a day: the moon's first, as a day that is free twice is named after it."""
    for first, number, name, source in NOTIFIED:
        yield from (NewHoliday("pk", on, name, source) for on in _days(first, number))
    for first, number, name in ESTIMATED:
        yield from (NewHoliday("pk", on, name, MOON, "estimated") for on in _days(first, number))
    for month, day, name, since in OF_THE_SUN:
        for year in range(since, LAST_YEAR + 1):
            yield NewHoliday("pk", date(year, month, day), name, YEARLY)


def _each_day_once() -> tuple[NewHoliday, ...]:
    found: dict[date, NewHoliday] = {}
    for row in _rows():
        found.setdefault(row.on, row)
    return tuple(found[on] for on in sorted(found))


NATIONAL = _each_day_once()
