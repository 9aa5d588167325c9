"""What changes seldom is asked for once a minute and not for every page (names of offices)."""

import time
from collections.abc import Callable, Collection, Hashable
from typing import TypeVar

from kachehri.domains.bodies import queries as bodies
from kachehri.domains.bodies.queries import BodyView

T = TypeVar("T")
SECONDS = 60.0
MOST = 5_000

_kept: dict[Hashable, tuple[float, object]] = {}


def kept(key: Hashable, ask: Callable[[], T]) -> T:
    """The answer of the last minute, or a new one."""
    found = _kept.get(key)
    now = time.monotonic()
    if found is not None and found[0] > now:
        return found[1]  # type: ignore[return-value]
    answer = ask()
    if len(_kept) >= MOST:
        _kept.clear()
    _kept[key] = (now + SECONDS, answer)
    return answer


def offices(ids: Collection[int | None]) -> dict[int, BodyView]:
    """Offices by id; one query for those that were not asked for in the last minute."""
    wanted = {one for one in ids if one}
    now = time.monotonic()
    held = {one: _kept[("office", one)] for one in wanted if ("office", one) in _kept}
    found = {one: view for one, (until, view) in held.items() if until > now}
    missing = wanted - set(found)
    if missing:
        asked = bodies.by_ids(missing)
        for one, view in asked.items():
            found[one] = kept(("office", one), lambda view=view: view)  # type: ignore[misc]
    return {one: view for one, view in found.items() if isinstance(view, BodyView)}


def forget() -> None:
    """Ask everything anew (for tests)."""
    _kept.clear()
