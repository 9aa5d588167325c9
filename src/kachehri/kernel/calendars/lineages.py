"""Which calendars a calendar builds on, read from its code.

    lineage("pk-sindh-larkana")     ("pk", "pk-sindh", "pk-sindh-larkana")
    lineage("pk-sindh--six-days")   ("pk", "pk-sindh", "pk-sindh--six-days")

What stands after `--` is a name for other weekends: holidays as in the part before it.
"""

from collections.abc import Collection

APART = "--"


def lineage(code: str) -> tuple[str, ...]:
    """The code of every calendar that this one builds on, the widest first, itself last."""
    base, apart, _name = code.partition(APART)
    parts = base.split("-")
    codes = ["-".join(parts[: place + 1]) for place in range(len(parts))]
    return (*codes, code) if apart else tuple(codes)


def own_weekends(code: str, known: Collection[str]) -> str:
    """The nearest calendar of the lineage that has weekends of its own; "" where none has."""
    return next((one for one in reversed(lineage(code)) if one in known), "")
