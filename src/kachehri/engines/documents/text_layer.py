"""The words of Urdu and Sindhi under their drawing, so that they are found, copied and read aloud.

A PDF holds drawings of letters. In Nastaliq one letter is drawn by several glyphs and one glyph
serves several letters, so that what a reader gets back is not what was written. We therefore write
each word once more, invisibly, at its place on the sheet, one character a letter: as programs for
scanned paper do. The drawing itself is marked as a blank, so that no word is there twice.

The template gives each word its number as the colour of a hairline (`look/report.typ`); this module
reads the finished file, in the plain form that Typst writes it (no compressed objects), takes the
hairlines away and adds the words. ADR 163.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kachehri.engines.documents.blocks import DocumentProblem, Json
from kachehri.engines.documents.pdf_file import PdfFile


class MissingLetter(DocumentProblem):
    """A letter is drawn as the box that a font has for what it lacks."""


LETTERS = (
    "\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc\u200c\u200d"
)
WORD = f"[{LETTERS}]+"
"""What counts as a word: letters and marks of the script, without its digits and its commas."""

_BLANK = b"/Span<</ActualText<FEFF0009>>>BDC "
_CHUNK = re.compile(
    rb"q 1 0 0 -1 (\S+) (\S+) cm([^\n]*?)/c\d+ CS (\S+) (\S+) (\S+) SCN 0\.01 w 4 M\n"
    rb"BT(.*?)\nET\nQ",
    re.DOTALL,
)
_PLAIN = re.compile(rb"q 1 0 0 -1 (\S+) (\S+) cm[^\n]*\nBT 0 Tr")
_MARKS = re.compile(rb"/Span<</ActualText<[0-9A-F]*>>>BDC ?|/ReversedChars BMC ?|\nEMC|\bEMC ?")
_SET = re.compile(rb"/(f\d+) (\S+) Tf")
_PLAIN_STRING = rb"(?:\\.|[^\\()])*"
_STRING = rb"(?:\\.|[^\\()]|\(%s\))*" % rb"(?:\\.|[^\\()]|\(%s\))*" % _PLAIN_STRING
_SHOWN = re.compile(
    rb"1 0 0 -1 (\S+) \S+ Tm|(\(%s\)|<[0-9A-Fa-f]*>)|(?<=[\[)>])(-?[\d.]+)" % _STRING, re.DOTALL
)
_STRINGS = re.compile(rb"\(%s\)" % _STRING, re.DOTALL)
_MAYBE_BOX = rb"\000\000"
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def words_of(data: Json) -> dict[str, int]:
    """Return every word of a document's JSON with a number of its own, from one."""
    found = sorted(set(re.findall(WORD, "\n".join(_texts(data)))))
    return {word: number for number, word in enumerate(found, start=1)}


def with_words(pdf: bytes, words: Mapping[str, int]) -> bytes:
    """Return the file with each numbered word written under its drawing.

    Raises DocumentProblem where the file is not in the form that this module knows, MissingLetter
    where a font lacks a letter of it.
    """
    file = PdfFile(pdf)
    for picture in file.pictures:
        _refuse_boxes(file.stream(picture))
    by_number = {number: word for word, number in words.items()}
    layer = _Layer(file, sorted(set("".join(words))))
    for page in file.pages:
        content = layer.page(page, by_number)
        file.set_stream(file.reference(page, "Contents"), content)
    layer.add_fonts()
    return file.written()


def _texts(data: Json) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, list):
        for part in data:
            yield from _texts(part)
    elif isinstance(data, dict):
        for part in data.values():
            yield from _texts(part)


@dataclass(frozen=True)
class _Drawing:
    """A drawn piece of a word: from where to where, on which line, how large."""

    number: int
    left: float
    right: float
    base: float
    size: float


class _Layer:
    """Writes the words of all pages; one font holds all their characters."""

    def __init__(self, file: PdfFile, characters: Sequence[str]) -> None:
        self.file = file
        self.codes = {one: number for number, one in enumerate(characters, start=1)}
        self.widths: dict[int, dict[int, float]] = {}
        self.fonts: dict[int, dict[bytes, int]] = {}

    def page(self, page: int, words: Mapping[int, str]) -> bytes:
        """Return the content of a page with its words."""
        fonts = self._fonts(self.file.reference(page, "Resources"))
        content = self.file.stream(self.file.reference(page, "Contents"))
        _refuse_boxes(content)
        done: list[bytes] = []
        run: list[_Drawing] = []
        place = 0
        for found in _CHUNK.finditer(content):
            between = content[place : found.start()]
            drawing, clean = self._piece(found, fonts)
            if run and (b"\nBT" in between or not _continues(run, drawing)):
                done.append(self._word(run, words, between))
                run = []
            run.append(drawing)
            done += [between, clean]
            place = found.end()
        if run:
            done.append(self._word(run, words, content[place:]))
        return b"".join([*done, content[place:]])

    def _fonts(self, resources: int) -> dict[bytes, int]:
        if resources not in self.fonts:
            table = re.search(rb"/Font<<(.*?)>>", self.file.objects[resources])
            pairs = re.findall(rb"/(f\d+) (\d+) 0 R", table[1]) if table else []
            self.fonts[resources] = {name: int(number) for name, number in pairs}
        return self.fonts[resources]

    def _piece(self, found: re.Match[bytes], fonts: Mapping[bytes, int]) -> tuple[_Drawing, bytes]:
        """Return where a piece is drawn, and the piece as a blank without its hairline."""
        x, y, before, *colour, text = found.groups()
        number = int("".join(f"{round(float(part) * 255):02x}" for part in colour), 16)
        name, size = _SET.findall(text)[0]
        shown = _MARKS.sub(b"", text).replace(b"2 Tr", b" 0 Tr").replace(b"/" + name, b"/w" + name)
        end = self._end(shown, self._widths(fonts[name]), float(size))
        clean = b"q 1 0 0 -1 %s %s cm%s\n%sBT%s\nET EMC\nQ" % (x, y, before, _BLANK, shown)
        return _Drawing(number, float(x), float(x) + end, float(y), float(size)), clean

    def _widths(self, font: int) -> dict[int, float]:
        """Return the width of each glyph, in thousandths of the size."""
        if font not in self.widths:
            body = self.file.objects[self._inner(font)]
            given = re.search(rb"/W\[([^\]]*)\]", body)
            numbers = given[1].split() if given else []
            self.widths[font] = {
                code: float(width)
                for first, last, width in zip(*[iter(numbers)] * 3, strict=True)
                for code in range(int(first), int(last) + 1)
            }
        return self.widths[font]

    def _end(self, text: bytes, widths: Mapping[int, float], size: float) -> float:
        """Return how far to the right a piece reaches."""
        at = end = 0.0
        for start, shown, moved in _SHOWN.findall(text):
            if start:
                at = float(start)
            elif shown:
                codes = _bytes(shown)
                pairs = zip(codes[::2], codes[1::2], strict=True)
                at += sum(widths.get(a * 256 + b, 0.0) for a, b in pairs) * size / 1000
            elif moved:
                at -= float(moved) * size / 1000
            end = max(end, at)
        return end

    def _word(self, run: Sequence[_Drawing], words: Mapping[int, str], after: bytes) -> bytes:
        """Return the word of some pieces, invisible, from their left to their right."""
        word = words.get(run[0].number)
        if word is None:
            raise DocumentProblem("The PDF was not made: a word of it has no number.")
        size = run[0].size
        left, right = min(one.left for one in run), max(one.right for one in run)
        codes = b"".join(b"%04X" % self.codes[one] for one in reversed(word))
        width = 100 * max(right - left, 0.1) / (len(word) * 0.5 * size)
        return (
            b"\nq BT/ReversedChars BMC 3 Tr/kw %.4f Tf %.3f Tz 1 0 0 1 %.4f %.4f Tm<%s>Tj EMC ET Q"
        ) % (size, width, left, _base(run, after), codes)

    def add_fonts(self) -> None:
        """Give every page the font of the words, and each font a twin that draws blanks."""
        if not any(self.fonts.values()):
            return
        most = max(max(self._widths(n), default=0) for n in self._numbers())
        blank = self.file.add_stream(_map([b"<%04X> <0009>" % n for n in range(1, most + 1)]))
        twins: dict[int, int] = {}
        words = self._word_font()
        for resources, fonts in self.fonts.items():
            added = b"/kw %d 0 R" % words
            for name, number in fonts.items():
                if number not in twins:
                    twins[number] = self._twin(number, blank)
                added += b"/w%s %d 0 R" % (name, twins[number])
            body = self.file.objects[resources]
            self.file.objects[resources] = body.replace(b"/Font<<", b"/Font<<" + added, 1)

    def _numbers(self) -> Iterator[int]:
        return (number for fonts in self.fonts.values() for number in fonts.values())

    def _twin(self, font: int, blank: int) -> int:
        body = self.file.objects[font]
        inside = body[body.index(b"<<") : body.rindex(b"endobj")].strip()
        return self.file.add(re.sub(rb"/ToUnicode \d+", b"/ToUnicode %d" % blank, inside))

    def _word_font(self) -> int:
        """Add a font of one character a code. It is never drawn: it borrows another's outlines."""
        body = self.file.objects[self._inner(next(self._numbers()))]
        entries = [b"<%04X> <%s>" % (n, _hex(one)) for one, n in self.codes.items()]
        glyphs = self.file.add_stream(bytes(2 * len(self.codes) + 2))
        unicode = self.file.add_stream(_map(entries))
        inside = body[body.index(b"<<") : body.index(b"/DW")]
        inner = self.file.add(inside + b"/DW 500/CIDToGIDMap %d 0 R>>" % glyphs)
        name = re.search(rb"/BaseFont(/[^/]+)", inside)
        return self.file.add(
            b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H"
            b"/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (name[1] if name else b"/Words", inner, unicode)
        )

    def _inner(self, font: int) -> int:
        found = re.search(rb"/DescendantFonts\[(\d+) 0 R\]", self.file.objects[font])
        if found is None:
            raise DocumentProblem("The PDF was not made: a font has no glyphs.")
        return int(found[1])


def _refuse_boxes(content: bytes) -> None:
    """Raise MissingLetter where a content shows code 0, which no letter has."""
    if _MAYBE_BOX not in content:
        return
    for shown in _STRINGS.findall(content):
        if _MAYBE_BOX in shown:
            codes = _bytes(shown)
            if any(codes[at : at + 2] == b"\0\0" for at in range(0, len(codes), 2)):
                raise MissingLetter("The PDF was not made: a letter of it is in none of our fonts.")


def _continues(run: Sequence[_Drawing], drawing: _Drawing) -> bool:
    """Whether a piece belongs to the word before it, and not to the same word in another cell."""
    near, size = run[-1], drawing.size
    reach = min(one.left for one in run) - size, max(one.right for one in run) + size
    return (
        near.number == drawing.number
        and abs(near.base - drawing.base) < 1.4 * size
        and reach[0] < drawing.left < reach[1]
    )


def _base(run: Sequence[_Drawing], after: bytes) -> float:
    """Return the line that a word stands on: that of the space behind it, else of most pieces."""
    space = _PLAIN.match(after.lstrip())
    bases = [one.base for one in run]
    if space and abs(float(space[2]) - bases[-1]) < run[0].size:
        return float(space[2])
    return max(sorted(bases), key=bases.count)


def _bytes(shown: bytes) -> bytes:
    """Return what a string of the file stands for, be it written in brackets or in hexadecimal."""
    if shown.startswith(b"<"):
        return bytes.fromhex(shown[1:-1].decode())
    return _ESCAPED.sub(_unescaped, shown[1:-1])


def _unescaped(found: re.Match[bytes]) -> bytes:
    inside = found[1]
    if inside.isdigit():
        return bytes([int(inside, 8)])
    return _NAMED.get(inside, inside)


def _hex(character: str) -> bytes:
    return character.encode("utf-16-be").hex().upper().encode()


def _map(entries: Sequence[bytes]) -> bytes:
    """Return what each code of a font means."""
    blocks = [
        b"%d beginbfchar\n%s\nendbfchar\n" % (len(some), b"\n".join(some))
        for some in (entries[at : at + 100] for at in range(0, len(entries), 100))
    ]
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n"
        b"/CMapName/Words def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        + b"".join(blocks)
        + b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    )
