"""Points of a scorecard that are not public: loaded by whoever may hold them, never shown."""

from django.db import models


class PointsTable(models.Model):
    """The points of an instrument for each answer to its questions; the last one loaded counts.

    `points` is question → answer (or the least number of a step) → points. `source` says where they
    come from. A table is never changed: a corrected one is a new version.
    """

    instrument = models.SlugField(max_length=60)
    version = models.CharField(max_length=40)
    points = models.JSONField()
    source = models.CharField(max_length=400)
    loaded_at = models.DateTimeField()
    loaded_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "version"], name="points_version_once")
        ]
