"""Editions of reports, their content and their files; the records that a team writes for them."""

from django.db import models


class Edition(models.Model):
    """A report of one kind about one place, frozen when it was built.

    `data_digest` stands for all that went into it: the figures, the kind, the words, the program.
    A draft becomes a new revision of its number when something changed; what is launched under a
    number stays, and the next draft takes the next number. `facts` are the figures that it states
    and the records that it prints, for the comparison with the edition before
    (`rules.facts`). `because` is why it was launched without a workshop; `redacted_on` the day on
    which somebody's words were last taken out of it, `redactions` how often that was done.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    revision = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, default="draft")
    launched_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    because = models.CharField(max_length=400, blank=True)
    redacted_on = models.DateField(null=True)
    redactions = models.PositiveSmallIntegerField(default=0)
    facts = models.JSONField(default=dict)
    built_at = models.DateTimeField()
    data_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "place", "number", "revision"], name="edition_revision_once"
            ),
            models.UniqueConstraint(
                fields=["kind", "place", "number"],
                condition=models.Q(state="launched"),
                name="edition_launched_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "launched"]), name="edition_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="launched", launched_on__isnull=False)
                | models.Q(state="draft", launched_on__isnull=True),
                name="edition_launched_on_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(review_on__gt=models.F("launched_on")),
                name="edition_reviewed_later",
            ),
        ]


class EditionText(models.Model):
    """The cover of an edition in one language: the document without its chapters.

    `contents` lists the chapters as [key, title]: a page shows them without reading them.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=5)
    cover = models.JSONField()
    contents = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "language"], name="edition_text_once")
        ]


class EditionChapter(models.Model):
    """One chapter in one language: the blocks that the writers and the pages read."""

    text = models.ForeignKey(EditionText, on_delete=models.PROTECT, related_name="chapters")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=40)
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["text", "key"], name="edition_chapter_once"),
            models.UniqueConstraint(fields=["text", "position"], name="edition_position_once"),
        ]


class EditionFile(models.Model):
    """A file that a writer made from an edition's text. `path` is relative to FILES_ROOT."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="files")
    language = models.CharField(max_length=5)
    format = models.CharField(max_length=5)
    path = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "language", "format"], name="edition_file_once"
            )
        ]


class Record(models.Model):
    """Something that a team wrote down about a place: a threat, a strategy, an answer, a quote.

    `kind` is the key of a kind of records in a pack. `version` is the number of the newest version:
    who saves over another one is stopped by it. An ended record is no longer printed.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    is_ended = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["place", "kind", "id"], name="record_of_place")]


class RecordVersion(models.Model):
    """What a record said after one change; versions are only added.

    `content` is one JSON value a field (`kinds.records.Field`). Only a withdrawn consent empties
    the words of earlier versions.
    """

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    written_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "number"], name="record_version_once")
        ]
