"""What a kind of work is, and the list of those that this program knows.

A pack or domain registers its kinds in `AppConfig.ready`; a worker finds them here by name.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from django.utils.functional import Promise

from kachehri.kernel.messages import Reason
from kachehri.kernel.rules import IsSystem, Rule

Run: TypeAlias = Callable[..., Mapping[str, Any]]


class JobProblem(Exception):
    """Work cannot go on, for a reason that a person can understand.

    `key` is a message in English with named placeholders (marked for translation where it is
    written), `values` fills them. Whoever asked for the work reads it, in their language.
    """

    def __init__(self, key: str, **values: str | int) -> None:
        self.reason = Reason(key, values)
        super().__init__(str(self.reason))


@dataclass(frozen=True)
class JobKind:
    """One kind of work.

    `run(progress, by, at, **arguments)` does it, tells `progress` how far it is, and returns a
    small JSON object for the page. It must be safe to run twice: a worker may die after the work
    and before its record. `rule` says who may ask. After `attempts` dead workers it has failed.
    """

    name: str
    label: str | Promise
    run: Run
    rule: Rule = field(default_factory=IsSystem)
    attempts: int = 3


_known: dict[str, JobKind] = {}


def register(kind: JobKind) -> None:
    """Make a kind known under its name. A second kind of that name is a ValueError."""
    if _known.setdefault(kind.name, kind) != kind:
        raise ValueError(f"Two kinds of jobs are called {kind.name!r}.")


def find(name: str) -> JobKind | None:
    """Return the kind of that name, or None: an older database may name kinds that are gone."""
    return _known.get(name)


def names() -> tuple[str, ...]:
    """Every known kind's name, in order."""
    return tuple(sorted(_known))
