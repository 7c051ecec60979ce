"""XML and HTML from strangers into trees: no entities, no network, nothing nested without end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5
from typing import TYPE_CHECKING

from corpus.errors import UnreadableFile

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
# A book of a thousand pages has fewer; with more, reading would take minutes and all memory.
_MOST_XML_TAGS = 1_000_000
_MOST_HTML_TAGS = 400_000
_PICTURE = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=]{200,}")  # saved into the page
# Parsers take the square of the number of attributes. A tag may be long for other reasons in XML (a drawing in it),
# while in HTML no tag that is so long stands around text.
_MOST_ATTRIBUTES = 1000
_LONG_XML_TAG = re.compile(rb"<[^<>]{5000,}")
_ENDLESS_HTML_TAG = re.compile(r"<[a-zA-Z][^<>]{10000,}>?")
_XML_NAMES = {b"amp", b"lt", b"gt", b"quot", b"apos"}


def parse_xml(file_name: str, part: str, data: bytes) -> Element:
    """Parse one part of an archive.

    Names of HTML entities (`&nbsp;`) are understood. Raises UnreadableFile when the part is no well-formed XML,
    declares entities of its own or nests deeper than any document does.
    """
    from lxml import etree

    _refuse_endless(file_name, data.count(b"<"), _MOST_XML_TAGS)
    if any(match.group().count(b"=") > _MOST_ATTRIBUTES for match in _LONG_XML_TAG.finditer(data)):
        raise UnreadableFile(file_name, f"its part {part} has a tag with more than {_MOST_ATTRIBUTES:,} attributes")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_NAMED.sub(_character, data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = str(error).split(", line")[0]
        raise UnreadableFile(
            file_name, f"damaged: its part {part} is no XML ({reason}); fetch or save it again"
        ) from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise UnreadableFile(
            file_name, f"its part {part} declares entities, which no honest document needs; save it again"
        )
    return root


def _refuse_endless(file_name: str, tags: int, most: int) -> None:
    if tags > most:
        raise UnreadableFile(file_name, f"holds {tags:,} tags; at most {most:,} are read; split it")


def _character(match: re.Match[bytes]) -> bytes:
    name = match.group(1)
    characters = "" if name in _XML_NAMES else html5.get(f"{name.decode()};", "")
    return "".join(f"&#{ord(char)};" for char in characters).encode() or match.group()


def parse_html(file_name: str, text: str) -> Element:
    """Parse a page as browsers do, whatever its faults.

    Raises UnreadableFile when nothing is there, or elements nest so deep that the rest would be lost.
    """
    from lxml import etree

    text = _ENDLESS_HTML_TAG.sub("", _PICTURE.sub("", text))
    _refuse_endless(file_name, text.count("<"), _MOST_HTML_TAGS)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(file_name, "no HTML is found in it; save the page again") from error
    if root is None:
        raise UnreadableFile(file_name, "no HTML is found in it; save the page again")
    for entry in parser.error_log.filter_from_fatals():
        # Anything else is mended; here the rest of the page was lost.
        deep = "depth" in entry.message.lower()
        what = "nests more than 250 elements" if deep else "holds a stretch of more than 10 MB without a tag"
        raise UnreadableFile(file_name, f"its HTML {what}; save the article as text or PDF")
    return root


def tag(element: Element) -> str:
    """The element's name without its namespace, in lower case; empty for comments and the like."""
    name = element.tag
    return _small(name) if isinstance(name, str) else ""


@lru_cache(maxsize=10_000)
def _bare(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2]


@lru_cache(maxsize=10_000)
def _small(name: str) -> str:
    return _bare(name).lower()


def attribute(element: Element, name: str) -> str:
    """An attribute by its name without namespace; empty where there is none."""
    for key, value in element.items():
        if key == name or _bare(key) == name:
            return str(value)
    return ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of names; None where there is none."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if tag(inner) == name), None)
    return element


def elements(element: Element, *names: str) -> Iterator[Element]:
    """The element and those below it that have one of the names, in order."""
    return (inner for inner in element.iter() if tag(inner) in names)


def whole_number(text: str) -> int | None:
    """A number in decimal digits; None for anything else, also for one longer than any that is meant."""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def words_of(element: Element) -> str:
    """All text in an element, white space evened."""
    return re.sub(r"\s+", " ", "".join(str(part) for part in element.itertext())).strip()


def outermost(element: Element, name: str) -> Iterator[Element]:
    """Elements of a name below an element, in order, without those inside of one another."""
    for inner in element:
        if tag(inner) == name:
            yield inner
        else:
            yield from outermost(inner, name)
