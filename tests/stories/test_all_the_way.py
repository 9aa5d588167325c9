"""The four ways in, each to an end that the citizen confirms; and a request up to the commission.

A real Kannel carries the text messages, real SMTP and LMTP the mails, a real browser the pages.
"""

import json
import re
import smtplib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kachehri.domains.cases import actions
from kachehri.domains.cases import queries as cases
from kachehri.domains.cases.models import Case
from kachehri.domains.cases.queries import CaseView
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.flow import actions as flow
from kachehri.engines.flow import queries as clocks
from kachehri.engines.flow.words import sentences
from kachehri.engines.post import actions as post
from kachehri.engines.post.models import Arrival, Message
from kachehri.interfaces.email.addresses import complaints, domain
from tests import matters as standard
from tests.engines.accounts.people import PASSWORD, Person
from tests.interfaces.email.conftest import (  # a receiver and a mail server on loopback
    lmtp,  # noqa: F401
    server,  # noqa: F401
)
from tests.interfaces.sms.test_kannel import FAKE, Kannel, wait_for
from tests.interfaces.web.desk_site import DeskSite
from tests.stories.conftest import sign_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
]
PHONE = "923005550077"
MAILBOX = "made-up-citizen@mail.example"


@pytest.fixture
def desk(transactional_db: None, settings: Any, tmp_path: Path) -> DeskSite:
    settings.FILES_ROOT, settings.VAR = tmp_path / "files", tmp_path
    return DeskSite(standard.ground(timezone.now()))


@pytest.fixture
def officer(desk: DeskSite) -> Person:
    return desk.person("officer")


@pytest.fixture
def kannel(desk: DeskSite, live_server: Any, tmp_path: Path) -> Iterator[Kannel]:
    (tmp_path / "kannel").mkdir()
    made = Kannel(tmp_path / "kannel", live_server.url)
    send = {
        "kind": "kannel",
        "url": f"http://127.0.0.1:{made.out}/cgi-bin/sendsms",
        "username": "kachehri",
        "password": "made-up",
        "report": f"{live_server.url}/sms/kannel/dlr?secret=made-up",
        "check": "Accepted",
    }
    line = {"key": "kannel", "kind": "kannel", "secret": "made-up", "numbers": ["8398"]}
    (tmp_path / "gateways.json").write_text(json.dumps([line | {"send": send}]))
    try:
        made.start()
        yield made
    finally:
        made.stop()


def post_round() -> None:
    """What the worker does every ten seconds."""
    now = timezone.now()
    by = system_actor("post", now)
    post.read(by=by, at=now)
    post.drain(by=by, at=now + timedelta(days=1))  # whatever the hour of the test: no quiet hours


def one_case() -> CaseView:
    case = cases.by_id(Case.objects.get().pk)
    assert case is not None
    return case


def the_office_says_it_is_done(page: Page, site: str, officer: Person, number: int) -> None:
    """Take it in hand and report it done, on the pages of the desk."""
    sign_in(page, site, officer, PASSWORD)
    page.goto(f"{site}/en/desk/matters/{number}/")
    page.locator("main .btn, main .acts a, main button", has_text="Take it in hand").first.click()
    page.goto(f"{site}/en/desk/matters/{number}/")
    name = "Report that it is done"
    page.locator("main .btn, main .acts a, main button", has_text=name).first.click()
    page.get_by_label("Done", exact=True).check()
    page.fill("#f-because", "The pump was mended.")
    page.fill("#f-dispatch", "Made-up 17")
    page.click(f"main form button[type=submit]:has-text('{name}')")
    expect(page.locator(".over")).to_contain_text("Done, says the office")


@pytest.mark.skipif(not FAKE.exists(), reason="needs Debian's kannel and kannel-extras")
def test_a_text_message_in_urdu_goes_all_the_way(
    no_script: Page, live_server: Any, desk: DeskSite, officer: Person, kannel: Kannel
) -> None:
    urdu = "ڈوکری میں ہینڈ پمپ خراب ہے"
    phone = kannel.telephone(f"{PHONE} 8398 ucs2 {quote(urdu.encode('utf-16-be'))}")
    wait_for(lambda: Arrival.objects.filter(state="new").exists(), "the complaint")
    post_round()
    case = one_case()
    assert (case.words, case.channel) == (urdu, "sms")
    wait_for(
        lambda: Message.objects.filter(is_incoming=False, state="delivered").exists(),
        "the number of the case on the telephone",
    )
    the_office_says_it_is_done(no_script, live_server.url, officer, case.number)
    post_round()
    phone.kill()
    phone.wait(5)
    kannel.telephone(f"{PHONE} 8398 text YES {case.number}")
    wait_for(lambda: Arrival.objects.filter(state="new").exists(), "the confirmation")
    post_round()
    assert (one_case().state, one_case().confirmed) == ("confirmed", True)


def test_an_e_mail_goes_all_the_way(
    no_script: Page,
    live_server: Any,
    desk: DeskSite,
    officer: Person,
    lmtp: Any,  # noqa: F811
    server: Any,  # noqa: F811
) -> None:
    def mail(to: str, subject: str, words: str) -> None:
        with smtplib.LMTP("127.0.0.1", port) as line:
            line.sendmail(
                MAILBOX,
                [to],
                f"From: {MAILBOX}\r\nTo: {to}\r\nSubject: {subject}\r\n"
                f"Message-ID: <{subject.replace(' ', '-')}@mail.example>\r\n"
                f"Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n".encode(),
            )

    port = lmtp()
    mail(
        f"{complaints()}@{domain()}", "Hand pump", "The hand pump in Dokri is broken since Monday."
    )
    post_round()
    case = one_case()
    assert case.channel == "email"
    (first,) = [one for _, to, one in server.mails if to == (MAILBOX,)]
    assert str(case.number) in first["Subject"] + first.get_content()
    own = re.search(r"<(.+)>", str(first["From"]))
    assert own is not None
    the_office_says_it_is_done(no_script, live_server.url, officer, case.number)
    post_round()
    mail(own[1], f"Re {case.number}", "YES")
    post_round()
    assert (one_case().state, one_case().confirmed) == ("confirmed", True)


def test_the_web_goes_all_the_way_without_javascript(
    no_script: Page, phone: Page, live_server: Any, desk: DeskSite, officer: Person
) -> None:
    """Three steps on a phone, an own page with a secret address, and the word that it is done."""
    site = live_server.url
    phone.goto(f"{site}/en/report/")
    phone.check("input[name=category][value=hand-pump]")
    phone.fill("[name=words]", "The hand pump of our street is broken.")
    phone.locator("main form button[type=submit]").first.tap()
    phone.select_option("[name=place]", str(desk.set.taluka.id))
    phone.locator("main form button[type=submit]").first.tap()
    expect(phone.locator("h1")).to_have_text("Who are you?")
    phone.check("input[name=words_seen][value=yes]")
    phone.check("input[name=way][value=none]")
    phone.locator("main form button[type=submit]").first.tap()
    expect(phone.locator("main")).to_contain_text("The hand pump of our street is broken.")
    phone.locator("main form button[type=submit]").first.tap()
    expect(phone.locator("main svg[role=img]")).to_be_visible()
    case = one_case()
    assert case.channel == "web"
    the_office_says_it_is_done(no_script, site, officer, case.number)
    phone.goto(f"{site}/en/mine/{case.secret}/")
    phone.locator("main button, main .btn, main .acts a", has_text="Yes, it is done").first.tap()
    phone.wait_for_url("**/do/confirm/")
    phone.locator("main form button[type=submit]").first.tap()
    expect(phone.locator("main")).to_contain_text("You said that it is done")
    assert (one_case().state, one_case().confirmed) == ("confirmed", True)


def test_a_request_under_the_act_of_sindh_goes_to_the_commission_with_every_date_explained(
    desk: DeskSite,
) -> None:
    """Asked, silent; asked the head, silent; brought before the commission, which decides."""
    began = timezone.now() - timedelta(days=120)
    request = actions.open_case(
        kind="rti-sindh",
        place_id=desk.set.larkana.id,
        words="Copies of the bills of the water office for 2025.",
        body_id=desk.set.bodies["complaints"],
        by=desk.set.citizen,
        at=began,
    )
    assert request is not None
    review = further(request, after=timedelta(days=30))
    assert (review.kind, review.parent_id) == ("internal-review", request.id)
    complaint = further(review, after=timedelta(days=30))
    assert (complaint.kind, complaint.parent_id) == ("commission-complaint", review.id)
    things = [request.thing_id, review.thing_id, complaint.thing_id]
    found = clocks.clocks(things)
    bases = []
    for thing in things:
        (clock, *_more) = found[thing]
        bases.append(clock.basis)
        said = sentences(clocks.explained(clock))
        assert len(said) >= 2
        assert all(sentence.strip() for sentence in said)
    # No source gives a limit for the head of the department: that clock says that it is no law's.
    assert bases == ["statutory", "courtesy", "statutory"]


def further(case: CaseView, *, after: timedelta) -> CaseView:
    """Let the time pass in silence, then take the first remedy that is offered."""
    at = case.opened_at + after
    flow.tick(by=system_actor("clock", at), at=at)
    now = cases.by_id(case.id)
    assert now is not None
    assert "silent" in now.tags, now.state
    declared = now.declared
    assert declared is not None
    wanted = {"internal-review", "commission-complaint"}
    offered = [one for one in declared.offered(now.tags, now.facts) if one.kind in wanted]
    assert offered
    made = actions.take_remedy(
        case_id=now.id, remedy=offered[0].key, by=system_actor("citizen", at), at=at,
        secret=case.secret,
    )  # fmt: skip
    assert made is not None
    return made
