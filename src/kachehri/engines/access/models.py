"""Who was granted what, where, for what purpose and until when."""

from django.db import models


class Grant(models.Model):
    """`actor` holds `role` at `scope` (everywhere where it is null) from `starts_at` until `ends_at`."""

    actor = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    scope = models.ForeignKey(
        "ledger.Thing", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    granted_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")


class Within(models.Model):
    """`inner` lies within `outer`: the closure that a scoped grant covers, with a row for each thing itself."""

    inner = models.ForeignKey("ledger.Thing", on_delete=models.CASCADE, related_name="+")
    outer = models.ForeignKey("ledger.Thing", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inner", "outer"], name="within_once"),
        ]
