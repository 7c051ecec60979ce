"""Plain text and Markdown in the encodings that Central Asian files come in."""

from __future__ import annotations

import codecs
import re
from itertools import islice

from corpus.errors import UnreadableFile
from corpus.readers.eight_bit import cyrillic_table, is_western
from corpus.readers.extract import Extract
from corpus.readers.limits import LONGEST_LINE, MB

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_LETTER = re.compile(r"[^\W\d_]")
_MARKDOWN = re.compile(r"^(#{1,6} \S|---$|\*\*\S)", re.MULTILINE)
_LINE = re.compile(r"[^\n\r]+")
_UNKNOWN = "neither UTF-8, UTF-16 nor clearly CP1251, KZ-1048, CP866, KOI8-R or CP1252 text; save it as UTF-8 text"


def decode(name: str, data: bytes) -> tuple[str, str]:
    """Turn bytes into text; return it with the name of the encoding that was found.

    A byte order mark decides; then strict UTF-8; then UTF-16 without a mark, by its zero bytes; then one byte a letter:
    Windows-1252 for Latin text with accents and typographic signs, else the table in which the text is most clearly
    Russian or Kazakh. Raises UnreadableFile for anything else.
    """
    if not data or data.isspace():
        raise UnreadableFile(name, "the file is empty")
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
    encoding = "cp1252" if is_western(data) else cyrillic_table(data)
    if encoding is None:
        raise UnreadableFile(name, _broken_utf8(data) or _UNKNOWN)
    try:
        return _checked(name, data.decode(encoding)), encoding
    except UnicodeDecodeError as error:
        raise UnreadableFile(name, _UNKNOWN) from error


def _broken_utf8(data: bytes) -> str | None:
    """What is wrong with a text that is UTF-8 but for a few bytes; None if it never was."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken > 0.01 * len(text) or broken > 0.1 * len(_FOREIGN.findall(text)):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end == len(data):
            return "it breaks off in the middle of a letter, so its end is missing; fetch or save it again"
        line = data.count(b"\n", 0, error.start) + 1
        return f"it is UTF-8 but for {broken} letters, the first in line {line}; mend them and save it as UTF-8"
    return None


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
    if not _LETTER.search(text):
        raise UnreadableFile(name, "the file holds no words")
    return text


class PlainTextReader:
    """`.txt` and `.md`; a text file full of Markdown marks is read as Markdown."""

    suffixes: tuple[str, ...] = (".txt", ".md", ".markdown", ".text")

    def read(self, name: str, data: bytes) -> Extract:
        """Decode a file; its format is "text" or "markdown"."""
        text, encoding = decode(name, data)
        longest = max(line.end() - line.start() for line in _LINE.finditer(text))
        if longest > LONGEST_LINE:
            raise UnreadableFile(
                name,
                f"a line of {longest / MB:.1f} million characters is data, not an article; break it into paragraphs",
            )
        marked = name.lower().endswith((".md", ".markdown")) or len(list(islice(_MARKDOWN.finditer(text), 3))) == 3
        return Extract(text, "markdown" if marked else "text", encoding)
