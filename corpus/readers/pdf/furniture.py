"""What a printer puts on every page besides the text: running heads and feet, and page numbers.

A head is a row near the top or the foot of its page that stands in the same place, with the same words, on a page
nearby; the page number in it may differ. A page number is one that grows from page to page as the pages do.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.readers.pdf.rows import Row

# How many rows from either end of a page may be furniture, how far a head may move, in points, and how far a foot
# stands from the text, as a share of its type size.
_OUTER_ROWS = 3
_SAME_PLACE = 4.0
_APART = 1.6
_FEWEST_CHARACTERS = 3
_OF_ALL = r"(?:\s?(?:/|из|of)\s?\d{1,4})?"
_LONE_NUMBER = re.compile(
    rf"^[\W_]*(?:стр\.?|с\.|p\.|page|б\.|бет)?[\W_]*(\d{{1,4}}){_OF_ALL}[\W_]*(?:бет)?[\W_]*$", re.IGNORECASE
)
_OUTER_NUMBER = re.compile(rf"^(\d{{1,4}})\b{_OF_ALL}|\b(\d{{1,4}}){_OF_ALL}$")
# Pages between which a number must have grown in step.
_NEIGHBOURS = (-2, -1, 1, 2)


@dataclass(frozen=True, slots=True)
class Furnished:
    """The rows of each page without furniture, and the number printed on each page, None where there is none."""

    pages: tuple[tuple[Row, ...], ...]
    printed: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class _Number:
    value: int
    row: int
    alone: bool


def without_furniture(pages: Sequence[Sequence[Row]]) -> Furnished:
    """Take running heads, running feet and page numbers out of the rows of pages, which go from the top down."""
    heads = _running_heads(pages)
    numbers = [_numbers(rows) for rows in pages]
    confirmed = [_confirmed(numbers, page) for page in range(len(pages))]
    kept = []
    for page, rows in enumerate(pages):
        gone = set(heads[page])
        number = confirmed[page]
        if number is not None and number.alone:
            gone.add(number.row)
        kept.append(tuple(row for index, row in enumerate(rows) if index not in gone))
    return Furnished(tuple(kept), _filled([number.value if number else None for number in confirmed]))


def _outer(rows: Sequence[Row]) -> Iterator[int]:
    """Indices of the first and the last rows."""
    count = len(rows)
    yield from range(min(_OUTER_ROWS, count))
    yield from range(max(_OUTER_ROWS, count - _OUTER_ROWS), count)


def _running_heads(pages: Sequence[Sequence[Row]]) -> list[set[int]]:
    """Indices of the rows of each page that come again on one nearby.

    Left and right pages may have heads of their own. What comes again only after several pages, such as a code above
    the title of each article, is text.
    """
    places: defaultdict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for page, rows in enumerate(pages):
        for index in _outer(rows):
            masked = _OUTER_NUMBER.sub("#", rows[index].text.casefold())
            if sum(char.isalnum() for char in masked) >= _FEWEST_CHARACTERS and _stands_apart(rows, index):
                places[masked].append((page, index, rows[index].baseline))
    heads: list[set[int]] = [set() for _ in pages]
    for found in places.values():
        for place, before in enumerate(found):
            for after in found[place + 1 : place + 1 + 2 * _OUTER_ROWS]:
                near = 0 < after[0] - before[0] <= _NEIGHBOURS[-1]
                if near and abs(after[2] - before[2]) <= _SAME_PLACE:
                    heads[before[0]].add(before[1])
                    heads[after[0]].add(after[1])
    return heads


def _stands_apart(rows: Sequence[Row], index: int) -> bool:
    """False for the last rows of running text or notes, which two pages may share ("Ibid.")."""
    row = rows[index]
    if row.words[0].mark_first:
        return False
    above = rows[index - 1].baseline - row.baseline if index else float("inf")
    return index < min(_OUTER_ROWS, len(rows) // 2) or above > _APART * row.size


def _numbers(rows: Sequence[Row]) -> list[_Number]:
    """Numbers that may be the page's: alone in an outer row, or at the start or the end of one."""
    found = []
    for index in _outer(rows):
        alone = _LONE_NUMBER.match(rows[index].text)
        if alone:
            found.append(_Number(int(alone.group(1)), index, alone=True))
        else:
            ends = _OUTER_NUMBER.finditer(rows[index].text)
            found += (_Number(int(end.group(1) or end.group(2)), index, alone=False) for end in ends)
    return sorted(found, key=lambda number: not number.alone)


def _confirmed(numbers: Sequence[Sequence[_Number]], page: int) -> _Number | None:
    """The number that grows in step with one on a page nearby; on the only page, one that stands alone."""
    if len(numbers) == 1:
        return next((number for number in numbers[0] if number.alone), None)
    for number in numbers[page]:
        for step in _NEIGHBOURS:
            there = numbers[page + step] if 0 <= page + step < len(numbers) else ()
            if any(other.value - number.value == step for other in there):
                return number
    return None


def _filled(printed: list[int | None]) -> tuple[int | None, ...]:
    """Number the pages between and around numbered ones where those on both sides agree (title pages often lack it)."""
    offsets = [None if value is None else value - page for page, value in enumerate(printed)]
    before = _nearest(offsets)
    after = list(reversed(_nearest(list(reversed(offsets)))))
    filled: list[int | None] = []
    for page, value in enumerate(printed):
        near = {offset for offset in (before[page], after[page]) if offset is not None}
        guess = page + near.pop() if len(near) == 1 else None
        filled.append(value if value is not None else guess if guess and guess > 0 else None)
    return tuple(filled)


def _nearest(offsets: Sequence[int | None]) -> list[int | None]:
    """The last offset known at each page."""
    last: int | None = None
    known = []
    for offset in offsets:
        last = offset if offset is not None else last
        known.append(last)
    return known
