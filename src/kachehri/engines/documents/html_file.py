"""The document as one HTML file: canonical, readable without network, script or this system."""

import base64
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import escape

from kachehri.engines.documents.blocks import Block, Document, SourceNote
from kachehri.engines.documents.hrefs import absolute
from kachehri.engines.documents.html import blocks_html
from kachehri.engines.documents.legible import legible
from kachehri.engines.documents.words import Words, words_for
from kachehri.kernel.scripts import direction
from kachehri.kernel.typefaces import NASKH, SANS, SERIF, script_family, web_files

_LOOK = Path(__file__).parent / "look"
# Lateef is drawn small on its body: beside Latin of the same size it needs to be larger.
_SIZE_ADJUST = {NASKH: "size-adjust:128%;"}
_OWN_NAME = {
    "ur": ' <bdi lang="ur" dir="rtl">کچہری</bdi>',
    "sd": ' <bdi lang="sd" dir="rtl">ڪچهري</bdi>',
}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"


def write_html(document: Document, *, base_url: str) -> bytes:
    """Return the document as one self-contained file in UTF-8.

    Raises DocumentProblem for a forbidden link, TypefaceProblem when fonts are missing.
    """
    document = legible(document)
    words = words_for(document)
    language = escape(document.language)
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction(document.language)}">\n'
        f"{_head(document, words)}\n<body>\n"
        f'<a class="skip" href="#text">{escape(words.skip)}</a>\n'
        f"{_cover(document, words)}\n{_contents(document, words)}\n"
        f'<main id="text" class="wrap">\n{_main(document, words, base_url)}\n</main>\n'
        f"{_foot(document, words, base_url)}\n</body>\n</html>\n"
    ).encode()


def _head(document: Document, words: Words) -> str:
    web_parts = Path(settings.WEB_PARTS)
    title = escape(
        f"{document.title}: {document.subtitle}" if document.subtitle else document.title
    )
    style = _fonts(web_parts, document.language) + _style() + _running(document, words)
    canonical = f'<meta name="date" content="{document.made_on.isoformat()}">'
    return (
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{title}</title>\n{canonical}\n<style>\n{style}\n</style>\n</head>"
    )


@cache
def _style() -> str:
    return (_LOOK / "document.css").read_text(encoding="utf-8")


@cache
def _fonts(web_parts: Path, language: str) -> str:
    """Return the @font-face rules with the fonts inside, only those that the language needs."""
    families = [SANS, SERIF, *filter(None, [script_family(language)])]
    return "\n".join(
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-display:swap;'
        f"{_SIZE_ADJUST.get(family, '')}src:url(data:font/woff2;base64,{_base64(path)})}}"
        for family in families
        for path, weight in web_files(web_parts, family)
    )


def _base64(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode()


def _running(document: Document, words: Words) -> str:
    """Return the print rules that differ by document: the running title and the page number."""
    draft = f"@top-center{{content:{_css_string(document.draft)}}}" if document.draft else ""
    return (
        f"\n@page{{{draft}@top-left{{content:{_css_string(document.title)}}}"
        f"@top-right{{content:{_css_string(f'{words.edition} {document.edition}')}}}"
        "@bottom-center{content:counter(page)}}"
    )


def _css_string(text: str) -> str:
    """Return text as a CSS string; whatever is not a letter or figure becomes its code."""
    inside = "".join(s if s.isalnum() else f"\\{ord(s):06x}" for s in text)
    return f'"{inside}"'


def _draft(document: Document) -> str:
    """Return the mark of a draft, which stands above everything."""
    return f'<p class="draft wrap">{escape(document.draft)}</p>' if document.draft else ""


def _cover(document: Document, words: Words) -> str:
    subtitle = f'<p class="subtitle">{escape(document.subtitle)}</p>' if document.subtitle else ""
    return (
        f'<header class="cover">{_draft(document)}'
        '<span class="ajrak" aria-hidden="true"></span><div class="wrap">'
        f'<p class="mark">Kachehri{_OWN_NAME.get(document.language, "")}</p>'
        f"<h1>{escape(document.title)}</h1>{subtitle}"
        f'<p class="imprint"><span>{escape(document.place)}</span> '
        f"<span>{escape(words.edition)} <bdi>{escape(document.edition)}</bdi></span> "
        f'<time datetime="{document.made_on.isoformat()}">{escape(words.made_on)}</time></p>'
        "</div></header>"
    )


def _contents(document: Document, words: Words) -> str:
    entries = [(chapter.key, chapter.title) for chapter in document.chapters]
    if document.sources:
        entries.append((_sources_key(document), words.sources))
    if not entries:
        return ""
    items = "".join(
        f'<li><a href="#{escape(key)}">{escape(title)}</a></li>' for key, title in entries
    )
    return (
        '<nav class="toc wrap" aria-labelledby="contents">'
        f'<h2 id="contents">{escape(words.contents)}</h2><ol>{items}</ol></nav>'
    )


def _main(document: Document, words: Words, base_url: str) -> str:
    def inside(blocks: tuple[Block, ...]) -> str:
        return blocks_html(blocks, language=document.language, base_url=base_url, level=3)

    front = f'<section class="front">{inside(document.front)}</section>' if document.front else ""
    chapters = [
        f'<section id="{escape(c.key)}" aria-labelledby="{escape(c.key)}-title">'
        f'<h2 id="{escape(c.key)}-title">{escape(c.title)}</h2>\n{inside(c.blocks)}</section>'
        for c in document.chapters
    ]
    parts = [front, *chapters, _sources(document, words, base_url)]
    if document.colophon:
        parts.append(
            f'<section class="colophon"><h2>{escape(words.about)}</h2>'
            f"{inside(document.colophon)}</section>"
        )
    return "\n".join(part for part in parts if part)


def _sources(document: Document, words: Words, base_url: str) -> str:
    if not document.sources:
        return ""
    items = "".join(_source(note, document.language, base_url) for note in document.sources)
    key = _sources_key(document)
    return (
        f'<section id="{key}" aria-labelledby="{key}-title">'
        f'<h2 id="{key}-title">{escape(words.sources)}</h2><ol class="sources">{items}</ol>'
        "</section>"
    )


def _sources_key(document: Document) -> str:
    """Return the anchor of the list of sources; a chapter may be called so already."""
    taken = {chapter.key for chapter in document.chapters}
    return "list-of-sources" if "sources" in taken else "sources"


def _source(note: SourceNote, language: str, base_url: str) -> str:
    text: str = escape(note.text)
    if note.href:
        href = escape(absolute(note.href, base_url=base_url, language=language))
        text = f'<a href="{href}">{text}</a>'
    return f'<li id="source-{escape(note.code)}">{text}</li>'


def _foot(document: Document, words: Words, base_url: str) -> str:
    where = ""
    if document.path and base_url:
        href = escape(absolute(document.path, base_url=base_url, language=document.language))
        where = f'<a href="{href}"><bdi dir="ltr">{href}</bdi></a>'
    return (
        '<footer><span class="ajrak" aria-hidden="true"></span><div class="wrap">'
        f"<span>{escape(document.title)}</span>{where}</div></footer>"
    )
