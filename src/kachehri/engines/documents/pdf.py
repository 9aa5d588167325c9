"""The document as a tagged PDF by Typst: the copy for printing.

The template is a file of ours; the document goes in as JSON, so that no text of it is ever read
as markup. Only our own fonts are used: a family that is not there, or a letter that no font has,
stops the build. What is set from right to left gets its words as a layer of their own
(`text_layer`) and carries the HTML edition inside.
"""

import datetime as dt
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from django.conf import settings

from kachehri.engines.documents.blocks import Document, DocumentProblem, to_json
from kachehri.engines.documents.hrefs import absolute
from kachehri.engines.documents.html_file import write_html
from kachehri.engines.documents.legible import legible
from kachehri.engines.documents.pdf_layout import laid_out
from kachehri.engines.documents.text_layer import WORD, MissingLetter, with_words, words_of
from kachehri.engines.documents.words import words_for
from kachehri.kernel.scripts import direction
from kachehri.kernel.typefaces import (
    NASTALIQ,
    SCRIPT_FAMILIES,
    print_folders,
    sans_stack,
    script_family,
    serif_stack,
)

if TYPE_CHECKING:
    import typst

_TEMPLATE = Path(__file__).parent / "look" / "report.typ"
# What Typst says of a letter that no font has, and of glyphs that stand for no letter of their own.
# Nastaliq has such glyphs (dots shared between letters), so an Urdu PDF is tagged, but cannot be
# declared PDF/UA.
_FORGOTTEN_AFTER = 11
_OWN_NAME = "کچہری"
_UNREADABLE = "could not be displayed"
_UNMAPPED = "missing codepoints"


@dataclass(frozen=True)
class _Look:
    """Measures of one language, in points and ems."""

    size: float
    top: float
    bottom: float
    leading: float
    tight: float
    spacing: float
    above: float
    below: float
    cell: float
    underline: float
    latin_share: float
    title: float
    title_gap: float
    key_number: float
    key_gap: float


# `top` and `bottom` are the edges of a line above and below its base. Nastaliq hangs far over
# both: with edges of 0.7 and 0 its lines would collide below a leading of 1.35 em.
# Lateef is small on its body, so Latin beside it is set at `latin_share`.
_LOOKS = {
    "en": _Look(10.5, 0.66, 0, 0.68, 0.55, 1.15, 2.2, 0.9, 0.42, 0.2, 1, 2.9, 3, 2.1, 0.8),
    "ur": _Look(10.5, 1.1, -0.6, 0.32, 0.1, 0.75, 1.5, 0.5, 0.12, 0.3, 1, 2.5, 1, 2.0, 0.5),
    "sd": _Look(14.5, 0.62, -0.12, 0.5, 0.36, 0.95, 1.6, 0.7, 0.26, 0.2, 0.74, 2.6, 2, 2.0, 0.6),
}


def write_pdf(document: Document, *, base_url: str) -> bytes:
    """Return the document as a tagged PDF with title, language and outline: PDF/UA-1 where it can.

    Raises DocumentProblem when a letter has no font or a link is forbidden, TypefaceProblem when
    fonts are missing.
    """
    document = legible(document)
    words = asdict(words_for(document))
    rtl = direction(document.language) == "rtl"
    numbered = words_of([to_json(document), *words.values(), _OWN_NAME])
    inputs = {
        "document": json.dumps(laid_out(document, base_url)),
        "words": json.dumps(words),
        "look": json.dumps(_look(document, base_url) | {"word": WORD, "words": numbered}),
        "edition": write_html(document, base_url=base_url).decode() if rtl else "",
    }
    try:
        return _with_layer(inputs, document, numbered)
    finally:
        _forget()


def _with_layer(inputs: dict[str, str], document: Document, numbered: dict[str, int]) -> bytes:
    """Compile, in the accessible standard where the script allows it, and add the words."""
    if script_family(document.language) != NASTALIQ:
        with suppress(_Unmapped):
            return with_words(_compiled(inputs, document, "ua-1"), numbered)
    try:
        return with_words(_compiled(inputs, document, None), numbered)
    except MissingLetter as problem:
        _compiled(inputs, document, "ua-1")
        raise problem from None


def _forget() -> None:
    """Let Typst drop what it keeps of the document.

    It drops what ten compilations in a row did not use; ten long reports would take 1.7 GB.
    """
    import typst

    fonts = _fonts(Path(settings.WEB_PARTS))
    for _ in range(_FORGOTTEN_AFTER):
        typst.compile(b"", format="pdf", font_paths=fonts)


class _Unmapped(Exception):
    """Glyphs stand for no letter of their own: Typst cannot declare the file accessible."""


def _compiled(
    inputs: dict[str, str], document: Document, standard: Literal["ua-1"] | None
) -> bytes:
    """Compile once. Layout is kept between calls, so that a second one only writes the file.

    Raises _Unmapped where only shared glyphs are against the standard, else DocumentProblem.
    """
    import typst

    try:
        pdf, warnings = typst.compile_with_warnings(
            _TEMPLATE,
            format="pdf",
            font_paths=_fonts(Path(settings.WEB_PARTS)),
            sys_inputs=inputs,
            pdf_standards=standard or [],
            timestamp=_midnight(document.made_on),
        )
    except typst.TypstError as problem:
        if _UNREADABLE not in problem.diagnostic and _UNMAPPED in problem.diagnostic:
            raise _Unmapped from problem
        raise DocumentProblem(_explained(problem)) from problem
    if warnings or not isinstance(pdf, bytes):
        why = warnings[0].message if warnings else "Typst returned no file."
        raise DocumentProblem(f"The PDF was not made: {why}")
    return pdf


def _look(document: Document, base_url: str) -> dict[str, Any]:
    look = _LOOKS.get(document.language, _LOOKS["en"])
    made = document.made_on
    address = absolute(document.path, base_url=base_url, language=document.language)
    return asdict(look) | {
        "direction": direction(document.language),
        "sans": sans_stack(document.language),
        "serif": serif_stack(document.language),
        "scripts": SCRIPT_FAMILIES,
        "author": "Kachehri",
        "address": address if base_url else "",
        "date": {"year": made.year, "month": made.month, "day": made.day},
    }


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)


def _explained(problem: "typst.TypstError") -> str:
    hints = " ".join(problem.hints)
    return f"The PDF was not made: {problem.message} {hints}".strip()


@cache
def _fonts(web_parts: Path) -> "typst.Fonts":
    """Read the fonts once in a process; none of the system's, none of Typst's own."""
    import typst

    folders = [str(folder) for folder in print_folders(web_parts)]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
