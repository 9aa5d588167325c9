"""What else looks at answers as they are read: a score, flags. Registered when the site starts."""

from collections.abc import Callable

Follower = Callable[..., object]
_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Let a function look at each submission that is read: `follower(submission=, answers=, by=,
    at=)`, all of a batch in one savepoint. A mistake of one is logged and stops nothing.
    """
    if follower not in _followers:
        _followers.append(follower)


def followers() -> tuple[Follower, ...]:
    """All of them, in the order of registration."""
    return tuple(_followers)
