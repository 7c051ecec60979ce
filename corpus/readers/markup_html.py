"""The tree of an HTML page, or of a book's chapter, into blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from corpus.blocks import Kind
from corpus.readers import markup_flow
from corpus.readers.markup_css import Styles, font_tag_size, styled
from corpus.readers.markup_flow import Draft, Flow, Look
from corpus.readers.markup_notes import NoteLinks, without_mark
from corpus.readers.markup_xml import attribute, elements, tag, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

UNSHOWN = {
    "script", "style", "noscript", "template", "head", "title", "link", "meta", "nav", "button", "select",
    "textarea", "input", "iframe", "object", "embed", "video", "audio", "canvas", "svg", "img", "picture", "map",
    "dialog", "rp", "rt", "annotation", "annotation-xml", "del",
}  # fmt: skip
_HEADINGS = {"h1": 24.0, "h2": 18.0, "h3": 14.0, "h4": 12.0, "h5": 12.0, "h6": 12.0}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "header", "hgroup", "hr", "html", "li", "main", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_BOLD = {"b", "strong", "th"}
# Deeper down no structure is looked for: only a fault in the page nests so.
_DEEPEST = 100
_CONTENTS = ("toc", "doc-toc", "msotoc", "table-of-contents", "tableofcontents")


@dataclass(frozen=True, slots=True)
class PageLabels:
    """Printed pages of a book: labels of the elements at which one begins."""

    labels: Mapping[Element, str] = field(default_factory=dict)

    def at(self, element: Element) -> str | None:
        """The label of the page that begins at an element; None where none does."""
        if element in self.labels:
            return self.labels[element]
        if not element.attrib:
            return None
        kinds = f"{attribute(element, 'type')} {attribute(element, 'role')}".split()
        if "pagebreak" not in kinds and "doc-pagebreak" not in kinds:
            return None
        told = attribute(element, "title") or attribute(element, "aria-label") or words_of(element)
        return told.strip() or None


class HtmlWalker:
    """Walks one or several trees that share their notes and styles."""

    def __init__(self, styles: Styles, notes: NoteLinks, pages: PageLabels) -> None:
        self._styles = styles
        self._notes = notes
        self._pages = pages
        self._drafts: list[Draft] = []
        self._flow = Flow()
        self._kind = Kind.PARAGRAPH
        self._level = 1
        self._lists = 0
        self._depth = 0
        self._lines = 0  # line breaks in a row, with nothing between them

    def blocks(self, roots: Iterable[Element]) -> list[Draft]:
        """Return the blocks of the trees in order, the notes that belong to them at the end."""
        for root in roots:
            if (label := self._pages.at(root)) is not None:
                self._flow.page(label)
            self._children(root, Look())
            self._close()
        return [*self._drafts, *(self._note(element, number) for element, number in self._notes.notes.items())]

    def _children(self, element: Element, look: Look) -> None:
        self._text(element.text, look)
        for inner in element:
            if tag(inner) and not self._is_left_out(inner):
                self._element(inner, look)
            self._text(inner.tail, look)

    def _text(self, text: str | None, look: Look) -> None:
        if text:
            if not text.isspace():
                self._lines = 0
            self._flow.add(text, look)

    def _is_left_out(self, element: Element) -> bool:
        if element in self._notes.notes or element in self._notes.marks or element in self._notes.backlinks:
            return True
        if (label := self._pages.at(element)) is not None:
            self._flow.page(label)
            # The printed number itself is no text, but a marked paragraph is.
            return tag(element) in ("a", "span", "hr") or words_of(element) == label
        if tag(element) in UNSHOWN or is_contents(element) or self._holds_only_marks(element):
            return True
        return "mso-list:ignore" in attribute(element, "style").lower().replace(" ", "")

    def _holds_only_marks(self, element: Element) -> bool:
        """True of what is raised around notes' marks: their brackets and commas go with them."""
        if tag(element) != "sup":
            return False
        marks = [link for link in elements(element, "a") if link in self._notes.marks]
        inside = sum(map(str.isalnum, "".join(words_of(link) for link in marks)))
        return bool(marks) and inside == sum(map(str.isalnum, words_of(element)))

    def _element(self, element: Element, look: Look) -> None:
        name = tag(element)
        if name == "br":
            self._break()
            return
        inner = self._look(element, name, look)
        if inner.hidden:
            return
        if self._depth > _DEEPEST:
            self._text(words_of(element), inner)
            return
        self._depth += 1
        if name == "math":
            self._flow.add(words_of_math(element), look)
        elif self._kind is not Kind.PARAGRAPH and name in _BLOCKS:
            self._flow.add(" ", look)
            self._children(element, inner)
            self._flow.add(" ", look)
        elif name in _HEADINGS or name in _BLOCKS:
            self._block(element, name, inner)
        else:
            self._children(element, inner)
        self._depth -= 1

    def _block(self, element: Element, name: str, look: Look) -> None:
        self._close()
        if name in _HEADINGS:
            named = "title" in attribute(element, "class").lower().split()
            self._kind = Kind.TITLE if name == "h1" and named else Kind.HEADING
            self._level = int(name[1])
        elif "msotitle" in attribute(element, "class").lower().split():
            self._kind = Kind.TITLE
        if name == "table" and self._table(element, look):
            return
        listed = name in ("li", "dd", "dt")
        self._lists += listed
        self._children(element, look)
        self._close()
        self._lists -= listed

    def _close(self) -> None:
        """End the block that is being collected."""
        if self._flow:
            self._drafts.append(self._flow.draft(self._kind, level=self._level, listed=self._lists > 0))
        self._flow = Flow()
        self._kind, self._level, self._lines = Kind.PARAGRAPH, 1, 0

    def _break(self) -> None:
        """Begin another line; two line breaks in a row part paragraphs."""
        self._lines += 1
        if self._lines > 1 and self._kind is Kind.PARAGRAPH:
            self._close()
        else:
            self._flow.new_line()

    def _look(self, element: Element, name: str, look: Look) -> Look:
        if name in _HEADINGS:
            look = replace(look, bold=True, size=_HEADINGS[name])
        if name in _BOLD:
            look = replace(look, bold=True)
        elif name in ("sup", "sub"):
            look = replace(look, raised=name == "sup")
        elif name == "pre":
            look = replace(look, spaced=True)
        elif name == "font":
            look = replace(look, size=font_tag_size(attribute(element, "size"), look.size))
        if name == "center" or attribute(element, "align").lower() == "center":
            look = replace(look, centred=True)
        own = self._styles.of_element(name, attribute(element, "class"), attribute(element, "style"))
        if "hidden" in element.attrib:
            look = replace(look, hidden=True)
        return styled(look, own)

    def _table(self, element: Element, look: Look) -> bool:
        """Take a table of data; False for one that only arranges text, which is walked like any other block."""
        rows = [row for row in elements(element, "tr") if next(row.iterancestors("table", "{*}table")) is element]
        nested = (
            any(True for _ in elements(element, "h1", "h2", "h3", "h4"))
            or sum(1 for _ in elements(element, "table")) > 1
        )
        if nested or not rows:
            return False
        cells = [[self._inner(cell, look).text for cell in row if tag(cell) in ("td", "th")] for row in rows]
        if not markup_flow.is_tabular(cells):
            return False
        for caption in elements(element, "caption"):
            self._drafts.append(self._inner(caption, look))
        breaks = [
            (place, label) for place, row in enumerate(rows) for part in row.iter() if (label := self._pages.at(part))
        ]
        self._drafts.append(markup_flow.table(cells, breaks))
        return True

    def _inner(self, element: Element, look: Look) -> Draft:
        """The text of an element as one block, apart from what is being collected."""
        walker = HtmlWalker(self._styles, self._notes, PageLabels())
        walker._children(element, look)
        walker._close()
        return Draft(Kind.PARAGRAPH, "\n".join(draft.text for draft in walker._drafts))

    def _note(self, element: Element, number: int | None) -> Draft:
        text = self._inner(element, Look()).text
        told = any(
            map(str.isalnum, "".join(words_of(link) for link in elements(element, "a") if self._leads_back(link)))
        )
        return markup_flow.note(number, text.lstrip(" .:)]") if told else without_mark(text, number))

    def _leads_back(self, link: Element) -> bool:
        return link in self._notes.backlinks


def is_contents(element: Element) -> bool:
    """True if an element is a table of contents or one of its lines."""
    if not element.attrib:
        return False
    called = f"{attribute(element, 'class')} {attribute(element, 'id')} {attribute(element, 'role')}".lower()
    kinds = f"{called} {attribute(element, 'type').lower()}".split()
    return "table of contents" in called or any(kind in _CONTENTS or kind.startswith("msotoc") for kind in kinds)


def words_of_math(element: Element) -> str:
    """A formula as plain text: what it shows, without the notations kept beside it."""
    parts: list[str] = []

    def walk(inner: Element) -> None:
        if tag(inner) in ("annotation", "annotation-xml"):
            return
        parts.append((inner.text or "").strip())
        for place, part in enumerate(inner):
            if place and tag(inner) == "mfrac":
                parts.append("/")
            walk(part)

    walk(element)
    return "".join(parts)
