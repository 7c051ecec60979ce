"""EPUB books: their chapters in reading order, with the printed pages where the book tells them."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from corpus.errors import UnreadableFile
from corpus.readers import markup_flow
from corpus.readers.epub_package import EpubPackage
from corpus.readers.extract import Extract
from corpus.readers.html import decode_html
from corpus.readers.markup_css import Styles
from corpus.readers.markup_html import HtmlWalker, PageLabels
from corpus.readers.markup_looks import settle
from corpus.readers.markup_notes import Place, find_notes, place_of
from corpus.readers.markup_xml import attribute, child, elements, parse_html, parse_xml, tag, words_of
from corpus.readers.zipped import ZippedFile

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST_TAGS = 1_000_000
_NO_TEXT = {
    "cover", "toc", "nav", "landmarks", "page-list", "copyright", "copyright-page", "colophon", "loi", "lot",
    "contents", "halftitlepage", "tableofcontents", "imprint",
}  # fmt: skip


class EpubReader:
    """`.epub`."""

    suffixes: tuple[str, ...] = (".epub",)

    def read(self, name: str, data: bytes) -> Extract:
        """Extract a book's chapters, its notes at the end; its format is "epub".

        Cover, contents and copyright pages are left out. Page labels are those that the book tells. Raises
        UnreadableFile for what is damaged, encrypted or holds no words.
        """
        if not data:
            raise UnreadableFile(name, "the file is empty")
        package = EpubPackage.open(name, ZippedFile(name, data))
        book = _Book(name, package)
        properties = package.properties()
        claimed = [properties.title] if properties.title else []
        return markup_flow.extract(name, settle(book.blocks(), claimed), "epub", properties=properties)


class _Book:
    """The chapters of one book as trees."""

    def __init__(self, name: str, package: EpubPackage) -> None:
        self._name = name
        self._package = package
        self._tags = 0
        self._roots = {path: self._parse(path) for path in package.spine}

    def blocks(self) -> list[markup_flow.Draft]:
        """Return the blocks of all chapters in order, notes at the end."""
        styles = Styles.of([*self._sheets()])
        notes = find_notes(self._roots, styles)
        walker = HtmlWalker(styles, notes, PageLabels(self._page_labels()))
        return walker.blocks(self._chapters())

    def _parse(self, path: str) -> Element:
        data = self._package.read(path)
        self._tags += data.count(b"<")
        if self._tags > _MOST_TAGS:
            raise UnreadableFile(self._name, f"its chapters hold more than {_MOST_TAGS:,} tags; split it")
        try:
            return parse_xml(self._name, path, data)
        except UnreadableFile:
            if b"<!ENTITY" in data:
                raise
            # Many books are made of HTML that is no XML; reading programs show them all the same.
            return parse_html(self._name, decode_html(self._name, data)[0])

    def _sheets(self) -> list[str]:
        linked = [self._package.read(path).decode("utf-8", errors="replace") for path in self._package.style_sheets]
        inside = ["".join(map(str, e.itertext())) for root in self._roots.values() for e in elements(root, "style")]
        return [*linked, *inside]

    def _chapters(self) -> list[Element]:
        texts = {path: root for path, root in self._roots.items() if path not in self._package.aside}
        kept = [root for path, root in texts.items() if not self._is_no_text(path, root)]
        return kept or list(texts.values()) or list(self._roots.values())

    def _is_no_text(self, path: str, root: Element) -> bool:
        """True of a cover, the contents and the like: by what the book, the chapter or its file is called."""
        body = child(root, "body")
        outer = [body, *body] if body is not None else []
        kinds = {kind for element in outer[:2] for kind in attribute(element, "type").lower().split()}
        stem = posixpath.splitext(posixpath.basename(path))[0].lower()
        called = re.sub(r"[\d_-]+$", "", re.sub(r"^[\d_-]+", "", stem))
        return path in self._package.no_text or bool((kinds | {called}) & _NO_TEXT)

    def _page_labels(self) -> dict[Element, str]:
        """The elements at which printed pages begin, out of the book's list of pages."""
        wanted = self._listed_pages()
        labels: dict[Element, str] = {}
        for path, root in self._roots.items():
            if (path, "") in wanted:
                labels[root] = wanted[path, ""]
            for element in root.iter() if wanted else ():
                place = (path, attribute(element, "id")) if tag(element) else (path, "")
                if place[1] and place in wanted:
                    labels[element] = wanted[place]
        return labels

    def _listed_pages(self) -> dict[Place, str]:
        pages: dict[Place, str] = {}
        for path in self._package.navigation:
            root = parse_xml(self._name, path, self._package.read(path))
            for nav in elements(root, "nav"):
                if "page-list" in attribute(nav, "type").split() or attribute(nav, "role") == "doc-pagelist":
                    for link in elements(nav, "a"):
                        _note_page(pages, path, attribute(link, "href"), words_of(link))
            for target in elements(root, "pagetarget"):
                label, content = child(target, "navlabel", "text"), child(target, "content")
                if label is not None and content is not None:
                    _note_page(pages, path, attribute(content, "src"), words_of(label))
        return pages


def _note_page(pages: dict[Place, str], part: str, href: str, label: str) -> None:
    place = place_of(part, href if "#" in href else f"{href}#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(part), href))
    if label:
        pages.setdefault(place or (path, ""), label)
