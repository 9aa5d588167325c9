"""What gateways tell of messages that they took, in whatever order it comes."""

from datetime import datetime

from django.db import connection, transaction

from kachehri.engines.post.models import Message, Report

RANKS = {"sending": 0, "uncertain": 0, "sent": 1, "failed": 2, "delivered": 3}
"""A report never takes a message back: delivered stays delivered."""


def report(*, gateway: str, external: str, state: str, at: datetime, problem: str = "") -> bool:
    """Write what became of a message: `delivered`, `failed` or `sent`. Whether it is known.

    A report that comes before we know the gateway's number of the message is kept, and counts as
    soon as we do. The same report twice is one.
    """
    if state not in ("sent", "delivered", "failed"):
        raise ValueError(f"no message is {state!r}")
    with transaction.atomic():
        alone(gateway, external)
        row = (
            Message.objects.select_for_update()
            .filter(gateway=gateway, external=external, is_incoming=False)
            .first()
            if external
            else None
        )
        if row is not None:
            apply(row, state, at, problem)
            return True
        early = Report(gateway=gateway[:40], external=external[:200], state=state, at=at)
        early.problem = problem[:300]
        Report.objects.bulk_create([early], ignore_conflicts=True)
    return False


def settle_early_reports(message_id: int, gateway: str, external: str) -> None:
    """Apply what the gateway told of a message before we knew its number; `alone` is held."""
    early = list(Report.objects.filter(gateway=gateway, external=external).order_by("id"))
    for one in early:
        apply(Message.objects.get(pk=message_id), one.state, one.at, one.problem)
    if early:
        Report.objects.filter(pk__in=[one.pk for one in early]).delete()


def apply(row: Message, state: str, at: datetime, problem: str) -> None:
    """Change the message, unless more is known of it already."""
    if RANKS.get(row.state, 9) >= RANKS[state]:
        return
    changes: dict[str, object] = {"state": state, "next_at": None}
    if state == "delivered":
        changes |= {"delivered_at": at, "problem": ""}
    if state == "failed":
        changes["problem"] = (problem or "The gateway could not deliver it.")[:300]
    if row.sent_at is None:
        changes["sent_at"] = at
    Message.objects.filter(pk=row.pk).update(**changes)


def alone(gateway: str, external: str) -> None:
    """A report and the writing of its message's number wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"post:{gateway}:{external}"]
        )
