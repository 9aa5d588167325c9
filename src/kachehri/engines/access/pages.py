"""How a page says who may see it: one line above the view.

    @page(rule=Anyone())
    def home(request): ...

    @page(rule=EDIT)
    def load(request): ...

- Every view of the site carries `@page(rule=…)` as its outermost decorator; a class-based one is
  wrapped in urls.py: `page(rule=EDIT)(LoadPage.as_view())`. Views that a library brings are
  ruled as a group: `path("account/", ruled(include("allauth.account.urls"), rule=Anyone()))`.
- The rule looks at `request.actor` only. It may not ask for a field of a record (there is none
  yet): what depends on the record is checked by the query or action that the page calls, with
  `require(rule, actor, record)`. The `Refused` that it raises ends up here as well.
- A visitor who is not signed in is sent to sign in and comes back afterwards. Anybody else gets
  the page 403 with the reason: `Refused` is Django's `PermissionDenied`, so `handler403` shows it
  as `str(exception)`; `exception.elevation_would_help` tells whether to offer that step.
- `@page(rule=EDIT, keeps=True)` is for long forms: what an ended session sent is kept until the
  person has signed in again, and `kept(request)` gives it back to the form, once.
- `tests/architecture/test_permission_matrix.py` fails for an address without a rule and compares
  what every role really gets with docs/permissions.md.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver
from django.utils.http import urlencode

from kachehri.kernel.rules import Rule, needs_record

from .actor import Actor
from .reading import Refused, require

View = Callable[..., HttpResponseBase]
Included = tuple[Any, str | None, str | None]

KEPT = "kept"
MOST_KEPT = 100_000
"""Characters of a form that are kept while its writer signs in again."""


class RuledView(Protocol):
    """A view that carries its rule."""

    rule: Rule

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer a request."""
        ...


def page(*, rule: Rule, keeps: bool = False) -> Callable[[View], RuledView]:
    """Let a view answer only those whom the rule allows; `keeps` what an ended session sent."""
    if needs_record(rule):
        raise ValueError("a page's rule cannot ask for a record: check that in its query or action")

    def guard(view: View) -> RuledView:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            actor: Actor = request.actor  # type: ignore[attr-defined]
            try:
                require(rule, actor)
                return view(request, *args, **kwargs)
            except Refused:
                if actor.signed_in:
                    raise
                if keeps and request.method == "POST":
                    keep(request)
                return _to_sign_in(request)

        ruled_view = cast("RuledView", guarded)
        ruled_view.rule = rule
        return ruled_view

    return guard


def keep(request: HttpRequest) -> None:
    """Keep what a form sent in the session, which outlives the signing in. Never files."""
    sent = request.POST.copy()
    sent.pop("csrfmiddlewaretoken", None)
    text = sent.urlencode()
    if len(text) <= MOST_KEPT:
        request.session[KEPT] = [request.path, text]


def kept(request: HttpRequest) -> QueryDict | None:
    """What this page's form sent when its writer was no longer signed in; given back once."""
    path, text = request.session.get(KEPT) or ("", "")
    if path != request.path:
        return None
    del request.session[KEPT]
    return QueryDict(text)


def _to_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """To the sign-in page, which leads back here."""
    back = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{back}")


def ruled(included: Included, *, rule: Rule) -> Included:
    """What `include(…)` gave, with the rule on every view of it that has none of its own."""
    module, app_name, namespace = included
    patterns: Any = getattr(module, "urlpatterns", module)
    return [_ruled(pattern, rule) for pattern in patterns], app_name, namespace


def _ruled(entry: URLPattern | URLResolver, rule: Rule) -> URLPattern | URLResolver:
    """A copy of one entry: the library's own list stays as it is."""
    if isinstance(entry, URLResolver):
        inner = [_ruled(pattern, rule) for pattern in entry.url_patterns]
        return URLResolver(
            entry.pattern, inner, entry.default_kwargs, entry.app_name, entry.namespace
        )
    if rule_of(entry.callback) is not None:
        return entry
    guarded = page(rule=rule)(entry.callback)
    return URLPattern(entry.pattern, guarded, entry.default_args, entry.name)


def rule_of(view: object) -> Rule | None:
    """The rule of a view, or None if it has none."""
    return getattr(view, "rule", None)
