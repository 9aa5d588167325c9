"""The words of SDMX for our figures: codes of units, sexes, ages, and the names of dimensions.

After the cross-domain code lists of SDMX (CL_SEX, CL_AGE, CL_OBS_STATUS, CL_CONF_STATUS) as far as
they reach. What has no code there keeps ours, in capitals. docs/api/sdmx.md lists them.
"""

import re
from collections.abc import Mapping

from kachehri.domains.evidence.kinds import Dimension

STRUCTURE = "dataflow"
STRUCTURE_ID = "KACHEHRI:FIGURES(1.0)"
ACTION = "I"
"""Information: a statement of what is, not a change of what the reader holds."""

RESERVED = frozenset({"STRUCTURE", "STRUCTURE_ID", "ACTION", "INDICATOR", "METHOD", "FIGURE"})
"""Columns that every file has: a dimension of such a name is called otherwise."""

TOTAL = "_T"
UNITS = {
    "percent": "PT",
    "people": "PS",
    "children": "PS",
    "households": "HH",
    "persons_a_household": "PS_HH",
    "km2": "KM2",
    "people_a_km2": "PS_KM2",
    "percent_a_year": "PT_A",
}
CODES: Mapping[str, Mapping[str, str]] = {
    "sex": {"female": "F", "male": "M", "transgender": "O"},
    "residence": {"rural": "R", "urban": "U"},
}
_SPAN = re.compile(r"(\d+)-(\d+)")
_AND_MORE = re.compile(r"(\d+)(?:\+|-and-over|-plus|-over)")
_LESS = re.compile(r"(?:under|below|less-than)-(\d+)")


def unit_code(unit: str) -> str:
    """The code of a unit."""
    return UNITS.get(unit, _capitals(unit))


def dimension_name(dimension: Dimension) -> str:
    """The name of a column: that of the concept in SDMX, else ours in capitals."""
    name = dimension.sdmx or _capitals(dimension.code)
    return f"DIM_{name}" if name in RESERVED else name


def value_code(dimension: str, value: str) -> str:
    """The code of a value of a dimension; nothing said is the total."""
    if not value:
        return TOTAL
    known = CODES.get(dimension, {})
    if value in known:
        return known[value]
    return age_code(value) if dimension == "age" else _capitals(value)


def age_code(age: str) -> str:
    """An age as CL_AGE says it: `Y5T16`, `Y_GE10`, `Y_LT5`, `Y7`."""
    if found := _SPAN.fullmatch(age):
        return f"Y{found[1]}T{found[2]}"
    if found := _AND_MORE.fullmatch(age):
        return f"Y_GE{found[1]}"
    if found := _LESS.fullmatch(age):
        return f"Y_LT{found[1]}"
    return f"Y{age}" if age.isdecimal() else _capitals(age)


def _capitals(code: str) -> str:
    return re.sub(r"[^A-Z0-9_@$]", "_", code.upper())
