"""Keys with which programs of a person read answers."""

from django.db import models


class ProgramKey(models.Model):
    """A key that somebody made at the desk for a program of theirs; shown once, kept as a digest.

    A program gives it in the place of a password, beside the person's address. It opens what that
    person may read, nothing else, until it runs out or is ended. Sessions that began before
    `sessions_from` do not count any more.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    sessions_from = models.DateTimeField()
