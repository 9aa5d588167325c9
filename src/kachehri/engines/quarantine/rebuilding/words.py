"""Words: of DOCX and RTF files as plain text, of text files in one encoding; and voices, as is."""

import csv
import io
import re
from pathlib import Path
from typing import Any

from kachehri.engines.quarantine.rich_text import rtf_text

from .found import Found, Unreadable
from .packed import opened, part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE = {f"{_W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr")}
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
MOST_CHARACTERS = 2_000_000


def text_copy(text: str, flags: set[str]) -> Found:
    """A text file of ours: UTF-8, plain line ends, no control characters."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable("too-long", f"{len(text)} characters", frozenset(flags))
    clean = re.sub(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", "", text)
    return Found(clean.encode("utf-8", "replace"), "text/plain", "txt", flags)


def plain(path: Path) -> Found:
    """A text or CSV file."""
    raw = path.read_bytes()
    for encoding in (
        ("utf-8-sig", "utf-16")
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff")
        else (
            "utf-8-sig",
            "cp1256" if _seems_arabic(raw) else "cp1252",
        )
    ):
        try:
            return text_copy(raw.decode(encoding).replace("\r\n", "\n").replace("\r", "\n"), set())
        except UnicodeDecodeError:
            continue
    return text_copy(raw.decode("utf-8", "replace"), set())


def _seems_arabic(raw: bytes) -> bool:
    high = sum(byte >= 0xC0 for byte in raw[:4000])
    return high * 3 > len(raw[:4000])


def rtf(path: Path) -> Found:
    """The words of an RTF file."""
    raw = path.read_bytes()
    flags = {"embedded"} if b"\\object" in raw or b"\\objdata" in raw else set()
    if b"\\pict" in raw:
        flags.add("pictures")
    return text_copy(rtf_text(raw), flags)


def docx(path: Path) -> Found:
    """The words that a DOCX file shows: no deleted ones, no hidden ones, no comments."""
    with opened(path) as packed:
        names = set(packed.namelist())
        flags = _flags(names)
        words: list[str] = []
        _walk(part(packed, "word/document.xml"), words, flags)
    return text_copy(re.sub(r"\n{3,}", "\n\n", "".join(words)).strip() + "\n", flags)


def _flags(names: set[str]) -> set[str]:
    flags = set()
    for what, flag in (
        ("vbaProject.bin", "macros"),
        ("word/comments.xml", "comments"),
        ("word/embeddings/", "embedded"),
        ("word/media/", "pictures"),
        ("docProps/core.xml", "metadata"),
    ):
        if any(what in name for name in names):
            flags.add(flag)
    return flags


def _walk(node: Any, words: list[str], flags: set[str]) -> None:
    """Add the words of a node in their order."""
    if node.tag in _GONE:
        if node.tag in (f"{_W}del", f"{_W}moveFrom"):
            flags.add("deleted-words")
        return
    if node.tag == f"{_W}r" and node.find(f"{_W}rPr/{_W}vanish") is not None:
        flags.add("hidden-words")
        return
    if node.tag == f"{_W}t":
        words.append(node.text or "")
    words.append(_BREAKS.get(node.tag, ""))
    for child in node:
        _walk(child, words, flags)
    if node.tag == f"{_W}p":
        words.append("\n")
    if node.tag == f"{_W}tc":
        while words and words[-1] in ("\n", ""):
            words.pop()
        words.append("\t")
    if node.tag == f"{_W}tr":
        words.append("\n")


def audio(path: Path) -> Found:
    """A voice: kept as it is; a person hears it before anybody else does."""
    raw = path.read_bytes()
    ending, kind = "ogg", "audio/ogg"
    for start, one, its_ending in (
        (b"ID3", "audio/mpeg", "mp3"),
        (b"\xff", "audio/mpeg", "mp3"),
        (b"#!AMR", "audio/amr", "amr"),
        (b"RIFF", "audio/wav", "wav"),
    ):
        if raw.startswith(start):
            ending, kind = its_ending, one
    if raw[4:8] == b"ftyp":
        ending, kind = "m4a", "audio/mp4"
    return Found(raw, kind, ending, {"as-is"})


def table_text(rows: list[list[str]]) -> str:
    """Rows as CSV in which no cell is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet program takes for a formula; numbers keep their sign."""
    if cell[:1] in "=@\t\r" or (cell[:1] in "+-" and not re.fullmatch(r"[+-][\d., ]+%?", cell)):
        return f"'{cell}" if cell else cell
    return cell
