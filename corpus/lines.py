"""Lines of a plain text file, with page numbers, running heads and note marks set aside.

Text pulled out of PDFs keeps the printed page's furniture. It is taken out here, before lines are joined, because a
page number that is still there when hyphens are joined ends up inside a word.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

_NUMBER = re.compile(r"\d{1,4}$")
_SENTENCE_END = re.compile(r"[.!?…]['\"»”’)\]]*$")
# A printed page of running text has at least 12 and at most 150 lines, blank ones included.
_LINES_PER_PAGE = (12, 150)
_ISSUE = re.compile(
    r"№|\bvol\b|\bт\.\s*\d|серия|вестник|хабаршы|журнал|journal|bulletin|\b(19|20)\d\d\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line with words on it. `start` is the original offset of its first visible character."""

    number: int
    start: int
    text: str
    blanks_before: int
    blanks_after: int
    starts_page: bool = False
    """True where the original had one leading space, which is how converters leave a page break."""

    @property
    def end(self) -> int:
        """Original offset just after the last visible character."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Lines:
    """What is left of a file's lines, and what was set aside."""

    lines: tuple[Line, ...]
    width: int
    """Length of a full line, in characters."""
    page_breaks: tuple[int, ...] = ()
    """Original offsets at which a page begins."""
    page_numbers: tuple[tuple[int, str], ...] = ()
    """(original offset, number) of each page number, which is printed at the end of its page."""
    running_heads: tuple[str, ...] = ()


def ends_sentence(text: str) -> bool:
    """True if a line closes a sentence."""
    return bool(_SENTENCE_END.search(text))


def split_lines(text: str) -> list[Line]:
    """Split a file at its line ends; blank lines are only counted."""
    raw = text.split("\n")
    found: list[Line] = []
    offset = blanks = 0
    for number, line in enumerate(raw, 1):
        stripped = line.strip()
        if stripped:
            lead = len(line) - len(line.lstrip())
            one_space = line[:1] == " " and lead == 1
            if found:
                found[-1] = replace(found[-1], blanks_after=blanks)
            found.append(Line(number, offset + lead, stripped, blanks, 0, one_space))
            blanks = 0
        else:
            blanks += 1
        offset += len(line) + 1
    if found:
        found[-1] = replace(found[-1], blanks_after=blanks)
    return found


def read_lines(text: str) -> Lines:
    """Split a file into lines and set its page furniture aside."""
    lines = split_lines(text)
    width = _full_width(lines)
    numbers = _page_numbers(lines)
    heads = _running_heads(lines, numbers)
    gone = numbers | heads
    kept: list[Line] = []
    page_start = False
    for index, line in enumerate(lines):
        if index in gone:
            page_start = page_start or index in numbers
            continue
        kept.append(replace(line, starts_page=line.starts_page or page_start))
        page_start = False
    return Lines(
        tuple(_even_out(_without_note_marks(kept))),
        width,
        tuple(line.start for line in kept if line.starts_page),
        tuple((lines[index].start, lines[index].text) for index in sorted(numbers)),
        tuple(lines[index].text for index in sorted(heads)),
    )


def _full_width(lines: list[Line]) -> int:
    """The length that the longest fifth of the lines reach: what a full line is."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(0.8 * len(lengths))] if lengths else 0


def _page_numbers(lines: list[Line]) -> set[int]:
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
    best: list[list[int]] = []
    for position, index in enumerate(candidates):
        chain = [index]
        for earlier in best[:position]:
            if len(earlier) >= len(chain) and _in_step(lines[earlier[-1]], lines[index]):
                chain = [*earlier, index]
        best.append(chain)
    return max(best, key=len, default=[])


def _in_step(before: Line, after: Line) -> bool:
    pages = int(after.text) - int(before.text)
    least, most = _LINES_PER_PAGE
    return pages > 0 and least * pages <= after.number - before.number <= most * pages


def _cuts_sentence(lines: list[Line], index: int) -> bool:
    """True if the text before a lone number is unfinished and the text after it goes on in lower case."""
    before = index - 1
    while before >= 0 and lines[before].blanks_before and lines[before].blanks_after:
        before -= 1  # over a running head
    after = index + 1
    if before < 0 or after >= len(lines):
        return False
    return not ends_sentence(lines[before].text) and lines[after].text[:1].islower()


def _running_heads(lines: list[Line], numbers: set[int]) -> set[int]:
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


def _without_note_marks(lines: list[Line]) -> list[Line]:
    """Take out footnote marks that stand on a line of their own, in rising order, in the middle of a sentence."""
    kept: list[Line] = []
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
            continue
        kept.append(line)
    return kept


def _even_out(lines: list[Line]) -> list[Line]:
    """In a file where nearly every line is followed by a blank one, a single blank line means nothing."""
    single = sum(line.blanks_before == 1 for line in lines)
    if len(lines) < 10 or single < 0.7 * len(lines):
        return lines
    return [
        replace(line, blanks_before=max(line.blanks_before - 1, 0), blanks_after=max(line.blanks_after - 1, 0))
        for line in lines
    ]
