"""The order in which the rows of a page are read: one column or two, with titles and tables across both.

A gutter is sought where many rows begin after a gap: to its left and its right there must stand rows that mostly fill
their side. Rows that lie across the gutter part the page into bands; in each band the left column comes first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from corpus.readers.pdf.rows import Row, Word

# A gap this wide, as a share of the type size, may be a gutter; between words it is seldom so wide.
_GUTTER_GAP = 0.8
_WORD_GAP_AT_MOST = 0.6
# Where a gutter of two columns may lie, as a share of the text's width.
_GUTTER_WITHIN = (0.3, 0.7)
_FEWEST_ROWS = 5
_FULL = 0.55


@dataclass(frozen=True, slots=True)
class Column:
    """Rows that stand one below the other, from the top down."""

    rows: tuple[Row, ...]

    @property
    def left(self) -> float:
        """Its left edge."""
        return min(row.left for row in self.rows)

    @property
    def right(self) -> float:
        """Its right edge."""
        return max(row.right for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Split:
    """A row as a gutter parts it; `across` where it does not."""

    across: Row | None = None
    left: Row | None = None
    right: Row | None = None


def columns_of(pages: Sequence[Sequence[Row]]) -> list[list[Column]]:
    """Return for each page its columns in reading order. A page with little text takes another page's gutter."""
    gutters = [_gutter(rows, _candidates(rows), _FEWEST_ROWS) for rows in pages]
    known = [x for x, _ in Counter(round(gutter, 1) for gutter in gutters if gutter is not None).most_common(4)]
    found = []
    for rows, gutter in zip(pages, gutters, strict=True):
        gutter_here = gutter if gutter is not None else _gutter(rows, known, 1)
        found.append(_in_order(rows, gutter_here))
    return found


def _candidates(rows: Sequence[Row]) -> list[float]:
    """Places just left of where several rows begin anew, in the middle of the page."""
    if len(rows) < _FEWEST_ROWS:
        return []
    left, right = min(row.left for row in rows), max(row.right for row in rows)
    low, high = (left + share * (right - left) for share in _GUTTER_WITHIN)
    starts: Counter[int] = Counter()
    for row in rows:
        for before, word in zip((None, *row.words), row.words, strict=False):
            if low < word.left < high and (before is None or word.left - before.right >= _GUTTER_GAP * row.size):
                starts[round(word.left / 2)] += 1
    return [2 * start - 2.0 for start, count in starts.most_common(6) if count >= 3]


def _gutter(rows: Sequence[Row], candidates: Sequence[float], fewest: int) -> float | None:
    """The candidate with the most rows on both of its sides; None if none parts the page."""
    best, most = None, fewest - 1
    for x in candidates:
        splits = [_split(row, x) for row in rows]
        lefts = [split.left for split in splits if split.left]
        rights = [split.right for split in splits if split.right]
        both = sum(_shorter_side(band) for band in _bands(splits))
        if both > most and _is_full(lefts, min(row.left for row in rows), x) and _is_full(rights, x, None):
            best, most = x, both
    return best


def _shorter_side(band: Sequence[_Split]) -> int:
    return min(sum(split.left is not None for split in band), sum(split.right is not None for split in band))


def _bands(splits: Sequence[_Split]) -> list[list[_Split]]:
    """Runs of rows between those that lie across; those are bands of their own."""
    bands: list[list[_Split]] = []
    for split in splits:
        if not bands or (split.across is None) != (bands[-1][-1].across is None):
            bands.append([])
        bands[-1].append(split)
    return bands


def _is_full(side: Sequence[Row], left: float, right: float | None) -> bool:
    """True if rows of text fill one side; the cells of a table don't."""
    if not side:
        return False
    edge = max(row.right for row in side) if right is None else right
    return median(row.right - row.left for row in side) > _FULL * (edge - left)


def _split(row: Row, x: float) -> _Split:
    left: list[Word] = []
    right: list[Word] = []
    for word in row.words:
        if word.left < x - 1 and word.right > x + 1:
            return _Split(across=row)
        (left if (word.left + word.right) / 2 < x else right).append(word)
    if left and right and right[0].left - left[-1].right < _WORD_GAP_AT_MOST * row.size:
        return _Split(across=row)
    return _Split(
        left=row.with_words(left) if left else None,
        right=row.with_words(right) if right else None,
    )


def _in_order(rows: Sequence[Row], gutter: float | None) -> list[Column]:
    if not rows:
        return []
    if gutter is None:
        return [Column(tuple(rows))]
    columns: list[Column] = []
    for band in _bands([_split(row, gutter) for row in rows]):
        across = [split.across for split in band if split.across]
        lefts = [split.left for split in band if split.left]
        rights = [split.right for split in band if split.right]
        if across:
            columns.append(Column(tuple(across)))
            continue
        if columns:
            lefts = _without_last_of_above(columns, lefts, rights)
        columns += (Column(tuple(side)) for side in (lefts, rights) if side)
    return columns


def _without_last_of_above(columns: list[Column], lefts: list[Row], rights: list[Row]) -> list[Row]:
    """Give the short last row of a text across both columns back to it: it only looks like one of the left column."""
    above = columns[-1].rows[-1]
    top = rights[0].baseline if rights else float("-inf")
    if not lefts or lefts[0].baseline - top < 0.5 * above.size or abs(lefts[0].size - above.size) > 0.2:
        return lefts
    if above.baseline - lefts[0].baseline > 1.5 * above.size:
        return lefts
    columns[-1] = Column((*columns[-1].rows, lefts[0]))
    return lefts[1:]
