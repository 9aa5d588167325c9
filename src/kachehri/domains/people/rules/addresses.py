"""An address in the one form in which it is kept and looked for."""

import re

from django.utils.translation import gettext

from kachehri.domains.people.kinds import PersonProblem
from kachehri.kernel import phones
from kachehri.kernel.messages import InputProblem

_MAILBOX = re.compile(r"[^@\s\"<>(),;:]{1,64}@[^@\s\"<>(),;:]{1,180}\.[^@\s\"<>(),;:.]{2,60}")
PHONES = {"sms", "voice", "whatsapp"}
LONGEST = 300


def normal_address(channel: str, address: str) -> str:
    """An address as it is kept: +92…, a mailbox in small letters, a letter's lines as they are.

    Raises PersonProblem for what cannot be one.
    """
    text = address.replace("\0", "").strip()
    if channel in PHONES:
        return _phone(text)
    if channel == "email":
        return _mailbox(text)
    return text[:LONGEST] if channel == "letter" else ""


def _phone(text: str) -> str:
    try:
        return phones.normal(text)
    except InputProblem as problem:
        words = f"{gettext(problem.reason.key)} {gettext(problem.mend.key)}"
        raise PersonProblem({"address": words}) from problem


def _mailbox(text: str) -> str:
    if not _MAILBOX.fullmatch(text):
        raise PersonProblem({"address": gettext("This is not an e-mail address.")})
    return text.lower()
