"""What a printed page holds besides its text: page numbers, running heads, note marks.

Text pulled out of PDFs keeps them. They are taken out before lines are joined, because a page number that is still
there when hyphens are joined ends up inside a word.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from corpus.lines import Line, ends_sentence

_NUMBER = re.compile(r"\d{1,4}$")
# So many lone numbers back the page before is looked for: a table of figures may hold thousands.
_NEAR = 200
# Between two parts of a sentence there is at most a page number and a running head or two.
_MOST_BETWEEN = 4
# A printed page of running text has at least 12 and at most 150 lines, blank ones included.
_LINES_PER_PAGE = (12, 150)
_ISSUE = re.compile(
    r"№|\bvol\b|\bт\.\s*\d|серия|вестник|хабаршы|журнал|journal|bulletin|\b(19|20)\d\d\b", re.IGNORECASE
)


def page_numbers(lines: list[Line]) -> set[int]:
    """Indices of stray page numbers: alone among blank lines, rising in step with the position in the file."""
    alone = [
        index
        for index, line in enumerate(lines)
        if _NUMBER.match(line.text) and line.blanks_before and line.blanks_after
    ]
    chain = _longest_chain(lines, alone)
    if len(chain) > 1:
        return set(chain)
    return {index for index in alone if _cuts_sentence(lines, index)}


def _longest_chain(lines: list[Line], candidates: list[int]) -> list[int]:
    """The longest run of candidates in which each number follows from the one before it, page by page."""
    lengths = [1] * len(candidates)
    before: list[int | None] = [None] * len(candidates)
    for position, index in enumerate(candidates):
        for earlier in range(max(0, position - _NEAR), position):
            if lengths[earlier] >= lengths[position] and _in_step(lines[candidates[earlier]], lines[index]):
                lengths[position], before[position] = lengths[earlier] + 1, earlier
    at = max(range(len(candidates)), key=lengths.__getitem__, default=None)
    chain: list[int] = []
    while at is not None:
        chain.append(candidates[at])
        at = before[at]
    return chain[::-1]


def _in_step(before: Line, after: Line) -> bool:
    pages = int(after.text) - int(before.text)
    least, most = _LINES_PER_PAGE
    return pages > 0 and least * pages <= after.number - before.number <= most * pages


def _cuts_sentence(lines: list[Line], index: int) -> bool:
    """True if the text before a lone number is unfinished and the text after it goes on in lower case."""
    before = index - 1
    while (
        index - before <= _MOST_BETWEEN and before >= 0 and lines[before].blanks_before and lines[before].blanks_after
    ):
        before -= 1  # over a running head
    after = index + 1
    if before < 0 or after >= len(lines):
        return False
    return not ends_sentence(lines[before].text) and lines[after].text[:1].islower()


def running_heads(lines: list[Line], numbers: set[int]) -> set[int]:
    """Indices of lines that stand alone next to a page number and repeat, or name a journal's issue."""
    texts = Counter(line.text for line in lines)
    heads = set()
    for number in numbers:
        for index in (number - 1, number + 1):
            if not 0 <= index < len(lines) or index in numbers:
                continue
            line = lines[index]
            alone = line.blanks_before and line.blanks_after
            if alone and (texts[line.text] > 1 or _ISSUE.search(line.text)) and not ends_sentence(line.text[:-2]):
                heads.add(index)
    return heads


def without_note_marks(lines: list[Line]) -> tuple[list[Line], set[int]]:
    """Take out footnote marks that stand on a line of their own, in rising order, in the middle of a sentence.

    Returns the lines that are left, and the numbers that were taken out.
    """
    kept: list[Line] = []
    taken: set[int] = set()
    last = 0
    for index, line in enumerate(lines):
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        goes_on = following[:1] in ".,;:)–—-»" or following[:1].islower()
        if (
            _NUMBER.match(line.text)
            and not line.blanks_before
            and kept
            and not ends_sentence(kept[-1].text)
            and not kept[-1].text[-1].isdigit()
            and last < int(line.text) <= last + 3
            and goes_on
        ):
            last = int(line.text)
            taken.add(last)
            continue
        kept.append(line)
    return kept, taken


def even_out(lines: list[Line]) -> list[Line]:
    """In a file where nearly every line is followed by a blank one, a single blank line means nothing."""
    single = sum(line.blanks_before == 1 for line in lines)
    if len(lines) < 10 or single < 0.7 * len(lines):
        return lines
    return [
        replace(line, blanks_before=max(line.blanks_before - 1, 0), blanks_after=max(line.blanks_after - 1, 0))
        for line in lines
    ]
