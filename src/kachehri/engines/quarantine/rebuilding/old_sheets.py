"""What is hidden in an old XLS file, from the records of its workbook stream."""

import struct

from .found import Unreadable

_BOF, _BOUNDSHEET, _ROW, _COLINFO, _FORMULA, _NOTE = 0x809, 0x85, 0x208, 0x7D, 0x06, 0x1C
_FILEPASS, _OBPROJ = 0x2F, 0xD3
_END = 0xFFFFFFFE
_MOST_SECTORS = 200_000
_SMALL, _PIECE = 4096, 64

Hidden = dict[str, tuple[set[int], set[int]]]


def hidden_in_old(content: bytes, flags: set[str]) -> Hidden:
    """Hidden rows and columns by sheet (from 0); notes formulas, comments and macros as flags."""
    try:
        stream = workbook_stream(content)
        return _hidden(stream, flags)
    except (struct.error, IndexError, ValueError) as problem:
        raise Unreadable("damaged", str(problem)) from problem


def _hidden(stream: bytes, flags: set[str]) -> Hidden:
    names: dict[int, str] = {}
    found: Hidden = {}
    here: tuple[set[int], set[int]] | None = None
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + size]
        if kind == _BOUNDSHEET and size >= 8:
            names[struct.unpack_from("<I", body)[0]] = _name(body)
        elif kind == _BOF and at in names:
            here = found.setdefault(names[at], (set(), set()))
        elif kind == _FILEPASS:
            raise Unreadable("encrypted")
        elif here is not None:
            _note(kind, body, here, flags)
        if kind == _OBPROJ:
            flags.add("macros")
        at += 4 + size
    return found


def _note(kind: int, body: bytes, here: tuple[set[int], set[int]], flags: set[str]) -> None:
    """Note what one record hides."""
    if kind == _ROW and len(body) >= 16 and struct.unpack_from("<H", body, 12)[0] & 0x20:
        here[0].add(struct.unpack_from("<H", body)[0])
        flags.add("hidden-rows")
    elif kind == _COLINFO and len(body) >= 10:
        first, last, width, _, told = struct.unpack_from("<HHHHH", body)
        if told & 1 or width == 0:
            here[1].update(range(first, min(last, 255) + 1))
            flags.add("hidden-columns")
    elif kind == _FORMULA:
        flags.add("formulas")
    elif kind == _NOTE:
        flags.add("comments")


def _name(body: bytes) -> str:
    """The name of a sheet in a BOUNDSHEET record (BIFF8)."""
    length, wide = body[6], body[7] & 1
    return body[8 : 8 + length * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1")


def workbook_stream(content: bytes) -> bytes:
    """The stream `Workbook` of an OLE container."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    first_directory = struct.unpack_from("<I", content, 48)[0]
    table = _allocation(content, size)
    directory = _chain(content, table, first_directory, size)
    for at in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(length - 2, 0)].decode("utf-16-le", "replace")
        if name in ("Workbook", "Book"):
            start, many = struct.unpack_from("<II", directory, at + 116)
            if many < _SMALL:
                return _small_chain(content, table, directory, size, start)[:many]
            return _chain(content, table, start, size)[:many]
    raise ValueError("no workbook in it")


def _small_chain(
    content: bytes, table: list[int], directory: bytes, size: int, sector: int
) -> bytes:
    """A stream of less than four thousand bytes: it lies in pieces of 64 in the root's stream."""
    first_table = struct.unpack_from("<I", content, 60)[0]
    raw = _chain(content, table, first_table, size)
    small_table = list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))
    root = _chain(content, table, struct.unpack_from("<I", directory, 116)[0], size)
    # The pieces have no header before them, as the sectors of the file have.
    return _chain(bytes(_PIECE) + root, small_table, sector, _PIECE)


def _allocation(content: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    sectors = list(struct.unpack_from("<109I", content, 76))
    following = struct.unpack_from("<I", content, 68)[0]
    while following < _END - 1 and len(sectors) < _MOST_SECTORS:
        block = struct.unpack_from(f"<{size // 4}I", content, (following + 1) * size)
        sectors.extend(block[:-1])
        following = block[-1]
    table: list[int] = []
    for sector in sectors:
        if sector < _END - 1 and (sector + 2) * size <= len(content) + size:
            table.extend(
                struct.unpack_from(
                    f"<{size // 4}I",
                    content.ljust((sector + 2) * size, b"\xff"),
                    (sector + 1) * size,
                )
            )
    return table


def _chain(content: bytes, table: list[int], sector: int, size: int) -> bytes:
    """The sectors of a stream, one after the other."""
    parts: list[bytes] = []
    while sector < _END - 1 and sector < len(table):
        parts.append(content[(sector + 1) * size : (sector + 2) * size])
        sector = table[sector]
        if len(parts) > _MOST_SECTORS:
            raise ValueError("its sectors go round in a circle")
    return b"".join(parts)
