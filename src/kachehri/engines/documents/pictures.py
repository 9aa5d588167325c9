"""Charts as pictures, for the formats that cannot hold an SVG."""

from functools import cache
from pathlib import Path

from django.conf import settings

from kachehri.kernel.typefaces import print_folders

_AJRAK_UNIT = (
    '<g fill="none" stroke="#f7f3ea" stroke-width=".9"><path d="M7 1.6 12.4 7 7 12.4 1.6 7Z"/></g>'
    '<path d="M7 4.4 9.6 7 7 9.6 4.4 7Z" fill="#8e1c2a"/>'
    '<circle cx="21" cy="7" r="2.5" fill="none" stroke="#f7f3ea" stroke-width=".9"/>'
    '<circle cx="21" cy="7" r=".9" fill="#f7f3ea"/><g fill="#f7f3ea">'
    '<circle cx="14" cy="2" r=".7"/><circle cx="14" cy="12" r=".7"/>'
    '<circle cx="0" cy="7" r=".7"/><circle cx="28" cy="7" r=".7"/></g>'
)


def png(svg: str, scale: float = 2.0) -> bytes:
    """Return an SVG as a PNG, in our own fonts. Raises TypefaceProblem when they are missing."""
    import vl_convert

    _register_fonts(Path(settings.WEB_PARTS))
    return vl_convert.svg_to_png(svg, scale=scale)


@cache
def ajrak_png(units: int = 18) -> bytes:
    """Return the border as a strip of so many units."""
    inside = "".join(
        f'<g transform="translate({28 * number},0)">{_AJRAK_UNIT}</g>' for number in range(units)
    )
    width = 28 * units
    return png(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 14" width="{width}" '
        f'height="14"><rect width="{width}" height="14" fill="#1b2a57"/>{inside}</svg>',
        scale=3,
    )


@cache
def _register_fonts(web_parts: Path) -> None:
    import vl_convert

    for folder in print_folders(web_parts):
        vl_convert.register_font_directory(str(folder.resolve()))
