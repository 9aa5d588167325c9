"""Files from outside: the original, what is suspicious about it, and the copy that may be seen."""

from django.db import models
from django.db.models import Q


class File(models.Model):
    """A file about a `subject`. `path` (the original) is relative to FILES_ROOT and never served.

    `copy_path` is the copy that was rebuilt from what can be seen: a flattened PDF, a CSV of the
    visible sheets, an image without its hidden data. `flags` name what was found
    (`hidden-sheets`, `gps`, `macros`, `bomb`, `mismatch`). `state`: new, rebuilt, passed, refused,
    purged. `because` is the reason of whoever passed or refused it.
    """

    subject = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    message = models.BigIntegerField(null=True)
    name = models.CharField(max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=255)
    state = models.CharField(max_length=10, default="new")
    flags = models.JSONField(default=list)
    copy_name = models.CharField(max_length=255, blank=True)
    copy_path = models.CharField(max_length=255, blank=True)
    copy_type = models.CharField(max_length=100, blank=True)
    copy_sha256 = models.CharField(max_length=64, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    because = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField()
    judged_by = models.ForeignKey(
        "ledger.Thing", null=True, on_delete=models.PROTECT, related_name="+"
    )
    judged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["new", "rebuilt", "passed", "refused", "purged"]),
                name="quarantine_state_known",
            ),
            models.UniqueConstraint(fields=["subject", "sha256"], name="quarantine_file_once"),
        ]
        indexes = [
            models.Index(
                fields=["id"], condition=Q(state__in=["new", "rebuilt"]), name="quarantine_waiting"
            )
        ]
