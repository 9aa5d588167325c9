"""Accounts of people and of the system itself."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

if TYPE_CHECKING:
    AccountManagerBase = BaseUserManager["Account"]
else:
    AccountManagerBase = BaseUserManager


class AccountQuerySet(models.QuerySet["Account"]):
    """The vocabulary of accounts."""

    def people(self) -> "AccountQuerySet":
        """Accounts that a person signs in to."""
        return self.filter(system_name__isnull=True)

    def may_sign_in(self) -> "AccountQuerySet":
        """Accounts of people that nobody has closed."""
        return self.people().filter(is_active=True)


class AccountManager(AccountManagerBase.from_queryset(AccountQuerySet)):  # type: ignore[misc]
    """Django asks it for `get_by_natural_key`. Accounts are made by actions only."""


class Account(AbstractBaseUser):
    """Someone (or, with `system_name`, something) that acts. Rights are grants, never flags."""

    thing = models.OneToOneField("ledger.Thing", on_delete=models.PROTECT, related_name="+")
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, default="en")
    system_name = models.CharField(max_length=40, unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="email_in_small_letters", condition=Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="system_account_has_no_password",
                condition=Q(system_name__isnull=True) | Q(password__startswith="!"),  # noqa: S106
            ),
        ]


class ElevatedSessionQuerySet(models.QuerySet["ElevatedSession"]):
    """The vocabulary of elevated sessions."""

    def running(self, *, at: datetime) -> "ElevatedSessionQuerySet":
        """Those that have begun, have not run out and were not ended."""
        return self.filter(starts_at__lte=at, ends_at__gt=at, ended_at__isnull=True)


class ElevatedSession(models.Model):
    """Administrator's rights for a limited time, with a reason, after a second factor."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ElevatedSessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="elevated_session_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
            )
        ]
        indexes = [models.Index(fields=["account", "-starts_at"], name="elevation_of_account")]
