"""A person's own account: what they may do, password, second factor, elevated rights."""

from contextlib import suppress
from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from django.contrib.auth import update_session_auth_hash
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.engines.access.actor import Actor
from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import PEOPLE, ROLES

from .actions import elevate, end_elevation, set_password, sleeps
from .encryption import SecretUnreadable, decrypt, encrypt, secrets_of
from .forms import ChangePasswordForm, CodeForm, ElevationForm, EnrolForm
from .middleware import ELEVATION_KEY, has_second_factor
from .models import Account
from .qr import qr_svg
from .queries import held_roles, running_elevation
from .second_factor import CodeWrong, enrol, generate_totp_secret, new_recovery_codes
from .signing_in import onward

SECRET_KEY = "second factor to be"  # noqa: S105 - the name of the place, not a secret


@dataclass(frozen=True)
class HeldRole:
    """A role for the page: its name and what it may do, translated."""

    label: str
    may: tuple[str, ...]


@page(rule=PEOPLE)
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """What the person may do, and what they can change about their account."""
    account, at = signed_in(request), timezone.now()
    roles = held_roles(account.thing_id, at)
    context = {
        "account": account,
        "second_factor": has_second_factor(request),
        "roles": [translated(name) for name in sorted(roles) if name in ROLES],
        "may_elevate": any(sleeps(role) for role in roles),
        "elevation": running_elevation(account.pk, request.session.get(ELEVATION_KEY), at),
    }
    return render(request, "accounts/home.html", context)


@page(rule=PEOPLE)
@never_cache
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set up the second factor: scan, write the first code, keep the recovery codes."""
    account = signed_in(request)
    if has_second_factor(request):
        return HttpResponseRedirect(reverse("account_home"))
    secret = secret_to_be(request, account)
    form = EnrolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = enrol(
                account_id=account.pk,
                secret=secret,
                code=form.cleaned_data["code"],
                by=actor_of(request),
                at=timezone.now(),
            )
        except CodeWrong:
            form.add_error("code", _("This is not the code that belongs to the picture."))
        else:
            del request.session[SECRET_KEY]
            return recovery_codes(request, codes)
    address = get_adapter().build_totp_url(account, secret)
    picture = qr_svg(address, escape(_("Code to scan with your app")))
    context = {"form": form, "secret": in_groups(secret), "picture": mark_safe(picture)}  # noqa: S308
    return render(request, "accounts/second_factor.html", context)


def secret_to_be(request: HttpRequest, account: Account) -> str:
    """The secret that the page offers, the same until it is set up: encrypted in the session."""
    with secrets_of(account.pk), suppress(KeyError, SecretUnreadable):
        return decrypt(request.session[SECRET_KEY])
    secret: str = generate_totp_secret()
    with secrets_of(account.pk):
        request.session[SECRET_KEY] = encrypt(secret)
    return secret


@page(rule=PEOPLE)
@never_cache
def fresh_codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, after the second factor."""
    account = signed_in(request)
    if not has_second_factor(request):
        return HttpResponseRedirect(reverse("account_second_factor"))
    form = CodeForm(request.POST or None, user=account)
    if request.method == "POST" and form.is_valid():
        form.save()
        codes = new_recovery_codes(account_id=account.pk, by=actor_of(request), at=timezone.now())
        return recovery_codes(request, codes)
    lead = _("The codes that you have now will not work any more.")
    return form_page(request, form, _("New recovery codes"), lead)


@page(rule=PEOPLE)
@never_cache
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password. Every other session of the account ends."""
    account = signed_in(request)
    form = ChangePasswordForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        set_password(
            account_id=account.pk,
            password=form.cleaned_data["password"],
            by=actor_of(request),
            at=timezone.now(),
        )
        account.refresh_from_db()
        update_session_auth_hash(request, account)
        return HttpResponseRedirect(reverse("account_home"))
    lead = _("You stay signed in here and are signed out everywhere else.")
    return form_page(request, form, _("Change your password"), lead)


@page(rule=PEOPLE)
@never_cache
def ask_elevation(request: HttpRequest) -> HttpResponse:
    """An administrator or a keeper asks for their rights, says why, and shows the second factor."""
    account = signed_in(request)
    if not has_second_factor(request):
        return HttpResponseRedirect(reverse("account_second_factor"))
    roles = held_roles(account.thing_id, timezone.now())
    if not any(sleeps(role) for role in roles):
        return render(request, "accounts/nothing_to_elevate.html")
    form = ElevationForm(request.POST or None, user=account)
    if request.method == "POST" and form.is_valid():
        form.save()
        elevation = elevate(
            account_id=account.pk,
            reason=form.cleaned_data["reason"],
            by=actor_of(request),
            at=timezone.now(),
        )
        request.session[ELEVATION_KEY] = elevation.id
        return HttpResponseRedirect(onward(request, "account_home"))
    lead = _("They switch themselves off after half an hour. You can switch them off before.")
    is_administrator = "administrator" in roles
    title = (
        _("Switch administrator's rights on")
        if is_administrator
        else _("Switch your extra rights on")
    )
    return form_page(request, form, title, lead)


@page(rule=PEOPLE)
@require_POST
def stop_elevation(request: HttpRequest) -> HttpResponse:
    """End elevated rights now."""
    elevation = request.session.pop(ELEVATION_KEY, None)
    if elevation:
        end_elevation(elevation_id=elevation, by=actor_of(request), at=timezone.now())
    return HttpResponseRedirect(reverse("account_home"))


def form_page(request: HttpRequest, form: Form, title: str, lead: str) -> HttpResponse:
    """A page that is one form, with the way back to the account."""
    context = {"form": form, "title": title, "lead": lead, "back": reverse("account_home")}
    return render(request, "accounts/form.html", context)


def recovery_codes(request: HttpRequest, codes: tuple[str, ...]) -> HttpResponse:
    """The codes, shown this once."""
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


def signed_in(request: HttpRequest) -> Account:
    """The account behind a page whose rule lets only signed-in people through."""
    account = request.user
    assert isinstance(account, Account)  # noqa: S101 - the page's rule has made sure
    return account


def actor_of(request: HttpRequest) -> Actor:
    """The actor that the middleware put on the request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def translated(name: str) -> HeldRole:
    """A role in the reader's language."""
    role = ROLES[name]
    return HeldRole(_(role.label), tuple(_(sentence) for sentence in role.may))


def in_groups(secret: str) -> str:
    """Four letters at a time, so that it can be typed by hand."""
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
