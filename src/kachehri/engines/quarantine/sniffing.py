"""What a file is, told from its content; names and declared types are claims."""

import io
import re
import zipfile

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"#!AMR", "audio/amr"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"MZ", "application/x-executable"),
    (b"\x7fELF", "application/x-executable"),
    (b"Rar!", "application/x-rar"),
    (b"7z\xbc\xaf", "application/x-7z"),
    (b"\x1f\x8b", "application/gzip"),
)
_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav"}
_BOXES = {b"M4A ": "audio/mp4", b"M4B ": "audio/mp4"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_OFFICE: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "application/x-encrypted-office"),
    ("__properties_version1.0", "application/vnd.ms-outlook"),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("WordDocument", "application/msword"),
)
_OFFICE = "application/vnd.openxmlformats-officedocument."
XLSX, DOCX = f"{_OFFICE}spreadsheetml.sheet", f"{_OFFICE}wordprocessingml.document"
PPTX = f"{_OFFICE}presentationml.presentation"
ODS, ODT = (f"application/vnd.oasis.opendocument.{kind}" for kind in ("spreadsheet", "text"))
_PACKED: tuple[tuple[str, str], ...] = (
    ("xl/workbook.xml", XLSX),
    ("word/document.xml", DOCX),
    ("ppt/presentation.xml", PPTX),
)
_MARKUP = re.compile(rb"<\s*(!doctype|html|head|body|script|svg|iframe|\?xml)\b", re.IGNORECASE)
_ENDINGS = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "pdf": "application/pdf",
    "xlsx": XLSX,
    "xlsm": XLSX,
    "xls": "application/vnd.ms-excel",
    "ods": ODS,
    "docx": DOCX,
    "docm": DOCX,
    "odt": ODT,
    "doc": "application/msword",
    "rtf": "application/rtf",
    "txt": "text/plain",
    "csv": "text/plain",
    "mp3": "audio/mpeg",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "oga": "audio/ogg",
    "amr": "audio/amr",
    "wav": "audio/wav",
    "m4a": "audio/mp4",
    "zip": "application/zip",
    "html": "text/html",
    "htm": "text/html",
    "svg": "text/html",
}
UNKNOWN = "application/octet-stream"


def sniff(content: bytes) -> str:
    """The type of a file, from what it holds; `application/octet-stream` where nobody knows."""
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF":
        return _RIFF.get(content[8:12], UNKNOWN)
    if content[4:8] == b"ftyp":
        return _BOXES.get(content[8:12], "video/mp4")
    if b"%PDF-" in content[:1024]:
        return "application/pdf"
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if content.startswith(_OLE):
        return _old_office(content)
    return _text(content)


def _packed(content: bytes) -> str:
    """A ZIP file: what kind of paper it is, by the names of its parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = set(packed.namelist())
            for name, kind in _PACKED:
                if name in names:
                    return kind
            if "mimetype" in names and packed.getinfo("mimetype").file_size < 200:
                told = packed.read("mimetype").strip().decode("ascii", "replace")
                if told in (ODS, ODT):
                    return told
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        return UNKNOWN
    return "application/zip"


def _old_office(content: bytes) -> str:
    """An OLE container: what kind of paper it is, by the names in its directory."""
    for name, kind in _OLD_OFFICE:
        if name.encode("utf-16-le") + b"\0\0" in content:
            return kind
    return "application/x-ole"


def _text(content: bytes) -> str:
    """Text, if it is some: markup is another matter, since it may run."""
    head = content[:4096]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode("utf-8", "replace")
    elif b"\0" in content:
        return UNKNOWN
    if _MARKUP.search(head):
        return "text/html"
    odd = sum(byte < 32 and byte not in (9, 10, 12, 13, 27) for byte in head)
    return "text/plain" if odd * 50 <= len(head) else UNKNOWN


def claims_otherwise(name: str, declared: str, found: str) -> bool:
    """Whether a file's name or declared type says something else than what it holds."""
    ending = name.rpartition(".")[2].lower()
    by_name = _ENDINGS.get(ending)
    if by_name is not None and by_name != found:
        return True
    family = declared.partition("/")[0].lower()
    return family in ("image", "audio") and family != found.partition("/")[0]
