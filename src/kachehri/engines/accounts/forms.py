"""Forms of the account pages."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kachehri.engines.access.roles import ROLES

from .encryption import secrets_of
from .models import Account

CODE_ATTRIBUTES = {"autocomplete": "one-time-code", "inputmode": "numeric", "class": "short"}


def password_field(label: Any, autocomplete: str, hint: Any = "") -> forms.CharField:
    """A field for a password, which is taken as it was typed."""
    return forms.CharField(
        label=label,
        help_text=hint,
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": _("Write your password.")},
    )


def code_field(hint: Any) -> forms.CharField:
    """A field for a code of the second factor or a recovery code."""
    return forms.CharField(
        label=_("Code"),
        help_text=hint,
        max_length=20,
        widget=forms.TextInput(attrs=CODE_ATTRIBUTES),
        error_messages={"required": _("Write the code that your app shows.")},
    )


class SignInForm(LoginForm):  # type: ignore[misc]
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label=_("E-mail address"),
            widget=forms.EmailInput(attrs={"autocomplete": "username"}),
            error_messages={
                "required": _("Write your e-mail address."),
                "invalid": _("This is not an e-mail address. It has the form name@example.org."),
            },
        )
        self.fields["password"] = password_field(_("Password"), "current-password")
        self.order_fields(["login", "password"])


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """A code of the second factor, or a recovery code. allauth counts the attempts."""

    code = code_field(_("Six digits from your app, or one of your recovery codes."))

    def clean_code(self) -> str:
        """Check the code with this account's secrets."""
        with secrets_of(self.user.pk):
            return str(super().clean_code())


class ElevationForm(CodeForm):
    """Why, and the second factor once more."""

    reason = forms.CharField(
        label=_("What do you want to do?"),
        help_text=_("One sentence. It is kept, and auditors read it."),
        max_length=300,
        error_messages={"required": _("Write why you need these rights.")},
    )
    field_order = ("reason", "code")


class EnrolForm(forms.Form):
    """The first code of a new second factor."""

    code = code_field(_("Six digits that the app shows now."))


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    password = password_field(
        _("New password"),
        "new-password",
        _("At least 12 letters or digits. Three words that do not belong together are good."),
    )
    again = password_field(_("The new password again"), "new-password")

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        """Refuse a password that is easily guessed."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        """Both have to be the same."""
        values = super().clean() or {}
        if "password" in values and values["password"] != values.get("again"):
            self.add_error("again", _("This is not the same as the password above."))
        return values


class ChangePasswordForm(NewPasswordForm):
    """The password as it is, and the new one."""

    current = password_field(_("Your password now"), "current-password")
    field_order = ("current", "password", "again")

    def clean_current(self) -> str:
        """Only who knows the password changes it."""
        current: str = self.cleaned_data["current"]
        if not self.account.check_password(current):
            raise ValidationError(_("This is not your password."))
        return current


class AccountForm(forms.Form):
    """A new account."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the person's name.")},
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Write the person's e-mail address."),
            "invalid": _("This is not an e-mail address. It has the form name@example.org."),
        },
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


def grantable_roles() -> list[tuple[str, Any]]:
    """Roles that can be given to a person."""
    return [(r.name, _(r.label)) for r in ROLES.values() if r.grantable]


class GrantForm(forms.Form):
    """A role for a person, everywhere."""

    role = forms.ChoiceField(label=_("Role"), choices=grantable_roles)
    purpose = forms.CharField(
        label=_("What for"),
        max_length=200,
        help_text=_("The task or the letter of appointment. It is kept with the role."),
        error_messages={"required": _("Write what the role is for.")},
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Leave it empty if no end is known."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": _("This is not a date. It has the form 2027-03-31.")},
    )
