"""Mail comes in by LMTP or SMTP: kept durably before it is accepted, read later.

Domain-free: it knows which addresses are of this house by their domain and the beginning of their
name (`KACHEHRI_MAIL_…`), and nothing of what they stand for.
"""

import asyncio
import hashlib
import logging
import os
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import Error as DatabaseError
from django.db import close_old_connections, connection

from .actions import keep

log = logging.getLogger(__name__)

KEPT = "250 2.0.0 kept"
NO_RELAY = "550 5.7.1 this server takes mail for its own addresses only"
NO_SUCH = "550 5.1.1 nobody has this address"
TOO_MANY = "452 4.5.3 too many recipients, send the rest again"
LOOP = "554 5.4.6 this mail goes round in circles"
LATER = "451 4.3.0 it cannot be kept at the moment, try again later"

MOST_RECIPIENTS = 100
MOST_HOPS = 30
SILENCE = 60.0
"""Seconds after which a sender that says nothing is sent away."""
WRITERS = 4
LONGEST_LINE = 1 << 20

_ID = re.compile(rb"^message-id:\s*<([^<>\s]{1,300})>", re.IGNORECASE | re.MULTILINE)
_HOP = re.compile(rb"^received:", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class House:
    """Which mail is ours, and how much of it at once.

    `domains` are those of this installation. A name before the @ is known if it is one of `names`
    or begins with one of `prefixes`.
    """

    domains: frozenset[str]
    names: frozenset[str]
    prefixes: tuple[str, ...]
    most_bytes: int = 25 << 20

    def refuses(self, address: str) -> str:
        """Why an address is not ours, as an answer of SMTP; nothing where it is."""
        name, _, domain = address.lower().rpartition("@")
        if domain not in self.domains:
            return NO_RELAY
        if name in self.names or name.startswith(self.prefixes):
            return ""
        return NO_SUCH


def house() -> House:
    """As the environment says it."""
    domains = os.environ.get("KACHEHRI_MAIL_DOMAIN", "kachehri.example").lower().split(",")
    prefix = os.environ.get("KACHEHRI_MAIL_PREFIX", "matter").lower()
    complaints = os.environ.get("KACHEHRI_MAIL_COMPLAINTS", "complaints").lower()
    try:
        size = int(os.environ.get("KACHEHRI_MAIL_MB", "25")) << 20
    except ValueError:
        size = 25 << 20
    names = {complaints, prefix, "postmaster", "abuse", "mailer-daemon"}
    return House(frozenset(one.strip() for one in domains), frozenset(names), (f"{prefix}+",), size)


@dataclass
class Keeper:
    """Answers what a sending server says; what it accepts lies in the database."""

    house: House
    per_recipient: bool
    keep: Callable[..., int | None] = keep
    pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(WRITERS, thread_name_prefix="mail")
    )

    async def handle_RCPT(  # noqa: N802  (the library's name)
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take an address of ours, and not too many of them."""
        if refused := self.house.refuses(address):
            return refused
        if len(envelope.rcpt_tos) >= MOST_RECIPIENTS:
            return TOO_MANY
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 known"

    async def handle_DATA(  # noqa: N802  (the library's name)
        self, server: Any, session: Session, envelope: Envelope
    ) -> str:
        """Keep the mail, then accept it; 4xx where it cannot be kept now."""
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content or "").encode()
        peer = session.peer[0] if isinstance(session.peer, tuple) else ""
        told = await asyncio.get_running_loop().run_in_executor(
            self.pool, self.kept, raw, envelope.mail_from or "", list(envelope.rcpt_tos), peer
        )
        return "\r\n".join([told] * (len(envelope.rcpt_tos) if self.per_recipient else 1))

    def kept(self, raw: bytes, sender: str, recipients: list[str], peer: str) -> str:
        """Keep one mail and say so. In a thread of its own, on a connection of its own."""
        head = raw[: 256 << 10].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
        if len(_HOP.findall(head)) > MOST_HOPS:
            return LOOP
        try:
            close_old_connections()
            self.keep(
                channel="email",
                gateway="lmtp",
                external=external_of(raw, head, recipients),
                raw=raw,
                content_type="message/rfc822",
                headers={"sender": sender.lower(), "recipients": recipients, "peer": peer},
                at=datetime.now(UTC),
            )
        except (DatabaseError, OSError) as problem:
            log.warning("A mail could not be kept: %s", type(problem).__name__)
            connection.close()
            return LATER
        except Exception:
            log.exception("A mail could not be kept")
            return LATER
        return KEPT


def external_of(raw: bytes, head: bytes, recipients: list[str]) -> str:
    """By what the same mail is known when it is delivered again: its id, to whom, its body.

    The id alone would not do: whoever guesses one could keep a mail from being accepted.
    """
    found = _ID.search(head)
    own = found[1].decode("utf-8", "replace") if found else ""
    body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")[2]
    digest = hashlib.sha256(body if own else raw)
    digest.update("\0".join(sorted(one.lower() for one in recipients)).encode())
    return f"{own[:150]}#{digest.hexdigest()[:32]}"


class Mail(SMTP):
    """SMTP that takes the long lines that real mails have."""

    line_length_limit = LONGEST_LINE


class Local(LMTP):
    """LMTP, as patient."""

    line_length_limit = LONGEST_LINE


def protocol(keeper: Keeper, kind: str) -> SMTP:
    """What speaks with one sending server."""
    made = Local if kind == "lmtp" else Mail
    return made(
        keeper,
        data_size_limit=keeper.house.most_bytes,
        enable_SMTPUTF8=True,
        hostname=sorted(keeper.house.domains)[0],
        ident="Kachehri",
        timeout=SILENCE,
        auth_require_tls=False,
    )


async def serve(host: str, port: int, kind: str, ready: Callable[[int], None]) -> None:
    """Receive until cancelled. `ready` is told the port once mail can come."""
    keeper = Keeper(house(), per_recipient=kind == "lmtp")
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: protocol(keeper, kind), host, port, backlog=256)
    try:
        ready(server.sockets[0].getsockname()[1])
        await server.serve_forever()
    finally:
        server.close()
        keeper.pool.shutdown()
