"""Check-lists: what an office has to publish without being asked, scored each quarter."""

from dataclasses import dataclass

from kachehri.kernel.clocks import Citation


@dataclass(frozen=True)
class ChecklistItem:
    """One thing that has to be public. `section` of the law, empty where no text was at hand."""

    key: str
    label: str
    section: str = ""


@dataclass(frozen=True)
class Checklist:
    """What a law, or good practice, wants to be public. `law` is the key of a kind, or empty."""

    key: str
    name: str
    law: str
    items: tuple[ChecklistItem, ...]
    cite: Citation


_known: dict[str, Checklist] = {}


def register_checklist(*checklists: Checklist) -> None:
    """Make check-lists known. A second one of a key is a ValueError."""
    for one in checklists:
        if _known.setdefault(one.key, one) != one:
            raise ValueError(f"Two check-lists are called {one.key!r}.")


def find_checklist(key: str) -> Checklist | None:
    """Return the check-list of that key, or None."""
    return _known.get(key)


def checklists() -> tuple[Checklist, ...]:
    """Every known check-list in the order of registration."""
    return tuple(_known.values())
