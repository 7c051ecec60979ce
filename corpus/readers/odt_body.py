"""The body of an OpenDocument text into blocks; deleted text, comments and tables of contents are none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.blocks import Kind, is_caption
from corpus.readers import markup_flow
from corpus.readers.markup_flow import Draft, Flow, Look
from corpus.readers.markup_html import words_of_math
from corpus.readers.markup_xml import attribute, child, elements, tag, whole_number, words_of
from corpus.readers.odt_styles import OdtStyles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_LEFT_OUT = {
    "annotation", "annotation-end", "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls",
    "table-of-content", "illustration-index", "table-index", "alphabetical-index", "object-index", "user-index",
    "bibliography-source", "table-of-content-source", "forms", "ruby-text", "note-citation", "scripts", "script",
    "dde-connection-decls", "alphabetical-index-auto-mark-file", "list-style", "event-listeners", "desc", "title",
}  # fmt: skip
_ROWS = {"table-header-rows", "table-rows", "table-row-group"}
_MOST_REPEATED = 100  # spaces: more are a fault, or a bomb
_DEEPEST = 100


class OdtBody:
    """Walks a document's body, or one note, cell or text box of it.

    `formulas` gives the text of a formula kept in a part of its own. `paged` says whether the pages on which the
    document was laid out are told.
    """

    def __init__(self, styles: OdtStyles, formulas: Callable[[str], str], *, paged: bool) -> None:
        self._styles = styles
        self._formulas = formulas
        self._paged = paged
        self._drafts: list[Draft] = []
        self._notes: list[Element] = []
        self._boxes: list[Element] = []
        self._flow = Flow()
        self._lists = 0
        self._depth = 0

    def blocks(self, body: Element) -> list[Draft]:
        """Return the blocks in order, the notes at the end."""
        self._content(body)
        notes = list(self._notes)
        for note in notes:  # a note may hold another
            drafts, inner = self._apart(child(note, "note-body"))
            notes += inner
            text = "\n".join(draft.text for draft in drafts if draft.text)
            self._drafts.append(markup_flow.note(_number(note), text))
        return self._drafts

    def _apart(self, element: Element | None) -> tuple[list[Draft], list[Element]]:
        """The blocks and notes inside of an element, apart from those being collected."""
        body = OdtBody(self._styles, self._formulas, paged=False)
        if element is not None:
            body._content(element)
        return body._drafts, body._notes

    def _content(self, element: Element) -> None:
        """Walk what may hold paragraphs, lists and tables."""
        self._depth += 1
        for inner in element if self._depth < _DEEPEST else ():
            name = tag(inner)
            if name in ("p", "h"):
                self._paragraph(inner, name)
            elif name == "table":
                self._table(inner)
            elif name == "soft-page-break":
                self._page()
            elif name == "frame":
                self._frame(inner, self._styles.base)
                self._captions()
            elif name not in _LEFT_OUT and attribute(inner, "display") != "none":
                self._lists += name == "list-item"
                self._content(inner)
                self._lists -= name == "list-item"
        self._depth -= 1

    def _page(self) -> None:
        if self._paged:
            self._flow.page()

    def _paragraph(self, paragraph: Element, name: str) -> None:
        style = attribute(paragraph, "style-name")
        if self._styles.begins_page(style) and (self._drafts or self._flow):
            self._page()
        look = self._styles.look("paragraph", style, self._styles.base)
        self._runs(paragraph, look)
        if self._styles.is_contents(style):
            self._flow.clear()
        level = self._level(paragraph, style) if name == "h" else self._styles.level(style)
        kind = Kind.TITLE if self._styles.is_title(style) else Kind.HEADING if level else Kind.PARAGRAPH
        if self._flow:
            listed = self._lists > 0 or self._styles.is_caption(style)
            self._drafts.append(self._flow.draft(kind, level=max(level, 1), listed=listed))
        self._flow = Flow()
        self._captions()

    def _level(self, heading: Element, style: str) -> int:
        told = whole_number(attribute(heading, "outline-level"))
        return told if told is not None else self._styles.level(style) or 1

    def _captions(self) -> None:
        """Of the text in text boxes, only captions are taken, after the paragraph that they hang on."""
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            drafts, notes = self._apart(box)
            captions = [draft for draft in drafts if is_caption(draft.text) or _is_numbered(box)]
            self._drafts += (replace(draft, listed=True) for draft in captions)
            self._notes += notes

    def _runs(self, element: Element, look: Look) -> None:
        """Walk what stands inside of a paragraph."""
        self._flow.add(element.text or "", look)
        self._depth += 1
        for inner in element if self._depth < _DEEPEST else ():
            if tag(inner) and tag(inner) not in _LEFT_OUT:
                self._run(inner, look)
            self._flow.add(inner.tail or "", look)
        self._depth -= 1

    def _run(self, inner: Element, look: Look) -> None:
        name = tag(inner)
        if name == "s":
            count = whole_number(attribute(inner, "c"))
            self._flow.literal(" " * min(1 if count is None else count, _MOST_REPEATED), look)
        elif name == "tab":
            self._flow.literal("\t", look)
        elif name == "line-break":
            self._flow.new_line()
        elif name == "soft-page-break":
            self._page()
        elif name == "note":
            self._notes.append(inner)
        elif name == "frame":
            self._frame(inner, look)
        elif name == "span":
            self._runs(inner, self._styles.look("text", attribute(inner, "style-name"), look))
        elif name == "hidden-text" or attribute(inner, "display") == "none":
            return
        else:
            self._runs(inner, look)

    def _frame(self, frame: Element, look: Look) -> None:
        for inner in frame:
            if tag(inner) == "text-box":
                self._boxes.append(inner)
            elif tag(inner) == "object":
                math = next(elements(inner, "math"), None)
                text = words_of_math(math) if math is not None else self._formulas(attribute(inner, "href"))
                self._flow.literal(text, look)
                return

    def _table(self, table: Element) -> None:
        """Take a table of data; one that only arranges text is walked like the rest."""
        rows = list(_rows(table))
        nested = any(True for row in rows for _ in elements(row, "table"))
        read = [] if nested else [[self._cell(cell) for cell in _cells(row)] for row in rows]
        texts = [[text for text, _ in row] for row in read]
        if not markup_flow.is_tabular(texts):
            for row in rows:
                for cell in _cells(row):
                    self._content(cell)
            return
        breaks = [
            (place, None) for place, row in enumerate(rows) if self._paged for _ in elements(row, "soft-page-break")
        ]
        self._drafts.append(markup_flow.table(texts, breaks))
        self._notes += (note for row in read for _, notes in row for note in notes)

    def _cell(self, cell: Element) -> tuple[str, list[Element]]:
        drafts, notes = self._apart(cell)
        return " ".join(draft.text for draft in drafts if draft.text), notes


def _rows(table: Element) -> Iterator[Element]:
    for inner in table:
        if tag(inner) == "table-row":
            yield inner
        elif tag(inner) in _ROWS:
            yield from _rows(inner)


def _cells(row: Element) -> Iterator[Element]:
    """A row's cells; one that another covers is empty, and so told once."""
    return (cell for cell in row if tag(cell) in ("table-cell", "covered-table-cell"))


def _is_numbered(box: Element) -> bool:
    """True if a text box counts what it holds, as captions do."""
    return next(elements(box, "sequence"), None) is not None


def _number(note: Element) -> int | None:
    """The number that a note is marked with; None for another sign."""
    citation = child(note, "note-citation")
    return markup_flow.note_number(words_of(citation)) if citation is not None else None
