"""PDF: each page is drawn, and the drawings become a new PDF. What cannot be seen stays behind."""

import io
import re
from pathlib import Path
from typing import Any

from .found import Found, Unreadable

MOST_PAGES = 150
LONGEST = 1650
"""Pixels of the longer side: a page of A4 at 140 dots an inch."""
_SCRIPTS = re.compile(rb"/(JavaScript|JS|Launch|OpenAction|AA)\b")
_EMBEDDED = re.compile(rb"/(EmbeddedFile|EmbeddedFiles|RichMedia)\b")


def pdf(path: Path) -> Found:
    """A PDF of page images."""
    import pypdfium2

    found = Found(content_type="application/pdf", ending="pdf", flags=_flags(path))
    try:
        paper = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as problem:
        flag = "encrypted" if "password" in str(problem).lower() else "damaged"
        raise Unreadable(flag, str(problem), frozenset(found.flags)) from problem
    try:
        if len(paper) > MOST_PAGES:
            raise Unreadable("too-long", f"{len(paper)} pages", frozenset(found.flags))
        if any(paper.get_metadata_dict(skip_empty=True).values()):
            found.flags.add("metadata")
        found.content = _flattened(paper)
    except pypdfium2.PdfiumError as problem:
        raise Unreadable("damaged", str(problem), frozenset(found.flags)) from problem
    finally:
        paper.close()
    return found


def _flags(path: Path) -> set[str]:
    content = path.read_bytes()
    flags = set()
    if _SCRIPTS.search(content):
        flags.add("scripts")
    if _EMBEDDED.search(content):
        flags.add("embedded")
    return flags


def _flattened(paper: Any) -> bytes:
    """Draw every page and put the drawing onto a page of the same size."""
    import pypdfium2

    flat = pypdfium2.PdfDocument.new()
    for number in range(len(paper)):
        page = paper[number]
        width, height = page.get_size()
        if not (0 < width < 20_000 and 0 < height < 20_000):
            raise Unreadable("bomb", f"page {number + 1} is {width:.0f} x {height:.0f} points")
        drawn = page.render(scale=LONGEST / max(width, height), may_draw_forms=True)
        picture = io.BytesIO()
        drawn.to_pil().convert("RGB").save(picture, "JPEG", quality=80)
        picture.seek(0)
        image = pypdfium2.PdfImage.new(flat)
        image.load_jpeg(picture, inline=True)
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        sheet = flat.new_page(width, height)
        sheet.insert_obj(image)
        sheet.gen_content()
        sheet.close()
        page.close()
    out = io.BytesIO()
    flat.save(out)
    flat.close()
    return out.getvalue()
