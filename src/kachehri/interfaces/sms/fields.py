"""One adapter for what gateways send: Kannel's names, those of RapidPro's external channel, others.

A name of ours is looked for under each of its names, the gateway's own first. The query string is
read as bytes, because Kannel sends UCS-2 as raw bytes with `charset=UTF-16BE`.
"""

import json
from collections.abc import Mapping
from urllib.parse import unquote_to_bytes

from .gateways import Gateway

NAMES: Mapping[str, tuple[str, ...]] = {
    "from": ("from", "sender", "msisdn", "mobile", "From", "phone"),
    "to": ("to", "receiver", "recipient", "shortcode", "To"),
    "text": ("text", "message", "content", "body", "Body", "msg"),
    "charset": ("charset",),
    "coding": ("coding", "dcs"),
    "at": ("date", "time", "ts", "timestamp"),
    "id": ("id", "message_id", "msgid", "MessageSid"),
    "secret": ("secret", "password", "token"),
    "type": ("type", "status"),
    "smsc": ("smsc",),
}


def read(gateway: Gateway, query: str, body: bytes, content_type: str) -> dict[str, bytes]:
    """What a request says, by our names, as bytes. What it does not say is left out."""
    told = pairs(query.encode("latin-1", "replace"))
    if content_type.startswith("application/json"):
        told |= _json(body)
    elif body:
        told |= pairs(body)
    found = {}
    for ours, names in NAMES.items():
        for name in (*gateway.fields.get(ours, ()), *names):
            if name in told:
                found[ours] = told[name]
                break
    return found


def pairs(text: bytes) -> dict[str, bytes]:
    """`a=1&b=%06%7E` as bytes by name; the first of a name counts."""
    found: dict[str, bytes] = {}
    for part in text.split(b"&")[:100]:
        name, _, value = part.partition(b"=")
        key = unquote_to_bytes(name.replace(b"+", b" ")).decode("utf-8", "replace")
        found.setdefault(key, unquote_to_bytes(value.replace(b"+", b" ")))
    return found


def _json(body: bytes) -> dict[str, bytes]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    if not isinstance(told, dict):
        return {}
    return {str(key): _text(value).encode("utf-8", "replace") for key, value in told.items()}


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def decoded(text: bytes, charset: str = "", coding: str = "") -> str:
    """The text of a message by its charset, else by its coding (2 is UCS-2), else as UTF-8.

    Never fails: what cannot be read by the name that was given is read in the likeliest way.
    """
    wanted = [charset] if charset else []
    if coding.strip() in {"2", "8"} and not charset:
        wanted.append("utf-16-be")
    for name in (*wanted, "utf-8", "cp1252"):
        try:
            return _plain(text.decode(_known(name)))
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return _plain(text.decode("latin-1"))


def _known(name: str) -> str:
    plain = name.strip().lower().replace("_", "-")
    return {"ucs-2": "utf-16-be", "ucs2": "utf-16-be", "gsm": "latin-1", "utf-16": "utf-16-be"}.get(
        plain, plain
    )


def _plain(text: str) -> str:
    return text.replace("\0", "").lstrip("\ufeff").strip()
