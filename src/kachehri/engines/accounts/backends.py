"""Sign-in by e-mail and password, for people only."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from .models import Account
from .queries import with_standing


class PasswordBackend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, which fetches what a request must know about its account in the same query."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session; None ends the session."""
        return with_standing(Account.objects.may_sign_in().filter(pk=user_id)).first()

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """A system account has no password and no way in, whatever else happens."""
        return super().user_can_authenticate(user) and getattr(user, "system_name", None) is None
