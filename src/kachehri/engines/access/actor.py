"""Who acts, and with which grants, at one moment."""

from dataclasses import dataclass

from .roles import ROLES


@dataclass(frozen=True)
class GrantFact:
    """One grant that runs at this moment.

    `scope_id` is the Thing it was given for (None: everywhere); `covers` are the Thing ids that it
    reaches: the scope itself and all that lies within it (None: everything).
    """

    role: str
    scope_id: int | None = None
    covers: frozenset[int] | None = None


@dataclass(frozen=True)
class Actor:
    """Whoever acts: a person, a visitor or the program itself. Satisfies `rules.Subject`.

    An actor is a photograph: it holds for one request, command or job, and is never stored.
    """

    thing_id: int | None
    name: str
    language: str = "en"
    signed_in: bool = False
    elevated: bool = False
    system: bool = False
    grants: tuple[GrantFact, ...] = ()

    @property
    def in_force(self) -> tuple[GrantFact, ...]:
        """The grants that count now: a role that needs elevation counts only while elevated."""
        return tuple(
            grant for grant in self.grants if self.elevated or not _needs_elevation(grant.role)
        )


def _needs_elevation(role: str) -> bool:
    """A role that nobody declared is treated as the strictest."""
    return role not in ROLES or ROLES[role].needs_elevation


PUBLIC = Actor(thing_id=None, name="")
