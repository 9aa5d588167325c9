"""Mail out, by SMTP: plain text and simple HTML, with headers that tell machines what it is."""

import os
import smtplib
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from django.utils import translation
from django.utils.translation import gettext

from kachehri.domains.cases import queries as cases
from kachehri.engines.post.kinds import Channel, Never, Outgoing, Sent, TryLater, Uncertain
from kachehri.engines.vault import queries as vault

from .addresses import address_of, complaints, domain, message_id

TIMEOUT = 30.0
RTL = ("ur", "sd")


@dataclass(frozen=True)
class Server:
    """The mail server that takes our mail: KACHEHRI_SMTP and its like."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    security: str = ""


def server() -> Server | None:
    """As the environment says it; None where no server is named."""
    told = os.environ.get("KACHEHRI_SMTP", "")
    host, _, port = told.rpartition(":")
    if not host or not port.isdigit():
        return None
    return Server(
        host.strip("[]"),
        int(port),
        os.environ.get("KACHEHRI_SMTP_USER", ""),
        os.environ.get("KACHEHRI_SMTP_PASSWORD", ""),
        os.environ.get("KACHEHRI_SMTP_SECURITY", "").lower(),
    )


def is_ready() -> bool:
    """Whether a mail server is named."""
    return server() is not None


def send(out: Outgoing) -> Sent:
    """Hand one mail to the server.

    What is refused before the server has all of it was surely not taken; a line that breaks after
    that leaves the mail uncertain.
    """
    if vault.hushed(out.address) and out.class_ != "official":
        raise Never("no automatic message goes there")
    mail = compose(out)
    known = server()
    if known is None:
        raise TryLater("no mail server is named")
    try:
        line = _connected(known)
    except (OSError, smtplib.SMTPException) as problem:
        raise TryLater(f"{type(problem).__name__}: {problem}"[:200]) from problem
    try:
        _hand_over(line, mail, out.address)
    finally:
        _hang_up(line)
    return Sent(message_id(out.key))


def _connected(known: Server) -> smtplib.SMTP:
    """A line to the server, encrypted and signed in where that is asked for."""
    if known.security == "tls":
        context = ssl.create_default_context()
        line: smtplib.SMTP = smtplib.SMTP_SSL(
            known.host, known.port, timeout=TIMEOUT, context=context
        )
    else:
        line = smtplib.SMTP(known.host, known.port, timeout=TIMEOUT)
    if known.security == "starttls":
        line.starttls(context=ssl.create_default_context())
    if known.user:
        line.login(known.user, known.password)
    return line


def _hand_over(line: smtplib.SMTP, mail: EmailMessage, address: str) -> None:
    """Sender, recipient, mail; what each refusal means."""
    try:
        line.ehlo_or_helo_if_needed()
        _asked(line.mail(bounces_to()))
        _asked(line.rcpt(address), about_address=True)
        code, said = line.docmd("DATA")
        if code != 354:
            _asked((code, said))
    except (smtplib.SMTPException, OSError) as problem:
        raise TryLater(f"{type(problem).__name__}: {problem}"[:200]) from problem
    try:
        line.send(_dotted(mail.as_bytes(policy=SMTP)))
        answer = line.getreply()
    except (smtplib.SMTPException, OSError) as problem:
        raise Uncertain(f"{type(problem).__name__}: {problem}"[:200]) from problem
    _asked(answer)


def _asked(answer: tuple[int, bytes], *, about_address: bool = False) -> None:
    """Go on where the server said yes; else not now (4xx), or never (5xx)."""
    code, said = answer
    if 200 <= code < 300:
        return
    told = f"{code} {said.decode('utf-8', 'replace')}"[:200]
    if 500 <= code < 600:
        nobody = about_address and (code in (550, 551, 553) and b"5.7" not in said)
        raise Never(told, bad_address=nobody)
    raise TryLater(told)


def _dotted(raw: bytes) -> bytes:
    """As DATA wants it: lines that begin with a dot have two, and a dot ends it."""
    body = raw if raw.endswith(b"\r\n") else raw + b"\r\n"
    if body.startswith(b"."):
        body = b"." + body
    return body.replace(b"\r\n.", b"\r\n..") + b".\r\n"


def _hang_up(line: smtplib.SMTP) -> None:
    try:
        line.quit()
    except (smtplib.SMTPException, OSError):
        line.close()


def bounces_to() -> str:
    """The envelope's sender: what cannot be delivered comes back there, and opens nothing."""
    return f"mailer-daemon@{domain()}"


def compose(out: Outgoing) -> EmailMessage:
    """The mail: from the matter's own address for this recipient, so that an answer finds back."""
    case = cases.by_thing(out.subject) if out.subject else None
    own = address_of(case.number, out.address) if case else f"{complaints()}@{domain()}"
    mail = EmailMessage(policy=SMTP)
    with translation.override(out.language):
        mail["From"] = Address(gettext("Kachehri"), *own.rsplit("@", 1))
        foot = _foot(out)
    mail["To"] = out.address
    mail["Subject"] = _title(out)
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = f"<{message_id(out.key)}>"
    mail["Reply-To"] = own
    if answered := str(out.content.get("answers", "")):
        mail["In-Reply-To"] = mail["References"] = f"<{answered}>"
    elif case:
        mail["References"] = f"<{message_id(f'thread:{case.number}')}>"
    mail["Auto-Submitted"] = "auto-replied" if out.class_ == "answer" else "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    mail["Content-Language"] = out.language
    if out.class_ in ("notice", "question"):
        mail["List-Unsubscribe"] = f"<mailto:{own}?subject=STOP>"
    words = f"{out.words}\n\n{foot}".strip() + "\n"
    mail.set_content(words, charset="utf-8", cte="base64" if not words.isascii() else None)
    if out.language in RTL:
        mail.add_alternative(_html(words, out.language), subtype="html", cte="base64")
    return mail


def _title(out: Outgoing) -> str:
    title = out.title or out.words
    return " ".join(title.split())[:200]


def _foot(out: Outgoing) -> str:
    """What stands below: how to answer, and how to get no more of these."""
    if out.class_ in ("notice", "question"):
        return gettext(
            "You can answer this mail. To get no more of these mails, answer with the word STOP."
        )
    return gettext("You can answer this mail.") if out.class_ == "answer" else ""


def _html(words: str, language: str) -> str:
    """The same words from right to left; a line of the other direction keeps its own."""
    lines = "".join(
        f'<p dir="auto">{escape(line)}</p>' if line.strip() else "" for line in words.split("\n")
    )
    return (
        f'<!doctype html><html lang="{language}" dir="rtl"><body '
        f'style="font-size:1.1em;line-height:2;text-align:start">{lines}</body></html>'
    )


def most_a_minute() -> int:
    """How many mails the server takes in a minute: KACHEHRI_MAIL_A_MINUTE, 0 for no limit."""
    told = os.environ.get("KACHEHRI_MAIL_A_MINUTE", "0")
    return int(told) if told.isdigit() else 0


CHANNEL = Channel(
    "email",
    "smtp",
    send,
    is_ready=is_ready,
    rings=False,
    a_minute=most_a_minute(),
)
