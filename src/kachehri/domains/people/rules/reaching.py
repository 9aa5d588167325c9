"""Which way to reach a person is safe, and when.

Women rarely own the SIM: a message that another member of the household reads can do harm. So what
is not said to be safe is not used: a person who asked for no message gets none, whatever other
addresses are known.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from kachehri.domains.people.kinds import ContactFact

CLOSED = {"ended", "bounced"}
SENT_TO = {"sms", "voice", "email", "whatsapp", "letter"}


@dataclass(frozen=True)
class Way:
    """How to reach a person now.

    Nothing goes out before `not_before` or, where it is not None, at or after `until`. `counter_id`
    is the Thing of the organisation whose counter they come to (`channel` counter, no address).
    """

    channel: str
    address: str
    not_before: datetime
    same_sex: bool
    speak_to: str
    until: datetime | None = None
    is_shared: bool = False
    counter_id: int | None = None
    contact_id: int = 0


def safest(contacts: Iterable[ContactFact], at: datetime) -> Way | None:
    """The way that the person prefers, else the best that is known; None: no message at all.

    `at` is in the zone in which the hours are meant.
    """
    known = [one for one in contacts if one.state not in CLOSED]
    if any(one.channel == "none" for one in known):
        return None
    usable = [one for one in known if one.channel == "counter" or one.address]
    if not usable:
        return None
    best = min(usable, key=_rank)
    begins, ends = window(best.safe_from, best.safe_until, at)
    return Way(
        channel=best.channel,
        address=best.address if best.channel in SENT_TO else "",
        not_before=begins,
        same_sex=best.same_sex,
        speak_to=best.speak_to,
        until=ends,
        is_shared=best.is_shared,
        counter_id=best.counter_id,
        contact_id=best.id,
    )


def _rank(one: ContactFact) -> tuple[bool, bool, bool, int]:
    """Preferred before others, confirmed before new, their own before shared, old before young."""
    return (not one.is_preferred, one.state != "confirmed", one.is_shared, one.id)


def window(
    safe_from: time | None, safe_until: time | None, at: datetime
) -> tuple[datetime, datetime | None]:
    """From when on it is safe, and until when: the hours that run at `at`, or the next ones.

    Hours that begin after they end go over midnight. None as the end: always from then on.
    """
    if (safe_from is None and safe_until is None) or safe_from == safe_until:
        return at, None
    begin, end = safe_from or time(0), safe_until or time(0)
    length = _from_midnight(end) - _from_midnight(begin)
    length = length if length > timedelta(0) else length + timedelta(days=1)
    midnight = datetime.combine(at.date(), time(0), at.tzinfo)
    for day in (-1, 0, 1):
        opens = midnight + timedelta(days=day) + _from_midnight(begin)
        if opens + length > at:
            return max(opens, at), opens + length
    raise AssertionError("hours come back every day")


def _from_midnight(hour: time) -> timedelta:
    return timedelta(hours=hour.hour, minutes=hour.minute, seconds=hour.second)
