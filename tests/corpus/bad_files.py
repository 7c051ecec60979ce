"""Files that lie, break or burst, made on the spot: what the table in test_bad_files.py is about."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

WORDS = "Вода — общее благо; её делят пять стран. Ғалымдар оны түсіндіреді. Water is a common good.\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
"""A thousand million laughs."""
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "wordprocessingml.document.main+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def noise(size: int = 4000) -> bytes:
    """Random bytes, the same each time."""
    return random.Random(7).randbytes(size)


# ZIP archives


def packed(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP file with these members, in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def locked(data: bytes) -> bytes:
    """The archive with every member marked as locked by a password."""
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(mark), data):
            at = found.start() + flags
            data = data[:at] + bytes([data[at] | 1]) + data[at + 1 :]
    return data


def lying(data: bytes, size: int) -> bytes:
    """The archive with every member said to unpack to so many bytes."""
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        for found in re.finditer(re.escape(mark), data):
            start = found.start() + at
            data = data[:start] + struct.pack("<L", size) + data[start + 4 :]
    return data


def overlapping(members: int, size: int) -> bytes:
    """An archive whose members all unpack the same bytes: little on disk, much in memory."""
    plain = b"a" * size
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packer.compress(plain) + packer.flush()
    numbers = (20, 0, 8, 0, 0x21, zlib.crc32(plain), len(body), size)
    local = b"PK\x03\x04" + struct.pack("<HHHHHLLLHH", *numbers, 5, 0) + b"0.txt" + body
    entries = b"".join(
        b"PK\x01\x02" + struct.pack("<HHHHHHLLLHHHHHLL", 20, *numbers, len(name), 0, 0, 0, 0, 0, 0) + name
        for name in (f"{number}.txt".encode() for number in range(members))
    )
    end = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, members, members, len(entries), len(local), 0)
    return local + entries + end


def nested(depth: int) -> bytes:
    """Ten archives in an archive, `depth` deep, with three million zeros in each of the innermost."""
    data = packed({"zeros.txt": b"0" * 3_000_000})
    for _ in range(depth):
        data = packed({f"{number}.zip": data for number in range(10)})
    return data


# Documents that are ZIP archives inside


def docx(
    body: str = f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>", parts: Mapping[str, str | None] | None = None
) -> bytes:
    """A Word document; a part given as None is left out."""
    head = "application/vnd.openxmlformats-"
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    members: dict[str, str | None] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Default Extension="rels" ContentType="{head}package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{head}officedocument.{_MAIN}"/>'
            "</Types>"
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{_RELATION}" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": document,
    }
    members |= parts or {}
    return packed({name: data for name, data in members.items() if data is not None})


_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"


def odt(body: str = f"<text:p>{WORDS}</text:p>", *, prolog: str = "", manifest: str = "") -> bytes:
    """An OpenDocument text."""
    content = (
        f'{prolog}<office:document-content xmlns:office="{_OFFICE}office:1.0" xmlns:text="{_OFFICE}text:1.0">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_OFFICE}manifest:1.0">{manifest}</m:manifest>',
    }
    return packed(members)


ODT_LOCK = '<m:file-entry m:full-path="content.xml"><m:encryption-data m:checksum="x"/></m:file-entry>'
EPUB_LOCK = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
    '<e:EncryptedData><e:CipherData><e:CipherReference URI="one.xhtml"/></e:CipherData></e:EncryptedData></encryption>'
)


def epub(chapter: str = f"<p>{WORDS}</p>", *, prolog: str = "", parts: Mapping[str, str | None] | None = None) -> bytes:
    """An EPUB book of one chapter; a part given as None is left out."""
    members: dict[str, str | None] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": (
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="book.opf"/></rootfiles></container>'
        ),
        "book.opf": (
            '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
            '<item id="one" href="one.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="one"/></spine></package>'
        ),
        "one.xhtml": f'{prolog}<html xmlns="http://www.w3.org/1999/xhtml"><body>{chapter}</body></html>',
    }
    members |= parts or {}
    return packed({name: data for name, data in members.items() if data is not None})


# PDF


def pdf(objects: Sequence[str] | None = None, *, trailer: str = "", offsets: int = 0) -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog. `offsets` is added to every place it tells."""
    objects = pdf_page() if objects is None else objects
    body = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(body) + offsets)
        body += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{at:010d} 00000 n \n" for at in places)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {trailer}>>\nstartxref\n{len(body) + offsets}\n%%EOF\n"
    return body + table.encode() + end.encode()


def pdf_page(text: str = "Water is a common good. " * 3, *, box: str = "0 0 595 842", kids: str = "3 0 R") -> list[str]:
    """The objects of a PDF of one page."""
    lines = "".join(f"BT /F1 11 Tf 72 {760 - 20 * line} Td ({text}) Tj ET\n" for line in range(12))
    return [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(kids.split(' R')) - 1} >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(lines)} >>\nstream\n{lines}endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]


PDF_LOCK = (
    "/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -1 "
    f"/O <{'4f' * 32}> /U <{'5a' * 32}> >> /ID [<{'00' * 16}> <{'00' * 16}>] "
)
