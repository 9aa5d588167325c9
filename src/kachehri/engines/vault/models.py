"""The locked tray: sealed content, and who opened it."""

from django.db import models


class Sealed(models.Model):
    """Something sensitive that arrived anywhere, encrypted with a data key of its own.

    `wrapped` is that key, wrapped by the tray's key, which lives outside the database and its
    backups; to destroy it is to erase. `channel` and `received_at` are all that stands in the open;
    `state`: new, taken (somebody works on it), closed, erased.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    received_at = models.DateTimeField()
    sealed_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="new")
    key_id = models.CharField(max_length=16)
    wrapped = models.BinaryField(null=True)
    nonce = models.BinaryField(max_length=12)
    content = models.BinaryField(null=True)
    taken_by = models.ForeignKey(
        "ledger.Thing", null=True, on_delete=models.PROTECT, related_name="+"
    )


class Opening(models.Model):
    """Somebody opened a sealed thing, for a reason that they wrote.

    `what`: read, noted, closed, erased.
    """

    sealed = models.ForeignKey(Sealed, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    because = models.CharField(max_length=400)
    what = models.CharField(max_length=10, default="read")


class Hush(models.Model):
    """An address that gets no automatic message any more, as a keyed digest."""

    digest = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField()
