"""Who was granted what, where, for what purpose and until when."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q


class GrantQuerySet(models.QuerySet["Grant"]):
    """The vocabulary of grants."""

    def running(self, *, at: datetime) -> "GrantQuerySet":
        """Grants that hold at a moment (half-open: not any more at `ends_at` itself)."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at), starts_at__lte=at)


class Grant(models.Model):
    """`actor` holds `role` at `scope` (everywhere if null) from `starts_at` until `ends_at`.

    A grant is never deleted: to revoke it is to end it. One that ends when it starts never held.
    """

    actor = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    scope = models.ForeignKey(
        "ledger.Thing", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")

    objects = GrantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_ends_no_earlier_than_it_starts",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
            ),
            models.CheckConstraint(name="grant_has_a_purpose", condition=~Q(purpose="")),
        ]


class Within(models.Model):
    """`inner` lies within `outer`, at any depth: the closure that a scoped grant covers.

    Whatever was nested has a row for itself, too.
    """

    inner = models.ForeignKey("ledger.Thing", on_delete=models.CASCADE, related_name="+")
    outer = models.ForeignKey("ledger.Thing", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inner", "outer"], name="within_once"),
        ]
