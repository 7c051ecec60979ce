"""What interrupts the text of a printed page: notes at its foot, and the addresses of links set apart by a converter.

They are taken out of the lines before paragraphs are built, so that a sentence that runs over the page's end is whole
again, and are kept to be set behind the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from corpus.lines import Line, ends_sentence

_NUMBER = re.compile(r"\d{1,3}$")
_NUMBERED = re.compile(r"(\d{1,3})\s?[.)]?\s+(?=[^\W\d_«\"“])")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")


@dataclass(frozen=True, slots=True)
class Aside:
    """Lines that stood between two parts of the text; `number` is a note's, None for a link's address."""

    number: int | None
    lines: tuple[Line, ...]


def without_asides(lines: list[Line], marks: Collection[int]) -> tuple[list[Line], list[Aside]]:
    """Take notes and links out of a file's lines; `marks` are the numbers of the note marks found in its text.

    Notes stand below a rule (a line of spaces, dashes or underscores), each opening with the number of a mark, up to
    the next blank line that is more than the file's usual spacing. Links are addresses on lines of their own that cut
    a sentence, or stand there twice.
    """
    kept: list[Line] = []
    asides: list[Aside] = []
    at = 0
    while at < len(lines):
        number = _note_number(lines, at) if lines[at].rule_before else None
        if number is not None and number in marks:
            at = _take_notes(lines, at, marks, asides)
        elif (end := _links_end(lines, at, kept)) > at:
            unique = {line.text: line for line in lines[at:end]}
            asides += [Aside(None, (line,)) for line in unique.values()]
            at = end
        else:
            kept.append(lines[at])
            at += 1
            continue
        if at < len(lines):
            # The sentence goes on over the gap that is left.
            lines[at] = replace(lines[at], blanks_before=min(lines[at].blanks_before, 1))
    return kept, asides


def _note_number(lines: list[Line], at: int) -> int | None:
    """The number that a note opens with, on a line of its own or before its text."""
    text = lines[at].text
    if _NUMBER.match(text):
        return int(text) if at + 1 < len(lines) else None
    numbered = _NUMBERED.match(text)
    return int(numbered.group(1)) if numbered else None


def _take_notes(lines: list[Line], at: int, marks: Collection[int], asides: list[Aside]) -> int:
    """Gather the notes from a rule on; return the index of the first line behind them."""
    note: list[Line] = []
    number = _note_number(lines, at)
    start = at
    while at < len(lines):
        line = lines[at]
        opens = _note_number(lines, at)
        following = opens is not None and (at == start or (opens == (number or 0) + 1 and opens in marks))
        if note and not following and line.blanks_before > 0:
            break
        if following:
            if note:
                asides.append(Aside(number, tuple(note)))
            number, note = opens, []
        if not (following and _NUMBER.match(line.text)):
            note.append(line)
        at += 1
    if note:
        asides.append(Aside(number, tuple(note)))
    return at


def _links_end(lines: list[Line], at: int, kept: list[Line]) -> int:
    """Index behind the addresses that start here and interrupt the text; `at` itself where they do not."""
    end = at
    while end < len(lines) and _ADDRESS.match(lines[end].text):
        end += 1
    if end == at or not kept or not lines[at].blanks_before:
        return at
    twice = len({line.text for line in lines[at:end]}) < end - at
    cuts = not ends_sentence(kept[-1].text) and end < len(lines) and lines[end].text[:1].islower()
    return end if twice or cuts else at
