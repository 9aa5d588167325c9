"""Mails that no person wrote: what came back, who is out of office, what goes round in circles."""

import re
from collections.abc import Callable, Sequence

from .kinds import Report

Get = Callable[[str], str]

_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+\.?\w+")
_IDS = re.compile(r"^\s*Message-ID:\s*<([^<>\s]{1,300})>", re.IGNORECASE | re.MULTILINE)
_BOUNCED = re.compile(
    r"(undeliver|returned (?:to sender|mail)|delivery (?:status notification|failed|failure|"
    r"has failed)|mail delivery failed|failure notice|message not delivered|returned mail)",
    re.IGNORECASE,
)
_DAEMON = re.compile(r"^(mailer-daemon|postmaster|mail delivery|mdaemon)", re.IGNORECASE)
_BACK = re.compile(
    r"(-{2,}\s*(?:failed recipients|this is a copy of the message|the following addresses had "
    r"permanent fatal errors|contents of the undelivered mail)|could not be delivered to|"
    r"delivery to the following recipients? failed)",
    re.IGNORECASE,
)
_DELAYED = re.compile(r"^Action:\s*(delayed|relayed|expanded)", re.IGNORECASE | re.MULTILINE)
_FAILED = re.compile(
    r"^(?:Final|Original)-Recipient:\s*[\w-]+\s*;\s*<?([^\s<>;]+@[^\s<>;]+?)>?\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_AWAY = re.compile(
    r"(out of (?:the )?office|automatic reply|auto[- ]?reply|autoreply|auto[- ]?response|"
    r"^auto:|away from (?:my|the) (?:mail|office|desk)|vacation (?:reply|response)|on leave until|"
    r"دفتر سے باہر|خودکار جواب|چھٹی پر|پاڻمرادو جواب)",
    re.IGNORECASE,
)


def machine(get: Get, words: str, reports: Sequence[str], sender: str) -> str:
    """bounce, delay, auto or list; empty where a person seems to have written.

    `get` gives a header (empty where it is missing), `reports` are the texts of delivery reports.
    """
    said = "\n".join(reports)
    if "delivery-status" in get("content-type").lower() or reports or get("x-failed-recipients"):
        return "delay" if _DELAYED.search(said) and not get("x-failed-recipients") else "bounce"
    if (_comes_from_nobody(get, sender) and _BOUNCED.search(get("subject"))) or (
        _BOUNCED.search(get("subject")) and _BACK.search(words[:4000])
    ):
        return "bounce"
    if _is_automatic(get):
        return "auto"
    if get("list-id") or get("precedence").lower() in ("bulk", "list", "junk"):
        return "list"
    return ""


def _comes_from_nobody(get: Get, sender: str) -> bool:
    return get("return-path").strip() == "<>" or bool(_DAEMON.match(sender))


def _is_automatic(get: Get) -> bool:
    """RFC 3834, and what programs did before it and still do beside it."""
    submitted = get("auto-submitted").lower().strip()
    if submitted and not submitted.startswith("no"):
        return True
    if get("precedence").lower() in ("auto_reply", "auto-reply"):
        return True
    if get("x-autoreply") or get("x-autorespond") or get("x-auto-response-suppress"):
        return True
    return bool(_AWAY.search(get("subject")) or get("return-path").strip() == "<>")


def report(get: Get, words: str, reports: Sequence[str], returned: Sequence[str]) -> Report:
    """Which addresses failed and which mail of ours came back. `returned` are texts of it."""
    said = "\n".join(reports)
    failed = _FAILED.findall(said) or _ADDRESS.findall(get("x-failed-recipients"))
    if not failed:
        failed = _listed(words)
    ids = [one for text in (*returned, words) for one in _IDS.findall(text)]
    return Report(
        addresses=tuple(dict.fromkeys(one.lower().strip(".") for one in failed)),
        message_ids=tuple(dict.fromkeys(ids)),
        is_delay=bool(_DELAYED.search(said)),
    )


def _listed(words: str) -> list[str]:
    """Addresses between the words that announce them and the copy of the mail."""
    found = _BACK.search(words)
    if not found:
        return []
    after = words[found.start() : found.start() + 1500]
    before_copy = re.split(r"\n-{2,}[^\n]*(?:copy|contents|original)[^\n]*", after, maxsplit=1)[0]
    return _ADDRESS.findall(before_copy)
