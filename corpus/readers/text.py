"""Plain text and Markdown in the encodings that Central Asian files come in."""

from __future__ import annotations

import codecs
import re

from corpus.errors import UnreadableFile
from corpus.readers.extract import Extract

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF"), (b"PK\x03\x04", "a ZIP archive (DOCX, EPUB and ODT are such)"), (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"), (b"\xd0\xcf\x11\xe0", "an old Microsoft Office document"),
    (b"{\\rtf", "an RTF document"), (b"\x7fELF", "a program"), (b"MZ\x90", "a program"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"GIF8", "a GIF picture"), (b"Rar!", "a RAR archive"), (b"7z\xbc\xaf", "a 7-Zip archive"),
)  # fmt: skip
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
# Kazakh sits in KZ-1048 where CP1251 has Macedonian and Serbian letters, so the better alphabet tells them apart.
_ALPHABET = re.compile(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")
_MARKDOWN = re.compile(r"^(#{1,6} \S|---$|\*\*\S)", re.MULTILINE)


def decode(name: str, data: bytes) -> tuple[str, str]:
    """Turn bytes into text; return it with the name of the encoding that was found.

    A byte order mark decides; then strict UTF-8; then UTF-16 without a mark, by its zero bytes; then CP1251 or its
    Kazakh form KZ-1048, when most of what is not ASCII comes out as Cyrillic. Raises UnreadableFile for anything else.
    """
    if not data.strip():
        raise UnreadableFile(name, "the file is empty")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise UnreadableFile(name, f"this is {what}, not text, whatever its name says; save it as text first")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(name, data, encoding), encoding
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _without_mark(name, data)
    if "\x00" in text and (utf16 := _utf16(name, data)):
        return utf16
    return _checked(name, text), "utf-8"


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        return _checked(name, data.decode(encoding))
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            name, f"it claims to be {encoding} but byte {error.start} does not fit; save it again as UTF-8"
        ) from error


def _without_mark(name: str, data: bytes) -> tuple[str, str]:
    if utf16 := _utf16(name, data):
        return utf16
    readings = [(data.decode(encoding, errors="replace"), encoding) for encoding in ("cp1251", "kz1048")]
    text, encoding = max(readings, key=lambda reading: len(_ALPHABET.findall(reading[0])))
    foreign = sum(not char.isascii() and not char.isspace() for char in text)
    if len(_ALPHABET.findall(text)) < 0.8 * foreign or "�" in text:
        raise UnreadableFile(name, "neither UTF-8, UTF-16 nor CP1251 text; save it as UTF-8 text")
    return _checked(name, text), encoding


def _utf16(name: str, data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: every second byte is 0 (Latin, spaces) or 4 (Cyrillic)."""
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = data[start:4000:2]
        if len(data) % 2 == 0 and high and sum(byte in (0, 4) for byte in high) > 0.9 * len(high):
            try:
                return _checked(name, data.decode(encoding)), encoding
            except UnicodeDecodeError:
                continue
    return None


def _checked(name: str, text: str) -> str:
    if len(_CONTROL.findall(text[:20_000])) > 0.01 * len(text[:20_000]):
        raise UnreadableFile(name, "a binary file, not text")
    if not any(char.isalpha() for char in text):
        raise UnreadableFile(name, "the file holds no words")
    return text


class PlainTextReader:
    """`.txt` and `.md`; a text file full of Markdown marks is read as Markdown."""

    suffixes: tuple[str, ...] = (".txt", ".md", ".markdown", ".text")

    def read(self, name: str, data: bytes) -> Extract:
        """Decode a file; its format is "text" or "markdown"."""
        text, encoding = decode(name, data)
        marked = name.lower().endswith((".md", ".markdown")) or len(_MARKDOWN.findall(text)) >= 3
        return Extract(text, "markdown" if marked else "text", encoding)
