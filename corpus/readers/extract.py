"""What a reader makes of a file's bytes."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.blocks import Kind
from corpus.record import Record


@dataclass(frozen=True, slots=True)
class Mark:
    """What a format itself tells of a stretch of its text: a heading, a paragraph, a table and so on.

    `start` and `end` are offsets in the extracted text. `level` ranks headings, 1 the highest. `number` is the number
    of a note.
    """

    kind: Kind
    start: int
    end: int
    level: int = 1
    number: int | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """From offset `start` of the extracted text on: the page's place in the file, counted from 1, and its label."""

    start: int
    physical: int
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """A file's text before any cleaning, and what its format tells besides.

    Where `marks` is empty, the format tells nothing about blocks and they are found by layout; otherwise every mark
    is one block, in reading order, and text outside of marks is left aside.
    """

    text: str
    format: str
    encoding: str = ""
    marks: tuple[Mark, ...] = ()
    pages: tuple[RawPage, ...] = ()
    properties: Record = field(default_factory=Record)
    """What the file's own properties claim: the weakest source of a record."""
    record: Record = field(default_factory=Record)
    """What the text says of itself in a form made for machines, such as the `citation_title` of an HTML page."""
