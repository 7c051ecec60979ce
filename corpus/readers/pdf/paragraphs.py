"""Rows of a column into paragraphs, by type, gaps, indents and the room that was left at the end of a row.

A row ends its paragraph if the first word of the next row would still have had room on it. This holds for justified
text and for ragged text alike.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from corpus.blocks import is_names, label_at
from corpus.readers.pdf.columns import Column
from corpus.readers.pdf.rows import Row

# Type sizes closer than this, in points, are the same type.
SAME_SIZE = 0.75
_WIDER_LEADING = 1.22
_USUAL_LEADING = 1.2
_WIDEST_TITLE_LEADING = 1.8
# Shares of the type size.
_INDENT = (0.8, 8.0)
_ROOM_TO_SPARE = 0.5
_WIDTH_OF_SPACE = 0.25
_CENTRED = 0.4
_FEWEST_ROWS_FOR_EDGE = 3
_MARKER = re.compile(r"^(?:[•▪●○]|\[\d{1,3}\]|\d{1,3}[.)](?!\d)|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s)|[^\W\d_]\)\s)")
_DASH = re.compile(r"^[-–—]\s")
_SENTENCE_END = re.compile(r"[.!?…:;][\"'»”’)\]\d]*$")
_FRONT_LABELS = ("abstract_labels", "keyword_labels")
_HYPHENS = ("-", "\u2010", "\u2011")


@dataclass(frozen=True)
class Paragraph:
    """Rows that belong together.

    `indented` tells that the first row is set in from the others' edge, `full` that the last row reaches the right
    edge, so that the paragraph may go on in the next column, and `indents` that paragraphs around it begin so.
    """

    rows: tuple[Row, ...]
    indented: bool = False
    full: bool = False
    indents: bool = False

    @cached_property
    def text(self) -> str:
        """Its rows, parted by spaces."""
        return " ".join(row.text for row in self.rows)

    @property
    def size(self) -> float:
        """The type size of its first row."""
        return self.rows[0].size

    @property
    def bold(self) -> bool:
        """True if all of it is bold."""
        return all(row.bold for row in self.rows)

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.rows[0].page

    def joined(self, other: Paragraph) -> Paragraph:
        """Add the rest of the paragraph, which stands in another column."""
        return Paragraph((*self.rows, *other.rows), self.indented, other.full, self.indents or other.indents)


@dataclass(frozen=True, slots=True)
class Measures:
    """The type that most of a file is set in, and how far apart rows of each size stand, in points."""

    body: float
    leadings: dict[int, float]

    @classmethod
    def of(cls, columns: Iterable[Column]) -> Measures:
        """Measure all columns of a file."""
        sizes: Counter[float] = Counter()
        steps: defaultdict[int, list[float]] = defaultdict(list)
        for column in columns:
            for row in column.rows:
                sizes[row.size] += len(row.text)
            for above, below in pairwise(column.rows):
                step = above.baseline - below.baseline
                if abs(above.size - below.size) < SAME_SIZE and 0.8 * below.size < step < 3 * below.size:
                    steps[round(below.size)].append(step)
        # Rows of a paragraph stand closest; the spaces between paragraphs are the longer steps.
        leadings = {size: sorted(found)[len(found) // 4] for size, found in steps.items() if len(found) > 2}
        return cls(max(sizes, key=lambda size: sizes[size], default=0.0), leadings)

    def leading(self, size: float) -> float:
        """How far apart two rows of a paragraph stand."""
        return self.leadings.get(round(size), _USUAL_LEADING * size)

    def is_larger(self, size: float) -> bool:
        """True for type larger than that of the text."""
        return size >= self.body + SAME_SIZE

    def is_smaller(self, size: float) -> bool:
        """True for type smaller than that of the text, such as that of footnotes."""
        return size <= self.body - SAME_SIZE


def ends_sentence(text: str) -> bool:
    """True if a row closes a sentence or a clause before a list."""
    return bool(_SENTENCE_END.search(text))


def paragraphs_of(rows: Sequence[Row], column: Column, measures: Measures) -> list[Paragraph]:
    """Part consecutive rows of a column into paragraphs."""
    return [
        paragraph
        for stretch in _stretches(rows, measures)
        for paragraph in _Stretch(stretch, column, measures).paragraphs()
    ]


def _stretches(rows: Sequence[Row], measures: Measures) -> list[list[Row]]:
    """Part rows where the type changes or a gap is wider than between the rows of a paragraph."""
    stretches: list[list[Row]] = []
    for row in rows:
        if not stretches or _is_border(stretches[-1][-1], row, measures):
            stretches.append([])
        stretches[-1].append(row)
    return stretches


def _is_border(above: Row, below: Row, measures: Measures) -> bool:
    if abs(above.size - below.size) >= SAME_SIZE:
        return True
    usual = _WIDER_LEADING * measures.leading(below.size) + 0.5
    # Few rows are set in large type, so its leading can't be measured.
    widest = max(usual, _WIDEST_TITLE_LEADING * below.size) if measures.is_larger(below.size) else usual
    if above.baseline - below.baseline > widest:
        return True
    goes_on = below.text[:1].islower() and not ends_sentence(above.text) and not measures.is_larger(above.size)
    return above.bold != below.bold and not (goes_on and above.right - above.left > below.right - below.left - 1)


class _Stretch:
    """Rows of one type at even distances, and the edges that they keep to."""

    def __init__(self, rows: Sequence[Row], column: Column, measures: Measures) -> None:
        self._rows = rows
        self._size = rows[0].size
        self._centre = (column.left + column.right) / 2
        self._left = min(row.left for row in rows)
        own = max(row.right for row in rows)
        self._right = own if len(rows) >= _FEWEST_ROWS_FOR_EDGE else max(own, column.right)
        if len(rows) < _FEWEST_ROWS_FOR_EDGE:
            self._left = min(self._left, column.left)
        self._heading = measures.is_larger(self._size) or all(row.bold for row in rows)
        self._hanging = self._is_hanging()

    def paragraphs(self) -> list[Paragraph]:
        """The paragraphs in order."""
        groups: list[list[Row]] = [[self._rows[0]]]
        for above, below in pairwise(self._rows):
            if self._begins(above, below):
                groups.append([])
            groups[-1].append(below)
        indents = not self._hanging and any(self._indented(row) for row in self._rows)
        return [Paragraph(tuple(rows), self._indented(rows[0]), self._is_full(rows[-1]), indents) for rows in groups]

    def _begins(self, above: Row, below: Row) -> bool:
        """True if a paragraph begins with the lower row."""
        if self._hyphenated(above):
            return False
        if below.words[0].mark_first or any(label_at(below.text, labels) for labels in _FRONT_LABELS):
            return True
        if is_names(above.text) or is_names(below.text):
            return not self._is_full(above)
        if self._heading or (self._is_centred(above) and self._is_centred(below)):
            return bool(_MARKER.match(below.text)) and not self._is_full(above)
        if _MARKER.match(below.text) and (ends_sentence(above.text) or self._had_room(above, below)):
            return True
        if self._hanging and not self._indented(below):
            return True
        if not self._hanging and self._indented(below) and not self._indented(above):
            return True
        return self._had_room(above, below) and self._may_end(above, below)

    def _may_end(self, above: Row, below: Row) -> bool:
        """A row that merely has room, in the middle of a sentence, is a wrapped address or a loose line."""
        small = below.text[:1].islower() and not ends_sentence(above.text)
        return not small or bool(_DASH.match(below.text))

    def _hyphenated(self, row: Row) -> bool:
        return row.text.endswith(_HYPHENS) and row.text[-2:-1].isalpha()

    def _indented(self, row: Row) -> bool:
        low, high = (share * self._size for share in _INDENT)
        return low <= row.left - self._left <= high

    def _is_full(self, row: Row) -> bool:
        return self._right - row.right < 1.5 * self._size

    def _is_centred(self, row: Row) -> bool:
        off = abs((row.left + row.right) / 2 - self._centre)
        if off < 1:
            return not self._is_full(row)
        return off < _CENTRED * self._size and row.left - self._left > self._size

    def _had_room(self, above: Row, below: Row) -> bool:
        """True if the lower row's first word would have fitted on the upper row."""
        room = self._right - above.right - _ROOM_TO_SPARE * self._size
        first = below.words[0]
        return room > first.right - first.left + _WIDTH_OF_SPACE * self._size

    def _is_hanging(self) -> bool:
        """True if entries begin at the edge and their further rows are set in, as in bibliographies."""
        inner = [row for row in self._rows if self._indented(row)]
        outer = [row for row in self._rows if not self._indented(row)]
        marked_inside = sum(bool(_MARKER.match(row.text)) for row in inner)
        if not inner or self._indented(self._rows[0]) or marked_inside > 0.4 * len(inner):
            return False
        wrapped = sum(self._wraps_at_edge(above, below) for above, below in pairwise(self._rows))
        marked = sum(bool(_MARKER.match(row.text)) for row in outer)
        return wrapped <= 0.2 * len(outer) and (marked > 0.6 * len(outer) or len(inner) > 1.5 * len(outer))

    def _wraps_at_edge(self, above: Row, below: Row) -> bool:
        """True if running text goes on at the edge, as it does not where further rows are set in."""
        at_edge = not self._indented(above) and not self._indented(below)
        return at_edge and not _MARKER.match(below.text) and not self._had_room(above, below)


def continues(before: Paragraph, after: Paragraph, measures: Measures) -> bool:
    """True if a paragraph goes on at the top of the next column or page."""
    if abs(before.size - after.size) >= SAME_SIZE or before.bold != after.bold or measures.is_larger(before.size):
        return False
    last, first = before.rows[-1].text, after.rows[0].text
    if last.endswith(_HYPHENS) and last[-2:-1].isalpha():
        return True
    if not before.full or after.indented:
        return False
    return not ends_sentence(last) or (before.indents and after.indents and not _MARKER.match(first))
