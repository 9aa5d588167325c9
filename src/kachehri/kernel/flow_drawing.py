"""A flow table as a picture made of letters, for documents and terminals.

    drawn(flow)                     mermaid(flow)

    ● new  Received                 stateDiagram-v2
      ├─ take-up ──▶ working            [*] --> new
      └─ refuse ──▶ refused             new --> working: take-up
    ◎ refused  Refused                  new --> refused: refuse
      └─ ends here                      refused --> [*]

The first state is ●, an end is ◎, any other ○. A move that only the program makes carries a clock.
"""

from collections.abc import Iterator

from .flows import Flow, Move, State

FIRST, END, OTHER = "●", "◎", "○"
BY_CLOCK = "⏲ "


def drawn(flow: Flow) -> str:
    """The states in their order, each with the ways out of it."""
    return "\n".join(_lines(flow)) + "\n"


def mermaid(flow: Flow) -> str:
    """The same as a state diagram in Mermaid's words."""
    lines = ["stateDiagram-v2", f"    [*] --> {_name(flow.first.key)}"]
    lines += [f"    {_name(one.key)}: {one.label}" for one in flow.states]
    for state in flow.states:
        for move in flow.moves_from(state.key):
            lines.append(f"    {_name(state.key)} --> {_name(move.to or state.key)}: {move.key}")
        if state.is_end:
            lines.append(f"    {_name(state.key)} --> [*]")
    return "\n".join(lines) + "\n"


def _lines(flow: Flow) -> Iterator[str]:
    for state in flow.states:
        yield f"{_mark(flow, state)} {state.key}  {state.label}"
        ways = [_way(move) for move in flow.moves_from(state.key)]
        ways += ["ends here"] if state.is_end else []
        for place, way in enumerate(ways, start=1):
            yield f"  {'└' if place == len(ways) else '├'}─ {way}"


def _mark(flow: Flow, state: State) -> str:
    if state is flow.first:
        return FIRST
    return END if state.is_end else OTHER


def _way(move: Move) -> str:
    """One move: its key, where it leads, and the clocks that it touches."""
    by_clock = BY_CLOCK if move.who is None else ""
    leads = f"{by_clock}{move.key} ──▶ {move.to or 'stays'}"
    touched = [
        f"{word} {', '.join(codes)}"
        for word, codes in (
            ("starts", move.starts),
            ("stops", move.stops),
            ("pauses", move.pauses),
            ("resumes", move.resumes),
            ("extends", move.extends),
        )
        if codes
    ]
    return f"{leads}  ({'; '.join(touched)})" if touched else leads


def _name(key: str) -> str:
    """A state's name that Mermaid takes: it reads a hyphen as an arrow."""
    return key.replace("-", "_")
