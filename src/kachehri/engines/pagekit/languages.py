"""The languages of Kachehri, each by its own name and with its direction.

Django has no entry for Sindhi, so `install` adds one before anything is translated; `settings`
calls it. See docs/adr/0071.
"""

from dataclasses import dataclass

from django.conf.locale import LANG_INFO
from django.urls import translate_url

NAMES = {"en": "English", "ur": "اردو", "sd": "سنڌي"}
CODES = tuple(NAMES)
RIGHT_TO_LEFT = ["ur", "sd"]


@dataclass(frozen=True)
class Choice:
    """One entry of the language switch: the same page in `code`."""

    code: str
    name: str
    direction: str
    href: str
    current: bool


def install() -> list[str]:
    """Tell Django of Sindhi; return the languages written from right to left."""
    LANG_INFO["sd"] = {
        "bidi": True,
        "code": "sd",
        "name": "Sindhi",
        "name_local": NAMES["sd"],
    }
    return RIGHT_TO_LEFT


def direction(code: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if code in RIGHT_TO_LEFT else "ltr"


def choices(path: str, current: str) -> tuple[Choice, ...]:
    """The page at `path` (with its query) in each language."""
    start = f"/{current}/"
    return tuple(
        Choice(
            code,
            name,
            direction(code),
            # Pages differ by their prefix alone; resolving the address anew takes a millisecond.
            f"/{code}/{path.removeprefix(start)}" if path.startswith(start)
            else translate_url(path, code),
            code == current,
        )
        for code, name in NAMES.items()
    )  # fmt: skip
