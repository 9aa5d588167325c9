"""Puts the actor on every request."""

from collections.abc import Callable
from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from kachehri.engines.access.actor import PUBLIC, Actor
from kachehri.engines.access.reading import Refused

from .models import Account
from .queries import actor_of

ELEVATION_KEY = "elevation"
"""The browser session's key for the id of its elevated session."""


class ActorMiddleware:
    """Sets `request.actor`, found out when first asked: one query besides session and account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hang the lazy actor on the request."""
        request.actor = SimpleLazyObject(lambda: actor_behind(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Lead whoever is refused for want of a second factor, or of elevated rights, to it."""
        if not isinstance(problem, Refused) or not request.user.is_authenticated:
            return None
        if not has_second_factor(request):
            return HttpResponseRedirect(reverse("account_second_factor"))
        if problem.elevation_would_help:
            wanted = request.get_full_path() if request.method == "GET" else ""
            context = {"reason": str(problem), "next": wanted}
            return render(request, "accounts/rights_needed.html", context, status=403)
        return None


def actor_behind(request: HttpRequest) -> Actor:
    """The signed-in person's actor, else the public."""
    language = get_language() or "en"
    account = request.user
    if not isinstance(account, Account) or not account.is_authenticated:
        return replace(PUBLIC, language=language)
    return actor_of(
        account,
        language=language,
        at=timezone.now(),
        elevation=request.session.get(ELEVATION_KEY),
    )


def has_second_factor(request: HttpRequest) -> bool:
    """Whether the signed-in account has one, as its row was read with the session."""
    return bool(getattr(request.user, "has_second_factor", False))
