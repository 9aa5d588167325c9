"""How often somebody may try, and where the tries are counted (docs/adr/0034)."""

from typing import Any, Final

COUNTING: Final[dict[str, Any]] = {
    "BACKEND": "django.core.cache.backends.db.DatabaseCache",
    "LOCATION": "accounts_cache",
    "OPTIONS": {"MAX_ENTRIES": 200_000},
}
"""Django's cache in the database: seen by every process, and still there after a restart.

It has room for many: at its usual 300 entries, tries on made-up addresses would push real ones out.
"""

RATE_LIMITS: Final = {"login": "30/m/ip", "login_failed": "20/m/ip,5/5m/key"}
"""Tries and failures a minute from one address; failures in five minutes for one account."""
