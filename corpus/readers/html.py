"""Web pages and documents saved as HTML.

The article is found by rules of our own, not by a library for main text: those throw away footnotes, bibliographies
and the places that passages are cited by, which are what this project is for.
"""

from __future__ import annotations

import codecs
import re

from corpus.errors import UnreadableFile
from corpus.readers import markup_flow
from corpus.readers.extract import Extract
from corpus.readers.markup_css import Styles
from corpus.readers.markup_html import HtmlWalker, PageLabels
from corpus.readers.markup_looks import settle
from corpus.readers.markup_main import main_text
from corpus.readers.markup_meta import PageMeta
from corpus.readers.markup_notes import find_notes
from corpus.readers.markup_xml import elements, parse_html
from corpus.readers.text import decode

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,100}?encoding=[\"']([\w.-]+)", re.I
)
_TAG = re.compile(r"<[a-zA-Z!/?]")
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Russian pages say so of Kazakh text as well; which of the two it is, its letters tell.
_CYRILLIC = {"cp1251", "kz1048", "ptcp154"}


class HtmlReader:
    """`.html`, `.htm` and `.xhtml`."""

    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")

    def read(self, name: str, data: bytes) -> Extract:
        """Extract the article of a page, its notes at the end; its format is "html".

        Raises UnreadableFile for what holds no HTML or no words.
        """
        text, encoding = decode_html(name, data)
        if "\x00" in text:
            raise UnreadableFile(name, "a binary file, not HTML")
        if not _TAG.search(text) or ">" not in text:
            raise UnreadableFile(name, "no HTML is found in it; if it is plain text, rename it to .txt")
        root = parse_html(name, text)
        meta = PageMeta(root)
        styles = Styles.of("".join(map(str, element.itertext())) for element in elements(root, "style"))
        notes = find_notes({"": root}, styles)
        article = main_text(root, notes.notes)
        drafts = HtmlWalker(styles, notes, PageLabels()).blocks([article])
        return markup_flow.extract(
            name,
            settle(drafts, meta.titles()),
            "html",
            encoding=encoding,
            properties=meta.properties(name),
            record=meta.record(),
        )


def decode_html(name: str, data: bytes) -> tuple[str, str]:
    """Turn a page's bytes into text; return it with the name of the encoding that was found.

    A byte order mark decides, then UTF-8 if it is valid, then what the page says of itself, then what its letters
    tell. Raises UnreadableFile when none fits.
    """
    if data.startswith(_MARKS):
        return decode(name, data)
    declared = _declared(data)
    if declared is None or declared in _CYRILLIC or _is_utf8(data):
        return decode(name, data)
    try:
        return data.decode(declared), declared
    except UnicodeDecodeError:
        return decode(name, data)


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data[:4096])
    if match is None:
        return None
    try:
        found = codecs.lookup((match.group(1) or match.group(2)).decode("ascii", errors="replace"))
    except LookupError:
        return None
    # Browsers read Latin-1 as Windows-1252; UTF-16 without a mark can't have said so in single bytes.
    names = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16": None, "utf-16-le": None, "utf-16-be": None}
    return names.get(found.name, found.name)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
