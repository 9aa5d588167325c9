"""Persons, ways of contact and consent by purpose."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Person(models.Model):
    """A person, with as little about them as their matter needs; every field may be empty.

    `sex`: female, male, other. `disability` null: not asked. `name_key` is folded for search.
    """

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    account = models.OneToOneField(
        "accounts.Account", null=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    name_key = models.CharField(max_length=160, blank=True)
    sex = models.CharField(max_length=10, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    disability = models.BooleanField(null=True)
    language = models.CharField(max_length=5, blank=True)
    post = models.TextField(blank=True)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["name_key", "id"], name="person_by_name")]


class Contact(models.Model):
    """One way to reach a person, and when it is safe.

    `channel`: sms, voice, email, whatsapp, letter, counter (they come to a local organisation's
    counter, `counter`), none (no message at all). `address` is normalised (E.164, lower-case
    mailbox). `hours` bound when a call is safe, `speak_to` says who may answer, `same_sex` asks
    for a caller of the person's own sex, `is_shared` that others read this phone, too. `state`:
    new, confirmed, bounced, ended.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    channel = models.CharField(max_length=10)
    address = models.CharField(max_length=300, blank=True)
    is_preferred = models.BooleanField(default=False)
    is_shared = models.BooleanField(default=False)
    safe_from = models.TimeField(null=True)
    safe_until = models.TimeField(null=True)
    speak_to = models.CharField(max_length=120, blank=True)
    same_sex = models.BooleanField(default=False)
    counter = models.ForeignKey(
        "ledger.Thing", null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, default="new")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(is_preferred=True) & ~Q(state="ended"),
                name="contact_one_preferred",
            )
        ]
        indexes = [models.Index(fields=["channel", "address"], name="contact_by_address")]


class Consent(models.Model):
    """A person agreed (or did not) to one purpose, in one way; withdrawing it ends it.

    `purposes` of the pack: to pass on the name, to publish, to be spoken for by an organisation
    (`about`), to be asked afterwards, to be called.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consents")
    purpose = models.SlugField(max_length=40)
    about = models.ForeignKey("ledger.Thing", null=True, on_delete=models.PROTECT, related_name="+")
    given = models.BooleanField()
    how = models.CharField(max_length=20)
    witness = models.CharField(max_length=120, blank=True)
    languages = ArrayField(models.CharField(max_length=5), default=list)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    recorded_by = models.ForeignKey("ledger.Thing", on_delete=models.PROTECT, related_name="+")
