"""Paragraphs, runs and links of the Word document, each in its own direction and language."""

from dataclasses import dataclass, field
from typing import Any, assert_never

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.parts.story import StoryPart
from docx.text.paragraph import Paragraph

from kachehri.engines.documents.blocks import Inline, Isolate, Link, Number, Rich, Sign
from kachehri.engines.documents.docx_look import (
    INDIGO,
    STONE,
    element,
    language_tag,
)
from kachehri.engines.documents.hrefs import absolute
from kachehri.engines.documents.words import Words
from kachehri.kernel.scripts import direction
from kachehri.kernel.typefaces import script_family

# Marks that hold figures and words of the other direction together.
_MARKS = {"ltr": "\N{LEFT-TO-RIGHT MARK}", "rtl": "\N{RIGHT-TO-LEFT MARK}"}


@dataclass(frozen=True)
class Paper:
    """The document that is being written, and what every piece of it needs to know."""

    word: WordDocument
    language: str
    base_url: str
    words: Words
    styles: dict[str, str] = field(default_factory=dict)
    links: dict[tuple[StoryPart, str], str] = field(default_factory=dict)

    @property
    def rtl(self) -> bool:
        """Whether the document runs from right to left."""
        return direction(self.language) == "rtl"

    def paragraph(self, style: str, body: Rich = ()) -> Paragraph:
        """Add a paragraph at the end of the document."""
        paragraph = self.word.add_paragraph()
        self.dress(paragraph, style)
        fill(self, paragraph, body)
        return paragraph

    def dress(self, paragraph: Paragraph, style: str) -> None:
        """Give a paragraph its style. (python-docx looks through all styles each time.)"""
        if not self.styles:
            self.styles.update({one.name or "": one.style_id for one in self.word.styles})
        made = element("w:pStyle", val=self.styles[style])
        paragraph._p.get_or_add_pPr().insert(0, made)

    def link(self, paragraph: Paragraph, address: str) -> str:
        """Return the number under which a part of the file knows an address."""
        key = (paragraph.part, address)
        if key not in self.links:
            self.links[key] = f"link{len(self.links) + 1}"
            paragraph.part.load_rel(
                RELATIONSHIP_TYPE.HYPERLINK, address, self.links[key], is_external=True
            )
        return self.links[key]


def plain(body: Rich) -> str:
    """Return inline parts as text alone, as `fill` writes them."""
    return "".join(_plain(part) for part in body)


def _plain(part: Inline) -> str:
    if isinstance(part, Sign):
        return f"{part.mark} {part.meaning}"
    return part if isinstance(part, str) else part.text


def fill(paper: Paper, paragraph: Paragraph, body: Rich) -> None:
    """Add inline parts to a paragraph."""
    for part in body:
        _add(paper, paragraph, part)


def _add(paper: Paper, paragraph: Paragraph, part: Inline) -> None:
    match part:
        case str():
            paragraph._p.append(run(part, paper.language))
        case Number(text, href):
            _linked(paper, paragraph, _number(paper, text, bool(href)), href)
        case Link(text, href):
            made = run(text, paper.language, underline="single", colour=INDIGO)
            _linked(paper, paragraph, made, href)
        case Isolate(text, language):
            paragraph._p.append(run(_held(paper, text, language), language))
        case Sign():
            paragraph._p.append(run(_plain(part), paper.language))
        case _:
            assert_never(part)


def _number(paper: Paper, text: str, linked: bool) -> Any:
    return run(_held(paper, text, "en"), "en", underline="dotted" if linked else "")


def _held(paper: Paper, text: str, language: str) -> str:
    """Put marks around a text whose direction is not the document's."""
    way = direction(language)
    if (way == "rtl") == paper.rtl:
        return text
    return f"{_MARKS[way]}{text}{_MARKS[way]}"


def run(text: str, language: str, *, underline: str = "", colour: str = "") -> Any:
    """Return a run with its direction and language; the fonts come from the style."""
    made, look = element("w:r"), element("w:rPr")
    if script_family(language):
        look.append(element("w:rFonts", cs=script_family(language)))
    if colour:
        look.append(element("w:color", val=colour))
    if underline:
        look.append(element("w:u", val=underline, color=colour or STONE))
    tag = language_tag(language)
    if direction(language) == "rtl":
        look.append(element("w:rtl"))
        look.append(element("w:lang", bidi=tag))
    else:
        look.append(element("w:lang", val=tag))
    made.append(look)
    made.append(_text(text))
    return made


def _text(text: str) -> Any:
    made = element("w:t")
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    made.text = text
    return made


def _linked(paper: Paper, paragraph: Paragraph, made: Any, href: str) -> None:
    """Add a run, inside a link when it leads somewhere."""
    address = absolute(href, base_url=paper.base_url, language=paper.language)
    if not address:
        paragraph._p.append(made)
        return
    relation = paper.link(paragraph, address)
    link = element("w:hyperlink", history="1")
    link.set("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id", relation)
    link.append(made)
    paragraph._p.append(link)


def inner_link(paragraph: Paragraph, text: str, bookmark: str, language: str) -> None:
    """Add a link to a bookmark of the same document."""
    link = element("w:hyperlink", anchor=bookmark, history="1")
    link.append(run(text, language))
    paragraph._p.append(link)


def bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """Name a paragraph, so that the contents can lead to it."""
    start = element("w:bookmarkStart", id=str(number), name=name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def add_field(paragraph: Paragraph, code: str, shown: str, language: str) -> None:
    """Add a field that Word computes: PAGE. `shown` stands there until it does."""
    made = element("w:fldSimple", instr=code)
    made.append(run(shown, language))
    paragraph._p.append(made)


def field_start(paragraph: Paragraph, code: str) -> None:
    """Open a field that spans paragraphs; what follows is shown until Word computes it."""
    for kind in ("begin", "code", "separate"):
        made = element("w:r")
        if kind == "code":
            text = element("w:instrText")
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            text.text = f" {code} "
            made.append(text)
        else:
            made.append(element("w:fldChar", fldCharType=kind))
        paragraph._p.append(made)


def field_end(paragraph: Paragraph) -> None:
    """Close the field that `field_start` opened."""
    made = element("w:r")
    made.append(element("w:fldChar", fldCharType="end"))
    paragraph._p.append(made)


def restarted(paper: Paper) -> str:
    """Return the number of a new numbering that begins at one again."""
    style = paper.word.styles["List Number"].element
    old = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val"))
    numbering = paper.word.part.numbering_part.element
    abstract = numbering.num_having_numId(int(old)).abstractNumId.val
    made = numbering.add_num(abstract)
    made.add_lvlOverride(0).add_startOverride(1)
    return str(made.numId)
