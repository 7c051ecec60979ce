"""A report as one Markdown file. Drawings are left out: their data stand in tables beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from eval.report.blocks import (
    Beside,
    Block,
    Cell,
    Document,
    Entry,
    Fold,
    Item,
    Labelled,
    Paragraph,
    Passage,
    Passages,
    Plot,
    Points,
    Prose,
    Section,
    Table,
    Tiles,
)
from eval.report.escape import printable

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~#$&!^]")
# Signs that begin a list, a rule or a heading where they begin a line.
_OPENING = re.compile(r"^(?:(\d+)(?=[.)])|(?=[-+=]))")


def markdown_of(document: Document) -> str:
    """Write a report down."""
    facts = "\n".join(f"- **{escape(fact.label)}:** {escape(fact.value)}" for fact in document.facts)
    verdict = (
        f"**{'✓' if document.verdict.passed else '✗'} {escape(document.verdict.text)}**" if document.verdict else ""
    )
    blocks = (_block(section, 2) for section in (document.headline, *document.sections))
    head = f"# {escape(document.title)}"
    return _joined([escape(document.kicker), head, facts, verdict, *blocks, "---", escape(document.footer)]) + "\n"


def escape(text: str) -> str:
    """Return Markdown, on one line, that shows `text` character for character."""
    line = " ".join(printable(text).split())
    return _OPENING.sub(r"\1\\", _SPECIAL.sub(r"\\\g<0>", line))


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part)


def _block(block: Block, level: int) -> str:
    """Markdown of a block; headings inside it begin at this level."""
    match block:
        case Section():
            return _joined([f"{'#' * level} {escape(block.title)}", _blocks(block.blocks, level + 1)])
        case Beside():
            return _joined([_block(block.plot, level), _blocks(block.blocks, level)])
        case Fold():
            return _fold(block, level)
        case Labelled():
            return _joined([f"{'#' * level} {escape(block.label)}", _blocks(block.blocks, level + 1)])
        case Entry():
            return _entry(block, level)
        case _:
            return _leaf(block)


def _blocks(blocks: Iterable[Block], level: int) -> str:
    return _joined(_block(block, level) for block in blocks)


def _fold(fold: Fold, level: int) -> str:
    """There is nothing to fold in Markdown; a lone table has the fold's words for its caption."""
    if all(isinstance(block, Table) for block in fold.blocks):
        return _blocks(fold.blocks, level)
    return _joined([f"**{escape(fold.summary)}**", _blocks(fold.blocks, level)])


def _entry(entry: Entry, level: int) -> str:
    facts = " · ".join(escape(fact) for fact in entry.facts)
    return _joined(
        [
            f"{'#' * level} {entry.number}. {escape(entry.title)}",
            f"**{escape(entry.tag)}** · {facts}",
            _blocks(entry.blocks, level + 1),
        ]
    )


def _leaf(block: Block) -> str:
    """Markdown of a block that holds no other."""
    match block:
        case Paragraph():
            return f"**{escape(block.lead)}.** {escape(block.text)}" if block.lead else escape(block.text)
        case Tiles():
            return _tiles(block)
        case Table():
            return _table(block)
        case Plot():
            return ""
        case Points():
            return _joined(
                [
                    f"**{escape(block.label)}**" if block.label else "",
                    "\n".join(f"- {_item(item)}" for item in block.items),
                ]
            )
        case Prose():
            return _quoted(_prose(block.text)) if block.quoted else _prose(block.text)
        case Passages():
            return _joined(map(_passage, block.passages))
        case _:
            raise TypeError(f"{type(block).__name__} can't be written as Markdown")


def _tiles(tiles: Tiles) -> str:
    lines = [
        (
            escape(
                " ".join(part for part in (f"{value.name}: {value.says}", value.hint and f"({value.hint})") if part)
            ),
            f"**{escape(value.value)}** ({escape(value.interval)})",
            escape(value.questions),
        )
        for tile in tiles.tiles
        for value in tile.values
    ]
    return _grid([escape(column) for column in tiles.columns], [False, True, True], lines)


def _table(table: Table) -> str:
    lines = [(_head_cell(line.cells[0]), *(_cell(cell) for cell in line.cells[1:])) for line in table.lines]
    grid = _grid([escape(column.text) for column in table.columns], [column.number for column in table.columns], lines)
    return _joined([f"**{escape(table.caption)}**", grid])


def _grid(head: Sequence[str], numbers: Sequence[bool], lines: Iterable[Sequence[str]]) -> str:
    rule = ["--:" if number else "---" for number in numbers]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, rule, *lines))


def _head_cell(cell: Cell) -> str:
    name = " ".join(part for part in (escape(cell.text), _code(cell.code)) if part)
    return f"{name}: {escape(cell.detail)}" if cell.detail else name


def _cell(cell: Cell) -> str:
    text = f"**{escape(cell.text)}**" if cell.strong and cell.text else escape(cell.text)
    return " ".join(part for part in (text, _code(cell.code), escape(cell.detail)) if part)


def _code(name: str) -> str:
    """A name as in the program; backticks and bars in it would end the code or the cell."""
    return escape(name) if not name or set(name) & set("`|\n\\") else f"`{name}`"


def _item(item: Item) -> str:
    return f"{escape(item.text)}: {escape(item.detail)}" if item.detail else escape(item.text)


def _prose(text: str) -> str:
    """Paragraphs that keep their lines."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    return _joined("\\\n".join(escape(line) for line in each.splitlines() if line.strip()) for each in paragraphs)


def _quoted(markdown: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in markdown.splitlines())


def _passage(passage: Passage) -> str:
    language = f" ({escape(passage.language)})" if passage.language else ""
    tag = f" – **{escape(passage.tag)}**" if passage.tag else ""
    head = f"{passage.rank}. {escape(passage.title)}{language}{tag}"
    inner = "\n".join(f"   {line}".rstrip() for line in _quoted(_prose(passage.text)).splitlines())
    return _joined([head, inner])
