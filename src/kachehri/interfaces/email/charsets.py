"""Text from bytes whose label is missing, wrong or unknown."""

import re
from collections.abc import Sequence

_ALIASES = {
    "unicode-1-1-utf-7": "utf-7",
    "x-unknown": "",
    "unknown": "",
    "unknown-8bit": "",
    "default": "",
    "_autodetect": "",
    "x-user-defined": "",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "iso-8859-6": "cp1256",
    "ks_c_5601-1987": "cp949",
}
_WORD_CHARSET = re.compile(r"=\?([\w.-]+)\?[bq]\?", re.IGNORECASE)


def text(raw: bytes, declared: str | None, hints: Sequence[str] = ()) -> str:
    """The text of some bytes; never raises.

    What is good UTF-8 and not plain ASCII is UTF-8, whatever the label says: other encodings make
    such bytes by chance hardly ever. Else the label counts, then the encodings that the rest of
    the mail names, then the ones that Windows has in Pakistan and in the west.
    """
    label = (declared or "").strip().strip("'\"").lower()
    if label in ("utf-7", "unicode-1-1-utf-7"):
        return clean(_decoded(raw, "utf-7") or raw.decode("ascii", "replace"))
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return clean(raw.decode("utf-16", "replace"))
    if (best := _decoded(raw, "utf-8-sig")) is not None and not _is_escaped(raw, label):
        return clean(best)
    named = _ALIASES.get(label, label)
    others = [_ALIASES.get(one.lower(), one.lower()) for one in hints]
    usual = ["cp1256", "cp1252"] if _seems_arabic(raw) else ["cp1252", "cp1256"]
    for encoding in (named, *others, *usual):
        if encoding and (best := _decoded(raw, encoding)) is not None:
            return clean(best)
    return clean(raw.decode("utf-8", "replace"))


def _is_escaped(raw: bytes, label: str) -> bool:
    """Encodings that write everything with the bytes of ASCII."""
    return label in ("iso-2022-jp", "iso-2022-kr", "hz-gb-2312") and raw.isascii()


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeError, LookupError, ValueError):
        return None


def _seems_arabic(raw: bytes) -> bool:
    """Whether most letters are of the half that cp1256 gives to Arabic."""
    high = sum(byte >= 0xC0 for byte in raw)
    return high * 2 > sum(chr(byte).isalpha() for byte in raw if byte < 0x80) + high


def clean(words: str) -> str:
    """Line ends as we write them; no NUL, no other control characters, no lone surrogates."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    plain = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", "", plain)
    return plain.encode("utf-8", "replace").decode("utf-8")


def charsets_of(headers: Sequence[str]) -> tuple[str, ...]:
    """The encodings that encoded words in headers name."""
    found = [one.lower() for header in headers for one in _WORD_CHARSET.findall(header)]
    return tuple(dict.fromkeys(one for one in found if one != "utf-8"))
