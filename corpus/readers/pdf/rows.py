"""From the characters of a page to words and rows of words, by place alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from corpus.readers.pdf.glyphs import Glyph

# Shares of the type size.
_SAME_BASELINE = 0.15
_WORD_GAP = 0.15
_RAISED_AT_MOST = 0.65
_ATTACHED = 0.35
_SMALLER = 0.87
_MARK = re.compile(r"[\d*†‡,;)]+$")
_UNITS = {"м", "км", "см", "мм", "дм", "m", "km", "cm", "mm"}
_POWERS = {"2": "²", "3": "³"}


@dataclass(frozen=True, slots=True)
class Word:
    """Characters without a space between them; `mark` is a raised figure of a note, which is no part of the text.

    `mark_first` tells that the figure stands before the letters, as it does where a note begins.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool
    mark: str = ""
    mark_first: bool = False


@dataclass(frozen=True)
class Row:
    """Words that stand on one baseline, from left to right. `page` is the page's place in the file, from 0."""

    words: tuple[Word, ...]
    page: int = 0

    @cached_property
    def text(self) -> str:
        """The words with one space between them, without the marks of notes."""
        return " ".join(word.text for word in self.words if word.text)

    @property
    def left(self) -> float:
        """Where the first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the last word ends."""
        return self.words[-1].right

    @cached_property
    def size(self) -> float:
        """The type size of most characters."""
        sizes: Counter[float] = Counter()
        for word in self.words:
            sizes[round(word.size, 1)] += len(word.text) + len(word.mark)
        return sizes.most_common(1)[0][0]

    @cached_property
    def baseline(self) -> float:
        """The baseline of the first word in that size."""
        return next((word.baseline for word in self.words if round(word.size, 1) == self.size), self.words[0].baseline)

    @cached_property
    def bold(self) -> bool:
        """True if every word with a letter in it is bold."""
        lettered = [word for word in self.words if any(char.isalpha() for char in word.text)]
        return bool(lettered) and all(word.bold for word in lettered)

    def with_words(self, words: Iterable[Word]) -> Row:
        """The same row with other words."""
        return Row(tuple(words), self.page)


def rows_of(glyphs: Iterable[Glyph], page: int = 0) -> list[Row]:
    """Group characters into rows from the top of the page down; raised and lowered ones go with their word."""
    lines = _attached(_baselines(glyphs))
    rows = (Row(tuple(_words(line)), page) for line in lines)
    return [row for row in rows if row.words]


def _baselines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Characters of the same baseline, sorted from left to right."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: -g.baseline):
        if lines and lines[-1][0].baseline - glyph.baseline <= _SAME_BASELINE * glyph.size:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    for line in lines:
        line.sort(key=lambda g: g.left)
    return lines


def _attached(lines: list[list[Glyph]]) -> list[list[Glyph]]:
    """Move small characters that hang on a word of the line below or above into that line."""
    for index, line in enumerate(lines):
        for other, level in ((index + 1, 1), (index - 1, -1)):
            if 0 <= other < len(lines) and lines[other]:
                line[:] = _left_over(line, lines[other], level)
    return [line for line in lines if line]


def _left_over(line: list[Glyph], base: list[Glyph], level: int) -> list[Glyph]:
    """Give to `base` what hangs on it; return the rest of the line."""
    tallest = max(glyph.size for glyph in base)
    near = line and abs(line[0].baseline - base[0].baseline) < _RAISED_AT_MOST * tallest
    if not near or all(glyph.size > _SMALLER * tallest for glyph in line):
        return line
    rest: list[Glyph] = []
    taken: list[Glyph] = []
    for run in _runs(line):
        (taken if _hangs_on(run, base) else rest).extend(run)
    if taken:
        base.extend(glyph._replace(level=level) for glyph in taken)
        base.sort(key=lambda g: g.left)
    return rest


def _runs(line: list[Glyph]) -> list[list[Glyph]]:
    """Characters that follow each other closely."""
    runs: list[list[Glyph]] = []
    for glyph in line:
        if runs and glyph.left - runs[-1][-1].right < _WORD_GAP * glyph.size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _hangs_on(run: list[Glyph], base: list[Glyph]) -> bool:
    size = max(glyph.size for glyph in run)
    return any(
        not glyph.level
        and size < _SMALLER * glyph.size
        and min(abs(run[0].left - glyph.right), abs(glyph.left - run[-1].right)) < _ATTACHED * glyph.size
        for glyph in base
    )


def _words(line: Sequence[Glyph]) -> list[Word]:
    """Part a line into words at its spaces and at gaps."""
    gap_at = _word_gap(line)
    words: list[list[Glyph]] = [[]]
    for glyph in line:
        if glyph.text.isspace():
            words.append([])
            continue
        before = words[-1]
        if before and glyph.left - before[-1].right > gap_at * max(glyph.size, before[-1].size):
            words.append([])
        words[-1].append(glyph)
    return [_word(glyphs) for glyphs in words if glyphs]


def _word_gap(line: Sequence[Glyph]) -> float:
    """The least gap between two words, as a share of the type size; wider where all letters stand apart."""
    gaps = [b.left - a.right for a, b in pairwise(line) if a.text.isalpha() and b.text.isalpha()]
    usual = median(gaps) / line[0].size if len(gaps) > 3 else 0.0
    return max(_WORD_GAP, 2.2 * usual)


def _word(glyphs: list[Glyph]) -> Word:
    text = ""
    mark = ""
    for glyph in glyphs:
        if glyph.level != 1:
            text += glyph.text
        elif text.casefold() in _UNITS and glyph.text in _POWERS:
            text += _POWERS[glyph.text]
        elif _MARK.match(glyph.text):
            mark += glyph.text
        else:
            text += glyph.text
    plain = [glyph for glyph in glyphs if not glyph.level] or glyphs
    text = text[:-1].replace("\u00ad", "") + text[-1:].replace("\u00ad", "-")
    return Word(
        text,
        glyphs[0].left,
        max(glyph.right for glyph in glyphs),
        plain[0].baseline,
        max(glyph.size for glyph in plain),
        all(glyph.bold for glyph in plain),
        mark,
        bool(mark) and glyphs[0].level == 1,
    )
