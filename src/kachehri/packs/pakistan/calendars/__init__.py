"""Free days of Pakistan's offices, as dated rows: weekends, national and provincial holidays.

What is announced later is entered at the desk and stays there. docs/guide/calendars.md says where
the rows come from and what nobody has checked.
"""

from kachehri.kernel.messages import gettext_noop

from .national import NATIONAL
from .provincial import PROVINCIAL
from .weekends import WEEKENDS

__all__ = ["CALENDARS", "HOLIDAYS", "WEEKENDS"]

CALENDARS = {
    "pk": gettext_noop("Federal offices"),
    "pk--six-days": gettext_noop("Federal offices that work six days a week"),
    "pk-balochistan": gettext_noop("Offices of Balochistan"),
    "pk-kp": gettext_noop("Offices of Khyber Pakhtunkhwa"),
    "pk-punjab": gettext_noop("Offices of Punjab"),
    "pk-sindh": gettext_noop("Offices of Sindh"),
    "pk-sindh-larkana": gettext_noop("Offices in Larkana"),
}
"""Names of the calendars, by code: each builds on those whose codes its own begins with."""

HOLIDAYS = (*NATIONAL, *PROVINCIAL)
