"""Files that lie inside words (uuencode) or inside Outlook's own envelope (TNEF)."""

import binascii
import re

from kachehri.engines.quarantine.rich_text import rtf_text

from .charsets import clean
from .charsets import text as decoded
from .kinds import Attached
from .markup import html_words

_UU = re.compile(r"^begin [0-7]{3,4} ([^\n]{1,200})\n(.*?)^end[ \t]*$", re.MULTILINE | re.DOTALL)


def take_uuencoded(words: str) -> tuple[str, tuple[Attached, ...]]:
    """Words without the files that are written into them, and these files.

    What only looks like a file stays in the words.
    """
    files: list[Attached] = []

    def taken(found: re.Match[str]) -> str:
        content = uudecoded(found[2])
        if content is None:
            return found[0]
        files.append(Attached(found[1].strip(), "application/octet-stream", content))
        return ""

    rest = _UU.sub(taken, words)
    return (re.sub(r"\n{3,}", "\n\n", rest).strip(), tuple(files)) if files else (words, ())


def uudecoded(body: str) -> bytes | None:
    """The bytes of uuencoded lines, or None where they are none."""
    parts: list[bytes] = []
    for line in body.splitlines():
        if not line.strip() or line.strip() == "`":
            continue
        raw = line.encode("ascii", "replace")
        try:
            parts.append(binascii.a2b_uu(raw))
        except binascii.Error:
            # Some programs write more than they announce; others drop blanks at the end.
            most = (((raw[0] - 32) & 63) * 4 + 5) // 3
            try:
                parts.append(binascii.a2b_uu(raw[:most].ljust(most)))
            except binascii.Error:
                return None
    return b"".join(parts) or None


def open_tnef(raw: bytes) -> tuple[str, tuple[Attached, ...]] | None:
    """The words and files of a `winmail.dat`; None where it cannot be opened."""
    from tnefparse import TNEF  # noqa: PLC0415  (needed for few mails)

    try:
        packet = TNEF(raw, do_checksum=False)
        files = tuple(
            Attached(str(one.long_filename() or one.name), "application/octet-stream", one.data)
            for one in packet.attachments
            if one.data
        )
        return clean(_tnef_words(packet)), files
    except Exception:  # noqa: BLE001  (a library that meets what nobody meant it to meet)
        return None


def _tnef_words(packet: object) -> str:
    """The best of the bodies that it holds."""
    body, html, rtf = (getattr(packet, name, None) for name in ("body", "htmlbody", "rtfbody"))
    if body:
        said = body if isinstance(body, str) else decoded(_joined(body), None)
        if said.strip():
            return said
    if html:
        return html_words(html if isinstance(html, str) else decoded(_joined(html), None))
    if rtf:
        return rtf_text(rtf if isinstance(rtf, bytes) else str(rtf).encode("latin-1", "replace"))
    return ""


def _joined(body: object) -> bytes:
    if isinstance(body, list):
        return b"".join(_joined(one) for one in body)
    return body if isinstance(body, bytes) else str(body).encode("utf-8", "replace")
