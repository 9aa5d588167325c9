"""Things (everything that can be acted on or act) and the append-only log of what was done to them."""

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
    """An event that waits for its seal. A trigger in the database fills it, the sealing job empties it."""

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
    """A signed root over the first `size` leaves (RFC 6962 section 3.5, Ed25519)."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.BinaryField(max_length=64)
