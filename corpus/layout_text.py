"""Plain text into blocks, by typography alone: line lengths, capitals, blank lines, sentence ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.asides import Aside
from corpus.blocks import (
    LIST_ITEM,
    Block,
    Kind,
    bare_name,
    is_affiliation,
    is_all_capitals,
    is_bibliography_name,
    is_in_capitals,
    is_names,
    is_section_name,
    is_unstopped,
    is_years,
    may_head,
)
from corpus.clean import clean
from corpus.hyphens import Vocabulary
from corpus.languages import all_of
from corpus.lines import Line, ends_sentence
from corpus.mapped import MappedText
from corpus.printed_lines import Lines
from corpus.tables import TableLine, opens_caption, rebuild, rows_end

_HYPHENATED = re.compile(r"[^\W\d_][-\u2010\u00ac\u00ad]$")
_ENTRY = re.compile(r"^\[?\d{1,3}[\].)]")
_LONGEST_HEADING = 120
# Bylines run to a handful of lines: names, posts, a university over two lines.
_LONGEST_BYLINE = 8
_TITLE_GAP = 4
_LONGEST_TITLE = 5
_LONGEST_STOPPED_TITLE = 150
# A paragraph's first line is indented, so that much room at its end proves nothing yet.
_CLEAR_ROOM = 8
_LONGEST_CAPTION = 250
_MOST_COLUMN_NAMES = 3
_OPENING_QUOTES = "«“\"'"
_SHORT_LINE = 0.6


@dataclass(frozen=True, slots=True)
class _Piece:
    """Some consecutive lines that make one block."""

    kind: Kind
    first: int
    last: int


class TextLayout:
    """Groups the lines of one file into blocks."""

    def __init__(self, text: str, lines: Lines, vocabulary: Vocabulary) -> None:
        self._text = text
        self._lines = lines.lines
        self._width = lines.width
        self._asides = lines.asides
        self._vocabulary = vocabulary

    def blocks(self) -> list[Block]:
        """Return the file's blocks in order; a note stands behind the block that its page's text ends in."""
        pieces = self._with_paragraphs(self._titles())
        asides = list(self._asides)
        found: list[Block] = []
        for number, piece in enumerate(pieces):
            found += self._split_run_in(self._block(piece))
            end = self._lines[pieces[number + 1].first].start if number + 1 < len(pieces) else len(self._text)
            while asides and asides[0].lines[0].start < end:
                found.append(self._note(asides.pop(0)))
        return found

    # Titles and the bylines before them

    def _titles(self) -> list[_Piece]:
        found: list[_Piece] = []
        index = 0
        while index < len(self._lines):
            last = self._title_end(index)
            if last is None:
                index += 1
                continue
            text = " ".join(line.text for line in self._lines[index : last + 1])
            kind = Kind.HEADING if index and is_section_name(text) else Kind.TITLE
            byline = self._byline_start(index) if kind is Kind.TITLE else index
            if byline < index:
                found.append(_Piece(Kind.BYLINE, byline, index - 1))
            found.append(_Piece(kind, index, last))
            index = last + 1
        if not found and self._lines:
            end = self._first_block_end()
            if not self._is_text(end):
                found.append(_Piece(Kind.TITLE, 0, end))
        elif found and found[0].first and not any(p.first == 0 for p in found):
            start = self._first_block_end()
            if start < found[0].first and not ends_sentence(self._lines[start].text):
                found.insert(0, _Piece(Kind.TITLE, 0, start))
        return found

    def _is_text(self, end: int) -> bool:
        """True if the first block, which ends at this line, is running text: all there is, or too long for a title."""
        text = self._joined(0, end)
        return (
            end >= _LONGEST_TITLE
            or end + 1 == len(self._lines)
            or (len(text) > _LONGEST_STOPPED_TITLE and text[-1] == ".")
        )

    def _title_end(self, index: int) -> int | None:
        """Index of the last line of a title in capitals that starts here, or None."""
        line = self._lines[index]
        if not is_in_capitals(line.text) or not self._may_open(index):
            return None
        last = index
        while last + 1 < len(self._lines):
            following = self._lines[last + 1]
            if following.blanks_before > _TITLE_GAP or not (
                is_all_capitals(following.text) or is_years(following.text)
            ):
                break
            last += 1
        return last

    def _may_open(self, index: int) -> bool:
        """A title stands at a page's top, or after a sentence end, a blank line or a byline."""
        if index == 0 or self._lines[index].starts_page:
            return True
        before = self._lines[index - 1]
        return self._lines[index].blanks_before > 0 and (ends_sentence(before.text) or self._looks_like_byline(before))

    def _looks_like_byline(self, line: Line) -> bool:
        return is_names(line.text) or is_affiliation(line.text) or len(line.text) < _SHORT_LINE * self._width

    def _byline_start(self, title: int) -> int:
        """Index of the line of names that opens the article whose title starts here; the title's own without one.

        The search goes back from the title over short lines, at most to the top of the page.
        """
        if self._lines[title].starts_page:
            return title
        start = title
        for index in range(title - 1, max(title - 1 - _LONGEST_BYLINE, -1), -1):
            line = self._lines[index]
            if ends_sentence(line.text) and not is_names(line.text):
                break
            if is_names(line.text):
                start = index
            if line.starts_page:
                break
        return start

    def _first_block_end(self) -> int:
        """Index of the last line of the first block, which is the title where none is in capitals."""
        last = 0
        while last + 1 < len(self._lines) and last < _LONGEST_TITLE:
            following = self._lines[last + 1]
            new_block = following.starts_page or following.blanks_before > 0
            if new_block or (self._has_room(last) and not following.text[0].islower()):
                break
            last += 1
        return last

    # Everything between the titles

    def _with_paragraphs(self, titles: list[_Piece]) -> list[_Piece]:
        pieces: list[_Piece] = []
        at = 0
        for title in titles:
            pieces += self._paragraphs(at, title.first)
            pieces.append(title)
            at = title.last + 1
        return pieces + self._paragraphs(at, len(self._lines))

    def _paragraphs(self, first: int, stop: int) -> list[_Piece]:
        pieces: list[_Piece] = []
        at = first
        references = False
        while at < stop:
            last, kind = self._next_piece(at, stop, references)
            if kind is Kind.HEADING:
                references = is_bibliography_name(self._joined(at, last))
            pieces.append(_Piece(kind, at, last))
            at = last + 1
        return pieces

    def _next_piece(self, at: int, stop: int, references: bool) -> tuple[int, Kind]:
        """Index of the last line of the block that starts at `at`, and what the block is."""
        if self._is_byline(at):
            return at, Kind.BYLINE
        heading = self._heading_end(at, stop)
        if heading is not None:
            rows = self._rows_below(at, heading, stop)
            return (heading, Kind.HEADING) if rows is None else (self._with_sources(rows, stop), Kind.TABLE)
        if references:
            return self._entry_end(at, stop), Kind.REFERENCE
        table = self._table_end(at, stop)
        if table is not None:
            return table, Kind.TABLE
        return self._paragraph_end(at, stop), Kind.PARAGRAPH

    def _paragraph_end(self, at: int, stop: int) -> int:
        last = at
        while last + 1 < stop and self._continues(last):
            last += 1
        return last

    def _joined(self, first: int, last: int) -> str:
        return " ".join(line.text for line in self._lines[first : last + 1])

    def _room(self, index: int) -> int:
        """Characters left on a line after the next line's first word, had it been put there; negative if none."""
        if index + 1 >= len(self._lines):
            return self._width
        word = self._lines[index + 1].text.split(maxsplit=1)[0]
        return self._width - len(self._lines[index].text) - 1 - len(word)

    def _has_room(self, index: int) -> bool:
        """True if the next line's first word would still have fitted on this line: the break was meant."""
        return self._room(index) > 2

    def _is_byline(self, index: int) -> bool:
        """True for a line of names that stands by itself, not for a list of names inside a paragraph."""
        line = self._lines[index]
        if not is_names(line.text):
            return False
        apart = index == 0 or line.starts_page or line.blanks_before or ends_sentence(self._lines[index - 1].text)
        return bool(apart) and (self._has_room(index) or self._lines[index + 1].blanks_before > 0)

    def _continues(self, index: int) -> bool:
        """True if the next line belongs to the same paragraph."""
        line, following = self._lines[index], self._lines[index + 1]
        if _HYPHENATED.search(line.text):
            return True
        if self._is_byline(index + 1) or self._heading_end(index + 1, len(self._lines)) is not None:
            return False
        closed = ends_sentence(line.text)
        if following.blanks_before:
            return not closed and (following.text[0].islower() or not self._has_room(index))
        if LIST_ITEM.match(following.text) and line.text[-1] in ":;.":
            return False
        return not (closed and self._has_room(index))

    def _heading_end(self, at: int, stop: int) -> int | None:
        """Index of the last line of a heading that starts here, or None.

        A heading follows a finished sentence and has no closing stop, and a sentence starts after it. Its last line
        leaves room for the next word, unless white space sets it off; it may run over two lines.
        """
        first = self._lines[at]
        if at + 1 >= stop or (at and not self._closes(self._lines[at - 1], first)):
            return None
        if bare_name(first.text) in _NAMES and len(first.text) < _LONGEST_HEADING:
            return at
        if not may_head(first.text) or opens_caption(first.text) or self._rows_end(at, stop) is not None:
            return None
        if at + 1 < stop and opens_caption(self._lines[at + 1].text):
            return None  # a stray word before a caption
        if self._two_line_heading(at, stop):
            return at + 1
        after_heading = at > 0 and is_section_name(self._lines[at - 1].text)
        set_off = first.blanks_before > 0 or first.starts_page or after_heading
        if set_off and self._ends_heading(at, at, stop):
            return at
        full = first.blanks_before > 1 and is_unstopped(first.text) and not is_in_capitals(self._lines[at - 1].text)
        full = full or (after_heading and first.text[-1] == "?")
        return at if full and self._opens_sentence(at + 1) else None

    def _two_line_heading(self, at: int, stop: int) -> bool:
        """True if a heading fills this line and ends on the next."""
        first = self._lines[at]
        if at + 1 >= stop or not (first.blanks_before or first.starts_page):
            return False
        runs_on = self._room(at) < _CLEAR_ROOM or self._lines[at + 1].text[0].islower()
        sure = first.blanks_before > 1 or first.starts_page or self._room(at + 1) > self._width / 2
        return sure and runs_on and is_unstopped(first.text) and self._ends_heading(at, at + 1, stop)

    def _ends_heading(self, first: int, last: int, stop: int) -> bool:
        """True if these lines are no sentence, the last leaves clear room, and a sentence starts after it."""
        if last + 1 >= stop or self._room(last) < _CLEAR_ROOM or not self._opens_sentence(last + 1):
            return False
        text = self._joined(first, last)
        label = (
            text[-1] == ":" and last == first and self._lines[first].blanks_before + self._lines[first].starts_page > 0
        )
        return len(text) <= _LONGEST_HEADING and (is_unstopped(text) or (label and self._room(last) > self._width / 2))

    def _opens_sentence(self, index: int) -> bool:
        text = self._lines[index].text
        return text[0].isupper() or text[0].isdigit() or text[0] in _OPENING_QUOTES

    def _closes(self, before: Line, line: Line) -> bool:
        return (
            ends_sentence(before.text)
            or line.blanks_before > 0
            or is_section_name(before.text)
            or before.text[-1] == ":"
        )

    def _rows_end(self, at: int, stop: int, *, captioned: bool = False) -> int | None:
        return rows_end(self._lines, at, stop, self._width, captioned=captioned)

    def _rows_below(self, first: int, last: int, stop: int) -> int | None:
        """Index of the last row of a table that has a heading for a caption, with a line or two of column names."""
        if is_section_name(self._joined(first, last)):
            return None
        names = range(1, 1 + _MOST_COLUMN_NAMES)
        found = (self._rows_end(last + skipped, stop) for skipped in names if last + skipped < stop)
        return next((end for end in found if end is not None), None)

    def _caption_end(self, at: int, stop: int) -> int:
        """Index of the last line of a caption or a source, which ends where a line has room left."""
        last = at
        while last + 1 < stop and self._continues(last):
            following = self._lines[last + 1].text
            apart = self._room(last) >= _CLEAR_ROOM and not following[0].islower()
            if apart or opens_caption(following):
                break
            last += 1
        return last if len(self._joined(at, last)) <= _LONGEST_CAPTION else at

    def _table_end(self, at: int, stop: int) -> int | None:
        """Index of the last line of the table or figure that starts here with its caption or its rows, or None."""
        if not opens_caption(self._lines[at].text):
            rows = self._rows_end(at, stop)
            return None if rows is None else self._with_sources(rows, stop)
        caption = self._caption_end(at, stop)
        rows = self._rows_end(caption + 1, stop, captioned=True)
        return self._with_sources(caption if rows is None else rows, stop)

    def _with_sources(self, last: int, stop: int) -> int:
        """Index of the last line of the source or note that stands below a table's last row, else of that row."""
        while last + 1 < stop and opens_caption(self._lines[last + 1].text):
            following = self._caption_end(last + 1, stop)
            if self._rows_end(following + 1, stop, captioned=True) is not None:
                break  # the caption of the next table
            last = following
        return last

    def _entry_end(self, at: int, stop: int) -> int:
        """Index of the last line of a bibliography entry: up to a blank line or the next number."""
        last = at
        while last + 1 < stop:
            following = self._lines[last + 1]
            tail = following.text.startswith("http") or _HYPHENATED.search(self._lines[last].text)
            if _ENTRY.match(following.text) or (following.blanks_before and not tail):
                break
            last += 1
        return last

    # Lines into blocks

    def _block(self, piece: _Piece) -> Block:
        lines = self._lines[piece.first : piece.last + 1]
        parts = [MappedText.original(self._text[line.start : line.end], line.start) for line in lines]
        if piece.kind is Kind.TABLE:
            return Block(piece.kind, self._table(piece, parts))
        if piece.kind is Kind.BYLINE:
            cleaned = [clean(part, self._vocabulary) for part in parts]
            return Block(piece.kind, MappedText.join(cleaned, "\n"))
        return Block(piece.kind, clean(MappedText.join(parts, "\n"), self._vocabulary))

    def _note(self, aside: Aside) -> Block:
        parts = [MappedText.original(self._text[line.start : line.end], line.start) for line in aside.lines]
        return Block(Kind.NOTE, self._clean(MappedText.join(parts, "\n")), number=aside.number)

    def _table(self, piece: _Piece, parts: Sequence[MappedText]) -> MappedText:
        """A caption, the rows and a source, each on lines of their own."""
        first, stop = piece.first, piece.last + 1
        done: list[MappedText] = []
        at = first
        while at < stop:
            end = self._caption_end(at, stop) if opens_caption(self._lines[at].text) else at
            if end > at or opens_caption(self._lines[at].text):
                done.append(self._clean(MappedText.join(parts[at - first : end - first + 1], "\n")))
                at = end + 1
                continue
            while end < stop and not opens_caption(self._lines[end].text):
                end += 1
            rows = [TableLine(parts[i - first], self._lines[i].blanks_before > 0) for i in range(at, end)]
            done.append(rebuild(rows, self._clean))
            at = end
        return MappedText.join([part for part in done if part.text], "\n")

    def _clean(self, part: MappedText) -> MappedText:
        return clean(part, self._vocabulary)

    def _split_run_in(self, block: Block) -> list[Block]:
        """Part a usual section name from the paragraph that it opens: "Введение. Актуальность темы …"."""
        if block.kind is not Kind.PARAGRAPH:
            return [block]
        match = _RUN_IN.match(block.text)
        if not match or match.group(1).casefold() not in _NAMES:
            return [block]
        heading = block.content.slice(0, match.end(1))
        return [
            Block(Kind.HEADING, heading),
            Block(block.kind, block.content.slice(match.end(), len(block.content))),
        ]


_RUN_IN = re.compile(r"([^\W\d_]+(?: [^\W\d_]+){0,4})\s?[.:]\s+(?=[^\W\d_a-zа-яё])")
_NAMES = all_of("section_names") | all_of("bibliography_names")
