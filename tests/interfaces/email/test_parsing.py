"""Mails as they really come: mangled, mislabelled, nested, from machines."""

import random
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kachehri.interfaces.email import charsets
from kachehri.interfaces.email.answers import decision
from kachehri.interfaces.email.attached import take_uuencoded
from kachehri.interfaces.email.intake import language_of
from kachehri.interfaces.email.markup import html_words
from kachehri.interfaces.email.parsing import parse, said
from kachehri.interfaces.email.quotes import shown


def whole_mail():
    mail = EmailMessage()
    mail["From"] = "Made-up Citizen <made-up@mail.example>"
    mail["To"] = "matter+4821-abcdefghijkm@kachehri.example"
    mail["Subject"] = "پانی نہیں آتا"
    mail["Message-ID"] = "<one@mail.example>"
    mail["In-Reply-To"] = "<ours@kachehri.example>"
    mail.set_content("نلکا خراب ہے\n\n> Hello")
    mail.add_alternative("<p>HTML</p>", subtype="html")
    mail.add_attachment(b"%PDF-1.4 x", "application", "pdf", filename="کاغذ.pdf")
    inner = EmailMessage()
    inner["Subject"] = "inner"
    inner.set_content("inside")
    mail.add_attachment(inner)
    return mail.as_bytes()


MAIL = whole_mail()


def test_a_whole_mail_is_taken_apart():
    mail = parse(MAIL)
    assert (mail.sender, mail.sender_name) == ("made-up@mail.example", "Made-up Citizen")
    assert (mail.title, mail.shown) == ("پانی نہیں آتا", "نلکا خراب ہے")
    assert (mail.message_id, mail.answers) == ("one@mail.example", ("ours@kachehri.example",))
    assert [one.name for one in mail.files] == ["کاغذ.pdf", "mail.eml"]
    assert mail.machine == ""


@settings(max_examples=150)
@given(st.binary(max_size=2000))
def test_no_bytes_stop_it(raw):
    parse(raw)
    parse(b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + raw)


@settings(max_examples=150)
@given(st.randoms(use_true_random=False), st.integers(1, 30))
def test_no_mangled_mail_stops_it(chance: random.Random, times):
    raw = bytearray(MAIL)
    for _ in range(times):
        at = chance.randrange(len(raw))
        how = chance.randrange(4)
        if how == 0:
            raw[at] = chance.randrange(256)
        elif how == 1:
            del raw[at : at + chance.randrange(200)]
        elif how == 2:
            raw[at:at] = chance.randbytes(chance.randrange(30))
        else:
            raw[at:at] = raw[at : at + chance.randrange(300)]
    mail = parse(bytes(raw or b"x"))
    assert "\0" not in mail.words + mail.title
    mail.words.encode()


@given(st.text())
def test_headers_markup_and_answers_never_stop_it(text):
    said(text)
    html_words(text)
    decision(text)
    shown(text)
    take_uuencoded(text)


@pytest.mark.parametrize(
    ("raw", "label", "text"),
    [
        ("پانی".encode(), "iso-8859-1", "پانی"),
        ("پانی".encode(), None, "پانی"),
        ("مسئلہ".replace("ہ", "ه").encode("cp1256"), None, "مسئله"),
        (b"caf\xe9 \x96", "us-ascii", "café –"),
        (b"t\xeb", "iso-8859-2", "të"),
        (b"+AGE-bc", "unicode-1-1-utf-7", "abc"),
        ("پانی".encode("utf-16"), "utf-8", "پانی"),
        (b"a\0b\r\nc", "nonsense", "ab\nc"),
    ],
)
def test_letters_are_right_whatever_the_label_says(raw, label, text):
    assert charsets.text(raw, label) == text


def test_an_encoding_that_another_header_names_is_tried():
    assert charsets.text("您好".encode("gb2312"), None, ["gb2312"]) == "您好"


@pytest.mark.parametrize(
    "head",
    [
        "On Monday, 2 Nov 2026, Kachehri <matter@kachehri.example> wrote:",
        "On Monday, 2 Nov 2026, somebody with a long name\n<matter@kachehri.example> wrote:",
        "-----Original Message-----",
        "پیر، 2 نومبر 2026 کو کچہری نے لکھا:",
        "سومر 2 نومبر تي ڪچهري لکيو:",
        "From: a@b.example\nSent: today\nTo: c@d.example\nSubject: x",
        "منجانب: کچہری\nبھیجا گیا: آج\nموضوع: پانی",
        "________________________________",
    ],
)
def test_what_is_quoted_is_cut_for_showing(head):
    assert shown(f"My answer\n\n{head}\n\nold words\n> older") == "My answer"


def test_where_only_a_quote_is_all_of_it_is_shown():
    assert shown("> yes") == "> yes"
    assert shown("yes\n\nSent from my iPhone") == "yes"


@pytest.mark.parametrize(
    ("words", "is_yes", "more"),
    [
        ("YES 4821", True, ""),
        ("yes.", True, ""),
        ("جی ہاں", True, ""),
        ("ها", True, ""),
        ("NO 4821 it leaks", False, "it leaks"),
        ("نہیں\nپانی نہیں آتا", False, "پانی نہیں آتا"),
        ("Nahi", False, ""),
    ],
)
def test_yes_and_no_in_the_words_in_which_people_write_them(words, is_yes, more):
    found = decision(words)
    assert (found.is_yes, found.words) == (is_yes, more)


@pytest.mark.parametrize(
    "words", ["", "Yesterday it rained", "I do not know", "4821", "no one came"]
)
def test_what_is_neither_is_neither(words):
    assert decision(words) is None


@pytest.mark.parametrize(
    ("text", "language"), [("hand pump", "en"), ("نلکا خراب ہے", "ur"), ("نلڪو خراب آهي", "sd")]
)
def test_the_language_is_told_by_its_letters(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("results", "verdict"),
    [
        ("mx.example; dmarc=fail", "fail"),
        ("mx.example 1; spf=softfail; dkim=pass", "pass"),
        ("mx.example; spf=fail; dkim=none", "fail"),
        ("evil.example; dmarc=fail", ""),
    ],
)
def test_only_the_trusted_server_says_what_is_forged(results, verdict):
    raw = f"From: a@b.example\nAuthentication-Results: {results}\n\nx".encode()
    assert parse(raw, trusts="mx.example").verdict == verdict
