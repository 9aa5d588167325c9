"""Writes docs/guide/kinds.md from the tables of the packs: flows as pictures, clocks, services.

python tools/kinds_page.py            writes the page
python tools/kinds_page.py --check    exit code 1 where the page is not what the tables say
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from kachehri.domains.cases.kinds import CaseKind
from kachehri.kernel.clocks import ClockRule, Limit
from kachehri.kernel.flow_drawing import mermaid
from kachehri.kernel.flows import Flow, Move
from kachehri.packs.pakistan.cases import KINDS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "guide" / "kinds.md"
HEAD = """# Kinds of matters, and their clocks

[Documents](../README.md). Made by `python tools/kinds_page.py` from the tables of the pack.

*statutory*: a law sets the limit; *charter*: the office promised it; *courtesy*: nobody's duty. No
limit on this page was compared with the gazette; the last column says what other sources state
([how a limit is verified](laws.md)).
"""
WHO = {"is_applicant": "citizen", "officer": "office", "commission": "commission"}


def page() -> str:
    """The page as the tables say it now."""
    return "\n".join([HEAD, *(line for part in _sections() for line in part)]).rstrip() + "\n"


def _sections() -> Iterator[list[str]]:
    drawn: dict[tuple[object, ...], str] = {}
    for kind in KINDS:
        shape = _shape(kind.flow)
        lines = [f"## {kind.name}", "", f"`{kind.key}`: {kind.help}", ""]
        if shape in drawn:
            lines += [f"It takes the same way as *{drawn[shape]}*.", ""]
        else:
            drawn[shape] = kind.name
            lines += ["```mermaid", mermaid(kind.flow).rstrip(), "```", ""]
            lines += [*_states(kind.flow), "", *_moves(kind.flow), ""]
        notes = [*(f"- {note}" for note in kind.notes), ""] if kind.notes else []
        yield [*lines, *_clocks(kind), "", *notes, *_remedies(kind)]


def _shape(flow: Flow) -> tuple[object, ...]:
    return (
        tuple(one.key for one in flow.states),
        tuple((one.key, one.sources, one.to) for one in flow.moves),
    )


def _moves(flow: Flow) -> list[str]:
    """Every move: its words, who makes it, from where, and where it leads."""
    rows = [
        f"| `{one.key}` {one.label} | {_who(one)} | {', '.join(one.sources)} | {one.to or '–'} |"
        for one in flow.moves
    ]
    return ["| move | made by | from | to |", "|---|---|---|---|", *rows]


def _who(move: Move) -> str:
    if move.who is None:
        return "the clock"
    said = str(move.who)
    return ", ".join(word for sign, word in WHO.items() if sign in said) or "moderator"


def _states(flow: Flow) -> list[str]:
    rows = [f"| `{one.key}` | {one.label} | {one.told} |" for one in flow.states]
    return ["| state | the office reads | the citizen reads |", "|---|---|---|", *rows]


def _clocks(kind: CaseKind) -> list[str]:
    rows = [_clock(rule) for rule in kind.clocks if rule.code != "confirmation"]
    return [
        "| clock | limit | rests on | where it stands | what else is said |",
        "|---|---|---|---|---|",
        *rows,
    ]


def _clock(rule: ClockRule) -> str:
    limit = _limit(rule.limit) + "".join(f", then {_limit(one.limit)}" for one in rule.stages)
    limit += f"; life or liberty {_limit(rule.urgent)}" if rule.urgent else ""
    limit += f"; longer by {_limit(rule.extension.limit)}" if rule.extension else ""
    section = f", section {rule.cite.section}" if rule.cite.section else ""
    source = f" ({rule.cite.source})" if rule.cite.source else ""
    where = f"{rule.cite.law}{section}{source}"
    return f"| `{rule.code}` | {limit} | {rule.basis} | {where} | {rule.cite.conflicts} |"


def _limit(limit: Limit) -> str:
    words = limit.unit.replace("-", " ")
    return words if limit.unit in ("same-day", "at-once") else f"{limit.amount} {words}"


def _remedies(kind: CaseKind) -> list[str]:
    lines = []
    for one in kind.remedies:
        within = f", within {_limit(one.within)}" if one.within else ""
        first = f", after `{one.first}`" if one.first else ""
        law = f" ({one.where['law']})" if "law" in one.where else ""
        lines.append(f"- next step: {one.label}{law} → `{one.kind}`{within}{first}")
    return [*lines, ""] if lines else []


def main() -> int:
    """Write the page, or check it."""
    if "--check" in sys.argv:
        return 0 if PAGE.read_text() == page() else 1
    PAGE.write_text(page())
    return 0


if __name__ == "__main__":
    sys.exit(main())
