"""The address of a matter: its number, and a code that only who was given it can know.

`matter+4821-h7k2m9xq4rtz@domain`. The code is an HMAC of the number and of the one to whom the
address was given (the *alias*), in letters and digits that nobody mistakes: no l, 1, o or 0.
"""

import hashlib
import hmac
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
LENGTH = 12
_ADDRESS = re.compile(rf"\+?(\d{{1,15}})-([{ALPHABET}]{{{LENGTH}}})@", re.IGNORECASE)
_NUMBER = re.compile(r"(?<!\d)(?<!\d[.,/-])(\d{3,12})(?!\d|[.,/-]\d)")


@dataclass(frozen=True)
class Address:
    """What stands in an address of a matter; whether the code is right is another question."""

    number: int
    code: str


def domain() -> str:
    """The domain of this installation's mail: the first of KACHEHRI_MAIL_DOMAIN."""
    told = os.environ.get("KACHEHRI_MAIL_DOMAIN", "kachehri.example")
    return told.split(",")[0].strip().lower()


def prefix() -> str:
    """How addresses of matters begin: KACHEHRI_MAIL_PREFIX."""
    return os.environ.get("KACHEHRI_MAIL_PREFIX", "matter").lower()


def complaints() -> str:
    """The name of the mailbox that opens matters: KACHEHRI_MAIL_COMPLAINTS."""
    return os.environ.get("KACHEHRI_MAIL_COMPLAINTS", "complaints").lower()


def address_of(number: int, alias: str) -> str:
    """The address of a matter for one recipient, whose own address is the alias."""
    return f"{prefix()}+{number}-{code_of(number, alias)}@{domain()}"


def code_of(number: int, alias: str) -> str:
    """The code in that address."""
    digest = keyed(f"address:{number}:{alias.strip().lower()}")
    return "".join(ALPHABET[byte & 31] for byte in digest[:LENGTH])


def keyed(text: str) -> bytes:
    """A digest that only this installation can make."""
    return hmac.new(f"email:{settings.SECRET_KEY}".encode(), text.encode(), hashlib.sha256).digest()


def found_in(recipients: Iterable[str]) -> tuple[Address, ...]:
    """The addresses of matters among recipients, whatever their prefix or domain was then."""
    found = [
        Address(int(one[1]), one[2].lower())
        for recipient in recipients
        for one in _ADDRESS.finditer(recipient)
    ]
    return tuple(dict.fromkeys(found))


def given_to(address: Address, aliases: Iterable[str]) -> str | None:
    """To whom the address was given, of those who may have it; None for none of them.

    Every alias is compared, each in the same time, so that nothing is learnt by trying.
    """
    owner: str | None = None
    for alias in aliases:
        if hmac.compare_digest(code_of(address.number, alias), address.code):
            owner = alias
    return owner


def numbers_in(text: str) -> tuple[int, ...]:
    """Numbers in a subject that may be those of matters."""
    return tuple(dict.fromkeys(int(one) for one in _NUMBER.findall(text)))[:5]


def message_id(key: str) -> str:
    """The Message-ID of a message of ours: the same for the same key, and not to be guessed."""
    return f"k.{keyed(f'message:{key}').hex()[:32]}@{domain()}"


def is_own(identifier: str) -> bool:
    """Whether a Message-ID looks like one of ours."""
    return identifier.startswith("k.") and identifier.endswith(f"@{domain()}")
