"""Tables in plain text: which lines are rows, and rows out of lines.

A converter leaves a table as short lines. A row that fits stands on one line; a cell that is too narrow for its words,
or for a figure with thousands, is cut into several lines, with a blank line at the cell's border.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.blocks import is_caption, is_section_name
from corpus.lines import Line, ends_sentence
from corpus.mapped import MappedText

_SHORT_ROW = 0.6
_FEWEST_ROWS = 4
_FEWEST_FIGURES = 3
# Below a caption even two rows are a table, and a row may be longer and end like a sentence.
_CAPTIONED_ROW = 0.72
_CAPTION_NUMBER = re.compile(
    r"^[^\W\d_]+\.?\s?(?:№\s?)?\d{1,3}(?:\.\d{1,2})?\s?(?:[.:–—-]|$|\s[–—-]?\s?[^\W\d_a-zа-яё])"
)
_NUMBER_FIRST = re.compile(r"^\d{1,2}\s?[-–]?\s?(?:кесте|сурет|сызба|таблица|рисунок)\b", re.IGNORECASE)
_SOURCE = re.compile(r"^[^\W\d_]+\s?\*{0,3}\s?[:–—*]")
_FIGURE = re.compile(r"^[-–—]$|^[<>~≈]?[+–-]?\d[\d.,]*%?$|^\(\d[\d.,]*%?\)$")
_THOUSANDS = re.compile(r"^\d{3}$")
_ENDS_IN_DIGITS = re.compile(r"(?:^|\s)\d{1,3}$")
_TOKEN = re.compile(r"\S+")

Clean = Callable[[MappedText], MappedText]


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line of a table as it stands in the file; `apart` where a blank line is before it."""

    content: MappedText
    apart: bool

    @property
    def text(self) -> str:
        """The line's text."""
        return self.content.text


def opens_caption(text: str) -> bool:
    """True if a line opens with "Table 1." and the like, or "Source:", and not with a sentence about a table."""
    if _NUMBER_FIRST.match(text):
        return True
    return is_caption(text) and bool(_CAPTION_NUMBER.match(text) or _SOURCE.match(text))


def figures(text: str) -> int:
    """How many words of a line are figures, or the dash of an empty cell."""
    return sum(bool(_FIGURE.match(word)) for word in text.split())


def is_row(line: Line, width: int, *, captioned: bool = False) -> bool:
    """True if a line looks like a row of a table or a piece of one, in a file whose full lines are `width` long."""
    if is_section_name(line.text) or opens_caption(line.text):
        return False
    if figures(line.text) >= _FEWEST_FIGURES and 2 * figures(line.text) >= len(line.text.split()):
        return True
    if captioned:
        return len(line.text) < _CAPTIONED_ROW * width
    return len(line.text) < _SHORT_ROW * width and not ends_sentence(line.text)


def rows_end(lines: Sequence[Line], first: int, stop: int, width: int, *, captioned: bool) -> int | None:
    """Index of the last of the rows that start at `first`, or None where there are too few for a table."""
    last = first
    while last < stop and is_row(lines[last], width, captioned=captioned):
        last += 1
    rows = last - first
    if captioned:
        return last - 1 if rows > 1 else None
    digits = sum(any(char.isdigit() for char in line.text) for line in lines[first:last])
    return last - 1 if rows >= _FEWEST_ROWS and digits >= rows / 3 else None


def rebuild(lines: Sequence[TableLine], clean: Clean) -> MappedText:
    """Put a table's lines together: one row a line, or one cell a line where only the cells can be told apart.

    Figures that were cut at the thousands are one figure again; their row's cells are parted by tabs.
    """
    if any(_is_cut_figure(lines, index) for index in range(1, len(lines))):
        return _figure_rows(lines, clean)
    groups = _groups(lines)
    # Cells of words are cut into several lines each; rows are not.
    wordy = len(groups) > 2 and sum(len(group) > 1 for group in groups) > len(groups) / 2
    wordy = wordy and not any(figures(line.text) for line in lines)
    rows = groups if wordy else [row for group in groups for row in _folded(group)]
    cleaned = [clean(MappedText.join([line.content for line in row], "\n")) for row in rows]
    return MappedText.join([row for row in cleaned if row.text], "\n")


def _groups(lines: Sequence[TableLine]) -> list[list[TableLine]]:
    groups: list[list[TableLine]] = []
    for line in lines:
        if line.apart or not groups:
            groups.append([])
        groups[-1].append(line)
    return groups


def _folded(group: Sequence[TableLine]) -> list[list[TableLine]]:
    """Rows of a group of lines: a line that goes on from the one before it belongs to the same row."""
    rows: list[list[TableLine]] = []
    for line in group:
        goes_on = bool(rows) and (rows[-1][-1].text.endswith(("-", "\u00ad")) or line.text[0].islower())
        if goes_on:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_cut_figure(lines: Sequence[TableLine], index: int) -> bool:
    """True if a line holds the last three digits of the figure at the end of the line before it."""
    line = lines[index]
    return not line.apart and bool(_THOUSANDS.match(line.text)) and bool(_ENDS_IN_DIGITS.search(lines[index - 1].text))


def _figure_rows(lines: Sequence[TableLine], clean: Clean) -> MappedText:
    rows: list[list[MappedText]] = []
    for index, line in enumerate(lines):
        if index and _is_cut_figure(lines, index):
            rows[-1][-1] = MappedText.join([rows[-1][-1], clean(line.content)], " ")
            continue
        cells = _cells(line, clean)
        words = line.text[0].isalpha()
        if rows and words and line.text[0].islower() and not line.apart:
            rows[-1][-1] = MappedText.join([rows[-1][-1], cells[0]], " ")
            rows[-1] += cells[1:]
        elif words or not rows or (len(rows[-1]) == 1 and len(cells) >= _FEWEST_FIGURES):
            rows.append(cells)
        else:
            rows[-1] += cells
    return MappedText.join([MappedText.join(cells, "\t") for cells in rows], "\n")


def _cells(line: TableLine, clean: Clean) -> list[MappedText]:
    """The words before the first figure as one cell, and each figure as one."""
    tokens = list(_TOKEN.finditer(line.text))
    label = next((i for i, token in enumerate(tokens) if _FIGURE.match(token.group())), len(tokens))
    spans = [(tokens[0].start(), tokens[label - 1].end())] if label else []
    spans += [token.span() for token in tokens[label:]]
    return [clean(line.content.slice(*span)) for span in spans]
