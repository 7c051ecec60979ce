"""Footnotes: small print at the foot of a column that begins with a figure which also stands raised in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.blocks import label_at
from corpus.readers.pdf.columns import Column
from corpus.readers.pdf.paragraphs import Measures
from corpus.readers.pdf.rows import Row

_LEADING = re.compile(r"^(\d{1,3}|\*{1,3})(?:[.)]?\s|$|(?=[^\W\d]|[\"«“„(]))")
_FIGURES = re.compile(r"\d+|\*+")


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote; `number` is None for one marked by an asterisk, or for the rest of one from the page before."""

    rows: tuple[Row, ...]
    number: int | None

    @property
    def page(self) -> int:
        """The page at whose foot it stands."""
        return self.rows[0].page


def marks_on(columns: Sequence[Column]) -> set[str]:
    """The raised figures and asterisks in the text of a page, apart from those that open a row."""
    return {
        figure
        for column in columns
        for row in column.rows
        for index, word in enumerate(row.words)
        if word.mark and (index or not word.mark_first)
        for figure in _FIGURES.findall(word.mark)
    }


def without_notes(column: Column, marks: set[str], measures: Measures) -> tuple[Column | None, list[Note]]:
    """Part a column into its text and the notes below it."""
    rows = list(column.rows)
    first = len(rows)
    while first and measures.is_smaller(rows[first - 1].size):
        first -= 1
    opening = next((index for index in range(first, len(rows)) if _label(rows[index], marks)), None)
    if opening is None or any(_is_front(row.text) for row in rows[opening:]):
        return column, []
    notes: list[Note] = []
    for row in rows[opening:]:
        label = _label(row, marks)
        if label:
            number = int(label) if label.isdigit() else None
            notes.append(Note((_without_label(row, label),), number))
        else:
            notes[-1] = replace(notes[-1], rows=(*notes[-1].rows, row))
    return (Column(tuple(rows[:opening])) if opening else None), notes


def _opens(row: Row) -> bool:
    """True if a row opens with a raised figure."""
    return row.words[0].mark_first


def _is_front(text: str) -> bool:
    """True for what stands below the names of institutions, whose figures look like those of notes."""
    return any(label_at(text, labels) for labels in ("abstract_labels", "keyword_labels"))


def _label(row: Row, marks: set[str]) -> str | None:
    """The figure or the asterisks that a note opens with."""
    if _opens(row):
        found = _FIGURES.search(row.words[0].mark)
        return found.group() if found else None
    match = _LEADING.match(row.text)
    return match.group(1) if match and match.group(1) in marks else None


def _without_label(row: Row, label: str) -> Row:
    """The row without the figure that it opens with."""
    first = row.words[0]
    text = first.text if _opens(row) else first.text.removeprefix(label).lstrip(".)")
    if text:
        return row.with_words([replace(first, text=text), *row.words[1:]])
    return row.with_words(row.words[1:] or row.words)
