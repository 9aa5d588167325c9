"""Pages on which an administrator with elevated rights makes accounts and gives roles."""

from datetime import UTC, datetime, time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kachehri.engines.access.actions import grant, revoke
from kachehri.engines.access.pages import page
from kachehri.engines.access.queries import grants
from kachehri.engines.access.roles import ADMINISTER, ROLES

from . import second_factor
from .actions import EmailTaken, close, create_account, reopen
from .forms import AccountForm, GrantForm
from .kinds import AccountView
from .links import make_link
from .pages import actor_of
from .queries import account_by_id, names, people

SHOWN = 50


@page(rule=ADMINISTER)
@never_cache
def accounts(request: HttpRequest) -> HttpResponse:
    """Everybody who may sign in, in the order in which their accounts were made."""
    after = number(request.GET.get("after"))
    found = people(after=after, size=SHOWN + 1)
    context = {
        "accounts": found[:SHOWN],
        "next": found[SHOWN - 1].id if len(found) > SHOWN else None,
        "after": after,
    }
    return render(request, "accounts/accounts.html", context)


@page(rule=ADMINISTER)
@never_cache
def new_account(request: HttpRequest) -> HttpResponse:
    """Make an account. The person chooses the password by a link that this leads to."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_account(**form.cleaned_data, by=actor_of(request), at=timezone.now())
        except EmailTaken:
            form.add_error("email", _("Another account has this address."))
        else:
            return HttpResponseRedirect(reverse("accounts_one", args=[made.id]))
    context = {"form": form, "title": _("Make an account"), "back": reverse("accounts_list")}
    return render(request, "accounts/form.html", context)


@page(rule=ADMINISTER)
@never_cache
def one_account(request: HttpRequest, account_id: int) -> HttpResponse:
    """One account: its roles, and what can be done about it."""
    return show(request, person(account_id), GrantForm())


@page(rule=ADMINISTER)
@require_POST
def give_role(request: HttpRequest, account_id: int) -> HttpResponse:
    """Give a role, everywhere, from now on."""
    account, form = person(account_id), GrantForm(request.POST)
    if not form.is_valid():
        return show(request, account, form)
    at = timezone.now()
    last = form.cleaned_data["ends_on"]
    ends_at = end_of(last) if last else None
    if ends_at and ends_at <= at:
        form.add_error("ends_on", _("This day is over."))
        return show(request, account, form)
    grant(
        actor=account.thing_id,
        role=form.cleaned_data["role"],
        scope=None,
        purpose=form.cleaned_data["purpose"],
        starts_at=at,
        ends_at=ends_at,
        by=actor_of(request),
        at=at,
    )
    return back_to(account, "#roles")


@page(rule=ADMINISTER)
@require_POST
def end_role(request: HttpRequest, account_id: int, grant_id: int) -> HttpResponse:
    """End a grant now."""
    account = person(account_id)
    if grant_id not in {g.id for g in grants(by=actor_of(request), actor_id=account.thing_id)}:
        raise Http404
    revoke(grant=grant_id, by=actor_of(request), at=timezone.now())
    return back_to(account, "#roles")


@page(rule=ADMINISTER)
@require_POST
def password_link(request: HttpRequest, account_id: int) -> HttpResponse:
    """Make a one-time link and show it, once, to be handed over."""
    account = person(account_id)
    path = make_link(account_id=account.id, by=actor_of(request), at=timezone.now())
    return show(request, account, GrantForm(), link=request.build_absolute_uri(path))


@page(rule=ADMINISTER)
@require_POST
def open_or_close(request: HttpRequest, account_id: int) -> HttpResponse:
    """Close an open account, open a closed one."""
    account = person(account_id)
    change = close if account.is_active else reopen
    change(account_id=account.id, by=actor_of(request), at=timezone.now())
    return back_to(account)


@page(rule=ADMINISTER)
@require_POST
def drop_second_factor(request: HttpRequest, account_id: int) -> HttpResponse:
    """For somebody who lost the phone and the recovery codes."""
    account = person(account_id)
    second_factor.remove(account_id=account.id, by=actor_of(request), at=timezone.now())
    messages.success(
        request,
        _("The second factor and the password are gone. Hand over a link for new ones."),
    )
    return back_to(account)


def show(
    request: HttpRequest, account: AccountView, form: GrantForm, link: str = ""
) -> HttpResponse:
    """The page of an account."""
    held = grants(by=actor_of(request), actor_id=account.thing_id)
    givers = names({g.granted_by_id for g in held})
    at = timezone.now()
    context: dict[str, Any] = {
        "account": account,
        "form": form,
        "link": link,
        "grants": [
            {
                "grant": g,
                "role": _(ROLES[g.role].label) if g.role in ROLES else g.role,
                "by": givers.get(g.granted_by_id, ""),
                "runs": g.ends_at is None or g.ends_at > at,
            }
            for g in held
        ],
        "own": account.thing_id == actor_of(request).thing_id,
    }
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


def person(account_id: int) -> AccountView:
    """A person's account, or the page 404. The system's accounts are nobody's to change."""
    account = account_by_id(account_id)
    if account is None or account.system_name is not None:
        raise Http404
    return account


def back_to(account: AccountView, part: str = "") -> HttpResponse:
    """To the page of the account, or to a part of it (`#roles`)."""
    return HttpResponseRedirect(reverse("accounts_one", args=[account.id]) + part)


def end_of(day: Any) -> datetime:
    """When a day is over, at the place of the site."""
    here = timezone.get_current_timezone()
    return datetime.combine(day, time.max, tzinfo=here).astimezone(UTC)


def number(text: str | None) -> int:
    """A whole number from an address, or 0."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0
