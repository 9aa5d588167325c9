"""What came in: who sent it, the sealed words, files, and what did not fit."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q


class Collector(models.Model):
    """Somebody who brings in answers with a device: an enumerator with a token of their own.

    The number is the *app user* of programs that speak as Central does. `token` and `secret` are
    digests: SHA-256 of the token in the address, and the HA1 of Digest access authentication.
    `quota` is how many answers a day it may send. `person` is who it is, where that is known.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey("forms.Project", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    token = models.CharField(max_length=64, unique=True)
    username = models.CharField(max_length=60, blank=True)
    secret = models.CharField(max_length=64, blank=True)
    quota = models.PositiveIntegerField(default=500)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["username"], condition=~Q(username=""), name="collector_username_once"
            )
        ]


class Submission(models.Model):
    """One answered questionnaire, without a word of it: those lie sealed in `Payload`.

    `id` is also the number of its key (`engines.vault.keyring`): to destroy that is to erase every
    word, wherever a backup lies. `instance` is the instanceID that the device made, `root` that of
    the first version of an edited one, `replaces` its deprecatedID. `digest` is a keyed digest of
    the XML: whoever sends the same again is told that it is here.

    `state`: raw (not read yet), read, unreadable (`problem` says why), erased, moved (into the
    locked tray). `is_complete` once every file that it names has come. `review`: Central's words
    (hasIssues, edited, rejected, approved), empty before. `started_at` and `ended_at` are the
    device's clock, which may be wrong by years; `received_at` is ours. `place` is the union council
    or village that it is about, never a household's position. `channel`: collect, web, light, sms,
    paper, import. `is_edited`: a newer version replaced it. `is_test`: sent while it was a draft.
    """

    form = models.ForeignKey("forms.Form", on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(
        "forms.FormVersion", null=True, on_delete=models.PROTECT, related_name="+"
    )
    instance = models.CharField(max_length=120)
    root = models.CharField(max_length=120)
    replaces = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64)
    collector = models.ForeignKey(Collector, null=True, on_delete=models.PROTECT, related_name="+")
    device = models.CharField(max_length=120, blank=True)
    channel = models.CharField(max_length=10, default="collect")
    received_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, default="raw")
    problem = models.CharField(max_length=400, blank=True)
    review = models.CharField(max_length=10, blank=True)
    place = models.ForeignKey(
        "places.Place", null=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )
    files_expected = models.PositiveSmallIntegerField(default=0)
    files_present = models.PositiveSmallIntegerField(default=0)
    is_complete = models.BooleanField(default=True)
    is_encrypted = models.BooleanField(default=False)
    is_edited = models.BooleanField(default=False)
    is_test = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "instance"], name="submission_once"),
            models.CheckConstraint(
                condition=Q(state__in=["raw", "read", "unreadable", "erased", "moved"]),
                name="submission_state_known",
            ),
        ]
        indexes = [
            models.Index(fields=["form", "id"], name="submission_of_form"),
            models.Index(fields=["id"], condition=Q(state="raw"), name="submission_raw"),
            models.Index(fields=["form", "root"], name="submission_root"),
            models.Index(fields=["form", "place", "id"], name="submission_of_place"),
            models.Index(fields=["collector", "received_at"], name="submission_of_collector"),
            models.Index(
                fields=["form", "id"],
                condition=Q(state="read", is_edited=False, is_test=False),
                name="submission_shown",
            ),
            BrinIndex(fields=["received_at"], name="submission_by_day"),
        ]


class Payload(models.Model):
    """The sealed words of a submission, in partitions by year of `received_at`.

    `what`: raw (the XML as it came, compressed), answers (the values in the order of the version's
    columns, as MessagePack), scores, notes. Its key in the database is (submission_id, what,
    received_at); AES-256-GCM under the submission's own key, bound to number and `what`.
    """

    pk = models.CompositePrimaryKey("submission_id", "what", "received_at")
    submission_id = models.BigIntegerField()
    what = models.CharField(max_length=10)
    received_at = models.DateTimeField()
    nonce = models.BinaryField(max_length=12)
    content = models.BinaryField()


class Attachment(models.Model):
    """A file of a submission. Its bytes lie encrypted under `FILES_ROOT`, by `path`.

    `state`: awaited (the answers name it), kept, refused (`problem` says why), erased.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    path = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=10, default="awaited")
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "name"], name="attachment_once")
        ]


class Conflict(models.Model):
    """Something that came and could not be joined: kept apart, never dropped.

    `reason`: other-content (the same instance with other words), unknown-form, unknown-version,
    retired, not-a-submission, too-late. The raw bytes are sealed with a key of their own in the
    ring of conflicts, by the row's number. `settled` says what somebody decided: empty, kept,
    replaced, erased.
    """

    form = models.ForeignKey("forms.Form", null=True, on_delete=models.PROTECT, related_name="+")
    instance = models.CharField(max_length=120, blank=True)
    submission = models.ForeignKey(
        Submission, null=True, on_delete=models.PROTECT, related_name="+"
    )
    collector = models.ForeignKey(Collector, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20)
    received_at = models.DateTimeField()
    nonce = models.BinaryField(max_length=12)
    content = models.BinaryField()
    settled = models.CharField(max_length=10, blank=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=Q(settled=""), name="conflict_open"),
        ]
