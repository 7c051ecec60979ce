"""What a report is made of, whatever it is written in: sections of text, tables, plots and folds.

The parts of a report are put together from these once; HTML and Markdown are two ways to write them down. All texts are
plain: whoever writes them down escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from corpus import Language


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences; `lead` names what they are about, `quiet` ones are asides."""

    text: str
    lead: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A value and its interval on the scale from 0 to 1."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class TileValue:
    """One large number: what it says, its interval, and how many questions it rests on."""

    name: str
    value: str
    interval: str
    questions: str
    says: str
    bar: Bar
    hint: str = ""
    """The direction, where it is not the usual one."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A headline figure, or two that only make sense together."""

    title: str
    values: tuple[TileValue, ...]


@dataclass(frozen=True, slots=True)
class Tiles:
    """The headline figures; `legend` explains their bars, where these are drawn."""

    tiles: tuple[Tile, ...]
    legend: str
    columns: tuple[str, str, str]
    """Headings of the same as a table: figure, value, number of questions."""


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column; numbers are set flush right."""

    text: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text, a smaller line under it, and a name that stands as in the program (`code`)."""

    text: str
    detail: str = ""
    code: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A table's row, headed by its first cell; `quiet` when there is too little behind it."""

    cells: tuple[Cell, ...]
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with as many cells in each line as it has columns."""

    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing: trusted SVG made here, with its text alternative inside. Its data stand in a table beside it."""

    svg: str
    caption: str


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a list; `target` is the id of an entry that it leads to."""

    text: str
    detail: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Points:
    """A list under a few words; `short` points stand side by side where there is room."""

    items: tuple[Item, ...]
    label: str = ""
    short: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """A text that somebody else wrote, its lines kept; `lang` tells in which language."""

    text: str
    lang: Language | None = None
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved passage; `tag` is set on those that hold evidence, `marks` are the pieces to point out in it."""

    rank: int
    title: str
    lang: Language | None
    language: str
    text: str
    tag: str = ""
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passages:
    """Retrieved passages by rank."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Blocks under a small heading."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A plot and what belongs beside it."""

    plot: Plot
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks that are shown on demand."""

    summary: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One of many things of a kind, folded: `title` in its own language, a `tag`, and smaller facts."""

    id: str
    number: int
    title: str
    lang: Language
    tag: str
    facts: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading."""

    id: str
    title: str
    blocks: tuple[Block, ...]


Block: TypeAlias = (
    Paragraph | Tiles | Table | Plot | Points | Prose | Passages | Labelled | Beside | Fold | Entry | Section
)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something told in the head of the report."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says, in one line."""

    text: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report."""

    language: Language
    title: str
    kicker: str
    facts: tuple[Fact, ...]
    headline: Section
    sections: tuple[Section, ...]
    contents: str
    """Heading of the list of sections."""
    footer: str
    verdict: Verdict | None = field(default=None)
