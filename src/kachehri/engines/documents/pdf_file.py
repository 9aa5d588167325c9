"""A finished PDF as its objects: read in the plain form that Typst writes, written packed.

Typst writes each link and each tag as an object of its own, uncompressed; packed together they
take a fifth of the bytes.
"""

import re
import zlib
from functools import cached_property
from itertools import pairwise

from kachehri.engines.documents.blocks import DocumentProblem

_IN_A_PACK = 200


class PdfFile:
    """A PDF with a plain table of objects.

    Raises DocumentProblem for a file in another form.
    """

    def __init__(self, pdf: bytes) -> None:
        start = int(pdf[pdf.rindex(b"startxref") + 9 :].split()[0])
        if not pdf.startswith(b"xref", start):
            raise DocumentProblem("The PDF was not made: its table of objects is of another form.")
        table, trailer = pdf[start:].split(b"trailer", 1)
        self.trailer = trailer.split(b"startxref")[0].strip()
        places = [int(place) for place in re.findall(rb"(\d{10}) \d{5} n", table)]
        self.head = pdf[: min(places)]
        after = dict(pairwise(sorted([*places, start])))
        self.objects = {
            int(pdf[place : place + 12].split()[0]): pdf[place : after[place]] for place in places
        }

    @cached_property
    def pages(self) -> list[int]:
        """The numbers of the page objects."""
        return [n for n, body in self.objects.items() if b"<</Type/Page/" in body[:40]]

    @cached_property
    def pictures(self) -> list[int]:
        """The numbers of the drawings that pages show: charts, the border."""
        return [n for n, body in self.objects.items() if b"/Subtype/Form" in body[:200]]

    def reference(self, number: int, name: str) -> int:
        """Return the number that an entry of an object refers to."""
        found = re.search(rb"/%s (\d+) 0 R" % name.encode(), self.objects[number])
        if found is None:
            raise DocumentProblem(f"The PDF was not made: an object has no {name}.")
        return int(found[1])

    def stream(self, number: int) -> bytes:
        """Return the content of a compressed stream."""
        body = self.objects[number]
        return zlib.decompress(body[body.index(b"stream\n") + 7 : body.rindex(b"endstream")])

    def set_stream(self, number: int, content: bytes, entries: bytes = b"") -> None:
        """Put a stream at a number."""
        data = zlib.compress(content)
        head = b"%d 0 obj\n<<%s/Length %d/Filter/FlateDecode>>\n" % (number, entries, len(data))
        self.objects[number] = head + b"stream\n" + data + b"\nendstream\nendobj\n"

    def add(self, body: bytes) -> int:
        """Add an object; return its number."""
        number = max(self.objects) + 1
        self.objects[number] = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        return number

    def add_stream(self, content: bytes, entries: bytes = b"") -> int:
        """Add a stream; return its number."""
        number = self.add(b"")
        self.set_stream(number, content, entries)
        return number

    def written(self) -> bytes:
        """Return the file, its small objects packed."""
        packed = self._pack()
        parts, place = [self.head], len(self.head)
        entries = {0: (0, 0, 65535)} | {n: (2, *where) for n, where in packed.items()}
        for number in sorted(self.objects):
            if number not in packed:
                entries[number] = (1, place, 0)
                parts.append(self.objects[number])
                place += len(parts[-1])
        return b"".join([*parts, self._table(entries, place)])

    def _pack(self) -> dict[int, tuple[int, int]]:
        """Put everything but streams into packs; return pack and position of each object."""
        small = [n for n in sorted(self.objects) if b"stream\n" not in self.objects[n]]
        packed: dict[int, tuple[int, int]] = {}
        for at in range(0, len(small), _IN_A_PACK):
            numbers = small[at : at + _IN_A_PACK]
            bodies = [_inside(self.objects[n]) for n in numbers]
            starts = [sum(map(len, bodies[:n])) for n in range(len(bodies))]
            index = b" ".join(b"%d %d" % pair for pair in zip(numbers, starts, strict=True)) + b" "
            kind = b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(index))
            pack = self.add_stream(index + b"".join(bodies), kind)
            packed |= {n: (pack, position) for position, n in enumerate(numbers)}
        return packed

    def _table(self, entries: dict[int, tuple[int, int, int]], place: int) -> bytes:
        number = max(entries) + 1
        entries[number] = (1, place, 0)
        rows = b"".join(
            bytes([kind]) + first.to_bytes(4, "big") + second.to_bytes(2, "big")
            for _, (kind, first, second) in sorted(entries.items())
        )
        named = re.findall(rb"/(?:Root|Info) \d+ 0 R|/ID\[.*?\]", self.trailer, re.DOTALL)
        data = zlib.compress(rows)
        return (
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 2]%s/Length %d/Filter/FlateDecode>>\nstream\n"
            b"%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n"
        ) % (number, number + 1, b"".join(named), len(data), data, place)


def _inside(body: bytes) -> bytes:
    """Return an object without its frame."""
    return body[body.index(b"obj") + 3 : body.rindex(b"endobj")].strip() + b"\n"
