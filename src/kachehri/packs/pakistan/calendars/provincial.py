"""Holidays of one province only. Sindh notifies both of its own year by year, days before."""

from datetime import date

from kachehri.engines.flow.kinds import NewHoliday
from kachehri.kernel.messages import gettext_noop

from .national import FIRST_YEAR, LAST_YEAR

ZULFIQAR = gettext_noop("Death anniversary of Zulfiqar Ali Bhutto")
BENAZIR = gettext_noop("Death anniversary of Benazir Bhutto")
NOT_SEEN = "Kept every year: SGA&CD, Government of Sindh; this year's paper was not seen"
AWAITED = "SGA&CD, Government of Sindh, notifies it year by year, some days before"
LAST_PAST = date(2026, 11, 1)
"""Days after this one were still to be notified when these rows were written."""
SEEN = {
    date(2018, 12, 27): "SGA&CD, Government of Sindh, as reported on 24 December 2018",
    date(2023, 4, 4): "SGA&CD, Government of Sindh, as reported by nation.com.pk, 31 March 2023",
}


def _of_sindh(on: date, name: str) -> NewHoliday:
    seen = SEEN.get(on)
    if on > LAST_PAST:
        return NewHoliday("pk-sindh", on, name, AWAITED, "estimated")
    return NewHoliday("pk-sindh", on, name, seen or NOT_SEEN)


PROVINCIAL = tuple(
    _of_sindh(date(year, month, day), name)
    for year in range(FIRST_YEAR, LAST_YEAR + 1)
    for month, day, name in ((4, 4, ZULFIQAR), (12, 27, BENAZIR))
)
