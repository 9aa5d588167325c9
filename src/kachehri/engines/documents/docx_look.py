"""How the Word document looks: styles, fonts by language, page, running header and footer.

Every size is given twice, for Latin and for the script of the language, and each font names what
may stand in for it where it is not installed.
"""

from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from kachehri.kernel.scripts import direction
from kachehri.kernel.typefaces import NASKH, NASTALIQ, SANS, SERIF, script_family

INDIGO = "1B2A57"
MADDER = "8E1C2A"
STONE = "5F584D"
INK = "16130F"
IVORY = "F1EADB"
HAIR = "D9CFBA"

_LANGUAGES = {"en": "en-GB", "ur": "ur-PK", "sd": "sd-Arab-PK"}
_STAND_INS = {
    SANS: ("Calibri", "swiss"),
    SERIF: ("Cambria", "roman"),
    NASTALIQ: ("Jameel Noori Nastaleeq", "auto"),
    NASKH: ("MB Lateefi", "auto"),
}
# How much larger the script of a language is set than the Latin beside it.
_SCRIPT_SHARE = {"ur": 1.08, "sd": 1.36}


@dataclass(frozen=True)
class _Style:
    """A paragraph style: size in points, spaces in points, colour, outline level from 0."""

    name: str
    size: float
    font: str = SANS
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 6
    keep: bool = False
    outline: int | None = None
    border: str = ""
    fill: str = ""


_STYLES = (
    _Style("Normal", 10.5, after=7),
    _Style("Title", 30, SERIF, True, INDIGO, 110, 6),
    _Style("Subtitle", 14, SERIF, False, STONE, 0, 20),
    _Style("Heading 1", 20, SERIF, True, INDIGO, 16, 10, True, 0),
    _Style("Heading 2", 13, SERIF, True, INDIGO, 18, 6, True, 1),
    _Style("Heading 3", 11.5, SERIF, True, INDIGO, 8, 3, True, 2),
    _Style("Caption", 11.5, SERIF, True, INDIGO, 14, 5, True),
    _Style("Quote", 12, SERIF, before=6, after=3, keep=True, border=MADDER),
    _Style("List Bullet", 10.5, after=3),
    _Style("List Number", 10.5, after=3),
    _Style("Header", 8.5, colour=STONE),
    _Style("Footer", 8.5, colour=STONE),
    _Style("Draft", 9.5, bold=True, colour=MADDER, after=2),
    _Style("Finding Number", 9, colour=STONE, before=2, after=0, keep=True),
    _Style("Finding", 13.5, SERIF, before=2, after=12),
    _Style("Source", 9, colour=STONE, after=12),
    _Style("Quoted From", 9, colour=STONE, after=10, border=MADDER),
    _Style("Table Text", 9.5, after=0),
    _Style("Table Head", 9, bold=True, colour=STONE, after=0, keep=True),
    _Style("Key Figure", 20, SERIF, True, INK, 4, 0, True),
    _Style("Key Figure Missing", 13, SERIF, True, MADDER, 4, 0, True),
    _Style("Box", 10.5, after=0, border=MADDER, fill=IVORY),
    _Style("Box Title", 11.5, SERIF, True, INDIGO, 12, 0, True, border=MADDER, fill=IVORY),
    _Style("Contents Entry", 11, after=4),
)


def element(tag: str, /, **attributes: str) -> Any:
    """Return a WordprocessingML element with its attributes: element("w:jc", val="start")."""
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def dress(word: WordDocument, *, language: str) -> None:
    """Give the empty document its styles, fonts, page and direction."""
    for style in _STYLES:
        _set_style(word, style, language)
    _set_defaults(word, language)
    _set_fonts(word)
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(24)
    section.top_margin, section.bottom_margin = Mm(26), Mm(24)
    section.different_first_page_header_footer = True
    if direction(language) == "rtl":
        _insert(section._sectPr, element("w:bidi"), before=("w:rtlGutter", "w:docGrid"))


def language_tag(language: str) -> str:
    """Return the language as Word names it: "ur-PK"."""
    return _LANGUAGES.get(language, language)


def script_size(size: float, language: str) -> str:
    """Return a size in half points for the language's own script."""
    return str(round(size * 2 * _SCRIPT_SHARE.get(language, 1)))


def _insert(parent: Any, child: Any, *, before: tuple[str, ...]) -> None:
    """Put a child where the schema wants it: before the first of the named ones."""
    for sibling in parent:
        if sibling.tag in {qn(name) for name in before}:
            sibling.addprevious(child)
            return
    parent.append(child)


def _set_style(word: WordDocument, style: _Style, language: str) -> None:
    known = {known.name for known in word.styles}
    made = (
        word.styles[style.name]
        if style.name in known
        else word.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
    )
    xml = made.element
    numbering = xml.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    for old in (xml.find(qn("w:pPr")), xml.find(qn("w:rPr"))):
        if old is not None:
            xml.remove(old)
    xml.append(_paragraph(style, language, numbering))
    xml.append(_letters(style, language))


def _paragraph(style: _Style, language: str, numbering: Any) -> Any:
    """Return the style's paragraph properties, in the order of the schema."""
    made = element("w:pPr")
    if style.keep:
        made.append(element("w:keepNext"))
    if numbering is not None:
        made.append(numbering)
    rtl = direction(language) == "rtl"
    if style.border:
        made.append(_start_rule(style.border, rtl))
    if style.fill:
        made.append(element("w:shd", val="clear", color="auto", fill=style.fill))
    if rtl:
        made.append(element("w:bidi"))
    made.append(_spacing(style, language))
    if numbering is not None:
        made.append(element("w:ind", left="360", hanging="360"))
    elif style.border:
        made.append(element("w:ind", left="200"))
    if style.outline is not None:
        made.append(element("w:outlineLvl", val=str(style.outline)))
    return made


def _spacing(style: _Style, language: str) -> Any:
    """Nastaliq and Lateef bring their own height of line; Latin gets a little more."""
    line = "240" if language in {"ur", "sd"} else "276"
    return element(
        "w:spacing",
        before=str(round(style.before * 20)),
        after=str(round(style.after * 20)),
        line="240" if style.size > 12 else line,
        lineRule="auto",
    )


def _start_rule(colour: str, rtl: bool) -> Any:
    """Return a rule on the start side. Borders are not mirrored as indents are."""
    made = element("w:pBdr")
    side = "w:right" if rtl else "w:left"
    made.append(element(side, val="single", sz="20", space="8", color=colour))
    return made


def _letters(style: _Style, language: str) -> Any:
    """Return the style's character properties, in the order of the schema."""
    made = element("w:rPr")
    script = script_family(language) or style.font
    made.append(
        element("w:rFonts", ascii=style.font, hAnsi=style.font, eastAsia=style.font, cs=script)
    )
    for name in ("w:b", "w:bCs"):
        made.append(element(name, val="1" if style.bold else "0"))
    made.append(element("w:i", val="0"))
    made.append(element("w:iCs", val="0"))
    made.append(element("w:color", val=style.colour))
    made.append(element("w:sz", val=str(round(style.size * 2))))
    made.append(element("w:szCs", val=script_size(style.size, language)))
    return made


def _set_defaults(word: WordDocument, language: str) -> None:
    """Name the languages that proofing and reading aloud go by."""
    tag = language_tag(language)
    rtl = direction(language) == "rtl"
    default = word.styles.element.find(
        f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}"
    )
    default.set(qn("w:val"), "en-GB" if rtl else tag)
    default.set(qn("w:bidi"), tag if rtl else "ur-PK")


def _set_fonts(word: WordDocument) -> None:
    """Name for each font what may stand in for it."""
    part = next(p for p in word.part.package.iter_parts() if p.partname == "/word/fontTable.xml")
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{family}"/></w:font>'
        for name, (other, family) in _STAND_INS.items()
    )
    part._blob = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="http://schemas.'
        f'openxmlformats.org/wordprocessingml/2006/main">{fonts}</w:fonts>'
    ).encode()
