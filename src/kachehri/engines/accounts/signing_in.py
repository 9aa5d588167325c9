"""Pages for signing in and out. allauth keeps the order of the steps and counts the attempts."""

from typing import Any

from allauth.account.stages import LoginStageController
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.stages import AuthenticateStage
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kachehri.engines.access.pages import page
from kachehri.engines.access.roles import EVERYONE

from .actions import end_elevation, note_sign_out, set_password
from .forms import CodeForm, NewPasswordForm, SignInForm
from .links import account_behind
from .middleware import ELEVATION_KEY
from .queries import account_actor


class SignIn(LoginView):  # type: ignore[misc]
    """E-mail address and password."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"


class SecondStep(AuthenticateView):  # type: ignore[misc]
    """The code, after the password was right."""

    template_name = "accounts/second_step.html"

    def _build_forms(self) -> CodeForm:
        """The only form that we have; allauth's own would look for security keys, too."""
        data = self.request.POST if self.request.method == "POST" else None
        self.auth_form = CodeForm(user=self.stage.login.user, data=data)
        self.webauthn_form = None
        return self.auth_form


sign_in = page(rule=EVERYONE)(SignIn.as_view())


@page(rule=EVERYONE)
@login_not_required
@never_cache
def second_step(request: HttpRequest) -> HttpResponseBase:
    """The code, or, where no password came before it or too long ago, the way back to it."""
    if LoginStageController.enter(request, AuthenticateStage.key) is None:
        return render(request, "accounts/no_step.html", status=409)
    answer: HttpResponseBase = SecondStep.as_view()(request)
    return answer


@page(rule=EVERYONE)
@login_not_required
@never_cache
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ask, then end the session, and the elevated rights with it."""
    if request.method != "POST":
        return render(request, "accounts/sign_out.html")
    if request.user.is_authenticated:
        actor: Any = request.actor  # type: ignore[attr-defined]
        at = timezone.now()
        if elevation := request.session.get(ELEVATION_KEY):
            end_elevation(elevation_id=elevation, by=actor, at=at)
        note_sign_out(account_id=request.user.pk, at=at)
        logout(request)
    return HttpResponseRedirect(reverse("account_login"))


@page(rule=EVERYONE)
@never_cache
def closed(request: HttpRequest) -> HttpResponse:
    """The password was right, but the account is closed."""
    return render(request, "accounts/closed.html")


@page(rule=EVERYONE)
@never_cache
def choose_password(request: HttpRequest, account_id: int, token: str) -> HttpResponse:
    """Choose a password by a one-time link."""
    account = account_behind(account_id, token)
    if account is None:
        return render(request, "accounts/link_dead.html", status=410)
    form = NewPasswordForm(request.POST or None, account=account)
    if request.method == "POST" and form.is_valid():
        at = timezone.now()
        set_password(
            account_id=account.pk,
            password=form.cleaned_data["password"],
            by=account_actor(account, at),
            at=at,
        )
        return HttpResponseRedirect(reverse("account_login"))
    context = {"form": form, "account": account, "title": _("Choose a password")}
    return render(request, "accounts/form.html", context)


def onward(request: HttpRequest, otherwise: str) -> str:
    """Where the person wanted to go (`next`, on this site only), else the page of that name."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return reverse(otherwise)
