"""What came in, as it came; what goes out, and how far it got; what people asked us not to do."""

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT


class Arrival(models.Model):
    """Something that a gateway handed over, kept as it came before anything reads it.

    (`channel`, `gateway`, `external`) is the sender's own number of it: the same one twice is one
    arrival. `state`: new, done, held (the holding pen: nobody knows where it belongs), dropped (a
    loop, an opted-out number), purged (moved to the locked tray), failed. `guesses` are
    `{"case": number, "why": key, "score": 0..1}`, best first. Nobody takes a new one up before
    `next_at`: a worker has it, or it is to be tried again later.
    """

    channel = models.CharField(max_length=10)
    gateway = models.CharField(max_length=40)
    external = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    raw = models.BinaryField()
    content_type = models.CharField(max_length=100, blank=True)
    headers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="new")
    attempts = models.PositiveSmallIntegerField(default=0)
    guesses = models.JSONField(default=list)
    problem = models.CharField(max_length=300, blank=True)
    message = models.ForeignKey("Message", null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "gateway", "external"], name="post_arrival_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["new", "done", "held", "dropped", "purged", "failed"]),
                name="post_arrival_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="new"), name="post_arrival_new"),
            models.Index(fields=["id"], condition=Q(state="held"), name="post_arrival_held"),
            models.Index(KT("headers__sender"), "received_at", name="post_arrival_sender"),
        ]


class Message(models.Model):
    """One message in or out, about a `subject` (null until somebody knows which).

    `address` is the other side's: a number in E.164, a mailbox, a postal address. `key` makes an
    outgoing one unique: the same key asked for twice is sent once. `state` of outgoing ones:
    waiting, sending, sent, delivered, failed, digested (said in another message), withheld
    (opted out, no safe way), uncertain (the line broke or the program was killed while the gateway
    was taking it); of incoming ones: received. `purpose` is one of `kinds.CLASSES`. `due_at` is
    when it was to go first. One that is being sent and is not settled by `next_at` was left by a
    program that died.
    """

    is_incoming = models.BooleanField()
    channel = models.CharField(max_length=10)
    subject = models.ForeignKey(
        "ledger.Thing", null=True, on_delete=models.PROTECT, related_name="+"
    )
    address = models.CharField(max_length=300)
    title = models.CharField(max_length=300, blank=True)
    words = models.TextField()
    language = models.CharField(max_length=5, default="en")
    key = models.CharField(max_length=200)
    purpose = models.CharField(max_length=10, default="notice")
    state = models.CharField(max_length=10, default="waiting")
    created_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    gateway = models.CharField(max_length=40, blank=True)
    external = models.CharField(max_length=200, blank=True)
    parts = models.PositiveSmallIntegerField(default=1)
    problem = models.CharField(max_length=300, blank=True)
    content = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key"], name="post_message_once")]
        indexes = [
            models.Index(
                fields=["next_at", "id"],
                condition=Q(state__in=["waiting", "sending"]),
                name="post_message_next",
            ),
            models.Index(fields=["subject", "id"], name="post_message_subject"),
            models.Index(
                fields=["gateway", "external"],
                condition=~Q(external=""),
                name="post_message_external",
            ),
            models.Index(
                fields=["channel", "address", "id"],
                condition=Q(state="waiting"),
                name="post_message_address",
            ),
            models.Index(
                fields=["channel", "sent_at"],
                condition=Q(sent_at__isnull=False, is_incoming=False),
                name="post_message_sent",
            ),
        ]


class Report(models.Model):
    """What a gateway said of a message that is not known yet: reports come in any order."""

    gateway = models.CharField(max_length=40)
    external = models.CharField(max_length=200)
    state = models.CharField(max_length=10)
    at = models.DateTimeField()
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gateway", "external", "state"], name="post_report_once"
            )
        ]


class Preference(models.Model):
    """What an address asked for: nothing at all, nothing at night, one message a day."""

    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=300)
    opted_out_at = models.DateTimeField(null=True)
    quiet_from = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    digest = models.BooleanField(default=False)
    bounces = models.PositiveSmallIntegerField(default=0)
    bounced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "address"], name="post_preference_once")
        ]
