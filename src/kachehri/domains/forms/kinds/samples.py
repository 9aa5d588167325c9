"""A list of areas and a design on their way in, from a file, a page or a pack."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from kachehri.kernel.drawing import Allocation, Method
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop

Chosen: TypeAlias = Literal["probability", "census", "quota", "purposive"]

CHOSEN = {
    "probability": _("by chance"),
    "census": _("everybody"),
    "quota": _("by quotas, not by chance"),
    "purposive": _("on purpose, not by chance"),
}
METHOD_WORDS = {
    "pps": _("areas with more homes had a larger chance"),
    "systematic": _("every so-manieth area of the list"),
    "simple": _("areas drawn by lot, all alike"),
}
ALLOCATION_WORDS = {
    "proportional": _("spread like the homes"),
    "equal": _("as many in each part"),
    "root": _("small parts got more than their share"),
}
STRATA = {"part": _("talukas"), "residence": _("villages and towns")}
RESPONDENTS = {
    "household": _("one person who knows the household"),
    "adult": _("one adult of the household, chosen by chance"),
}


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One area of a list. `part` is the name of the taluka, `residence` rural, urban or empty."""

    code: str
    households: int
    name: str = ""
    part: str = ""
    residence: str = ""
    people: int | None = None
    line: int = 0


@dataclass(frozen=True)
class Margin:
    """A known total, and who published it."""

    total: float
    source: str


@dataclass(frozen=True)
class DesignKind:
    """How people are chosen: see `models.SampleDesign`. `frame` is the key of a list."""

    key: str
    titles: Mapping[str, str]
    chosen: Chosen
    asked_of: Mapping[str, str]
    frame: str = ""
    strata: tuple[str, ...] = ("part", "residence")
    method: Method = "pps"
    allocation: Allocation = "proportional"
    areas: int = 0
    per_area: int = 0
    least: int = 1
    respondent: str = "adult"
    margins: Mapping[str, Mapping[str, Margin]] = field(default_factory=dict)
    is_made_up: bool = False
