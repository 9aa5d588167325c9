"""Things (all that acts or is acted on) and the append-only log of what was done to them."""

from django.db import models


class Thing(models.Model):
    """One row for everything addressable, so that *about anything* is a real foreign key."""

    kind = models.CharField(max_length=40)
    created_at = models.DateTimeField()


class Event(models.Model):
    """One thing that was done: who, verb, thing, when, ids. Never any personal text.

    The table is partitioned by year of `at`; its primary key in the database is (id, at).
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    actor = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    thing = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+")
    refs = models.JSONField(default=dict)


class Pending(models.Model):
    """An event that waits for its seal. A trigger fills it, the sealing job empties it."""

    event_id = models.BigIntegerField(primary_key=True)
    event_at = models.DateTimeField()
    xid = models.BigIntegerField()


class Leaf(models.Model):
    """The place of an event in the Merkle log."""

    index = models.BigIntegerField(primary_key=True)
    event_id = models.BigIntegerField(unique=True)
    event_at = models.DateTimeField()
    digest = models.BinaryField(max_length=32)


class TreeHead(models.Model):
    """A signed root over the first `size` leaves (after RFC 6962 section 3.5, with Ed25519).

    `frontier` holds the roots of the complete subtrees at the right edge, so that the next leaves
    need no look at the earlier ones. It is not signed: the root that it gives must be `root`.
    """

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    frontier = models.BinaryField()
    at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.BinaryField(max_length=64)
