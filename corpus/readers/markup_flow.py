"""Text as it flows out of a document's tree: blocks with their looks and page breaks, and the Extract they make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.blocks import Kind
from corpus.errors import UnreadableFile
from corpus.readers.extract import Extract, Mark, RawPage
from corpus.record import Record

_WHITE = re.compile(r"[ \t\n\r\f]+")
_BREAKS = str.maketrans({"\r": " ", "\n": " ", "\f": " ", "\v": " "})
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_ROMAN = re.compile(r"^(?=.)x{0,3}(?:xl|l)?x{0,3}(?:ix|iv|v?i{0,3})$")
_PARTING = "\n\n"
# A share of letters: a mark or a comma may be set otherwise than the rest of a bold line.
_NEARLY_ALL = 0.95
_LONGEST_CELL = 1000

PageBreak = tuple[int, str | None]
"""The offset in a block's text at which a page begins, and the page's label where one is given."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text is set. `size` is in points."""

    bold: bool = False
    size: float = 12.0
    centred: bool = False
    raised: bool = False
    capitals: bool = False
    hidden: bool = False
    spaced: bool = False
    """White space and line ends are text, not layout."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before it is settled what is a heading. `listed` is true of list items, which are none by their looks."""

    kind: Kind
    text: str
    level: int = 1
    number: int | None = None
    bold: bool = False
    size: float = 12.0
    centred: bool = False
    listed: bool = False
    breaks: tuple[PageBreak, ...] = ()


class Flow:
    """Collects the text of one block."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._last = ""
        self._breaks: list[PageBreak] = []
        self._letters: Counter[tuple[bool, float, bool]] = Counter()

    def __bool__(self) -> bool:
        return bool(self._breaks) or any(not part.isspace() for part in self._parts)

    def add(self, text: str, look: Look) -> None:
        """Add text as it looks; white space is evened unless the look says that it counts."""
        if look.hidden or not text:
            return
        text = text.replace("\r", "") if look.spaced else _WHITE.sub(" ", text)
        if not look.spaced and (not self._last or self._last.isspace()):
            text = text.lstrip(" ")
        if look.raised and _is_raisable(text):
            text = text.translate(_RAISED)
        if look.capitals:
            text = text.upper()
        self._letters[look.bold, look.size, look.centred] += sum(char.isalnum() for char in text)
        self._append(text)

    def literal(self, text: str, look: Look) -> None:
        """Add text whose spaces all count and whose line ends do not."""
        self.add(text.translate(_BREAKS), replace(look, spaced=True))

    def new_line(self) -> None:
        """Begin another line of the same block."""
        if self._length:
            self._append("\n")

    def page(self, label: str | None = None) -> None:
        """Begin another page here."""
        self._breaks.append((self._length, label))

    def clear(self) -> None:
        """Forget the text, which is none of the document's; the pages that begin in it remain."""
        self._parts, self._length, self._last = [], 0, ""
        self._breaks = [(0, label) for _, label in self._breaks]
        self._letters.clear()

    def _append(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._last = text[-1]

    def draft(self, kind: Kind, *, level: int = 1, listed: bool = False) -> Draft:
        """Close the block. Its text may be empty while it still holds page breaks."""
        whole = "".join(self._parts)
        lead = len(whole) - len(whole.lstrip())
        text = whole.strip()
        letters = max(self._letters.total(), 1)
        sizes: Counter[float] = Counter()
        for (_, size, _), count in self._letters.items():
            sizes[size] += count
        return Draft(
            kind,
            text,
            level,
            bold=sum(n for (bold, _, _), n in self._letters.items() if bold) >= _NEARLY_ALL * letters,
            size=sizes.most_common(1)[0][0] if sizes else 12.0,
            centred=sum(n for (_, _, centred), n in self._letters.items() if centred) >= _NEARLY_ALL * letters,
            listed=listed,
            breaks=tuple((min(max(at - lead, 0), len(text)), label) for at, label in self._breaks),
        )


def _is_raisable(text: str) -> bool:
    return all(char.isspace() or char.translate(_RAISED) != char for char in text)


def table(rows: Iterable[Sequence[str]], breaks: Iterable[tuple[int, str | None]] = ()) -> Draft:
    """One row a line, cells parted by a tab. `breaks` are page breaks by the number of the row that they precede."""
    lines = ["\t".join(re.sub(r"\s+", " ", cell).strip() for cell in row) for row in rows]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1 if line.strip() else starts[-1])
    text = "\n".join(line for line in lines if line.strip())
    placed = tuple((min(starts[min(row, len(lines))], len(text)), label) for row, label in breaks)
    return Draft(Kind.TABLE, text, breaks=placed)


def is_tabular(rows: Sequence[Sequence[str]]) -> bool:
    """True if rows hold data, and are not a frame in which running text was laid out."""
    filled = [[cell for cell in row if cell.strip()] for row in rows]
    broad = sum(len(row) > 1 for row in filled)
    return broad > 1 and all(len(cell) <= _LONGEST_CELL for row in filled for cell in row)


def note_number(mark: str) -> int | None:
    """The number that a note is marked with, in figures or small Roman numerals; None for another sign."""
    bare = mark.strip(" \t\n[]().")
    if bare.isdecimal() and len(bare) < 5:
        return int(bare)
    if not _ROMAN.match(bare):
        return None
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[letter] for letter in bare]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def note(number: int | None, text: str) -> Draft:
    """A footnote or an endnote."""
    return Draft(Kind.NOTE, text.strip(), number=number)


def extract(
    file_name: str,
    drafts: Iterable[Draft],
    format_: str,
    *,
    encoding: str = "",
    properties: Record | None = None,
    record: Record | None = None,
) -> Extract:
    """Put the blocks one after another, notes at the end. Raises UnreadableFile when no block holds a word."""
    ordered = sorted(drafts, key=lambda draft: draft.kind is Kind.NOTE)
    text: list[str] = []
    marks: list[Mark] = []
    breaks: list[PageBreak] = []
    at = 0
    for draft in ordered:
        breaks += ((at + offset, label) for offset, label in draft.breaks)
        if not draft.text:
            continue
        marks.append(Mark(draft.kind, at, at + len(draft.text), draft.level, draft.number))
        text += (draft.text, _PARTING)
        at += len(draft.text) + len(_PARTING)
    whole = "".join(text)
    if not any(char.isalpha() for char in whole):
        raise UnreadableFile(file_name, "no words are found in it: it is empty or holds only pictures")
    return Extract(
        whole,
        format_,
        encoding,
        tuple(marks),
        _pages(breaks),
        properties if properties is not None else Record(),
        record if record is not None else Record(),
    )


def _pages(breaks: Sequence[PageBreak]) -> tuple[RawPage, ...]:
    if not breaks:
        return ()
    first = [] if breaks[0][0] == 0 else [(0, None)]
    return tuple(RawPage(start, place, label) for place, (start, label) in enumerate([*first, *breaks], 1))
