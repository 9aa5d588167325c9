"""Holidays of one province only. Sindh notifies both of its own year by year, days before."""

from datetime import date

from kachehri.engines.flow.kinds import NewHoliday
from kachehri.kernel.messages import gettext_noop

from .national import FIRST_YEAR, LAST_YEAR

ZULFIQAR = gettext_noop("Death anniversary of Zulfiqar Ali Bhutto")
BENAZIR = gettext_noop("Death anniversary of Benazir Bhutto")
NOT_SEEN = "Notified by SGA&CD, Government of Sindh, year by year; this year's paper was not seen"
SEEN = {
    date(2018, 12, 27): "SGA&CD, Government of Sindh, as reported on 24 December 2018",
    date(2023, 4, 4): "SGA&CD, Government of Sindh, as reported by nation.com.pk, 31 March 2023",
}


def _of_sindh(on: date, name: str) -> NewHoliday:
    seen = SEEN.get(on)
    if seen:
        return NewHoliday("pk-sindh", on, name, seen)
    return NewHoliday("pk-sindh", on, name, NOT_SEEN, "estimated")


PROVINCIAL = tuple(
    _of_sindh(date(year, month, day), name)
    for year in range(FIRST_YEAR, LAST_YEAR + 1)
    for month, day, name in ((4, 4, ZULFIQAR), (12, 27, BENAZIR))
)
