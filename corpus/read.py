"""From a file on disk to its articles."""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from corpus.article import Article, Origins, PageMark, Section, Source, Span
from corpus.blocks import Block, Kind
from corpus.divide import divide
from corpus.errors import UnreadableFile
from corpus.hyphens import Vocabulary
from corpus.languages import detect_language
from corpus.layout_markdown import MarkdownLayout
from corpus.layout_marked import MarkedLayout
from corpus.layout_text import TextLayout
from corpus.lines import Lines, read_lines
from corpus.mapped import MappedText
from corpus.metadata import FrontMatter, find_metadata, find_references, front_matter
from corpus.pages import page_labels
from corpus.readers import RawFile, read_raw
from corpus.record import Record

_SEPARATOR = "\n\n"
_NO_EVIDENCE = {Kind.TITLE, Kind.HEADING, Kind.BYLINE, Kind.REFERENCE}


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file and the articles in it."""

    raw: RawFile
    articles: tuple[Article, ...]


def read_file(path: Path) -> ReadFile:
    """Read, clean and divide one file. Raises UnreadableFile with the file's name and the reason."""
    raw = read_raw(path)
    return ReadFile(raw, tuple(articles_in(raw)))


def articles_in(raw: RawFile) -> list[Article]:
    """Divide a file's text into articles; a file without titles is one article.

    An article that stands twice in the file is given once, from its first place there. Raises UnreadableFile
    when the front matter can't be read, or nothing but front matter and marks is there.
    """
    text = raw.text.replace("\r", "\n" if "\n" not in raw.text else " ")
    vocabulary = Vocabulary.of([text])
    given = front_matter(raw.name, text) if raw.format == "markdown" else FrontMatter()
    lines = Lines((), 0)
    if raw.extract.marks:
        blocks = MarkedLayout(text, raw.extract.marks, vocabulary).blocks()
    elif raw.format == "markdown":
        blocks = MarkdownLayout(text, vocabulary, given.end).blocks()
    else:
        lines = read_lines(text)
        blocks = TextLayout(text, lines, vocabulary).blocks()
    if not any(char.isalpha() for block in blocks for char in block.text):
        raise UnreadableFile(raw.name, "the file holds no words besides its marks and front matter")
    whole = _File(raw, text, lines)
    pieces = [_with_title(blocks, given.record.title)] if given.record.title else divide(blocks)
    articles: dict[str, Article] = {}
    for piece in pieces:
        article = _article(piece, given, whole)
        articles.setdefault(article.id, article)
    return list(articles.values())


class _File:
    """What the articles of one file share."""

    def __init__(self, raw: RawFile, text: str, lines: Lines) -> None:
        self.raw = raw
        self.text = text
        self.running_heads = lines.running_heads
        self.line_starts = array("i", accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
        self.pages = page_labels(lines.page_breaks, lines.page_numbers) if lines.page_numbers else []


def _with_title(blocks: list[Block], title: str) -> list[Block]:
    """A file whose front matter names its title is one article: other titles are headings."""
    kept = []
    for block in blocks:
        repeats = block.kind is Kind.TITLE and _letters(block.text) == _letters(title)
        kind = Kind.HEADING if block.kind is Kind.TITLE and not repeats else block.kind
        kept.append(Block(kind, block.content, block.level))
    return kept


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _article(piece: Sequence[Block], given: FrontMatter, file: _File) -> Article:
    blocks = [block for block in piece if block.text]
    whole = MappedText.join([block.content for block in blocks], _SEPARATOR)
    spans = _spans(blocks)
    body = max((b for b in blocks if b.kind is Kind.PARAGRAPH), key=lambda b: len(b.text), default=blocks[0])
    record = given.record.or_else(find_metadata(list(blocks), file.running_heads)).or_else(Record(title=_title(blocks)))
    language = record.language or detect_language(_body(blocks) or body.text)
    return Article(
        id=hashlib.sha256(_letters(whole.text).encode()).hexdigest()[:12],
        record=replace(record, language=language),
        language=language,
        text=whole.text,
        source=_source(whole, file),
        sections=_sections(blocks, spans),
        references=given.references or find_references(list(blocks)),
        unsearched=tuple(span for block, span in zip(blocks, spans, strict=True) if block.kind in _NO_EVIDENCE),
    )


def _spans(blocks: Sequence[Block]) -> list[Span]:
    spans = []
    at = 0
    for block in blocks:
        spans.append(Span(at, at + len(block.text)))
        at += len(block.text) + len(_SEPARATOR)
    return spans


def _title(blocks: Sequence[Block]) -> str:
    """The printed title, or the first words where there is none."""
    for block in blocks:
        if block.kind is Kind.TITLE:
            return re.sub(r"\s+", " ", block.text)
    return re.sub(r"\s+", " ", blocks[0].text)[:100]


def _body(blocks: Sequence[Block]) -> str:
    return " ".join(block.text for block in blocks if block.kind is Kind.PARAGRAPH)


def _sections(blocks: Sequence[Block], spans: Sequence[Span]) -> tuple[Section, ...]:
    end = spans[-1].end
    heads = [(block, span) for block, span in zip(blocks, spans, strict=True) if block.kind is Kind.HEADING]
    sections = []
    for position, (block, span) in enumerate(heads):
        later = (s.start for b, s in heads[position + 1 :] if b.level <= block.level)
        title = block.text.rstrip(".: ")
        sections.append(Section(title, block.level, Span(span.start, next(later, end))))
    return tuple(sections)


def _source(whole: MappedText, file: _File) -> Source:
    offsets = whole.offsets
    lines = file.line_starts
    marks = [PageMark(bisect_left(offsets, start), label) for start, label in file.pages if start <= offsets[-1]]
    return Source(
        file_name=file.raw.name,
        sha256=file.raw.sha256,
        format=file.raw.format,
        encoding=file.raw.encoding,
        first_line=bisect_left(lines, offsets[0] + 1),
        last_line=bisect_left(lines, offsets[-1] + 1),
        origins=Origins.compare(whole.text, offsets, file.text),
        line_starts=lines,
        page_marks=tuple(marks),
    )


__all__ = ["ReadFile", "articles_in", "read_file"]
