"""What we tell allauth to do our way."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import encryption
from .actions import note_sign_in
from .models import Account


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No sign-up, no messages of allauth's own, an event for each sign-in."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("The e-mail address or the password is not right."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by administrators."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """To the person's own page."""
        return reverse("account_home")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened themselves."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """There is no e-mail yet; the ledger keeps what happened to an account."""

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        """Every factor has been checked when this is called."""
        note_sign_in(account_id=user.pk, at=timezone.now())
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps secrets encrypted; see `encryption`."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Wait for the next one and write that."),
    }

    def encrypt(self, text: str) -> str:
        """Before a secret is stored."""
        return encryption.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """After a secret was read."""
        return encryption.decrypt(encrypted_text)

    def get_totp_issuer(self) -> str:
        """The name that an authenticator app shows."""
        return "Kachehri"
