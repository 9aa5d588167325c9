"""A complaint by e-mail, from the first mail to the end that the citizen confirms: real servers."""

import smtplib
from datetime import timedelta
from email.message import EmailMessage

import pytest
from tests import matters as standard

from kachehri.domains.cases import queries as cases
from kachehri.domains.people import queries as people
from kachehri.engines.accounts.queries import system_actor
from kachehri.engines.post import actions as post

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
WHO = "story@mail.example"


@pytest.mark.parametrize("answer", ["YES", "جی ہاں"])
def test_a_complaint_by_mail_goes_all_the_way(kept_offices, lmtp, server, answer):
    matters = kept_offices
    by = system_actor("post", matters.at)
    port = lmtp()

    def send(to, words, subject, answers=""):
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"Made-up Citizen <{WHO}>", to, subject
        mail["Message-ID"] = f"<{abs(hash((words, subject)))}@mail.example>"
        if answers:
            mail["In-Reply-To"] = answers
        mail.set_content(words)
        with smtplib.LMTP("127.0.0.1", port) as line:
            line.sendmail(WHO, [to], mail.as_bytes())

    def work(minutes):
        at = matters.at + timedelta(minutes=minutes)
        post.read(by=by, at=at)
        post.drain(by=by, at=at)
        return [mail for _, to, mail in server.mails if to == (WHO,)]

    def words_of(mail):
        return mail.get_body(["plain"]).get_content()

    send("complaints@kachehri.example", "The hand pump in Dokri is broken.", "Hand pump")
    (told,) = work(1)
    (case,) = cases.mine(people.by_contact("email", WHO)[0])
    assert str(case.number) in words_of(told)
    assert case.body_id == matters.bodies["water"]

    standard.step(matters, case, "report-done", outcome="mended", because="Mended on Monday.")
    asked = work(10)[-1]
    assert str(case.number) in words_of(asked)
    quoted = "\n".join(f"> {line}" for line in words_of(asked).splitlines())
    send(
        asked["Reply-To"],
        f"{answer}\n\nOn Monday, Kachehri wrote:\n{quoted}",
        "Re: it",
        asked["Message-ID"],
    )
    work(20)
    done = cases.by_id(case.id)
    assert (done.state, done.confirmed, done.is_open) == ("confirmed", True, False)
