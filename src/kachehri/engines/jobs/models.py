"""Long work, and how far it is."""

from django.db import models


class Job(models.Model):
    """One piece of work that a person or the system asked for; shown on a page and in the terminal."""

    class State(models.TextChoices):
        """The life of a job."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict)
    asked_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    step = models.CharField(max_length=200, blank=True)
    message = models.TextField(blank=True)
    result = models.JSONField(default=dict)
