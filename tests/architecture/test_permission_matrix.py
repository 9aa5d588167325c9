"""Every address has a rule, the committed matrix is fresh, and the site answers as it says."""

import difflib
from collections.abc import Iterator
from datetime import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings, settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLResolver, path, reverse
from django.urls.resolvers import RegexPattern
from django.utils import timezone, translation
from tests.architecture.permission_matrix import (
    ALLOWED,
    FILE,
    KINDS,
    REFUSED,
    SIGN_IN,
    Address,
    Kind,
    addresses,
    expected,
    problems,
    written,
)

from kachehri.engines.access.actions import grant
from kachehri.engines.access.pages import page
from kachehri.engines.access.queries import actor_for
from kachehri.engines.access.roles import EDIT
from kachehri.engines.accounts.actions import create_account, elevate, ensure_system_actors
from kachehri.engines.accounts.middleware import ELEVATION_KEY
from kachehri.engines.accounts.models import Account
from kachehri.engines.accounts.queries import system_actor
from kachehri.kernel.rules import Anyone

# What stands for a parameter of an address; "x" where nothing is given. That there is no such
# record does not matter: a rule is asked before a record is looked for.
EXAMPLES: dict[str, object] = {
    "id": 1,
    "pk": 1,
    "number": 1,
    "other": 1,
    "observation_id": 1,
    "job_id": 1,
    "grant_id": 1,
    "account_id": 1,
    "queue": 1,
    "month": 1,
    "book_id": 1,
    "check_id": 1,
    "code_id": 1,
    "coding_id": 1,
    "form_id": 1,
    "key_id": 1,
    "knowledge_id": 1,
    "project": 1,
    "project_id": 1,
    "quote_id": 1,
    "recording_id": 1,
    "talk_id": 1,
    "task_id": 1,
    "text_id": 1,
    "turn_id": 1,
    "client": "00000000-0000-4000-8000-000000000000",
    "year": 2023,
    "format": "pdf",
}


def test_every_address_has_a_rule_and_a_name() -> None:
    assert problems(addresses()) == []


def test_the_committed_matrix_is_what_the_rules_say() -> None:
    committed = FILE.read_text().splitlines() if FILE.exists() else []
    diff = difflib.unified_diff(
        committed, written().splitlines(), "committed", "rules", lineterm=""
    )
    how = "run `.venv/bin/python -m tests.architecture.permission_matrix --write` and review it"
    difference = "\n".join(diff)
    assert not difference, f"{how}\n{difference}"


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("bare")


def test_an_address_without_rule_or_name_is_found() -> None:
    planted = [path("a/", bare), path("b/", page(rule=Anyone())(bare), name="b")]
    found = addresses(URLResolver(RegexPattern(r"^/"), planted))
    assert [problem.partition(":")[0] for problem in problems(found)] == ["/a/", "/a/"]


def lying(request: HttpRequest) -> HttpResponse:
    """Shows a rule that nobody asks."""
    return HttpResponse("for everyone")


lying.rule = EDIT  # type: ignore[attr-defined]
urlpatterns = [
    path("lying/", lying, name="lying"),
    path("honest/", page(rule=EDIT)(bare), name="honest"),
]


@pytest.fixture
def clients(db: None) -> dict[Kind, Client]:
    """A browser for each kind of person, all of whom have a second factor."""
    now = timezone.now()
    ensure_system_actors(now)
    return {kind: browser(kind, now) for kind in KINDS}


def browser(kind: Kind, now: datetime) -> Client:
    client = Client(raise_request_exception=False)
    if not kind.signed_in:
        return client
    by = system_actor("setup", now)
    number = KINDS.index(kind)
    made = create_account(email=f"kind{number}@example.org", name=kind.title, by=by, at=now)
    account = Account.objects.get(pk=made.id)
    Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={})
    if kind.role:
        grant(
            actor=made.thing_id,
            role=kind.role,
            scope=None,
            purpose="test",
            starts_at=now,
            ends_at=None,
            by=by,
            at=now,
        )
    client.force_login(account)
    if kind.elevated:
        person = actor_for(thing_id=made.thing_id, name=kind.title, language="en", at=now)
        elevation = elevate(account_id=made.id, reason="test", by=person, at=now)
        session = client.session
        session[ELEVATION_KEY] = elevation.id
        session.save()
    return client


def target(address: Address) -> str:
    with translation.override("en"):
        examples = {name: EXAMPLES.get(name, "x") for name in address.parameters}
        return reverse(address.name, kwargs=examples)


def given(answer: HttpResponse, sign_in: str) -> str:
    """What the answer means: an error of the program is none of the three."""
    if answer.status_code == 403:
        return REFUSED
    if answer.status_code == 302 and answer["Location"].split("?")[0] == sign_in:
        return SIGN_IN
    return ALLOWED if answer.status_code < 500 else f"error {answer.status_code}"


def differences(client: Client, kind: Kind, sign_in: str) -> Iterator[str]:
    for address in addresses():
        if address.rule is None:
            continue
        wanted = expected(address.rule, kind)
        got = given(client.get(target(address)), sign_in)
        if got == REFUSED and "token" in address.parameters:
            continue  # open to everybody who has the key in the address: a made-up one is refused
        if got != wanted:
            yield f"{address.route}: {kind.title} should get “{wanted}” and gets “{got}”"


def test_the_site_answers_every_kind_of_person_as_the_matrix_says(
    clients: dict[Kind, Client],
) -> None:
    with translation.override("en"):
        sign_in = resolve_url(settings.LOGIN_URL)
    found = [one for kind in KINDS for one in differences(clients[kind], kind, sign_in)]
    assert found == []


@pytest.mark.urls(__name__)
def test_a_page_that_does_not_keep_its_rule_is_found(
    clients: dict[Kind, Client], settings: LazySettings
) -> None:
    settings.LOGIN_URL = "/sign-in/"
    kinds = {kind.title: kind for kind in KINDS}
    visitor, editor = kinds["visitor"], kinds["editor"]
    assert list(differences(clients[visitor], visitor, "/sign-in/")) == [
        "/lying/: visitor should get “sign in” and gets “yes”"
    ]
    assert list(differences(clients[editor], editor, "/sign-in/")) == []
