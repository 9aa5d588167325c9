"""One message instead of ten: several notices to one address become one that names the matters."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, ngettext

from .models import Message, Preference

WINDOW = timedelta(hours=1)
DAY = timedelta(days=1)
AT_ONCE = 3
"""So many notices go to an address within the window one by one; what is more waits for its end."""
SHORT = 450
"""Characters of a digest on a channel whose messages are paid for by length."""
NAMED = 30


def fold(row: Message, wishes: Preference | None, at: datetime) -> bool:
    """Put a notice off, or fold it and its like into one message; False: it goes as it is."""
    daily = bool(wishes and wishes.digest)
    others = list(
        Message.objects.select_for_update(skip_locked=True)
        .filter(
            channel=row.channel,
            address=row.address,
            state="waiting",
            purpose="notice",
            is_incoming=False,
            next_at__lte=at + WINDOW,
        )
        .exclude(pk=row.pk)
        .order_by("id")[:500]
    )
    went = _went(row, at - (DAY if daily else WINDOW))
    if len(went) >= (1 if daily else AT_ONCE):
        wait = went[0] + (DAY if daily else WINDOW)
        numbers = [row.pk, *(one.pk for one in others)]
        Message.objects.filter(pk__in=numbers).update(state="waiting", next_at=wait)
        Message.objects.filter(pk=row.pk).update(attempts=row.attempts - 1)
        return True
    if len(others) + 1 >= (2 if daily or went else AT_ONCE):
        _make([row, *others], at)
        return True
    return False


def _went(row: Message, since: datetime) -> list[datetime]:
    """When notices went to the address since then, the oldest first."""
    found = Message.objects.filter(
        is_incoming=False,
        channel=row.channel,
        address=row.address,
        purpose="notice",
        sent_at__gt=since,
    )
    return [when for when in found.order_by("sent_at").values_list("sent_at", flat=True) if when]


def _make(rows: list[Message], at: datetime) -> None:
    """Write the digest, due now, and mark what it says."""
    rows.sort(key=lambda one: one.pk)
    first = rows[0]
    numbers = [one.pk for one in rows]
    subjects = {one.subject_id for one in rows}
    with translation.override(first.language):
        title = ngettext(
            "%(count)s message about your matters",
            "%(count)s messages about your matters",
            len(rows),
        ) % {"count": len(rows)}
        words = _words(rows, title)
    Message.objects.bulk_create(
        [
            Message(
                is_incoming=False,
                channel=first.channel,
                address=first.address,
                subject_id=subjects.pop() if len(subjects) == 1 else None,
                title=title,
                words=words,
                language=first.language,
                key=f"digest:{numbers[0]}:{numbers[-1]}:{len(numbers)}",
                purpose="notice",
                created_at=at,
                due_at=at,
                next_at=at,
                content={"digest_of": numbers},
            )
        ],
        ignore_conflicts=True,
    )
    Message.objects.filter(pk__in=numbers).update(
        state="digested", next_at=None, problem=f"said in the digest of {len(numbers)}"
    )


def _words(rows: list[Message], title: str) -> str:
    """The digest's words: short where messages are short, else each notice in full."""
    if rows[0].channel in ("email", "letter"):
        said = "\n\n".join(f"{one.title}\n{one.words}".strip() for one in rows[:NAMED])
        return f"{title}\n\n{said}{_more(len(rows) - NAMED)}"
    named = list(dict.fromkeys(one.title or one.words for one in rows))
    text = f"{title}: "
    for count, name in enumerate(named):
        if len(text) + len(name) > SHORT:
            return f"{text.rstrip('; ')}{_more(len(named) - count)}"
        text += f"{name}; "
    return f"{text.rstrip('; ')}. {settings.SITE_URL}"


def _more(count: int) -> str:
    """A word on what is not named."""
    return " " + gettext("and %(count)s more") % {"count": count} if count > 0 else ""
