"""What kinds of files there are, how large they may be, and what may be wrong with them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from kachehri.kernel.messages import Reason

MB = 1 << 20
TOO_LARGE = gettext_noop(
    "The file “%(name)s” is too large: it has %(size)s MB, and %(most)s MB are taken. Send a "
    "smaller one: for a photo, choose a smaller picture size in your phone; split a long paper "
    "into parts."
)
EMPTY = gettext_noop("The file “%(name)s” is empty.")


class FileRefused(Exception):
    """A file that is not taken, for a reason that the sender understands and can mend."""

    def __init__(self, key: str, **params: str | int) -> None:
        self.reason = Reason(key, params)
        super().__init__(str(self.reason))


def most_bytes() -> int:
    """The largest file that is taken: KACHEHRI_FILE_MB, else 10 MB."""
    try:
        return int(os.environ.get("KACHEHRI_FILE_MB", "10")) * MB
    except ValueError:
        return 10 * MB


def fits(name: str, size: int) -> None:
    """Raises FileRefused for a file that is larger than what is taken, before it is read."""
    most = most_bytes()
    if size > most:
        raise FileRefused(TOO_LARGE, name=name, size=-(-size // MB), most=most // MB)


@dataclass(frozen=True)
class Copy:
    """What a rebuilder made: the copy (empty: none can be made), and what it found."""

    content: bytes = b""
    content_type: str = ""
    ending: str = ""
    flags: tuple[str, ...] = ()
    problem: str = ""


FLAGS: Mapping[str, object] = {
    "active": _("It holds a program or a web page. It is never published."),
    "as-is": _("It cannot be rebuilt: what is passed is the file itself. Hear all of it first."),
    "bomb": _("It is packed so that it fills the memory of whoever opens it."),
    "comments": _("It holds comments. The copy leaves them out."),
    "damaged": _("It is damaged and cannot be read."),
    "deleted-words": _("It remembers words that were deleted. The copy leaves them out."),
    "embedded": _("Other files lie inside it. The copy leaves them out."),
    "encrypted": _("It asks for a password."),
    "formulas": _("It holds formulas. The copy shows their results only."),
    "gps": _("It says where the photo was taken. The copy does not."),
    "hidden-columns": _("It has hidden columns. The copy leaves them out."),
    "hidden-rows": _("It has hidden rows. The copy leaves them out."),
    "hidden-sheets": _("It has hidden sheets. The copy leaves them out."),
    "hidden-words": _("It has hidden words. The copy leaves them out."),
    "macros": _("It holds a program (macros). The copy leaves it out."),
    "metadata": _("It says who made it, when or with what. The copy does not."),
    "mismatch": _("Its name says something else than what it holds."),
    "pictures": _("It holds pictures. The copy leaves them out."),
    "scripts": _("It holds a program that starts by itself. The copy leaves it out."),
    "too-long": _("It is too long to be rebuilt."),
    "unknown-type": _("Nobody knows what it is. It is never published."),
}
"""What may be found, in words for whoever judges the file."""
