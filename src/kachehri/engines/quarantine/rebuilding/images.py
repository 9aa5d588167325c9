"""Photos: decoded, turned upright, made smaller and written anew. What they hid stays behind."""

import io
import warnings
from pathlib import Path
from typing import Any

from .found import Found, Unreadable

LONGEST = 1600
MOST_PIXELS = 60_000_000
_FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF")
_GPS, _METADATA = 0x8825, {0x010F, 0x0110, 0x0131, 0x0132, 0x013B, 0x8298, 0x8769}


def image(path: Path) -> Found:
    """A JPEG (PNG where parts are see-through) of at most 1,600 pixels, without hidden data."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(path, formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Unreadable("bomb", f"{picture.width} x {picture.height} pixels")
            return _rebuilt(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as problem:
        raise Unreadable("bomb", str(problem)) from problem
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, TypeError) as problem:
        raise Unreadable("damaged", str(problem)) from problem


def _rebuilt(picture: Any) -> Found:
    from PIL import ImageOps

    found = Found(flags=_flags(picture))
    picture.draft("RGB", (LONGEST * 2, LONGEST * 2))
    upright = ImageOps.exif_transpose(picture)
    see_through = upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info
    drawn = upright.convert("RGBA" if see_through else "RGB")
    drawn.thumbnail((LONGEST, LONGEST))
    clean = drawn.copy()
    clean.info.clear()
    out = io.BytesIO()
    if see_through:
        clean.save(out, "PNG", optimize=True)
        found.content_type, found.ending = "image/png", "png"
    else:
        clean.save(out, "JPEG", quality=85, optimize=True)
        found.content_type, found.ending = "image/jpeg", "jpg"
    found.content = out.getvalue()
    return found


def _flags(picture: Any) -> set[str]:
    """What the photo tells beside what can be seen."""
    flags = set()
    try:
        told = picture.getexif()
        if told.get_ifd(_GPS):
            flags.add("gps")
        if set(told) & _METADATA or told.get_ifd(0x8769):
            flags.add("metadata")
    except (ValueError, OSError, SyntaxError, KeyError, TypeError):
        flags.add("metadata")
    if {"xmp", "XML:com.adobe.xmp", "comment", "photoshop"} & set(picture.info):
        flags.add("metadata")
    return flags
