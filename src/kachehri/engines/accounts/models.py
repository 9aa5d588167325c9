"""Accounts of people and of the system itself."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class AccountQuerySet(models.QuerySet["Account"]):
    """The vocabulary of accounts."""

    def people(self) -> "AccountQuerySet":
        """Accounts that a person signs in to."""
        return self.filter(system_name__isnull=True)


class AccountManager(BaseUserManager["Account"].from_queryset(AccountQuerySet)):  # type: ignore[misc]
    """Django asks the default manager of the user model for `get_by_natural_key`."""


class Account(AbstractBaseUser):
    """Someone (or, with `system_name`, something) that acts. Rights are grants, never flags here."""

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


class ElevatedSession(models.Model):
    """Administrator's rights for a limited time, with a reason, after a second factor."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="elevated_session_ends_after_it_starts",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            )
        ]
