"""The states that packs declare, calendars as dated rows, running clocks and their trail."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class State(models.Model):
    """A state of a kind of matter, synchronised from the packs; records point here by (kind, key).

    A state that a pack no longer declares stays as long as a record is in it.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=40)
    tags = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="flow_state_once")]


class Calendar(models.Model):
    """A calendar by its code, with names by language; each change of its rows makes a new mark.

    Events about its rows name its `thing`.
    """

    code = models.SlugField(max_length=80, unique=True)
    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    names = models.JSONField(default=dict)
    mark = models.PositiveIntegerField(default=1)


class Weekend(models.Model):
    """The free weekdays (Monday is 0) of a calendar from a day on."""

    calendar = models.SlugField(max_length=80)
    since = models.DateField()
    weekdays = ArrayField(models.PositiveSmallIntegerField())
    source = models.CharField(max_length=300)
    entered_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar", "since"], name="flow_weekend_once")
        ]


class Holiday(models.Model):
    """A holiday of a calendar, as estimated, notified or cancelled; one row a calendar and day.

    `name` is by language. A changed row leaves its trail in the events of `calendar.changed`.
    """

    calendar = models.SlugField(max_length=80)
    on = models.DateField()
    name = models.JSONField()
    status = models.CharField(max_length=10, default="notified")
    source = models.CharField(max_length=300)
    notified_on = models.DateField(null=True)
    entered_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["calendar", "on"], name="flow_holiday_once"),
            models.CheckConstraint(
                condition=Q(status__in=["estimated", "notified", "cancelled"]),
                name="flow_holiday_status_known",
            ),
        ]


class ClockQuerySet(models.QuerySet["Clock"]):
    """The vocabulary of clocks."""

    def running(self) -> "ClockQuerySet":
        """Clocks that tick."""
        return self.filter(state="running")


class Clock(models.Model):
    """A clock of a matter (`subject`): which rule, from when, until when, and what happened to it.

    `happened` holds what `kernel.clocks.Happening` says, as JSON: the inputs from which `due_at` is
    reckoned again when a calendar changes. `due_at` is null while it is paused. `next_at` is when
    the program has to look at it again (a reminder, the next rung of the ladder, silence), `rung`
    the rung that was reached.
    """

    subject = models.ForeignKey(
        "ledger.Thing", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    rule = models.CharField(max_length=100)
    basis = models.CharField(max_length=10)
    calendar = models.SlugField(max_length=80)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    is_estimated = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="running")
    stopped_at = models.DateTimeField(null=True)
    happened = models.JSONField(default=dict)
    rung = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["running", "paused", "stopped"]),
                name="flow_clock_state_known",
            ),
            models.UniqueConstraint(
                fields=["subject", "rule"],
                condition=~Q(state="stopped"),
                name="flow_clock_runs_once",
            ),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="running"), name="flow_clock_next"),
            models.Index(fields=["subject", "id"], name="flow_clock_subject"),
        ]


class Reckoned(models.Model):
    """A due time that was changed: the old one stays in the trail, with the reason.

    `why` is a message in English with named placeholders, filled from `values`.
    """

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="trail")
    at = models.DateTimeField()
    before = models.DateTimeField(null=True)
    after = models.DateTimeField(null=True)
    why = models.TextField()
    values = models.JSONField(default=dict)


class Checked(models.Model):
    """Somebody compared a rule with the gazette: laid over the citation that the pack gives.

    `since` is the first day of the version that was compared (null: it has no beginning).
    """

    rule = models.CharField(max_length=100)
    since = models.DateField(null=True)
    verified_by = models.CharField(max_length=200)
    on = models.DateField()
    source = models.CharField(max_length=300)
    entered_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "since"], nulls_distinct=False, name="flow_checked_once"
            )
        ]
