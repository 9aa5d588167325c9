"""Editions of reports, their content and their files."""

from django.db import models


class Edition(models.Model):
    """A report of one kind about one place, frozen when it was built."""

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
    """The content of an edition in one language: the blocks that the writers read."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="texts")
    language = models.CharField(max_length=5)
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "language"], name="edition_text_once")
        ]


class EditionFile(models.Model):
    """A file that a writer made from an edition's text."""

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
