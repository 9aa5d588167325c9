"""Bodies, desks, positions and terms, functions by tier, service points, and what is checked."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q


class BodyQuerySet(models.QuerySet["Body"]):
    """The vocabulary of bodies."""

    def valid(self, *, on: date | None) -> "BodyQuerySet":
        """Bodies that exist on a day; all that were not dissolved yet without one."""
        if on is None:
            return self.filter(valid_to__isnull=True)
        begun = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
        return self.filter(begun & (Q(valid_to__isnull=True) | Q(valid_to__gt=on)))


class Body(models.Model):
    """A department, office, council, commission, court or organisation, for one place.

    `names` and `duties` are by language. `tier`: federal, provincial, divisional, district, local,
    civil (community organisations). `calendar` is the code of its working calendar. `key` is
    stable: imports update by it. `is_paper_only`: nobody there will sign in.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=30)
    tier = models.CharField(max_length=20)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="parts")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    names = models.JSONField()
    duties = models.JSONField(default=dict)
    sectors = ArrayField(models.SlugField(max_length=40), default=list)
    laws = ArrayField(models.SlugField(max_length=60), default=list)
    search_key = models.CharField(max_length=400, blank=True)
    trigrams = ArrayField(models.CharField(max_length=3), default=list)
    calendar = models.SlugField(max_length=80)
    website = models.URLField(max_length=300, blank=True)
    is_paper_only = models.BooleanField(default=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    successor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=300)
    verified_by = models.CharField(max_length=120, blank=True)
    verified_on = models.DateField(null=True)

    objects = BodyQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["trigrams"], name="body_trigrams"),
            models.Index(fields=["place", "id"], name="body_of_place"),
        ]


class Desk(models.Model):
    """Where a body's matters of some categories arrive. The empty list takes what no other does."""

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="desks")
    key = models.SlugField(max_length=80)
    names = models.JSONField()
    categories = ArrayField(models.SlugField(max_length=60), default=list)
    is_closed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "key"], name="desk_once")]


class Position(models.Model):
    """A post that persons hold one after the other.

    `role`: head, information-officer, designated-officer, appellate-authority, focal-person,
    officer, representative. `rung` is the place on the ladder of escalation (0 acts first).
    `constituency` is where a representative was elected.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="positions")
    desk = models.ForeignKey(Desk, null=True, on_delete=models.PROTECT, related_name="positions")
    key = models.SlugField(max_length=80)
    role = models.CharField(max_length=30)
    rung = models.PositiveSmallIntegerField(default=0)
    titles = models.JSONField()
    constituency = models.ForeignKey(
        "places.Place", null=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.CharField(max_length=300, blank=True)
    is_closed = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["body", "key"], name="position_once")]


class Term(models.Model):
    """A person holds a position from a day until another (half-open; null: still)."""

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="terms")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="term_ends_later"
            )
        ]
        indexes = [models.Index(fields=["position", "since"], name="term_of_position")]


class Address(models.Model):
    """How to reach a body or one of its desks or positions (`owner`); bounces mark it.

    `state`: fine, doubtful, bounced, ended.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="addresses")
    owner = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    value = models.CharField(max_length=300)
    state = models.CharField(max_length=10, default="fine")
    bounces = models.PositiveSmallIntegerField(default=0)
    checked_on = models.DateField(null=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "channel", "value"], name="body_address_once")
        ]
        indexes = [models.Index(fields=["channel", "value"], name="body_by_address")]


class Function(models.Model):
    """Which tier holds which subject, by which law, since when (the 18th Amendment and after)."""

    subject = models.SlugField(max_length=60)
    tier = models.CharField(max_length=20)
    province = models.SlugField(max_length=40, blank=True)
    body = models.ForeignKey(Body, null=True, on_delete=models.PROTECT, related_name="+")
    law = models.CharField(max_length=300)
    source = models.CharField(max_length=300)
    verified_on = models.DateField(null=True)
    since = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "tier", "province", "since"],
                nulls_distinct=False,
                name="function_once",
            )
        ]


class ServicePoint(models.Model):
    """A place where people are served: a school, clinic, counter, office (HSDS: location).

    `hours` are HSDS schedules, `access` HSDS accessibility texts by key, `services` the slugs of
    what is done here. `longitude` and `latitude` in degrees, WGS 84.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="points")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=80, unique=True)
    names = models.JSONField()
    street = models.CharField(max_length=300, blank=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    services = ArrayField(models.SlugField(max_length=60), default=list)
    languages = ArrayField(models.CharField(max_length=5), default=list)
    hours = models.JSONField(default=list)
    access = models.JSONField(default=dict)
    phones = ArrayField(models.CharField(max_length=30), default=list)
    eligibility = models.JSONField(default=dict)
    fees = models.JSONField(default=dict)
    source = models.CharField(max_length=300)
    checked_on = models.DateField(null=True)
    is_closed = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["place", "id"], name="point_of_place")]


class Proposal(models.Model):
    """Somebody says that something about a body is wrong; an editor takes it over or refuses it."""

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey("ledger.Thing", null=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    content = models.JSONField()
    source = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, default="new")
    because = models.CharField(max_length=400, blank=True)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        "ledger.Thing", null=True, on_delete=models.PROTECT, related_name="+"
    )


class Check(models.Model):
    """One item of a disclosure check-list, for one body and quarter (`2026Q4`).

    `answer`: full, part, none, not-applicable.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="checks")
    checklist = models.SlugField(max_length=60)
    item = models.SlugField(max_length=60)
    quarter = models.CharField(max_length=6)
    answer = models.CharField(max_length=15)
    evidence = models.CharField(max_length=400, blank=True)
    checked_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["body", "checklist", "item", "quarter"], name="check_once"
            )
        ]
