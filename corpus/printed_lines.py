"""A plain text file as lines, with what interrupts them on the printed page set aside."""

from __future__ import annotations

from dataclasses import dataclass, replace

from corpus.asides import Aside, without_asides
from corpus.furniture import even_out, page_numbers, running_heads, without_note_marks
from corpus.lines import Line, full_width, split_lines


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
    asides: tuple[Aside, ...] = ()


def read_lines(text: str) -> Lines:
    """Split a file into lines and set its page furniture aside."""
    lines = split_lines(text)
    width = full_width(lines)
    numbers = page_numbers(lines)
    heads = running_heads(lines, numbers)
    gone = numbers | heads
    kept: list[Line] = []
    page_start = False
    for index, line in enumerate(lines):
        if index in gone:
            page_start = page_start or index in numbers
            continue
        kept.append(replace(line, starts_page=line.starts_page or page_start))
        page_start = False
    without_marks, marks = without_note_marks(kept)
    text_lines, asides = without_asides(even_out(without_marks), marks)
    return Lines(
        tuple(text_lines),
        width,
        tuple(line.start for line in kept if line.starts_page),
        tuple((lines[index].start, lines[index].text) for index in sorted(numbers)),
        tuple(lines[index].text for index in sorted(heads)),
        tuple(asides),
    )
