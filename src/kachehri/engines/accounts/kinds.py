"""Who acts when no person does, and for how long a person may hold more than usual."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

SYSTEM_ACTORS: Final = {
    "setup": "Set-up of this installation",
    "importer": "Import of published figures",
    "reporter": "Building of reports",
    "sealer": "Sealing of the ledger",
    "worker": "Work in the background",
    "keeper": "Backup and restore",
    "clock": "Clocks that ran out",
    "post": "Messages in and out",
    "citizen": "People who come without an account",
    "intake": "Answers that come in",
}
"""System accounts by name, with what they do. None of them can sign in."""

ELEVATION_LENGTH: Final = timedelta(minutes=30)
"""The longest time for which an administrator holds elevated rights."""

DESK_ROLES: Final = frozenset(
    {
        "editor",
        "administrator",
        "auditor",
        "officer",
        "supervisor",
        "counter",
        "moderator",
        "commission",
        "survey-manager",
        "analyst",
        "researcher",
        "keeper",
    }
)
"""Roles that are withheld until the account has a second factor."""


@dataclass(frozen=True)
class AccountView:
    """An account as others may know it."""

    id: int
    thing_id: int
    email: str
    name: str
    language: str
    system_name: str | None
    is_active: bool
    has_password: bool
    has_second_factor: bool
    created_at: datetime
    last_login: datetime | None


@dataclass(frozen=True)
class ElevationView:
    """A time of elevated rights: running until `ends_at`, unless ended before."""

    id: int
    account_id: int
    reason: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class DemoAccount:
    """How to sign in to a demonstration account. `code` is the second factor's code just now."""

    role: str
    name: str
    email: str
    password: str
    secret: str
    code: str
