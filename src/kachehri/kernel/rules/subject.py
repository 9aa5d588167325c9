"""Whoever wants to do something, as far as rules look at them."""

from typing import Protocol


class GrantLike(Protocol):
    """One role that a subject holds. `covers` is the set of Thing ids, None for everything."""

    @property
    def role(self) -> str:
        """Name of the role."""
        ...

    @property
    def covers(self) -> frozenset[int] | None:
        """Thing ids that the grant reaches; None means everywhere."""
        ...


class Subject(Protocol):
    """Whoever wants to do something (in Kachehri: `access.actor.Actor`)."""

    @property
    def thing_id(self) -> int | None:
        """Identity; None for a visitor who is not signed in."""
        ...

    @property
    def signed_in(self) -> bool:
        """Whether this is a person who signed in."""
        ...

    @property
    def elevated(self) -> bool:
        """Whether an elevated session runs."""
        ...

    @property
    def system(self) -> bool:
        """Whether this is the program itself, at work in a job or a command."""
        ...

    @property
    def grants(self) -> tuple[GrantLike, ...]:
        """Every grant of this moment, also those that do not count just now."""
        ...

    @property
    def in_force(self) -> tuple[GrantLike, ...]:
        """The grants that count now (an administrator's only while elevated)."""
        ...
