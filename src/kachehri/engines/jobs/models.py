"""Long work, and how far it is."""

from django.db import models
from django.db.models import Q


class JobQuerySet(models.QuerySet["Job"]):
    """The vocabulary of jobs."""

    def unfinished(self) -> "JobQuerySet":
        """Jobs that wait or run."""
        return self.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])


class Job(models.Model):
    """One piece of work that a person or the system asked for; shown on a page and in the terminal.

    `step` and `message` are messages in English with named placeholders, filled from `step_values`
    and `message_values` when somebody reads them, so that everybody reads their own language.
    `attempt` counts how often a worker began; only the latest attempt may write. `queue_id` is the
    row of the queue (procrastinate) that carries the job.
    """

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
    queue_id = models.BigIntegerField(null=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    step = models.CharField(max_length=200, blank=True)
    step_values = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    message_values = models.JSONField(default=dict)
    result = models.JSONField(default=dict)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["queue_id"],
                condition=Q(state__in=["waiting", "running"]),
                name="job_unfinished",
            ),
            models.Index(fields=["asked_by", "-id"], name="job_asked_by"),
        ]
