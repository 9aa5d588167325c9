"""Editions of reports, their content and their files."""

from django.db import models


class Edition(models.Model):
    """A report of one kind about one place, frozen when it was built.

    `data_digest` stands for all that went into it: the figures, the kind, the words, the program.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    built_at = models.DateTimeField()
    data_digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "place", "number"], name="edition_number_once")
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
