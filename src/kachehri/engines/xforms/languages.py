"""Languages as authors write them in headings: `Urdu (ur)`, `sd`, `English`."""

import re

from kachehri.kernel.scripts.directions import direction

from .kinds import Language

DEFAULT = "default"
"""What a form calls its language where the author named none."""

_IN_BRACKETS = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)\s*$")
_BARE = re.compile(r"[a-z]{2}(?:-[A-Za-z0-9]{2,8})*")
_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFT = re.compile("[A-Za-z\u00c0-\u058f\u0900-\u1fff]")


def code_of(name: str) -> str:
    """The BCP 47 code in a heading; empty where there is none."""
    if found := _IN_BRACKETS.search(name):
        return found[1]
    return name.strip() if _BARE.fullmatch(name.strip()) else ""


def language(name: str, sample: str = "") -> Language:
    """A language by its heading. Where it has no code, its direction is that of most letters."""
    code = code_of(name)
    if code:
        return Language(name, code, "rtl" if direction(code) == "rtl" else "ltr")
    right, left = len(_RIGHT.findall(sample)), len(_LEFT.findall(sample))
    return Language(name, name, "rtl" if right > left else "ltr")
