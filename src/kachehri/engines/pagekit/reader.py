"""How the person at the other end wants to read: language, digits, saving data.

The choice lives in cookies, not in an account: it belongs to the device. Template filters ask
`current()`, as Django's own ask for the current language.
"""

from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest
from django.utils import translation

from kachehri.engines.pagekit.languages import direction

Digits = Literal["western", "eastern"]

DIGITS_COOKIE = "digits"
SAVER_COOKIE = "saver"


@dataclass(frozen=True)
class Reader:
    """One reader's choices. `saver` is true where no web font may be loaded."""

    language: str = "en"
    digits: Digits = "western"
    saver: bool = False

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction(self.language)


_current: ContextVar[Reader] = ContextVar("reader", default=Reader())  # noqa: B039 (frozen)


def current() -> Reader:
    """The reader of the page that is being written."""
    return _current.get()


def use(reader: Reader) -> None:
    """Write for `reader` from here on."""
    _current.set(reader)


def reader_of(request: HttpRequest) -> Reader:
    """Read the choices from cookies; `Save-Data` counts until the reader says otherwise."""
    asked = request.COOKIES.get(SAVER_COOKIE)
    header = request.headers.get("Save-Data", "").strip().lower() == "on"
    eastern = request.COOKIES.get(DIGITS_COOKIE) == "eastern"
    return Reader(
        language=translation.get_language() or "en",
        digits="eastern" if eastern else "western",
        saver=asked == "1" if asked in ("0", "1") else header,
    )
