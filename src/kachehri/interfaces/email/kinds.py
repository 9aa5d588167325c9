"""A mail as it was read."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Attached:
    """A file of a mail, with the name and type that the mail claims."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Report:
    """What a mail server says of a mail of ours that it could not deliver.

    `addresses` failed for good; `message_ids` are those of the mail that came back. `is_delay`: it
    is still trying.
    """

    addresses: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()
    is_delay: bool = False


@dataclass(frozen=True)
class Mail:
    """A mail: who wrote to whom, which mails it answers, its words and its files.

    `machine` says that no person wrote it: bounce, delay, auto (out of office and the like), list,
    own (ours came back); empty for a person's. `words` are all words, `shown` those above the
    quotes. `verdict` is what a trusted server found: pass, fail or nothing.
    """

    message_id: str
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    answers: tuple[str, ...]
    title: str
    words: str
    shown: str
    files: tuple[Attached, ...] = ()
    machine: str = ""
    report: Report = Report()
    verdict: str = ""
    hops: int = 0
