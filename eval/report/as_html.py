"""A report as one HTML file: styles and drawings inside, no script, nothing to load."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from eval.report.blocks import (
    Bar,
    Beside,
    Block,
    Cell,
    Document,
    Entry,
    Fold,
    Item,
    Labelled,
    Line,
    Paragraph,
    Passage,
    Passages,
    Plot,
    Points,
    Prose,
    Section,
    Table,
    Tile,
    Tiles,
    TileValue,
)
from eval.report.escape import escape

_STYLE = Path(__file__).with_name("style.css")
_BAR_WIDTH, _BAR_HEIGHT = 200.0, 10.0


def html_of(document: Document) -> str:
    """Write a report down."""
    title = escape(f"{document.title} – {document.kicker}")
    writer = _Writer()
    headline = writer.block(document.headline, 2)
    sections = "\n".join(writer.block(section, 2) for section in document.sections)
    return (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE.read_text(encoding='utf-8')}</style>\n</head>\n<body>\n"
        f"{_header(document)}\n<main>\n{headline}\n{_contents(document)}\n{sections}\n</main>\n"
        f"<footer><p>{escape(document.footer)}</p></footer>\n</body>\n</html>\n"
    )


def _header(document: Document) -> str:
    facts = "".join(f"<div><dt>{escape(fact.label)}</dt><dd>{escape(fact.value)}</dd></div>" for fact in document.facts)
    verdict = ""
    if document.verdict:
        kind, sign = ("passed", "✓") if document.verdict.passed else ("failed", "✗")
        verdict = (
            f'<p class="verdict {kind}"><span aria-hidden="true">{sign} </span>{escape(document.verdict.text)}</p>'
        )
    return (
        f'<header>\n<p class="kicker">{escape(document.kicker)}</p>\n<h1>{escape(document.title)}</h1>\n'
        f'<dl class="facts">{facts}</dl>\n{verdict}</header>'
    )


def _contents(document: Document) -> str:
    links = "".join(f'<li><a href="#{each.id}">{escape(each.title)}</a></li>' for each in document.sections)
    return f'<nav aria-label="{escape(document.contents)}"><ol>{links}</ol></nav>'


def _lang(lang: str | None) -> str:
    return f' lang="{lang}"' if lang else ""


class _Writer:
    """Writes blocks, and numbers the tables so that each region is named by its own caption."""

    def __init__(self) -> None:
        self._tables = count(1)

    def block(self, block: Block, level: int) -> str:
        """HTML of a block; headings inside it begin at this level."""
        match block:
            case Section():
                return self._section(block, level)
            case Beside():
                return f'<div class="beside">{_plot(block.plot)}<div>{self._blocks(block.blocks, level)}</div></div>'
            case Fold():
                inner = self._blocks(block.blocks, level)
                return f"<details><summary>{escape(block.summary)}</summary>{inner}</details>"
            case Labelled():
                inner = self._blocks(block.blocks, level + 1)
                return f'<div class="labelled"><h{level}>{escape(block.label)}</h{level}>{inner}</div>'
            case Entry():
                return self._entry(block, level)
            case Table():
                return self._table(block)
            case _:
                return _leaf(block, level)

    def _blocks(self, blocks: Iterable[Block], level: int) -> str:
        return "".join(self.block(block, level) for block in blocks)

    def _section(self, section: Section, level: int) -> str:
        return (
            f'<section id="{section.id}" aria-labelledby="{section.id}-title">'
            f'<h{level} id="{section.id}-title">{escape(section.title)}</h{level}>'
            f"{self._blocks(section.blocks, level + 1)}</section>"
        )

    def _entry(self, entry: Entry, level: int) -> str:
        facts = " · ".join(escape(fact) for fact in entry.facts)
        return (
            f'<details class="entry" id="{entry.id}"><summary><h{level}><span class="place">{entry.number}.</span> '
            f"<span{_lang(entry.lang)}>{escape(entry.title)}</span></h{level}> "
            f'<span class="about"><span class="tag">{escape(entry.tag)}</span> {facts}</span></summary>'
            f"{self._blocks(entry.blocks, level + 1)}</details>"
        )

    def _table(self, table: Table) -> str:
        name = f"table-{next(self._tables)}"
        head = "".join(
            f'<th scope="col"{_class("number", column.number)}>{escape(column.text)}</th>' for column in table.columns
        )
        lines = "".join(_line(line, table) for line in table.lines)
        return (
            f'<div class="scroll" role="region" aria-labelledby="{name}" tabindex="0"><table>'
            f'<caption id="{name}"><span>{escape(table.caption)}</span></caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
        )


def _class(name: str, applies: bool) -> str:
    return f' class="{name}"' if applies else ""


def _line(line: Line, table: Table) -> str:
    head, *cells = line.cells
    row = f'<th scope="row">{_cell(head)}</th>' + "".join(
        f"<td{_class('number', column.number)}>{_cell(cell)}</td>"
        for cell, column in zip(cells, table.columns[1:], strict=True)
    )
    return f'<tr class="few">{row}</tr>' if line.quiet else f"<tr>{row}</tr>"


def _cell(cell: Cell) -> str:
    text = f"<strong>{escape(cell.text)}</strong>" if cell.strong else escape(cell.text)
    code = f"<code>{escape(cell.code)}</code>" if cell.code else ""
    detail = f'<span class="detail">{escape(cell.detail)}</span>' if cell.detail else ""
    return " ".join(part for part in (text, code, detail) if part)


def _leaf(block: Block, level: int) -> str:
    """HTML of a block that holds no other."""
    match block:
        case Paragraph():
            lead = f"<strong>{escape(block.lead)}.</strong> " if block.lead else ""
            return f"<p{_class('quiet', block.quiet)}>{lead}{escape(block.text)}</p>"
        case Tiles():
            tiles = "".join(_tile(tile, level) for tile in block.tiles)
            return f'<div class="tiles">{tiles}</div><p class="quiet">{escape(block.legend)}</p>'
        case Plot():
            return _plot(block)
        case Points():
            return _points(block)
        case Prose():
            inner = f'<p class="prose"{_lang(block.lang)}>{escape(block.text.strip())}</p>'
            return f"<blockquote>{inner}</blockquote>" if block.quoted else inner
        case Passages():
            return f'<ol class="passages">{"".join(map(_passage, block.passages))}</ol>'
        case _:
            raise TypeError(f"{type(block).__name__} can't be written as HTML")


def _plot(plot: Plot) -> str:
    return f"<figure>{plot.svg}<figcaption>{escape(plot.caption)}</figcaption></figure>"


def _tile(tile: Tile, level: int) -> str:
    values = "".join(map(_tile_value, tile.values))
    return f'<div class="tile"><h{level}>{escape(tile.title)}</h{level}><div class="values">{values}</div></div>'


def _tile_value(value: TileValue) -> str:
    hint = f" ({escape(value.hint)})" if value.hint else ""
    return (
        f'<div><p class="figure">{escape(value.value)}</p>{_bar(value.bar)}'
        f'<p class="interval"><span>{escape(value.interval)}</span> <span>{escape(value.questions)}</span></p>'
        f'<p class="says">{escape(value.says)}{hint}</p></div>'
    )


def _bar(bar: Bar) -> str:
    """The interval on the scale from 0 to 1; its numbers stand beside it, so it is not for screen readers."""
    low = bar.value if bar.low is None else bar.low
    high = bar.value if bar.high is None else bar.high
    left, right, at = (_BAR_WIDTH * min(max(value, 0.0), 1.0) for value in (low, high, bar.value))
    mark = min(max(at - 1, 0.0), _BAR_WIDTH - 2)
    return (
        f'<svg class="bar" viewBox="0 0 {_BAR_WIDTH:g} {_BAR_HEIGHT:g}" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="scale" x="0" y="4" width="{_BAR_WIDTH:g}" height="2"/>'
        f'<rect class="range" x="{left:.2f}" y="2" width="{right - left:.2f}" height="6"/>'
        f'<rect class="at" x="{mark:.2f}" y="0" width="2" height="{_BAR_HEIGHT:g}"/></svg>'
    )


def _points(points: Points) -> str:
    label = f'<p class="label">{escape(points.label)}</p>' if points.label else ""
    items = "".join(f"<li>{_item(item)}</li>" for item in points.items)
    return f"{label}<ul{_class('short', points.short)}>{items}</ul>"


def _item(item: Item) -> str:
    text = escape(item.text)
    linked = f'<a href="#{item.target}">{text}</a>' if item.target else text
    return f'{linked} <span class="detail">{escape(item.detail)}</span>' if item.detail else linked


def _passage(passage: Passage) -> str:
    """A folded passage; those that hold evidence are open, with the evidence marked."""
    tag = f' <span class="tag holds">{escape(passage.tag)}</span>' if passage.tag else ""
    language = f' <span class="detail">{escape(passage.language)}</span>' if passage.language else ""
    return (
        f'<li value="{passage.rank}"><details{" open" if passage.tag else ""}><summary>'
        f"<span{_lang(passage.lang)}>{escape(passage.title)}</span>{language}{tag}</summary>"
        f'<blockquote><p class="prose"{_lang(passage.lang)}>{marked(passage.text.strip(), passage.marks)}</p>'
        "</blockquote></details></li>"
    )


def marked(text: str, pieces: Iterable[str]) -> str:
    """Return HTML of a text with these pieces of it marked, whatever blanks stand between their words."""
    patterns = (r"\s+".join(map(re.escape, piece.split())) for piece in pieces if piece.strip())
    spans = sorted(found.span() for pattern in patterns for found in re.finditer(pattern, text))
    parts, at = [], 0
    for start, end in spans:
        if start >= at:
            parts += [escape(text[at:start]), f"<mark>{escape(text[start:end])}</mark>"]
            at = end
    return "".join([*parts, escape(text[at:])])
