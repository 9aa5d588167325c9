"""The pages of accounts, step by step as a person goes through them."""

import re
import time
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connections
from django.test import Client

from kachehri.engines.access.models import Grant
from kachehri.engines.accounts import second_factor
from kachehri.engines.accounts.actions import note_sign_out
from kachehri.engines.accounts.models import Account, ElevatedSession
from kachehri.engines.ledger.models import Event
from kachehri.engines.ledger.sealing import seal_all

from .people import AT, PASSWORD, Person, elevated, person, signed_in

pytestmark = pytest.mark.django_db
SIGN_IN, CODE = "/en/account/sign-in/", "/en/account/sign-in/code/"
HOME, RIGHTS, FACTOR = "/en/account/", "/en/account/rights/", "/en/account/second-factor/"


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> None:
    cache.clear()


def words(answer: Any) -> str:
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode()))


def later(seconds: int) -> Any:
    return time_machine.travel(time.time() + seconds, tick=True)


def test_password_and_code_lead_to_ones_own_page_with_one_event() -> None:
    who = person("editor")
    client = Client()
    answer = client.post(SIGN_IN, {"login": "Made.Up@Example.org", "password": PASSWORD})
    assert answer.headers["Location"] == CODE
    assert client.get(HOME).status_code == 302, "the password alone opens nothing"
    answer = client.post(CODE, {"code": who.code})
    assert answer.headers["Location"] == HOME
    assert "build a report" in words(client.get(HOME))
    assert Event.objects.filter(verb="accounts.signed_in", thing=who.account.thing_id).count() == 1


def test_sign_in_leads_back_to_the_page_that_was_asked_for() -> None:
    who = person("auditor")
    client = Client()
    asked = client.get("/en/desk/ledger/")
    assert asked.headers["Location"] == f"{SIGN_IN}?next=%2Fen%2Fdesk%2Fledger%2F"
    client.post(asked.headers["Location"], {"login": who.account.email, "password": PASSWORD})
    answer = client.post(CODE, {"code": who.code})
    assert answer.headers["Location"] == "/en/desk/ledger/"


@pytest.mark.parametrize(
    ("login", "password", "said"),
    [
        ("made.up@example.org", "wrong", "The e-mail address or the password is not right."),
        ("nobody@example.org", PASSWORD, "The e-mail address or the password is not right."),
        ("no address", PASSWORD, "This is not an e-mail address."),
        ("", "", "Write your e-mail address."),
    ],
)
def test_what_is_wrong_with_a_sign_in_is_said(login: str, password: str, said: str) -> None:
    person()
    answer = Client().post(SIGN_IN, {"login": login, "password": password})
    assert said in words(answer)


def test_a_wrong_code_is_refused_and_said() -> None:
    who = person()
    client = Client()
    client.post(SIGN_IN, {"login": who.account.email, "password": PASSWORD})
    wrong = f"{(int(who.code) + 1) % 10**6:06}"
    assert "This code is not right" in words(client.post(CODE, {"code": wrong}))
    assert "code that your app shows" in words(client.post(CODE, {}))
    assert client.get(HOME).status_code == 302


def test_a_code_without_a_password_before_it_leads_back() -> None:
    answer = Client().get(CODE)
    assert answer.status_code == 409
    assert SIGN_IN in answer.content.decode()


def test_a_code_works_once() -> None:
    who = person()
    with time_machine.travel(time.time(), tick=False):
        signed_in(who)
        client = Client()
        client.post(SIGN_IN, {"login": who.account.email, "password": PASSWORD})
        assert "This code is not right" in words(client.post(CODE, {"code": who.code}))


def test_a_recovery_code_works_once() -> None:
    who = person()
    for expected in (302, 200):
        client = Client()
        client.post(SIGN_IN, {"login": who.account.email, "password": PASSWORD})
        answer = client.post(CODE, {"code": who.recovery_codes[3]})
        assert answer.status_code == expected


def test_guessing_a_password_is_stopped_and_the_right_one_then_waits_too() -> None:
    who = person()
    for _ in range(5):
        Client().post(SIGN_IN, {"login": who.account.email, "password": "wrong"})
    answer = Client().post(SIGN_IN, {"login": who.account.email, "password": PASSWORD})
    assert "Too many attempts" in words(answer)
    with later(301):
        answer = Client().post(SIGN_IN, {"login": who.account.email, "password": PASSWORD})
    assert answer.status_code == 302


def test_tries_on_many_made_up_addresses_do_not_push_the_count_out() -> None:
    who = person()
    for _ in range(5):
        Client().post(SIGN_IN, {"login": who.account.email, "password": "wrong"})
    for number in range(900):
        cache.set(f"made-up-{number}", [1.0], 300)
    answer = Client().post(SIGN_IN, {"login": who.account.email, "password": PASSWORD})
    assert "Too many attempts" in words(answer)


def test_a_name_is_no_password() -> None:
    client = signed_in(person(factor=False))
    form = {"current": PASSWORD, "password": "made-up person", "again": "made-up person"}
    assert "too similar" in words(client.post("/en/account/password/", form))


def test_guessing_a_code_is_stopped() -> None:
    who = person()
    client = Client()
    client.post(SIGN_IN, {"login": who.account.email, "password": PASSWORD})
    for _ in range(5):
        client.post(CODE, {"code": "000000"})
    assert "Too many attempts" in words(client.post(CODE, {"code": who.code}))


def test_a_system_account_has_no_way_in() -> None:
    person()
    Account.objects.filter(system_name="setup").update(email="setup@example.org")
    answer = Client().post(SIGN_IN, {"login": "setup@example.org", "password": PASSWORD})
    assert "is not right" in words(answer)


def test_a_closed_account_is_told_so_and_its_sessions_end() -> None:
    who = person()
    client = signed_in(who)
    Account.objects.filter(pk=who.account.id).update(is_active=False)
    assert client.get(HOME).status_code == 302
    answer = Client().post(SIGN_IN, {"login": who.account.email, "password": PASSWORD}, follow=True)
    assert "This account is closed" in words(answer)


def test_signing_out_asks_first_and_ends_session_and_elevated_rights() -> None:
    who = person("administrator")
    client = elevated(who)
    assert client.get("/en/account/sign-out/").status_code == 200
    assert client.post("/en/account/sign-out/").headers["Location"] == SIGN_IN
    assert client.get(HOME).status_code == 302
    assert ElevatedSession.objects.get().ended_at
    assert Event.objects.filter(verb="accounts.signed_out").exists()


def test_without_a_second_factor_the_desk_leads_to_setting_one_up() -> None:
    client = signed_in(person("auditor", factor=False))
    assert client.get("/en/desk/ledger/").headers["Location"] == FACTOR
    assert "The desk is not open to you yet" in words(client.get(HOME))


def test_setting_up_a_second_factor_opens_the_desk_and_shows_recovery_codes_once() -> None:
    who = person("auditor", factor=False)
    client = signed_in(who)
    page = client.get(FACTOR).content.decode()
    assert "<svg" in page
    secret = "".join(re.findall(r'<code dir="ltr">([A-Z2-7 ]+)</code>', page)).replace(" ", "")
    assert secret not in str([s.get_decoded() for s in Session.objects.all()])
    assert "not the code that belongs" in words(client.post(FACTOR, {"code": "0"}))
    answer = client.post(FACTOR, {"code": second_factor.code_now(secret)}).content.decode()
    assert len(re.findall(r'<li><code dir="ltr">\d{8}</code></li>', answer)) == 10
    assert client.get("/en/desk/ledger/").status_code == 200
    assert client.get(FACTOR).headers["Location"] == HOME
    verb = "accounts.second_factor_set_up"
    assert Event.objects.filter(verb=verb, thing=who.account.thing_id).exists()


def test_new_recovery_codes_need_the_second_factor_and_end_the_old_ones() -> None:
    who = person()
    client = signed_in(who)
    with later(60):
        answer = client.post("/en/account/recovery-codes/", {"code": who.code})
        assert "Each works once" in words(answer)
        client = Client()
        client.post(SIGN_IN, {"login": who.account.email, "password": PASSWORD})
        assert client.post(CODE, {"code": who.recovery_codes[0]}).status_code == 200


def test_a_changed_password_keeps_this_session_and_ends_the_others() -> None:
    who = person(factor=False)
    here, elsewhere = signed_in(who), signed_in(who)
    new = "three quiet rivers"
    form = {"current": PASSWORD, "password": new, "again": new}
    url = "/en/account/password/"
    assert "This is not your password." in words(here.post(url, form | {"current": "x"}))
    assert "not the same as" in words(here.post(url, form | {"again": "x"}))
    assert here.post(url, form | {"password": "short", "again": "short"}).status_code == 200
    assert here.post(url, form).status_code == 302
    assert here.get(HOME).status_code == 200
    assert elsewhere.get(HOME).status_code == 302


def test_elevated_rights_ask_for_reason_and_code_and_end_by_themselves() -> None:
    who = person("administrator")
    client = signed_in(who)
    refused = client.get("/en/desk/accounts/")
    assert refused.status_code == 403
    assert f'href="{RIGHTS}?next=/en/desk/accounts/"' in refused.content.decode()
    with later(60):
        assert "Write why" in words(client.post(RIGHTS, {"code": who.code}))
    with later(120):
        assert client.post(RIGHTS, {"reason": "x", "code": "000000"}).status_code == 200
        answer = client.post(f"{RIGHTS}?next=/en/desk/accounts/", {"reason": "x", "code": who.code})
        assert answer.headers["Location"] == "/en/desk/accounts/"
        assert client.get("/en/desk/accounts/").status_code == 200
        assert "rights are switched on" in words(client.get(HOME))
    with later(120 + 30 * 60):
        assert client.get("/en/desk/accounts/").status_code == 403


def test_next_never_leads_to_another_site() -> None:
    who = person("administrator")
    client = signed_in(who)
    with later(60):
        url = f"{RIGHTS}?next=https://elsewhere.example/"
        answer = client.post(url, {"reason": "x", "code": who.code})
    assert answer.headers["Location"] == HOME


def test_elevated_rights_can_be_ended_before_their_time() -> None:
    client = elevated(person("administrator"))
    assert client.get("/en/desk/accounts/").status_code == 200
    assert client.post("/en/account/rights/end/").status_code == 302
    assert client.get("/en/desk/accounts/").status_code == 403


def test_only_administrators_are_offered_elevated_rights() -> None:
    client = signed_in(person("editor"))
    assert "You have no rights to raise" in words(client.get(RIGHTS))
    assert RIGHTS not in client.get(HOME).content.decode()


def other(client: Client) -> int:
    """A second account, made on the pages."""
    form = {"name": "Second Made-up Person", "email": "second@example.org", "language": "sd"}
    answer = client.post("/en/desk/accounts/new/", form)
    assert "Another account has this address" in words(client.post("/en/desk/accounts/new/", form))
    return int(answer.headers["Location"].rstrip("/").rpartition("/")[2])


def test_a_new_person_chooses_a_password_by_a_link_that_opens_once() -> None:
    client = elevated(person("administrator"))
    number = other(client)
    page = words(client.post(f"/en/desk/accounts/{number}/link/"))
    link = re.search(r"http://testserver(\S+)", page)
    assert link
    new = "three quiet rivers"
    stranger = Client()
    assert stranger.get(link[1]).status_code == 200
    assert stranger.post(link[1], {"password": new, "again": new}).headers["Location"] == SIGN_IN
    assert stranger.get(link[1]).status_code == 410
    answer = stranger.post(SIGN_IN, {"login": "second@example.org", "password": new})
    assert answer.headers["Location"] == HOME


def test_a_link_is_dead_after_a_day() -> None:
    client = elevated(person("administrator"))
    page = words(client.post(f"/en/desk/accounts/{other(client)}/link/"))
    link = re.search(r"http://testserver(\S+)", page)
    assert link
    with later(24 * 60 * 60 + 60):
        assert Client().get(link[1]).status_code == 410


def test_an_administrator_gives_a_role_and_ends_it() -> None:
    client = elevated(person("administrator"))
    one = f"/en/desk/accounts/{other(client)}/"
    assert f'action="{one}roles/#errors"' in client.get(one).content.decode()
    wrong = client.post(f"{one}roles/", {"role": "editor"})
    assert 'role="alert" tabindex="-1" id="errors"' in wrong.content.decode()
    assert "Write what the role is for." in words(wrong)
    past = {"role": "editor", "purpose": "a test", "ends_on": "2020-01-01"}
    assert "This day is over." in words(client.post(f"{one}roles/", past))
    given = client.post(f"{one}roles/", {"role": "editor", "purpose": "a test"})
    assert given.headers["Location"] == f"{one}#roles"
    made = Grant.objects.get(purpose="a test", role="editor")
    assert "End the role editor" in words(client.get(one))
    assert client.post(f"{one}roles/{made.pk}/end/").status_code == 302
    made.refresh_from_db()
    assert made.ends_at
    assert client.post(f"{one}roles/999999/end/").status_code == 404


def test_a_lost_second_factor_is_taken_away_and_an_account_closed() -> None:
    admin = elevated(person("administrator"))
    lost = person("editor", email="lost@example.org")
    one = f"/en/desk/accounts/{lost.account.id}/"
    theirs = signed_in(lost)
    admin.post(f"{one}second-factor/")
    assert "not set up" in words(admin.get(one))
    assert theirs.get(HOME).status_code == 302  # the password went with it
    admin.post(f"{one}open-or-close/")
    assert "Open this account again" in words(admin.get(one))
    admin.post(f"{one}open-or-close/")
    assert "Close this account" in words(admin.get(one))


def test_nobody_gives_themselves_a_role_or_changes_a_system_account() -> None:
    who = person("administrator")
    client = elevated(who)
    own = f"/en/desk/accounts/{who.account.id}/"
    assert client.post(f"{own}roles/", {"role": "auditor", "purpose": "x"}).status_code == 403
    assert client.post(f"{own}open-or-close/").status_code == 403
    system = Account.objects.get(system_name="setup").pk
    assert client.get(f"/en/desk/accounts/{system}/").status_code == 404


def test_an_auditor_reads_the_ledger_page_by_page_and_sees_its_seals(settings: Any) -> None:
    who = person("auditor")
    client = signed_in(who)
    for _ in range(60):
        signed_out_event(who)
    first = client.get("/en/desk/ledger/")
    assert "waiting" in words(first)
    older = re.search(r"\?before=\d+", first.content.decode())
    assert older
    assert client.get(f"/en/desk/ledger/{older[0]}").status_code == 200
    assert "Signed out As recorded accounts.signed_out" in " ".join(words(first).split())
    assert "none yet" in words(client.get("/en/desk/ledger/seals/"))


@pytest.mark.django_db(transaction=True, databases={"default", "owner"})
def test_the_newest_head_is_looked_at_on_its_page(settings: Any) -> None:
    client = signed_in(person("auditor"))
    with connections["owner"].cursor() as owner:
        owner.execute("UPDATE ledger_pending SET xid = %s", [10**12])
    seal_all(at=AT, var=settings.VAR)
    page = words(client.get("/en/desk/ledger/seals/"))
    assert re.search(r"Its signature right .* outside the database yes", page)


def signed_out_event(who: Person) -> None:
    note_sign_out(account_id=who.account.id, at=AT)


@pytest.mark.parametrize("language", ["en", "ur", "sd"])
def test_the_pages_open_in_every_language(language: str) -> None:
    client = elevated(person("administrator"))
    for url in (
        "account/",
        "account/password/",
        "desk/accounts/",
        "desk/accounts/new/",
        "desk/ledger/",
    ):
        assert client.get(f"/{language}/{url}").status_code == 200, url
    assert Client().get(f"/{language}/account/sign-in/").status_code == 200


def test_no_secret_lies_in_the_database_or_session_after_enrolment() -> None:
    who = person()
    stored = Account.objects.raw("SELECT id, data::text AS data FROM mfa_authenticator")
    assert all(who.secret not in row.data for row in stored)
    signed_in(who)
    assert all("secret" not in s.get_decoded() for s in Session.objects.all())


@pytest.mark.parametrize("role", ["", "editor", "auditor"])
def test_a_page_costs_four_queries_besides_session_account_and_transaction(
    role: str, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(person(role))
    with django_assert_max_num_queries(2 + 4):
        client.get(HOME)


def test_fields_of_sign_in_are_labelled_and_complete_themselves() -> None:
    page = Client().get(SIGN_IN).content.decode()
    for name, complete in (("login", "username"), ("password", "current-password")):
        assert f'<label for="id_{name}">' in page
        assert re.search(rf'name="{name}"[^>]*autocomplete="{complete}"', page)
