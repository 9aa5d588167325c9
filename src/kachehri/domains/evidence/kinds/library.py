"""The library: research and past reports beside the editions, cited like any source."""

from dataclasses import dataclass

from kachehri.kernel.messages import gettext_noop

from .sources import SourceKind

_ = gettext_noop

LIBRARY_KINDS = ("research", "report", "thesis", "media")
"""Kinds of sources that the library holds: keys of `SOURCE_KINDS`."""

LANGUAGES = {
    "en": _("English"),
    "ur": _("Urdu"),
    "sd": _("Sindhi"),
    "other": _("another language"),
}
RIGHTS = {
    "link": _("Only named here: read it where it was published"),
    "permission": _("Its authors allowed us to show it"),
    "open": _("Its licence allows everybody to copy it"),
}
"""What may be done with the text of a publication."""

SHOWN_RIGHTS = frozenset({"permission", "open"})
"""With these a file may be kept and given out."""

LARGEST_PAPER = 20 * 1024 * 1024
"""Bytes of a file in the library."""

PAPER_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True)
class Publication:
    """A publication: its citation, and what the library says of it.

    `sectors` and `dimensions` are keys of SECTORS and DIMENSIONS, `places` codes of places,
    `language` and `rights` keys of LANGUAGES and RIGHTS.
    """

    source: SourceKind
    authors: str
    abstract: str = ""
    language: str = "en"
    sectors: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    rights: str = "link"
