"""Which gateways there are: a file that the operator writes, read when it changed.

`KACHEHRI_GATEWAYS` names it (else `VAR/gateways.json`): a list of gateways, each with a `key`, what
it is (`kind`: kannel, external, whatsapp, voice), a `secret` that it sends or the `addresses` from
which it comes, and for the way out `send` (see outgoing.py). docs/guide/channels.md has examples.
"""

import hmac
import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

log = logging.getLogger(__name__)

KINDS = ("kannel", "external", "whatsapp", "voice")


@dataclass(frozen=True)
class Gateway:
    """One gateway. `numbers` are our own at it; `fields` rename what it sends."""

    key: str
    kind: str
    secret: str = field(default="", repr=False)
    addresses: frozenset[str] = frozenset()
    numbers: tuple[str, ...] = ()
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    send: Mapping[str, Any] = field(default_factory=dict, hash=False, repr=False)
    extra: Mapping[str, Any] = field(default_factory=dict, hash=False, repr=False)

    def admits(self, secret: str, address: str) -> bool:
        """Whether a request with this secret from this address is the gateway's.

        A gateway with neither secret nor addresses admits nobody.
        """
        if self.secret and not hmac.compare_digest(self.secret.encode(), secret.encode()):
            return False
        if self.addresses and address not in self.addresses:
            return False
        return bool(self.secret or self.addresses)


_read: dict[str, tuple[tuple[int, int], tuple[Gateway, ...]]] = {}


def path() -> Path:
    """Where the file lies."""
    return Path(os.environ.get("KACHEHRI_GATEWAYS") or Path(settings.VAR) / "gateways.json")


def gateways() -> tuple[Gateway, ...]:
    """Every gateway; none where there is no file, or one that cannot be read (it is logged)."""
    at = path()
    try:
        status = at.stat()
        mark = (status.st_mtime_ns, status.st_size)
        if _read.get(str(at), ((0, 0), ()))[0] != mark:
            _read[str(at)] = (mark, parsed(json.loads(at.read_text())))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError):
        log.exception("The file of gateways cannot be read: %s", at)
        return ()
    return _read[str(at)][1]


def parsed(lines: list[Mapping[str, Any]]) -> tuple[Gateway, ...]:
    """Gateways from what the file holds. Raises ValueError, KeyError or TypeError."""
    known = {"key", "kind", "secret", "addresses", "numbers", "fields", "send"}
    found = []
    for line in lines:
        if line["kind"] not in KINDS:
            raise ValueError(f"no kind of gateway is called {line['kind']!r}")
        names = {name: _several(value) for name, value in line.get("fields", {}).items()}
        found.append(
            Gateway(
                key=str(line["key"]),
                kind=str(line["kind"]),
                secret=str(line.get("secret", "")),
                addresses=frozenset(line.get("addresses", ())),
                numbers=_several(line.get("numbers", ())),
                fields=names,
                send=dict(line.get("send", {})),
                extra={name: value for name, value in line.items() if name not in known},
            )
        )
    return tuple(found)


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(str(one) for one in value)


def gateway(key: str, *kinds: str) -> Gateway | None:
    """The gateway of that key; for an empty one the first of those kinds."""
    fitting = [one for one in gateways() if not kinds or one.kind in kinds]
    return next((one for one in fitting if key in ("", one.key)), None)


def way_out(*kinds: str) -> Gateway | None:
    """The first gateway of those kinds through which something can go out."""
    return next((one for one in gateways() if one.kind in kinds and one.send), None)
