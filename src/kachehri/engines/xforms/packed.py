"""What is looked at in a ZIP file before it is opened: how much comes out of it, and entities."""

import zipfile

LARGEST_UNPACKED = 80 * 1024**2
"""Bytes of all parts. A form with 20,000 choices has 5 MB."""

TIGHTEST = 300
MOST_PARTS = 2_000
_FORBIDDEN = tuple(
    form
    for word in ("<!DOCTYPE", "<!ENTITY")
    for form in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be"))
)
_PART = 1 << 20


def refuse_dangerous(packed: zipfile.ZipFile) -> None:
    """Raises ValueError, in words, for a bomb, a locked file or XML with entities."""
    parts = packed.infolist()
    if len(parts) > MOST_PARTS:
        raise ValueError(f"The file holds {len(parts):,} parts. A form has fewer.")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_UNPACKED or any(map(_is_bomb, parts)):
        raise ValueError("The file would fill the memory when it is unpacked. It was not opened.")
    for part in parts:
        if part.flag_bits & 1:
            raise ValueError("The file asks for a password.")
        if part.filename.endswith((".xml", ".rels", ".vml")):
            _refuse_entities(packed, part)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _PART and part.file_size > TIGHTEST * max(part.compress_size, 1)


def _refuse_entities(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Reads no more than the part says that it has, whatever the packing hides."""
    with packed.open(part) as file:
        content = file.read(part.file_size + 1)
    if any(word in content for word in _FORBIDDEN):
        raise ValueError("The workbook declares entities. No program that writes forms does so.")
