"""Files of every kind, made here: harmless ones, telling ones and bombs."""

import io
import struct
import zipfile


def photo(width=2400, height=1200, gps=True):
    from PIL import Image

    picture = Image.new("RGB", (width, height), "#1b2a57")
    exif = Image.Exif()
    if gps:
        exif[0x010F] = "Made-up Phones"
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (27.0, 33.0, 0.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def picture_bomb():
    """A PNG that says it is 30,000 pixels wide and high."""
    import zlib

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 30_001 * 100, 9)
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def workbook():
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Wells"
    for row in (
        ["UC", "wells", "note"],
        ["Dokri", 3, "=1+1"],
        ["secret", 9, "x"],
        ["Bakrani", 4, 1],
    ):
        sheet.append(row)
    sheet.cell(5, 1, "=HYPERLINK(0)").data_type = "s"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    hidden = book.create_sheet("Names")
    hidden["A1"] = "somebody's name"
    hidden.sheet_state = "veryHidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def zip_bomb(name="xl/workbook.xml"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, b"0" * (300 << 20))
    return out.getvalue()


_T = "urn:oasis:names:tc:opendocument:xmlns:"
ODS_XML = f"""<office:document-content xmlns:office="{_T}office:1.0" xmlns:table="{_T}table:1.0"
 xmlns:text="{_T}text:1.0" xmlns:style="{_T}style:1.0"><office:automatic-styles>
<style:style style:name="off"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>
<table:table table:name="Seen"><table:table-column/>
<table:table-column table:visibility="collapse"/><table:table-column/>
<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>
<table:table-cell><text:p>hidden</text:p></table:table-cell>
<table:table-cell table:formula="of:=1"><text:p>c</text:p></table:table-cell></table:table-row>
<table:table-row table:visibility="filter"><table:table-cell><text:p>secret</text:p>
</table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>
</table:table><table:table table:name="Unseen" table:style-name="off">
<table:table-row><table:table-cell><text:p>secret</text:p></table:table-cell></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


def open_workbook():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", ODS_XML)
        packed.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DOCX_XML = f"""<w:document {_W}><w:body><w:p><w:r><w:t>Shown </w:t></w:r>
<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>
<w:ins><w:r><w:t>added</w:t></w:r></w:ins>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>one</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>two</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"""


def word_file(xml=DOCX_XML, **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", xml)
        for name, content in more.items():
            packed.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def paper(pages=2, script=False):
    import pypdfium2

    made = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        made.new_page(595, 842)
    out = io.BytesIO()
    made.save(out)
    content = out.getvalue()
    return content + b"\n% /OpenAction /JavaScript\n" if script else content


RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator Made up;}\f0 Dear Sir,\par "
    rb"caf\'e9 {\v hidden} \u1662?\u1575? end}"
)
VOICE = b"OggS" + bytes(200)
