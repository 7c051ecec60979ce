"""The flow of a PDF written out as one text, with a mark for each block and the place where each page begins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.blocks import Kind
from corpus.readers.extract import Mark, RawPage
from corpus.readers.pdf.flow import Item
from corpus.readers.pdf.notes import Note
from corpus.readers.pdf.outline import Outline, run_in
from corpus.readers.pdf.paragraphs import Paragraph
from corpus.readers.pdf.rows import Row
from corpus.readers.pdf.tables import Table

_BETWEEN_BLOCKS = "\n\n"
_RUN_IN_LEVEL = 3


class TextWriter:
    """Writes items one after the other.

    A footnote stands after the paragraph that it belongs to, which may end on the next page, so `pages` may go back by
    a page for a note and forward again after it.
    """

    def __init__(self, labels: Sequence[str | None]) -> None:
        self._labels = labels
        self._parts: list[str] = []
        self._length = 0
        self._page: int | None = None
        self.marks: list[Mark] = []
        self.pages: list[RawPage] = []

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def write(self, items: Iterable[Item], outline: Outline) -> None:
        """Write all items."""
        for item in items:
            if isinstance(item, Table):
                self._block(Kind.TABLE, [(line, item.page) for line in item.lines])
            elif isinstance(item, Note):
                self._block(Kind.NOTE, _lines(item.rows), number=item.number)
            else:
                self._paragraph(item, outline)

    def _paragraph(self, paragraph: Paragraph, outline: Outline) -> None:
        kind = outline.kind(paragraph)
        lines = _lines(paragraph.rows)
        opening = run_in(paragraph) if kind is Kind.PARAGRAPH else 0
        if opening:
            text, page = lines[0]
            self._block(Kind.HEADING, [(text[:opening], page)], level=_RUN_IN_LEVEL)
            lines = [(text[opening:].strip(), page), *lines[1:]]
        level = outline.level(paragraph) if kind is Kind.HEADING else 1
        self._block(kind, lines, level=level)

    def _block(
        self, kind: Kind, lines: Sequence[tuple[str, int]], *, level: int = 1, number: int | None = None
    ) -> None:
        """Write the lines of a block, each with its page, and mark it."""
        kept = [(text, page) for text, page in lines if text]
        if not kept:
            return
        if self._parts:
            self._put(_BETWEEN_BLOCKS)
        start = self._length
        for index, (text, page) in enumerate(kept):
            if index:
                self._put("\n")
            self._turn_to(page)
            self._put(text)
        self.marks.append(Mark(kind, start, self._length, level, number))

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _turn_to(self, page: int) -> None:
        if page != self._page:
            self.pages.append(RawPage(self._length, page + 1, self._labels[page]))
            self._page = page


def _lines(rows: Iterable[Row]) -> list[tuple[str, int]]:
    return [(row.text, row.page) for row in rows]
