"""Columns of all pages into one flow: paragraphs that a page or column break cuts are whole again.

Tables, captions and footnotes that stand in the way of a paragraph are put after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.blocks import is_caption
from corpus.readers.pdf.columns import Column
from corpus.readers.pdf.notes import Note, marks_on, without_notes
from corpus.readers.pdf.paragraphs import Measures, Paragraph, continues, ends_sentence, paragraphs_of
from corpus.readers.pdf.rows import Row
from corpus.readers.pdf.tables import Table, tables_in

Item = Paragraph | Table | Note


def flow_of(pages: Sequence[Sequence[Column]], measures: Measures) -> list[Item]:
    """Return paragraphs, tables and notes in the order in which they are read."""
    flow = _Flow(measures)
    for columns in pages:
        marks = marks_on(columns)
        notes: list[Note] = []
        for index, column in enumerate(columns):
            text: Column | None = column
            if _is_at_foot(column, columns[index + 1 :]):
                text, found = without_notes(column, marks, measures)
                notes += found
            if text is not None:
                flow.add_column(_items(text, measures))
        flow.add_aside(notes)
    return flow.closed()


def _is_at_foot(column: Column, later: Sequence[Column]) -> bool:
    """True if nothing on the page stands below a column."""
    return not any(other.rows[0].baseline < column.rows[-1].baseline for other in later)


def _items(column: Column, measures: Measures) -> Iterator[Paragraph | Table]:
    """The paragraphs and tables of a column."""
    rows: list[Row] = []
    for item in tables_in(column.rows):
        if isinstance(item, Table):
            yield from paragraphs_of(rows, column, measures)
            yield item
            rows = []
        else:
            rows.append(item)
    yield from paragraphs_of(rows, column, measures)


class _Flow:
    """Collects items, holding the last paragraph open for as long as it may go on."""

    def __init__(self, measures: Measures) -> None:
        self._measures = measures
        self._items: list[Item] = []
        self._open: Paragraph | None = None
        self._aside: list[Item] = []
        self._cut = False
        """True between a break (of the page, of the column, for a table) and the next paragraph."""

    def add_column(self, items: Iterator[Paragraph | Table]) -> None:
        """Add what stands in the next column."""
        self._cut = True
        for item in items:
            if isinstance(item, Table):
                self._aside.append(item)
                self._cut = True
            else:
                self._add_paragraph(item)

    def add_aside(self, items: Sequence[Item]) -> None:
        """Add items that come after the paragraph which is open."""
        self._aside += items

    def closed(self) -> list[Item]:
        """End the last paragraph; return everything."""
        self._close()
        return self._items

    def _add_paragraph(self, paragraph: Paragraph) -> None:
        before = self._open
        if before and self._cut and continues(before, paragraph, self._measures):
            self._open = before.joined(paragraph)
        elif before and self._cut and before.full and not ends_sentence(before.text) and is_caption(paragraph.text):
            self._aside.append(paragraph)
            return
        else:
            self._close()
            self._open = paragraph
        self._cut = False

    def _close(self) -> None:
        if self._open:
            self._items.append(self._open)
        self._items += self._aside
        self._open = None
        self._aside = []
