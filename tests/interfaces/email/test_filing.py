"""Where a mail goes: to its matter, to a new one, into the pen, or nowhere."""

from datetime import timedelta

import pytest
from tests.engines.quarantine import made

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.cases import queries as cases
from kachehri.domains.people import queries as people
from kachehri.engines.post import actions as post
from kachehri.engines.post import queries
from kachehri.engines.post.models import Arrival, Message
from kachehri.engines.quarantine import queries as quarantine
from kachehri.interfaces.email.addresses import address_of, message_id

from .conftest import APPLICANT, OFFICE

pytestmark = pytest.mark.django_db


def state(number):
    return Arrival.objects.values_list("state", flat=True).get(pk=number)


@pytest.fixture
def lines(matters):
    def found(case):
        now = cases.by_id(case.id)
        return [one for one in cases.timeline(now, matters.setup) if one.what == "message"]

    return found


@pytest.fixture
def told(matters, case, by):
    """A mail that went to the office about the matter."""
    number = post.send(
        channel="email", address=OFFICE, subject=case.thing_id, title="Matter", words="A letter",
        language="en", key="told", class_="official", by=by, at=matters.at,
    )  # fmt: skip
    Message.objects.filter(pk=number).update(
        external=message_id("told"), gateway="smtp", state="sent", sent_at=matters.at
    )
    return Message.objects.get(pk=number)


def test_an_answer_of_the_applicant_becomes_a_line_of_the_matter(arrive, case, alias, lines):
    number = arrive("The pump is still broken.\n\nOn Monday, Kachehri wrote:\n> Hello", to=alias)
    (line,) = lines(case)
    assert state(number) == "done"
    assert line.words == "The pump is still broken."
    (kept,) = [one for one in queries.messages(case.thing_id) if one.is_incoming]
    assert "> Hello" in kept.content["whole"]


def test_what_an_office_writes_is_laid_before_a_person_and_moves_nothing(arrive, case, lines):
    arrive("It is done.", to=address_of(case.number, OFFICE), sender=OFFICE)
    (line,) = lines(case)
    assert line.side == "office"
    assert cases.by_id(case.id).state == case.state


@pytest.mark.parametrize(
    ("words", "after"),
    [("YES", "confirmed"), ("جی ہاں", "confirmed"), ("No, it leaks again.", "contested")],
)
def test_the_applicants_yes_or_no_confirms_or_contests(arrive, done, alias, words, after):
    arrive(f"{words}\n\n> Is that true?", to=alias)
    assert cases.by_id(done.id).state == after


@pytest.mark.parametrize("sender", [OFFICE, "somebody@else.example"])
def test_nobody_else_says_yes_for_the_applicant(arrive, done, alias, sender):
    arrive("YES", to=alias, sender=sender)
    assert cases.by_id(done.id).state == "done"


def test_a_yes_that_the_mail_server_calls_forged_lies_in_the_pen(arrive, done, alias, monkeypatch):
    monkeypatch.setenv("KACHEHRI_MAIL_TRUSTS", "mx.ours.example")
    told = "mx.ours.example; spf=fail smtp.mailfrom=mail.example; dkim=none; dmarc=fail"
    number = arrive("YES", to=alias, Authentication_Results=told)
    assert state(number) == "held"
    assert cases.by_id(done.id).state == "done"
    (held,) = queries.held()
    assert held.guesses[0]["case"] == done.number


def test_results_of_a_server_that_nobody_trusts_count_for_nothing(arrive, done, alias):
    arrive("YES", to=alias, Authentication_Results="evil.example; dmarc=fail")
    assert cases.by_id(done.id).state == "confirmed"


def test_a_mail_that_claims_to_be_the_office_without_its_address_lies_in_the_pen(
    arrive, case, alias, lines
):
    by_applicants = arrive("We are done.", to=alias, sender=OFFICE)
    without = arrive("We are done.", sender=OFFICE, subject=f"Matter {case.number}")
    assert (state(by_applicants), state(without)) == ("held", "held")
    assert lines(case) == []


def test_a_guessed_code_lies_in_the_pen_with_a_guess(arrive, case, alias):
    wrong = alias.replace(alias.split("-")[1].split("@")[0], "a" * 12)
    assert state(arrive("Hello", to=wrong)) == "held"
    assert queries.held()[0].guesses[0] == {"case": case.number, "why": "address", "score": 0.6}


def test_a_mail_that_answers_one_of_ours_is_placed_by_it(arrive, matters, case, by, lines):
    key = f"case:{case.id}:1:opened"
    Message.objects.filter(key=key).update(external=message_id(key), gateway="smtp", state="sent")
    arrive("About that", In_Reply_To=f"<{message_id(key)}>")
    assert [one.words for one in lines(case)] == ["About that"]


def test_the_number_in_the_subject_is_enough_for_the_applicants_own_mailbox(arrive, case, lines):
    arrive("One more thing", subject=f"Re: Matter {case.number}")
    assert [one.words for one in lines(case)] == ["One more thing"]
    other = arrive("One more thing", subject=f"Matter {case.number}", sender="x@else.example")
    assert state(other) == "held"


def test_a_person_places_what_nobody_could_place(arrive, case, by, matters, lines):
    number = arrive("Hello", subject=f"Matter {case.number}", sender="x@else.example")
    post.place(arrival_id=number, number=case.number, by=matters.moderator, at=matters.at)
    assert state(number) == "done"
    assert len(lines(case)) == 1


def test_a_mail_to_the_complaints_address_opens_a_matter(arrive, matters):
    arrive("The hand pump in Dokri is broken.", subject="Hand pump", sender="n@mail.example")
    (person,) = people.by_contact("email", "n@mail.example")
    (case,) = cases.mine(person)
    assert (case.kind, case.category, case.channel) == ("complaint", "hand-pump", "email")
    assert case.place_id in {one.id for one in _talukas(matters)}
    (told,) = [
        one
        for one in queries.messages(case.thing_id)
        if not one.is_incoming and one.channel == "email" and one.address == "n@mail.example"
    ]
    assert str(case.number) in told.words


def _talukas(matters):
    from kachehri.domains.places import queries as places

    return places.children(matters.larkana.id)


def test_urdu_opens_one_in_urdu(arrive):
    arrive("ڈوکری میں پانی نہیں آتا، نلکا خراب ہے", sender="u@mail.example")
    (case,) = cases.mine(people.by_contact("email", "u@mail.example")[0])
    assert case.language == "ur"


def test_where_it_is_is_asked_back_once(arrive, matters, by):
    first = arrive(
        "The hand pump is broken.", sender="n@mail.example", message_id="<one@mail.example>"
    )
    assert state(first) == "held"
    (asked,) = Message.objects.filter(address="n@mail.example")
    assert asked.content == {"asked_of": first, "answers": "one@mail.example"}
    Message.objects.filter(pk=asked.pk).update(external=message_id(asked.key), state="sent")
    second = arrive(
        "It is in Dokri", sender="n@mail.example", In_Reply_To=f"<{message_id(asked.key)}>"
    )
    (case,) = cases.mine(people.by_contact("email", "n@mail.example")[0])
    assert (state(first), state(second)) == ("done", "done")
    assert case.category == "hand-pump"
    assert "It is in Dokri" in case.words


def test_who_does_not_say_it_then_either_is_not_asked_again(arrive):
    arrive("The hand pump is broken.", sender="n@mail.example")
    asked = Message.objects.get(address="n@mail.example")
    Message.objects.filter(pk=asked.pk).update(external=message_id(asked.key), state="sent")
    second = arrive("What?", sender="n@mail.example", In_Reply_To=f"<{message_id(asked.key)}>")
    assert state(second) == "held"
    assert Message.objects.filter(address="n@mail.example", is_incoming=False).count() == 1


def test_the_same_mail_twice_opens_one_matter(arrive):
    words = "The hand pump in Dokri is broken."
    arrive(words, sender="n@mail.example", message_id="<same@mail.example>")
    assert arrive(words, sender="n@mail.example", message_id="<same@mail.example>") is None
    arrive(words, sender="n@mail.example", message_id="<other@mail.example>")
    assert len(cases.mine(people.by_contact("email", "n@mail.example")[0])) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"subject": "Automatic reply: Your mail"},
        {"subject": "Made-up Officer/LRK is out of the office"},
        {"Precedence": "auto_reply"},
        {"X_Autoreply": "yes"},
        {"Return_Path": "<>"},
        {"message_id": f"<{message_id('loop')}>"},
    ],
)
def test_what_a_machine_wrote_opens_nothing_and_gets_no_answer(arrive, case, alias, headers, lines):
    before = Message.objects.count()
    assert state(arrive("The hand pump in Dokri is broken.", **headers)) == "dropped"
    assert state(arrive("I am away.", to=alias, **headers)) == "dropped"
    assert Message.objects.count() == before
    assert lines(case) == []


def test_a_loop_of_a_hundred_mails_ends(arrive, case, alias, matters, lines):
    for number in range(100):
        at = matters.at + timedelta(seconds=20 * number)
        arrive(f"Thank you for your mail {number}", to=alias, at=at)
    assert len(lines(case)) == 30
    assert Arrival.objects.filter(state="held").count() == 70


def test_a_mail_that_passed_too_many_servers_is_dropped(arrive, alias):
    hops = b"".join(b"Received: from a by b; Mon, 2 Nov 2026 06:00:00 +0000\n" for _ in range(31))
    raw = hops + f"From: {APPLICANT}\nTo: {alias}\nSubject: x\n\nround and round".encode()
    assert state(arrive(raw, to=alias)) == "dropped"


BOUNCE = """From: Mail Delivery System <mailer-daemon@mx.example>
To: matter@kachehri.example
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: 5.1.1
--b
Content-Type: text/rfc822-headers

Message-ID: <{sent}>
--b--
"""


def bounce(address, key, action="failed"):
    return BOUNCE.format(address=address, sent=message_id(key), action=action).encode()


def test_a_bounce_marks_the_offices_address_and_opens_nothing(arrive, matters, told):
    row = told
    assert state(arrive(bounce(OFFICE, row.key), sender="")) == "dropped"
    row.refresh_from_db()
    (address,) = bodies.addresses(matters.body("water").thing_id)
    assert (row.state, address.state, address.bounces) == ("failed", "bounced", 1)
    assert queries.preference("email", OFFICE).bounces == 1


def test_a_bounce_marks_a_persons_mailbox(arrive, matters, case):
    row = Message.objects.get(address=APPLICANT)
    Message.objects.filter(pk=row.pk).update(
        external=message_id(row.key), gateway="smtp", state="sent", sent_at=matters.at
    )
    arrive(bounce(APPLICANT, row.key), sender="")
    assert people.contacts(case.applicant_id)[0].state == "bounced"


def test_a_made_up_bounce_marks_nobody(arrive, matters, case):
    arrive(bounce(OFFICE, "never sent"), sender="")
    (address,) = bodies.addresses(matters.body("water").thing_id)
    assert address.state == "fine"


def test_a_mail_that_is_only_delayed_marks_nobody(arrive, told):
    row = told
    arrive(bounce(OFFICE, row.key, "delayed"), sender="")
    row.refresh_from_db()
    assert row.state == "sent"


def test_stop_ends_the_notices(arrive, alias):
    arrive("STOP", to=alias)
    assert queries.preference("email", APPLICANT).opted_out_at is not None


def test_nobody_stops_the_notices_of_somebody_else(arrive, alias):
    number = arrive("STOP", to="complaints@kachehri.example")
    assert queries.arrival(number).state == "held"
    assert queries.preference("email", APPLICANT).opted_out_at is None


def test_a_number_that_a_stranger_gave_to_their_own_mail_opens_nothing(arrive, done):
    arrive("Hello", subject=f"Matter {done.number}", message_id="<made-up@bad.example>")
    arrive("Yes", In_Reply_To="<made-up@bad.example>")
    assert cases.case(done.number).confirmed is None


def test_files_go_into_quarantine_and_too_large_ones_are_told(
    arrive, case, alias, monkeypatch, lines
):
    from email.message import EmailMessage

    monkeypatch.setenv("KACHEHRI_FILE_MB", "1")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = APPLICANT, alias, "Photos"
    mail.set_content("Here they are.")
    for name, content in (
        ("a.jpg", made.photo(99, 99)),
        ("b.jpg", made.photo(9, 9) + bytes(2 << 20)),
    ):
        mail.add_attachment(content, "image", "jpeg", filename=name)
    arrive(mail.as_bytes(), to=alias)
    (line,) = lines(case)
    assert [one.name for one in quarantine.files(case.thing_id)] == ["a.jpg"]
    assert "“b.jpg” is too large" in line.words


def test_html_and_sql_in_every_field_stay_words(arrive, case, alias, lines):
    evil = "'; DROP TABLE cases_case; -- <script>alert(1)</script>"
    number = arrive(evil, to=alias, subject=evil, sender=APPLICANT)
    assert state(number) == "done"
    assert lines(case)[0].words == evil


def test_what_the_triage_flags_leaves_no_mail_behind(arrive, case, alias, monkeypatch):
    from kachehri.domains.cases.actions import sealing

    monkeypatch.setattr(sealing, "flagged", lambda text: "terrible" in text)
    number = arrive("Something terrible happened.", to=alias)
    row = Arrival.objects.get(pk=number)
    assert (row.state, bytes(row.raw)) == ("purged", b"")
    assert not Message.objects.filter(words__contains="terrible").exists()


def test_the_readers_of_the_pen_see_the_words(arrive, case):
    arrive(
        "Hello there", subject="Who knows", sender="x@else.example", to="matter@kachehri.example"
    )
    (held,) = queries.held()
    assert (held.sender, held.title, held.words.strip()) == (
        "x@else.example",
        "Who knows",
        "Hello there",
    )
