"""Areas, their names and how they came to be."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q


class Scheme(models.Model):
    """One way to divide the land: administrative, census, local government, revenue, programme.

    Several stand side by side, each with its vintage. Two places are compared only within one.
    """

    code = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20)
    label = models.CharField(max_length=120)
    vintage = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=300)
    licence = models.CharField(max_length=200, blank=True)


class PlaceQuerySet(models.QuerySet["Place"]):
    """The vocabulary of places."""

    def valid(self, *, on: date) -> "PlaceQuerySet":
        """Places that existed on a day (half-open: `valid_to` is the first day after)."""
        return self.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on)).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on)
        )


class Place(models.Model):
    """An area of one tier. A code that no source gives is null: none is ever invented.

    `scheme` null is the pack's own administrative tree, of which every other scheme hangs its
    places. `longitude` and `latitude` (degrees, WGS 84) are a point inside it, where known.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=80, unique=True)
    pcode = models.CharField(max_length=20, unique=True, null=True)  # noqa: DJ001 (unique or absent)
    tier = models.CharField(max_length=30)
    scheme = models.ForeignKey(Scheme, null=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    tile_column = models.SmallIntegerField(null=True)
    tile_row = models.SmallIntegerField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    source = models.CharField(max_length=200, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["scheme", "id"], name="place_in_scheme")]


class PlaceName(models.Model):
    """A name of a place in one language, and where it comes from.

    `trigrams` are those of the search key (`kernel.scripts.trigrams`), empty for a mere code.
    """

    class Status(models.TextChoices):
        """How good a name is."""

        SOURCED = "sourced"
        TRANSLITERATED = "transliterated"
        ALIAS = "alias"

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=5)
    text = models.CharField(max_length=120)
    status = models.CharField(max_length=15, choices=Status)
    source = models.CharField(max_length=200, blank=True)
    search_key = models.CharField(max_length=160, db_index=True)
    sort_key = models.BinaryField()
    trigrams = ArrayField(models.CharField(max_length=3), default=list)

    class Meta:
        indexes = [GinIndex(fields=["trigrams"], name="place_name_trigrams")]
        constraints = [
            models.UniqueConstraint(fields=["place", "language", "text"], name="place_name_once"),
            models.UniqueConstraint(
                fields=["place", "language"],
                condition=~Q(status="alias"),
                name="place_one_proper_name_a_language",
            ),
        ]


class Lineage(models.Model):
    """`successor` was made (in part) from `predecessor`: districts are split, joined and renamed.

    `on` is null where no source gives the day; `after` is then a day on which the change had not
    happened yet, where one is known. `verified` is true where the cited source shows it.
    """

    predecessor = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    successor = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    on = models.DateField(null=True)
    after = models.DateField(null=True)
    source = models.CharField(max_length=300)
    verified = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="lineage_once"),
        ]


class Boundary(models.Model):
    """The outline of a place in one vintage (WKB, degrees, WGS 84), and a simpler one to draw."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    vintage = models.CharField(max_length=20)
    source = models.CharField(max_length=300)
    outline = models.BinaryField()
    sketch = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "vintage"], name="boundary_once"),
        ]


class Neighbour(models.Model):
    """`other` shares a border with `place`; each pair stands in both directions."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "other"], name="neighbour_once"),
        ]


class TreeMark(models.Model):
    """One row, whose mark a trigger changes with every change of places or names.

    A process that has read the tree keeps it until the mark is another.
    """

    mark = models.UUIDField()


class UnmatchedName(models.Model):
    """A name in a file that no place has, waiting for a person to say which place it is.

    `within` is the place below which it was sought, null for anywhere. `guesses` lists
    `{"place": id, "score": 0..1, "reason": key}`, best first. `answer` null with `settled_at` means
    that a person said: none of ours.
    """

    text = models.CharField(max_length=120)
    tier = models.CharField(max_length=30)
    within = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    seen_in = models.CharField(max_length=255)
    rows = models.PositiveIntegerField(default=1)
    guesses = models.JSONField(default=list)
    first_seen = models.DateTimeField()
    answer = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["text", "tier", "within"],
                nulls_distinct=False,
                name="unmatched_name_once",
            ),
        ]
