"""Every mail of the corpus, and what must come out of it."""

import os
from pathlib import Path

import pytest

from kachehri.interfaces.email.parsing import parse

FOLDER = Path(os.environ.get("KACHEHRI_CORPORA", "-")) / "inbound-emails"
if not FOLDER.is_dir():
    pytest.skip("KACHEHRI_CORPORA is not set", allow_module_level=True)
pytestmark = pytest.mark.corpora

# By file: sender, beginning of the title, words that are shown, names of files, machine, failed.
EXPECTED = {
    "apple-mail-with-attachments": (
        "ben@righttoknow.org.au", "Re: Freedom", "I’m now going to reply to this request",
        ["2013-040 Decision.pdf", "2013-040 Decision.pdf.zip", "FOI Review Rights.pdf"], "", (),
    ),
    "bcc-contact-reply": ("", "Re: Freedom", "No way! That's so totally a rubbish", [], "", ()),
    "dos-linebreaks": (
        "email@example.com", "RE: Freedom", "I have forwarded it\nto the relevant", [], "", (),
    ),
    "empty-return-path": (
        "mailer-daemon@sandwich.com", "Mail delivery failed", "could not be delivered", [],
        "bounce", ("enquiries@cheese.com",),
    ),
    "forward-quoting-example": ("foi@example.com", "Re: Freedom", "Some text.", [], "", ()),
    "incoming-request-attach-attachments": (
        "francis@localhost", "This is a test", "Attached is an email",
        ["incoming-request-two-same-name.email"], "", (),
    ),
    "incoming-request-attachment-unknown-extension": (
        "", "Same attachment", "", ["hello.qwglhm"], "", (),
    ),
    "incoming-request-bad-uuencoding": (
        "", "Re: Blah", "I've attached something, but badly.", ["moo.txt"], "", (),
    ),
    "incoming-request-oft-attachments": (
        "public@authority.gov.uk", "Example of", "Message body", ["test.oft"], "", (),
    ),
    "incoming-request-plain": ("", "Re: Freedom", "No way! That's so totally", [], "", ()),
    "incoming-request-tnef-only": (
        "public@authority.gov.uk", "Example of", "Dear Ms Treharne Oakley", [], "", (),
    ),
    "inline-uuencode": (
        "foo@bar", "something or other", "here's a truncated attachment",
        ["ResponseT7363 9.doc"], "", (),
    ),
    "iso8859_2_raw_email": ("", "RE: Freedom", "Faleminderit per kerkesen tënde", [], "", ()),
    "malformed-to-and-cc": ("quux@example.org", "example email", "A very basic email", [], "", ()),
    "mislabelled-as-iso-8859-1": (
        "foo@bar", "some FOI request", "THERE'S A DASH NEXT – REQUEST", [], "", (),
    ),
    "multipart-unicode-unix-endings": ("", "", "The ellipsis is unicode…", [], "", ()),
    "nested-attachments-premature-end": (
        "someone@example.org", "some FOI", "Please find some information attached",
        ["mail.eml", "maroon-square.png"], "", (),
    ),
    "no-part-charset-bad-utf8": ("xxxx@yahoo.cn", "任乐松", "贵公司负责人", [], "", ()),
    "non-utf8-filename": (
        "authority@example.org", "testing a PDF", "Some text",
        ["RV %A312000 or more.xls", "other.xls"], "", (),
    ),
    "part-without-charset-in-content-type": (
        "example@example.com", "FOI Internal", "", ["document.pdf"], "", (),
    ),
    "quoted-subject-iso8859-1": (
        "geraldinequango@localhost", "Câmara Responde", "Senhor Benedito", ["image001.png"], "", (),
    ),
    "raw_email_2": ("foiperson@localhost", "Re: Your email", "Dear “Bob”", [], "", ()),
    "raw_email_4": ("msw@localhost", "Re: v1agra", "Thank you for your spam", [], "", ()),
    "rfc822-attachment": (
        "foi.officer@example.com", "", "<<Freedom of Information request >>", ["mail.eml"], "", (),
    ),
    "simple-uuencoded-attachment": ("", "Geraldine", "Greetings.", ["Happy.txt"], "", ()),
    "subject-bad-utf-8-trailing-base64": ("foo@bar", "hello", "this is the text", [], "", ()),
    "tnef-attachment-empty": ("bar@example.org", "here's a useless", "This attachment", [], "", ()),
    "track-response-abcmail-oof": (
        "name.removed@example.gov.uk", "AUTO: Name", "I am out of the office", [], "auto", (),
    ),
    "track-response-exim-bounce": (
        "mailer-daemon@wildfire.ukcod.org.uk", "Mail delivery failed", "created automatically", [],
        "bounce", ("user@example.com",),
    ),
    "track-response-lotus-oof-1": (
        "arnos.grove@example.net", "Emma", "I will be out of the office", [], "auto", (),
    ),
    "track-response-messagelabs-oof-1": (
        "rick.rollington@parliament.uk", "Out of Office", "Thank you for your email.", [], "auto",
        (),
    ),
    "track-response-multipart-report": (
        "postmaster@xyz.local", "Delivery Status", "automatically generated", ["mail.eml"],
        "bounce", ("faileduser@example.com",),
    ),
    "track-response-webshield-bounce": (
        "", "Returned Mail", "Mail Loop Detected", [], "bounce", ("failed.user@example.co.uk",),
    ),
    "utf-7-conversion": (
        "a@b.com", "Delivery Status", "Delivery to the following recipients failed", ["mail.eml"],
        "bounce", ("foi@b.com",),
    ),
}  # fmt: skip


def test_the_list_is_whole():
    assert {path.stem for path in FOLDER.glob("*.eml")} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_what_comes_out(name):
    sender, title, words, files, machine, failed = EXPECTED[name]
    mail = parse((FOLDER / f"{name}.eml").read_bytes())
    assert mail.sender == sender
    assert mail.title.startswith(title)
    assert words in mail.shown
    assert [one.name for one in mail.files] == files
    assert mail.machine == machine
    assert mail.report.addresses == failed
    assert "\ufffd" not in mail.words
