"""Rows of a column that form a table: cells that stand below one another, with wide gaps between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.pdf.rows import Row

# The least gap between two cells, as a share of the type size, and how far the edges of a table's column may differ.
_CELL_GAP = 1.2
_NARROW_GAP = 0.35
_ALIGNED = 4.0
# Rows this far apart, as a share of the type size, are no longer one table.
_ROW_GAP = 4.0
_ROW_STEP = 1.35
_MARKER = re.compile(r"^(?:[•▪●○*–—-]|\[?\d{1,3}[\].)]{0,2}|[^\W\d_][.)])$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A stretch of a row without a wide gap."""

    text: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a table, in order; the cells of a row are parted by a tab. `page` is that of the first row."""

    lines: tuple[str, ...]
    page: int


def tables_in(rows: Sequence[Row]) -> list[Row | Table]:
    """Replace each run of rows that forms a table by that table; the other rows stay."""
    cells = [_cells(row) for row in rows]
    found: list[Row | Table] = []
    at = 0
    while at < len(rows):
        end = _table_end(rows, cells, at)
        if end > at:
            found.append(Table(_lines(_resplit(rows[at:end], cells[at:end])), rows[at].page))
            at = end
        else:
            found.append(rows[at])
            at += 1
    return found


def _cells(row: Row, columns: Sequence[Cell] = ()) -> list[Cell]:
    """Part a row at its wide gaps, and at narrower ones before a known column; a list's number or bullet is no cell."""
    parts = [[row.words[0]]]
    for word in row.words[1:]:
        gap = (word.left - parts[-1][-1].right) / row.size
        starts = any(abs(word.left - column.left) < _ALIGNED / 2 for column in columns[1:])
        if gap >= _CELL_GAP or (starts and gap >= _NARROW_GAP):
            parts.append([])
        parts[-1].append(word)
    if len(parts) > 1 and _MARKER.match(" ".join(word.text for word in parts[0])) and len(parts) == 2:
        parts = [[*parts[0], *parts[1]]]
    cells = [Cell(" ".join(w.text for w in part if w.text), part[0].left, part[-1].right) for part in parts]
    return [cell for cell in cells if cell.text]


def _table_end(rows: Sequence[Row], cells: Sequence[list[Cell]], start: int) -> int:
    """The index after the last row of the table that begins at `start`; `start` itself if none does."""
    if len(cells[start]) < 2:
        return start
    columns = list(cells[start])
    last, end, tabular = start, start + 1, 1
    while end < len(rows) and rows[end - 1].baseline - rows[end].baseline < _ROW_GAP * rows[end].size:
        here = cells[end]
        if len(here) > 1 and _alignment(columns, here) >= 1:
            last, tabular = end, tabular + 1
            columns = _wider(columns, here)
        elif not (len(here) == 1 and _in_one_column(columns, here[0])):
            break
        elif here[0].left > columns[1].left - _ALIGNED or _goes_on(rows[end - 1], rows[end]):
            last = end  # the rest of a cell
        end += 1
    return last + 1 if tabular >= 3 or (tabular == 2 and len(columns) > 2) else start


def _goes_on(above: Row, below: Row) -> bool:
    """True for a row in small letters close below another."""
    return below.text[:1].islower() and above.baseline - below.baseline < _ROW_STEP * below.size


def _resplit(rows: Sequence[Row], cells: Sequence[list[Cell]]) -> list[list[Cell]]:
    """Part rows again, now that the columns are known: a long cell may reach close to the next one."""
    widest = max(cells, key=len)
    return [_cells(row, widest) for row in rows]


def _alignment(columns: Sequence[Cell], here: Sequence[Cell]) -> int:
    """How many cells, the first column's aside, stand below one of the columns."""
    return sum(any(_aligned(column, cell) for column in columns[1:]) for cell in here)


def _aligned(one: Cell, other: Cell) -> bool:
    middles = abs(one.left + one.right - other.left - other.right) / 2
    return min(abs(one.left - other.left), abs(one.right - other.right), middles) <= _ALIGNED


def _wider(columns: Sequence[Cell], here: Sequence[Cell]) -> list[Cell]:
    """The row with the most cells shows the columns best."""
    return list(here) if len(here) > len(columns) else list(columns)


def _in_one_column(columns: Sequence[Cell], cell: Cell) -> bool:
    """True if a lone cell fits between its column's start and the next column's."""
    for column, following in zip(columns, (*columns[1:], None), strict=True):
        if _aligned(column, cell):
            return following is None or cell.right < following.left
    return False


def _lines(rows: Sequence[list[Cell]]) -> tuple[str, ...]:
    """One line a row; a row that leaves the first column empty, or goes on in small letters, continues the last one."""
    widest = max(rows, key=len)
    table: list[list[str]] = []
    for row in rows:
        places = _placed(row, widest)
        goes_on = 0 not in places or (all(text[:1].islower() for text in places.values()) and len(places) < len(widest))
        if not table or not goes_on:
            table.append([""] * len(widest))
        for place, text in places.items():
            table[-1][place] = _continued(table[-1][place], text)
    return tuple("\t".join(line).strip("\t") for line in table)


def _placed(row: Sequence[Cell], columns: Sequence[Cell]) -> dict[int, str]:
    """The cells of a row by the column that they stand nearest to."""
    places: dict[int, str] = {}
    for cell in row:
        nearest = min(range(len(columns)), key=lambda i: _distance(columns[i], cell))
        places[nearest] = _continued(places.get(nearest, ""), cell.text)
    return places


def _distance(column: Cell, cell: Cell) -> float:
    middles = abs(column.left + column.right - cell.left - cell.right) / 2
    return min(abs(column.left - cell.left), abs(column.right - cell.right), middles)


def _continued(before: str, after: str) -> str:
    if before.endswith("-") and before[-2:-1].isalpha() and after[:1].islower():
        return before[:-1] + after
    return f"{before} {after}".strip()
