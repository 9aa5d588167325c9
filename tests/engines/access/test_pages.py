"""A page's rule: who gets the page, who a reason, who the way to sign in."""

from dataclasses import replace

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import TemplateView

from kachehri.engines.access.actor import PUBLIC, Actor, GrantFact
from kachehri.engines.access.pages import page, rule_of, ruled
from kachehri.engines.access.reading import Refused, require
from kachehri.engines.access.roles import EDIT
from kachehri.kernel.rules import Anyone, Matches, SignedIn

MEMBER = Actor(thing_id=1, name="M", signed_in=True)
EDITOR = replace(MEMBER, grants=(GrantFact("editor"),))


@pytest.fixture(autouse=True)
def sign_in_page(settings: LazySettings) -> None:
    settings.LOGIN_URL = "/sign-in/"


@page(rule=EDIT)
def load(request: HttpRequest) -> HttpResponse:
    """For editors."""
    return HttpResponse("loaded")


@page(rule=Anyone())
def mine(request: HttpRequest) -> HttpResponse:
    """Looks at a record inside."""
    require(Matches("state", "open"), request.actor, {"state": "closed"})  # type: ignore[attr-defined]
    return HttpResponse("never")


def ask(actor: Actor, address: str = "/load/?a=1") -> HttpRequest:
    request = RequestFactory().get(address)
    request.actor = actor  # type: ignore[attr-defined]
    return request


def test_whom_the_rule_allows_gets_the_page() -> None:
    assert load(ask(EDITOR)).content == b"loaded"  # type: ignore[attr-defined]


def test_a_visitor_is_sent_to_sign_in_and_comes_back() -> None:
    answer = load(ask(PUBLIC))
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/?next=%2Fload%2F%3Fa%3D1"


def test_somebody_signed_in_is_refused_with_the_reason() -> None:
    with pytest.raises(Refused, match="role of editor"):
        load(ask(MEMBER))


def test_a_refusal_from_inside_is_treated_alike() -> None:
    assert mine(ask(PUBLIC)).status_code == 302
    with pytest.raises(Refused, match="only while state is open"):
        mine(ask(MEMBER))


def test_a_page_without_an_actor_is_a_mistake_in_the_middleware() -> None:
    with pytest.raises(AttributeError, match="actor"):
        load(RequestFactory().get("/"))


def test_a_view_keeps_its_name_and_shows_its_rule() -> None:
    assert (load.__name__, load.__doc__) == ("load", "For editors.")
    assert rule_of(load) == EDIT
    assert rule_of(page(rule=EDIT)(TemplateView.as_view())) == EDIT
    assert rule_of(TemplateView.as_view()) is None


def test_a_page_may_not_ask_for_a_record() -> None:
    with pytest.raises(ValueError, match="record"):
        page(rule=Matches("state", "open"))


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("bare")


def test_the_pages_of_a_library_are_ruled_as_a_group_and_its_own_list_is_left_alone() -> None:
    inner = [path("b/", bare, name="bare"), path("load/", load, name="load")]
    library = [path("a/", bare, name="a"), path("deep/", include((inner, "deep")))]
    patterns, app_name, namespace = ruled(include((library, "library")), rule=SignedIn())
    assert (app_name, namespace) == ("library", "library")
    first, deep = patterns
    assert isinstance(first, URLPattern)
    assert isinstance(deep, URLResolver)
    assert rule_of(first.callback) == SignedIn()
    assert [rule_of(one.callback) for one in deep.url_patterns] == [SignedIn(), EDIT]
    assert (deep.namespace, first.name) == ("deep", "a")
    assert rule_of(library[0].callback) is None
    assert first.callback(ask(PUBLIC)).status_code == 302
