"""What an EPUB tells of itself: its chapters in order, its style sheets, and its bibliographic properties."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from corpus.errors import UnreadableFile
from corpus.readers.markup_claims import doi_in, keywords, meant_names, meant_title, one_line, year_in
from corpus.readers.markup_xml import attribute, child, elements, parse_xml, tag, words_of
from corpus.readers.zipped import ZippedFile
from corpus.record import Record, WorkType

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_NO_TEXT = {"cover", "toc", "copyright-page", "loi", "lot", "colophon"}
_ISBN = re.compile(r"(?:97[89][- ]?)?\d[\d -]{8,14}[\dXxХх]")
_MOST_SHEETS = 50


@dataclass(frozen=True, slots=True)
class EpubPackage:
    """The parts of one book, by their paths in its archive."""

    name: str
    zip: ZippedFile
    metadata: Element | None
    spine: tuple[str, ...]
    """Chapters in reading order."""
    aside: frozenset[str]
    """Chapters outside of that order, such as a page of notes."""
    no_text: frozenset[str]
    """Chapters that the book calls its cover, contents or copyright page."""
    style_sheets: tuple[str, ...]
    navigation: tuple[str, ...]

    @classmethod
    def open(cls, name: str, archive: ZippedFile) -> EpubPackage:
        """Read a book's package file. Raises UnreadableFile when it is damaged or its chapters are encrypted."""
        root_file = next(elements(parse_xml(name, _CONTAINER, archive.read(_CONTAINER)), "rootfile"), None)
        path = attribute(root_file, "full-path") if root_file is not None else ""
        package = parse_xml(name, path, archive.read(path))
        folder = posixpath.dirname(path)
        items = {attribute(item, "id"): item for item in elements(package, "item")}
        paths = {key: _joined(folder, attribute(item, "href")) for key, item in items.items()}
        kinds = {key: attribute(item, "media-type") for key, item in items.items()}
        navs = {key for key, item in items.items() if "nav" in attribute(item, "properties").split()}
        chapters = [
            (paths[key], attribute(reference, "linear"))
            for reference in elements(package, "itemref")
            if kinds.get(key := attribute(reference, "idref")) in _PAGES and paths[key] in archive
        ]
        called_so = {
            _joined(folder, attribute(reference, "href"))
            for reference in elements(package, "reference")
            if attribute(reference, "type").lower() in _NO_TEXT
        }
        lists = [key for key in items if key in navs or kinds[key] == "application/x-dtbncx+xml"]
        found = cls(
            name,
            archive,
            metadata=child(package, "metadata"),
            spine=tuple(dict.fromkeys(path for path, _ in chapters)),
            aside=frozenset(path for path, linear in chapters if linear == "no"),
            no_text=frozenset({*called_so, *(paths[key] for key in navs)}),
            style_sheets=tuple(p for key, p in paths.items() if kinds[key] == "text/css" and p in archive)[
                :_MOST_SHEETS
            ],
            navigation=tuple(paths[key] for key in lists if paths[key] in archive),
        )
        found._refuse_encrypted()
        if not found.spine:
            raise UnreadableFile(name, "damaged: it names no chapters that it holds; fetch it again")
        return found

    def read(self, path: str) -> bytes:
        """Unpack one part."""
        return self.zip.read(path)

    def _refuse_encrypted(self) -> None:
        """Fonts may be scrambled; a chapter that is can't be read."""
        if _ENCRYPTION not in self.zip:
            return
        root = parse_xml(self.name, _ENCRYPTION, self.zip.read(_ENCRYPTION))
        locked = {unquote(attribute(reference, "URI")).lstrip("/") for reference in elements(root, "cipherreference")}
        if locked & set(self.spine):
            raise UnreadableFile(
                self.name, "its chapters are encrypted (DRM); ask the publisher for a copy without, or use the PDF"
            )

    def properties(self) -> Record:
        """What the package claims of the work."""
        values = _Metadata(self.metadata)
        isbn = next((found.group() for value in values.identifiers() if (found := _ISBN.search(value))), None)
        dois = (doi_in(value) for value in [*values.all("identifier"), *values.all("source")])
        return Record(
            type=WorkType.BOOK if isbn else None,
            title=next((title for value in values.all("title") if (title := meant_title(value, self.name))), None),
            authors=meant_names(values.people("aut")),
            editors=meant_names(values.people("edt")),
            year=next((year for value in values.all("date") if (year := year_in(value))), None),
            publisher=next(iter(values.all("publisher")), None),
            doi=next((doi for doi in dois if doi), None),
            isbn=isbn,
            keywords=keywords(values.all("subject")),
        )


class _Metadata:
    """The Dublin Core values of a package, and what refines them."""

    def __init__(self, metadata: Element | None) -> None:
        self._values: dict[str, list[Element]] = {}
        self._roles: dict[str, str] = {}
        for element in metadata.iter() if metadata is not None else ():
            if tag(element) == "meta" and attribute(element, "property") == "role":
                self._roles[attribute(element, "refines").lstrip("#")] = words_of(element)
            elif tag(element):
                self._values.setdefault(tag(element), []).append(element)

    def all(self, name: str) -> list[str]:
        return [one_line(element.text or "") for element in self._values.get(name, []) if element.text]

    def people(self, role: str) -> list[str]:
        """Creators and contributors in a role; a creator without one is an author."""
        found = []
        for kind, usual in (("creator", "aut"), ("contributor", "")):
            for element in self._values.get(kind, []):
                told = attribute(element, "role") or self._roles.get(attribute(element, "id"), "") or usual
                if told == role:
                    found.append(element.text or "")
        return found

    def identifiers(self) -> list[str]:
        """Identifiers that are said to be an ISBN, or look like one."""
        return [
            words_of(element)
            for element in self._values.get("identifier", [])
            if "isbn" in f"{attribute(element, 'scheme')} {words_of(element)} {attribute(element, 'id')}".lower()
            or re.fullmatch(r"97[89][\d -]{10,14}", words_of(element))
        ]


def _joined(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))
