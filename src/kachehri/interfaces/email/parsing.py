"""Bytes of a mail to `kinds.Mail`: the standard library, and repairs for what real mails hold."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message

from . import charsets, machines
from .attached import open_tnef, take_uuencoded
from .kinds import Attached, Mail, Report
from .markup import html_words
from .quotes import shown

MOST_WORDS = 200_000
MOST_PARTS = 200
_ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]\\]+@[^\s<>\"',;:()\[\]\\]+")
_ID = re.compile(r"<([^<>\s]{1,300})>")


def parse(raw: bytes, *, trusts: str = "") -> Mail:
    """Read a mail. Whatever it holds, this gives an answer.

    `trusts` names the server whose Authentication-Results are believed; others may be made up.
    """
    try:
        message: Message = email.message_from_bytes(raw, policy=email.policy.default)
        return _mail(message, trusts)
    except Exception:  # noqa: BLE001  (nothing that a stranger wrote may stop the post)
        message = email.message_from_bytes(raw, policy=email.policy.compat32)
        return _plain_mail(message, raw)


def _mail(message: Message, trusts: str) -> Mail:
    bag = _Bag(message)
    for part in _leaves(message):
        bag.take(part)
    words, more = take_uuencoded(bag.words())
    words = words[:MOST_WORDS]
    sender = addresses(headers(message, "from")) or addresses(headers(message, "sender"))

    def get(name: str) -> str:
        return header(message, name)

    machine = machines.machine(get, words, bag.reports, sender[-1] if sender else get("from"))
    back = machine in ("bounce", "delay")
    return Mail(
        message_id=_first_id(get("message-id")),
        sender=sender[-1] if sender else "",
        sender_name=_name(headers(message, "from")),
        recipients=_recipients(message),
        answers=_answers(message),
        title=get("subject")[:300],
        words=words,
        shown=shown(words),
        files=(*bag.files, *more),
        machine=machine,
        report=machines.report(get, words, bag.reports, bag.returned) if back else Report(),
        verdict=_verdict(headers(message, "authentication-results"), trusts),
        hops=len(message.get_all("received", [])),
    )


def _plain_mail(message: Message, raw: bytes) -> Mail:
    """A mail that the library cannot take apart: its words as they stand."""
    head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    words = charsets.text(body[:MOST_WORDS], None)
    found = re.search(rb"^from:(.*)$", head, re.IGNORECASE | re.MULTILINE)
    sender = addresses([charsets.text(found[1], None)]) if found else ()
    title = re.search(rb"^subject:(.*)$", head, re.IGNORECASE | re.MULTILINE)
    return Mail(
        message_id="",
        sender=sender[-1] if sender else "",
        sender_name="",
        recipients=(),
        answers=(),
        title=charsets.text(title[1], None).strip()[:300] if title else "",
        words=words,
        shown=shown(words),
    )


class _Bag:
    """Collects words, files and reports part by part."""

    def __init__(self, message: Message) -> None:
        self.hints = charsets.charsets_of([str(value) for _, value in message.raw_items()])
        self.plain: list[str] = []
        self.html: list[str] = []
        self.files: list[Attached] = []
        self.reports: list[str] = []
        self.returned: list[str] = []

    def words(self) -> str:
        """Plain words if there are any, else those of the HTML."""
        plain = "\n\n".join(one for one in self.plain if one.strip())
        return (plain or "\n\n".join(one for one in self.html if one.strip())).strip()

    def take(self, part: Message) -> None:
        """One part that has no parts."""
        kind = part.get_content_type()
        if kind in ("message/delivery-status", "message/rfc822", "text/rfc822-headers"):
            self.take_message(part, kind)
            return
        raw = _payload(part)
        if kind == "application/ms-tnef" or _filename(part).lower() == "winmail.dat":
            self.take_tnef(raw)
        elif _is_file(part, kind):
            self.take_file(part, kind, raw)
        elif kind == "text/html":
            self.html.append(html_words(charsets.text(raw, _charset(part), self.hints)))
        else:
            self.plain.append(charsets.text(raw, _charset(part), self.hints))

    def take_message(self, part: Message, kind: str) -> None:
        """A mail within the mail, or a report about one."""
        inner = part.get_payload()
        whole = _whole(list(inner) if isinstance(inner, list) else [], part)
        told = charsets.text(whole, None)
        if kind == "message/delivery-status":
            self.reports.append(told)
        elif kind == "text/rfc822-headers":
            self.returned.append(told)
        else:
            self.returned.append(told[:20_000])
            self.files.append(Attached(_filename(part) or "mail.eml", kind, whole))

    def take_tnef(self, raw: bytes) -> None:
        """What Outlook hides in one file."""
        opened = open_tnef(raw)
        if opened is None:
            self.files.append(Attached("winmail.dat", "application/ms-tnef", raw))
            return
        words, files = opened
        self.html.append(words)
        self.files.extend(files)

    def take_file(self, part: Message, kind: str, raw: bytes) -> None:
        """A file, if there is anything in it."""
        if raw:
            self.files.append(Attached(_filename(part) or "file", kind, raw))


def _leaves(message: Message) -> Iterator[Message]:
    """Parts that have no parts, the mail itself where it has none; mails within it stay whole.

    Parts that stand behind an end that came too early are taken, too.
    """
    waiting, count = [message, *_behind_the_end(message)], 0
    while waiting and count < MOST_PARTS:
        part = waiting.pop(0)
        count += 1
        kind = part.get_content_type()
        inner = part.get_payload()
        if kind.startswith("message/") or not isinstance(inner, list):
            yield part
        else:
            waiting[:0] = [one for one in inner if isinstance(one, Message)]


def _behind_the_end(message: Message) -> list[Message]:
    """What follows the last boundary, read as one more mail where it holds the boundary again."""
    boundary, rest = message.get_boundary(), message.epilogue
    if not boundary or not isinstance(rest, str) or f"--{boundary}" not in rest:
        return []
    head = f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n'
    raw = (head + rest).encode("utf-8", "surrogateescape")
    again: Message = email.message_from_bytes(raw, policy=email.policy.default)
    inner = again.get_payload()
    return [one for one in inner if isinstance(one, Message)] if isinstance(inner, list) else []


def _whole(inner: list[object], part: Message) -> bytes:
    """The bytes of a mail within the mail, or of a report."""
    parts = [one for one in inner if isinstance(one, Message)]
    try:
        if parts:
            return b"\n".join(one.as_bytes() for one in parts)
    except Exception:  # noqa: BLE001  (a mail that cannot be written anew is taken as it reads)
        return "\n".join(str(one.get_payload()) for one in parts).encode("utf-8", "replace")
    return _payload(part)


def _payload(part: Message) -> bytes:
    """The bytes of a part; as they stand where their encoding is broken."""
    try:
        raw = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001  (binascii, lookups of unknown encodings)
        raw = None
    if isinstance(raw, bytes):
        return raw
    inner = part.get_payload()
    return inner.encode("utf-8", "surrogateescape") if isinstance(inner, str) else b""


def _is_file(part: Message, kind: str) -> bool:
    if not kind.startswith("text/"):
        return not (kind == "multipart/mixed" or kind.startswith("multipart/"))
    if _disposition(part) == "attachment":
        return True
    return bool(_filename(part)) and kind not in ("text/plain", "text/html")


def _disposition(part: Message) -> str:
    try:
        return part.get_content_disposition() or ""
    except Exception:  # noqa: BLE001  (headers that the library cannot read)
        return ""


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except Exception:  # noqa: BLE001  (headers that the library cannot read)
        return None


def _filename(part: Message) -> str:
    try:
        return said(part.get_filename() or "")
    except Exception:  # noqa: BLE001  (headers that the library cannot read)
        return ""


def headers(message: Message, name: str) -> tuple[str, ...]:
    """Every header of a name as it reads, in order; never raises."""
    found = [str(value) for key, value in message.raw_items() if key.lower() == name]
    return tuple(said(one) for one in found)


def header(message: Message, name: str) -> str:
    """The first header of a name, or nothing."""
    return next(iter(headers(message, name)), "")


def said(value: str) -> str:
    """A header in letters: encoded words decoded, stray bytes in whatever they may be."""
    unfolded = re.sub(r"\r?\n[ \t]*", " ", value)
    raw = unfolded.encode("utf-8", "surrogateescape")
    flat = charsets.text(raw, None)
    if "=?" not in flat:
        return flat.strip()
    joined = re.sub(r"(\?=)\s+(=\?)", r"\1\2", flat)
    try:
        parts = decode_header(joined)
    except Exception:  # noqa: BLE001  (base64 that is none)
        return flat.strip()
    words = "".join(
        charsets.text(one, encoding) if isinstance(one, bytes) else one for one, encoding in parts
    )
    return charsets.clean(words).replace("\n", " ").strip()


def addresses(values: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The addresses that headers name, in small letters."""
    return tuple(
        one.strip(".<>").lower()
        for value in values
        for one in _ADDRESS.findall(value)
        if 3 < len(one) <= 254
    )


def _name(values: tuple[str, ...]) -> str:
    """The name before the address."""
    told = values[-1] if values else ""
    return _ADDRESS.sub("", told).strip(" \"'<>()")[:120]


def _recipients(message: Message) -> tuple[str, ...]:
    found = [
        one
        for name in ("to", "cc", "delivered-to", "x-original-to", "envelope-to")
        for one in addresses(headers(message, name))
    ]
    return tuple(dict.fromkeys(found))


def _answers(message: Message) -> tuple[str, ...]:
    """The mails that this one answers, the nearest first."""
    near = [one for value in headers(message, "in-reply-to") for one in _ID.findall(value)]
    far = [one for value in headers(message, "references") for one in _ID.findall(value)]
    return tuple(dict.fromkeys([*near, *reversed(far)]))[:50]


def _first_id(value: str) -> str:
    found = _ID.search(value)
    return found[1] if found else ""


def _verdict(values: tuple[str, ...], trusts: str) -> str:
    """What the trusted server found: fail where DMARC failed, or SPF without a good signature."""
    for value in values:
        server, _, results = value.partition(";")
        if not trusts or server.strip().split(" ")[0].lower() != trusts.lower():
            continue
        found = dict(re.findall(r"\b(spf|dkim|dmarc)\s*=\s*(\w+)", results.lower()))
        if found.get("dmarc") == "fail":
            return "fail"
        if found.get("spf") in ("fail", "softfail") and found.get("dkim") != "pass":
            return "fail"
        if "pass" in found.values():
            return "pass"
    return ""
