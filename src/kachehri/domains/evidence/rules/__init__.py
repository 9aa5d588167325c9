"""What counts: how a table becomes figures, which value is the best, and who may load."""

from typing import Protocol

from kachehri.engines.access.roles import AUDIT, EDITOR_ROLE
from kachehri.kernel.rules import Holds, IsSystem, Own

from .dimensions import dim_key

__all__ = [
    "MAY_DECLARE",
    "MAY_LOAD",
    "MAY_SEE_UPLOADS",
    "METHOD_RANK",
    "best_key",
    "dim_key",
    "rank",
]

MAY_DECLARE = IsSystem()
"""Indicators and sources come with a pack; nobody types them in."""

MAY_LOAD = IsSystem() | Holds(EDITOR_ROLE.name, scope="place_thing_id")
"""Figures of a place are loaded by the program, or by an editor of that place."""

MAY_SEE_UPLOADS = Own("received_by_id") | AUDIT | IsSystem()
"""A file at the desk is seen by whoever gave it, and by those who look after the system."""


METHOD_RANK = {"census": 0, "survey": 1, "admin": 2, "model": 3, "perception": 4}


class Ranked(Protocol):
    """A figure as far as it is ordered among others of the same fact."""

    @property
    def method(self) -> str:
        """A key of METHOD_RANK."""

    @property
    def source_rank(self) -> int:
        """The rank of its source."""

    @property
    def source_code(self) -> str:
        """The code of its source."""


def rank(view: Ranked) -> tuple[int, int, str]:
    """The stated order of a read-model: see `best_key`."""
    return best_key(method=view.method, source_rank=view.source_rank, source=view.source_code)


def best_key(*, method: str, source_rank: int, source: str) -> tuple[int, int, str]:
    """The stated order of values of the same fact in the same period: the smallest is the best.

    The latest period wins. Within a period a complete count goes before a survey, a survey before
    an administrative record, then a model, then a perception; then the source with the smaller
    rank; then the source's code, so that the answer never depends on chance. Values are never mixed
    or averaged.
    """
    return (METHOD_RANK.get(method, 9), source_rank, source)
