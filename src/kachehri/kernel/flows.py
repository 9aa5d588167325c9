"""Flow tables: the states of a matter and the moves between them, proven when they are made.

A flow is refused at construction when a state cannot be reached, when one that is not an end has
no way out to an end, or when a move names what is not there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from .rules import Rule


class FlowProblem(ValueError):
    """A flow table cannot work: what is wrong with it, and where."""


@dataclass(frozen=True)
class State:
    """A state. `label` is the officer's word, `told` the citizen's (English msgids).

    `tags` are what code may ask: `open`, `closed`, `waiting-citizen`, `overdue-counts`, `refused`…
    """

    key: str
    label: str
    told: str = ""
    tags: frozenset[str] = frozenset()

    @property
    def is_end(self) -> bool:
        """Whether a matter may rest here for ever."""
        return "end" in self.tags


@dataclass(frozen=True)
class Move:
    """A way from some states to another one (`to` empty: the state stays).

    `who` may make it, judged against the matter's record (`None`: the program alone). `starts`,
    `stops`, `pauses`, `resumes` and `extends` name clock rules of the kind (or `*` for all that
    run). `asks` are keys of fields of the kind that must be filled in; `may` those that can be.
    `notices` are keys of texts that go to the parties. `tags` as in states (`by-clock`, `remedy`,
    `confirms`, `contests`, `answers`, `refuses`).
    """

    key: str
    label: str
    sources: tuple[str, ...]
    to: str = ""
    who: Rule | None = None
    asks: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    extends: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Flow:
    """A table of states (the first one is where a matter begins) and moves."""

    states: tuple[State, ...]
    moves: tuple[Move, ...]

    def __post_init__(self) -> None:
        """Prove the table, or raise FlowProblem."""
        _names_are_known(self)
        _all_are_reached(self)
        _none_is_a_trap(self)

    @property
    def first(self) -> State:
        """Where a matter begins."""
        return self.states[0]

    @cached_property
    def by_key(self) -> dict[str, State]:
        """The states by key."""
        return {state.key: state for state in self.states}

    @cached_property
    def move_by_key(self) -> dict[str, Move]:
        """The moves by key."""
        return {move.key: move for move in self.moves}

    def moves_from(self, state: str) -> tuple[Move, ...]:
        """The moves that start in a state, in their order."""
        return tuple(move for move in self.moves if state in move.sources)

    def tagged(self, tag: str) -> tuple[str, ...]:
        """The keys of the states that carry a tag."""
        return tuple(state.key for state in self.states if tag in state.tags)


def _names_are_known(flow: Flow) -> None:
    if not flow.states:
        raise FlowProblem("A flow needs a state.")
    keys = [state.key for state in flow.states]
    names = [move.key for move in flow.moves]
    for doubled in {key for key in keys if keys.count(key) > 1} | {
        name for name in names if names.count(name) > 1
    }:
        raise FlowProblem(f"“{doubled}” stands twice in the flow.")
    for move in flow.moves:
        for key in (*move.sources, *([move.to] if move.to else [])):
            if key not in keys:
                raise FlowProblem(f"The move “{move.key}” names a state “{key}” that is not there.")
        if not move.sources:
            raise FlowProblem(f"The move “{move.key}” starts nowhere.")


def _all_are_reached(flow: Flow) -> None:
    reached = _closure({flow.first.key}, [(s, m.to) for m in flow.moves for s in m.sources if m.to])
    for state in flow.states:
        if state.key not in reached:
            raise FlowProblem(f"Nothing leads to the state “{state.key}”.")


def _none_is_a_trap(flow: Flow) -> None:
    ends = {state.key for state in flow.states if state.is_end}
    back = [(m.to, s) for m in flow.moves for s in m.sources if m.to]
    can_end = _closure(ends, back)
    for state in flow.states:
        if state.key not in can_end:
            raise FlowProblem(f"No way leads from the state “{state.key}” to an end.")


def _closure(start: set[str], edges: Iterable[tuple[str, str]]) -> set[str]:
    """All that can be reached from `start` along directed edges."""
    known = list(edges)
    found = set(start)
    while new := {to for source, to in known if source in found} - found:
        found |= new
    return found
