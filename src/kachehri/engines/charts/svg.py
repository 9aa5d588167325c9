"""Vega's SVG made small and safe: rebuilt from a short list of elements and attributes.

What is not on the list does not get through, so a chart can hold no script, no link and no
reference outside itself, whatever its labels say.
"""

import hashlib
import re
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from defusedxml.ElementTree import fromstring

from kachehri.engines.charts.canvas import legible

_SHAPES = {"path", "line", "rect", "circle"}
_KEPT = (
    "d", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "r", "transform", "fill", "stroke",
    "stroke-width", "stroke-dasharray", "text-anchor", "font-size", "font-weight",
)  # fmt: skip
_LONG = re.compile(r"-?\d+\.\d{2,}")
_NOWHERE = re.compile(r"translate\(0(\.0+)?,\s*0(\.0+)?\)")


def tidy(raw: str, *, title: str, description: str, language: str, family: str) -> str:
    """Return Vega's SVG as one small element: role, title, description, font, then the marks."""
    title, description = legible(title), legible(description)
    source = fromstring(raw)
    name = hashlib.sha256((raw + title + description + language).encode()).hexdigest()[:8]
    width, height = source.get("width", "440"), source.get("height", "200")
    body = _inside(source, family).replace("url(#hatch)", f"url(#h{name})")
    hatch = _hatch(name) if f"url(#h{name})" in body else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" lang={quoteattr(language)} direction="ltr" '
        f'aria-labelledby="t{name} d{name}" font-family={quoteattr(family)}>'
        f'<title id="t{name}">{escape(title)}</title>'
        f'<desc id="d{name}">{escape(description)}</desc>{hatch}{body}</svg>'
    )


def _hatch(name: str) -> str:
    return (
        f'<defs><pattern id="h{name}" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="7" height="7" fill="#ffffff"/>'
        '<rect width="1.4" height="7" fill="#b9ad96"/></pattern></defs>'
    )


def _inside(parent: Element, family: str) -> str:
    return "".join(_element(child, family) for child in parent)


def _element(element: Element, family: str) -> str:
    """Return a drawn element, or the contents of a group; what moves a group is kept."""
    tag = element.tag.rpartition("}")[2]
    if tag == "g":
        inside = _inside(element, family)
        transform = element.get("transform", "")
        if not inside or not transform or _NOWHERE.fullmatch(transform):
            return inside
        return f"<g transform={quoteattr(_short(transform))}>{inside}</g>"
    if tag not in _SHAPES and tag != "text":
        return ""
    if element.get("class") in {"background", "foreground"} or element.get("display") == "none":
        return ""
    attributes = "".join(
        f" {key}={quoteattr(_short(value))}" for key in _KEPT if (value := _value(element, key))
    )
    if tag == "text":
        own = element.get("font-family", family)
        attributes += "" if own == family else f" font-family={quoteattr(own)}"
        return f"<text{attributes}>{escape(''.join(element.itertext()))}</text>"
    fill = "" if element.get("fill") else ' fill="none"'
    return f"<{tag}{attributes}{fill}/>"


def _value(element: Element, key: str) -> str:
    value = element.get(key, "")
    if key == "stroke-dasharray" and value == "1,0":
        return ""
    return value.removesuffix("px") if key == "font-size" else value


def _short(value: str) -> str:
    """Return the value with its numbers cut to one decimal."""
    return _LONG.sub(lambda match: f"{float(match[0]):.1f}".removesuffix(".0"), value)
