"""What a file really is, by its bytes: its name alone is not believed.

A file whose name says one thing and whose bytes another is refused, with what it is and what to do: guessing would
put a program's or a picture's bytes before a reader as an author's words. There is one exception. A web page saved as
`.txt` or `.md` is text either way, so nothing is lost by reading it as the page that it is; see `true_ending`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from corpus.errors import UnreadableFile
from corpus.readers.zipped import ZipLimits, ZippedFile


@dataclass(frozen=True, slots=True)
class Nature:
    """What bytes proved to be. `what` is worded with its article; `endings` are those that such a file may have."""

    what: str
    endings: tuple[str, ...] = ()
    advice: str = ""

    @property
    def remedy(self) -> str:
        """What a reader can do to have such a file read."""
        return self.advice or f"rename it to {self.endings[0]}"


_TEXT_ENDINGS = (".txt", ".text", ".md", ".markdown")
_HTML_ENDINGS = (".html", ".htm", ".xhtml")
_ZIP_ENDINGS = (".zip", ".docx", ".odt", ".epub")
# What an ending promises, for the second half of "this is …, not …".
_PROMISES = (
    dict.fromkeys(_TEXT_ENDINGS, "text")
    | dict.fromkeys(_HTML_ENDINGS, "an HTML page")
    | {
        ".pdf": "a PDF",
        ".docx": "a DOCX document",
        ".odt": "an ODT document",
        ".epub": "an EPUB book",
        ".zip": "a ZIP archive",
    }
)
_UNPACK = "unpack it and add the files in it, or pack them as ZIP"
_RECOGNISE = "make a PDF with a text layer of it (text recognition, OCR) and add that"
_PRINT = "save it as PDF or DOCX first"

_PDF = Nature("a PDF", (".pdf",))
_HTML = Nature("an HTML page", _HTML_ENDINGS)
_DOCX = Nature("a DOCX document", (".docx",))
_ODT = Nature("an ODT document", (".odt",))
_EPUB = Nature("an EPUB book", (".epub",))
_ZIP = Nature("a ZIP archive", (".zip",))
_BROKEN_ZIP = Nature(
    "a ZIP archive (DOCX, EPUB and ODT are such)", _ZIP_ENDINGS, "save or fetch it again under its own ending"
)
_PLAIN = Nature("plain text", _TEXT_ENDINGS)
_OLE = Nature("an old Microsoft Office document", (), "open it and save it as DOCX or PDF first")
_LOCKED = Nature(
    "a Microsoft Office document locked by a password", (), "open it, take the password off and save it as DOCX"
)
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", Nature("a PNG picture", (), _RECOGNISE)),
    (b"\xff\xd8\xff", Nature("a JPEG picture", (), _RECOGNISE)),
    (b"GIF8", Nature("a GIF picture", (), _RECOGNISE)),
    (b"II*\x00", Nature("a TIFF picture", (), _RECOGNISE)),
    (b"MM\x00*", Nature("a TIFF picture", (), _RECOGNISE)),
    (b"AT&TFORM", Nature("a DjVu book", (), _RECOGNISE)),
    (b"{\\rtf", Nature("an RTF document", (), _PRINT)),
    (b"%!PS", Nature("a PostScript file", (), "turn it into PDF first")),
    (b"Rar!\x1a", Nature("a RAR archive", (), _UNPACK)),
    (b"7z\xbc\xaf\x27\x1c", Nature("a 7-Zip archive", (), _UNPACK)),
    (b"\x1f\x8b", Nature("a gzip archive", (), _UNPACK)),
    (b"BZh", Nature("a bzip2 archive", (), _UNPACK)),
    (b"\xfd7zXZ\x00", Nature("an XZ archive", (), _UNPACK)),
    (b"(\xb5/\xfd", Nature("a Zstandard archive", (), _UNPACK)),
    (b"\x7fELF", Nature("a program", (), "it holds no article")),
    (b"MZ\x90", Nature("a program", (), "it holds no article")),
    (b"\xcf\xfa\xed\xfe", Nature("a program", (), "it holds no article")),
    (b"SQLite format 3\x00", Nature("a database", (), "it holds no article")),
    (b"ID3", Nature("a sound file", (), "it holds no text")),
    (b"OggS", Nature("a sound file", (), "it holds no text")),
    (b"ITOLITLS", Nature("a Microsoft Reader book", (), _PRINT)),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
_RIFF = {b"WEBP": "a WebP picture", b"WAVE": "a sound file", b"AVI ": "a film"}
_HTML_START = re.compile(rb"(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+)?html\b", re.I)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_MIMETYPES = {
    b"application/epub+zip": _EPUB,
    b"application/vnd.oasis.opendocument.text": _ODT,
    b"application/vnd.oasis.opendocument.text-template": _ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": Nature("an OpenDocument spreadsheet", (), _PRINT),
    b"application/vnd.oasis.opendocument.presentation": Nature("an OpenDocument presentation", (), _PRINT),
}
_OFFICE_PARTS = {
    "word": _DOCX,
    "xl": Nature("an Excel workbook", (), _PRINT),
    "ppt": Nature("a PowerPoint presentation", (), _PRINT),
}
# Names of more members than this are not looked at: no document has so many.
_DOCUMENT_MEMBERS = 10_000
_HEAD = 4096


def nature(data: bytes) -> Nature | None:
    """What the bytes are; None for text without marks of its own, and for what is not known."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"%PDF-"):
        return _PDF
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    if data.startswith(_OLE_MAGIC):
        return _LOCKED if _LOCKED_STREAM in data else _OLE
    if data.startswith(b"RIFF") and data[8:12] in _RIFF:
        return Nature(_RIFF[data[8:12]], (), _RECOGNISE if data[8:12] == b"WEBP" else "it holds no text")
    if _HTML_START.match(head):
        return _HTML
    return next((known for magic, known in _MAGIC if data.startswith(magic)), None)


def true_ending(name: str, data: bytes) -> str:
    """The ending, in lower case, under which the bytes are to be read: the name's own, or `.html` for a page in a text.

    Raises UnreadableFile where name and bytes disagree, and for an empty file.
    """
    ending = PurePosixPath(name).suffix.lower()
    if not data or data.isspace():
        raise UnreadableFile(name, "the file is empty")
    found = nature(data) or (None if ending in _TEXT_ENDINGS + _HTML_ENDINGS else _unmarked(ending, data))
    if found is None or ending in found.endings:
        return ending
    if found is _HTML and ending in _TEXT_ENDINGS:
        return ".html"
    raise UnreadableFile(name, _disagreement(found, ending))


def _unmarked(ending: str, data: bytes) -> Nature | None:
    """What bytes without a mark are, under an ending that asks for one. PDF allows other bytes before its mark."""
    if ending == ".pdf" and b"%PDF-" in data[:1024]:
        return _PDF
    if _is_plain(data[:_HEAD]):
        return _PLAIN
    return Nature("something else or damaged", (), "fetch or save it again")


def _is_plain(head: bytes) -> bool:
    """True for UTF-8 without control characters other than white space."""
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(head) - 3:  # else a letter that the cut went through
            return False
    return not _CONTROL.search(head)


def _disagreement(found: Nature, ending: str) -> str:
    promised = _PROMISES.get(ending, f"what {ending!r} says")
    advice = found.remedy
    if found is _HTML:
        advice = f"a site may have sent it in place of the file: fetch that again, or {advice} if you mean the page"
    return f"this is {found.what}, not {promised}, whatever its name says; {advice}"


def _zipped(data: bytes) -> Nature:
    """Which of the formats that are ZIP archives inside, by the members' names; one without a directory is broken."""
    try:
        archive = ZippedFile("", data, ZipLimits(members=_DOCUMENT_MEMBERS))
    except UnreadableFile:
        return _BROKEN_ZIP
    if "mimetype" in archive:
        try:
            return _MIMETYPES.get(archive.read("mimetype").strip(), _ZIP)
        except UnreadableFile:
            return _BROKEN_ZIP
    if "META-INF/container.xml" in archive:
        return _EPUB
    if "[Content_Types].xml" in archive:
        tops = {name.split("/")[0] for name in archive.names}
        return next((known for top, known in _OFFICE_PARTS.items() if top in tops), _ZIP)
    return _ZIP
