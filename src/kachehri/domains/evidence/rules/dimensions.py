"""The declared breakdowns of figures: sex and residence, and what packs add.

A figure whose dimension or value nobody declared is refused at loading.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from itertools import product

from kachehri.domains.evidence.kinds import RESIDENCE, SEX, Dimension

_known: dict[str, Dimension] = {SEX.code: SEX, RESIDENCE.code: RESIDENCE}


def register(entries: Iterable[Dimension]) -> None:
    """Add a pack's dimensions. A second declaration of a name replaces the first."""
    _known.update({entry.code: entry for entry in entries})
    _keys_within.cache_clear()
    is_declared.cache_clear()


def known() -> Mapping[str, Dimension]:
    """Every declared dimension by its code."""
    return _known


def dim_key(dims: Mapping[str, str]) -> str:
    """The canonical form of dimensions: sorted, totals absent. `residence=rural;sex=female`."""
    return ";".join(f"{name}={dims[name]}" for name in sorted(dims) if dims[name])


def parse(key: str) -> dict[str, str]:
    """Dimensions from their canonical form. Raises ValueError for anything else."""
    pairs = [part.split("=") for part in key.split(";") if part.strip()]
    if any(len(pair) != 2 or not all(text.strip() for text in pair) for pair in pairs):
        raise ValueError(key)
    found = {name.strip(): value.strip() for name, value in pairs}
    if len(found) < len(pairs):
        raise ValueError(key)
    return found


@lru_cache(maxsize=65536)
def is_declared(key: str) -> bool:
    """Whether every dimension of a canonical form, and every value, is declared."""
    return all(name in _known and _known[name].allows(value) for name, value in parse(key).items())


def undeclared(dims: Mapping[str, str]) -> tuple[str, str] | None:
    """The first dimension and value that nobody declared, or None."""
    for name, value in dims.items():
        if value and (name not in _known or not _known[name].allows(value)):
            return name, value
    return None


def keys_within(names: Collection[str]) -> tuple[str, ...]:
    """The canonical form of every combination of these dimensions, the total among them.

    Sizes multiply: for the few small dimensions of a page, not for ages times languages.
    """
    return _keys_within(tuple(sorted(names)))


@lru_cache(maxsize=64)
def _keys_within(names: tuple[str, ...]) -> tuple[str, ...]:
    choices = [("", *_known[name].values) if name in _known else ("",) for name in names]
    return tuple(dim_key(dict(zip(names, values, strict=True))) for values in product(*choices))
