"""From the blocks of one article to the article: its text, sections, record, and the way back to the file."""

from __future__ import annotations

import hashlib
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.article import Article, Note, Origins, PageMark, Section, Source, Span
from corpus.blocks import Block, Kind
from corpus.casing import in_sentence_case
from corpus.contacts import without_contacts
from corpus.languages import detect_language
from corpus.mapped import MappedText
from corpus.metadata import find_metadata, find_references
from corpus.readers import RawFile, RawPage
from corpus.record import Record, Reference

_SEPARATOR = "\n\n"
# What an article without a title is called: so many characters of its beginning.
_FIRST_WORDS = 100
_NO_EVIDENCE = {Kind.TITLE, Kind.HEADING, Kind.BYLINE, Kind.REFERENCE}


@dataclass(frozen=True, slots=True)
class FileContext:
    """What the articles of one file share."""

    raw: RawFile
    text: str
    """The text into which all original offsets point."""
    line_starts: array[int]
    pages: tuple[RawPage, ...] = ()
    running_heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of an article before its text is read.

    `first` wins over what the text tells, `last` only fills what the text leaves open.
    """

    first: Record
    last: Record
    references: tuple[Reference, ...] = ()


def letters_of(text: str) -> str:
    """Only the letters and digits of a text, in lower case: what stays when layout changes."""
    return "".join(char for char in text.casefold() if char.isalnum())


def printed_title(blocks: Sequence[Block]) -> str | None:
    """The printed title, if there is one."""
    title = next((block for block in blocks if block.kind is Kind.TITLE), None)
    return re.sub(r"\s+", " ", title.text) if title else None


def assemble(piece: Sequence[Block], given: Given, file: FileContext) -> Article:
    """Build an article. Its notes stand behind its text; everything else keeps the order of the file."""
    there = [block for block in piece if block.text]
    body = without_contacts([block for block in there if block.kind is not Kind.NOTE])
    notes = [block for block in there if block.kind is Kind.NOTE]
    blocks = [*body, *notes]
    whole = MappedText.join([block.content for block in blocks], _SEPARATOR)
    spans = _spans(blocks)
    told = replace(find_metadata(body, file.running_heads), title=printed_title(body))
    first_words = Record(title=re.sub(r"\s+", " ", blocks[0].text)[:_FIRST_WORDS])
    record = given.first.or_else(told).or_else(given.last).or_else(first_words)
    cased = in_sentence_case(record.title or "", whole.text)
    record = replace(record, cased_title=cased if cased != record.title else None)
    language = record.language or detect_language(whole.text)
    return Article(
        id=hashlib.sha256(letters_of(whole.text).encode()).hexdigest()[:12],
        record=replace(record, language=language),
        language=language,
        text=whole.text,
        source=_source(whole, spans, len(body), file),
        sections=_sections(body, spans),
        references=given.references or find_references(body),
        notes=tuple(
            Note(block.number, span)
            for block, span in zip(notes, spans[len(body) :], strict=True)
            if block.number is not None
        ),
        unsearched=tuple(span for block, span in zip(blocks, spans, strict=True) if _is_no_evidence(block)),
    )


def _is_no_evidence(block: Block) -> bool:
    return block.kind in _NO_EVIDENCE or (block.kind is Kind.NOTE and block.number is None)


def _spans(blocks: Sequence[Block]) -> list[Span]:
    spans = []
    at = 0
    for block in blocks:
        spans.append(Span(at, at + len(block.text)))
        at += len(block.text) + len(_SEPARATOR)
    return spans


def _sections(body: Sequence[Block], spans: Sequence[Span]) -> tuple[Section, ...]:
    """Each section runs to the next heading of its own or a higher level; the last ones to the end of the body."""
    end = spans[len(body) - 1].end if body else 0
    sections: list[Section] = []
    # From the last heading back: where the next one of each level begins.
    starts: dict[int, int] = {}
    for block, span in reversed(list(zip(body, spans, strict=False))):
        if block.kind is Kind.HEADING:
            later = min((start for level, start in starts.items() if level <= block.level), default=end)
            sections.append(Section(block.text.rstrip(".: "), block.level, Span(span.start, later)))
            starts = {level: start for level, start in starts.items() if level < block.level}
            starts[block.level] = span.start
    return tuple(reversed(sections))


def _source(whole: MappedText, spans: Sequence[Span], body: int, file: FileContext) -> Source:
    offsets = whole.offsets
    lines = file.line_starts
    # Within the body, and within each note, original offsets only rise.
    runs = [Span(0, spans[body - 1].end) if body else Span(0, 0), *spans[body:]]
    return Source(
        file_name=file.raw.name,
        sha256=file.raw.sha256,
        format=file.raw.format,
        encoding=file.raw.encoding,
        first_line=bisect_right(lines, min(offsets[run.start] for run in runs if len(run))),
        last_line=bisect_right(lines, max(offsets[run.end - 1] for run in runs if len(run))),
        origins=Origins.compare(whole.text, offsets, file.text),
        line_starts=lines,
        page_marks=tuple(mark for run in runs if len(run) for mark in _page_marks(offsets, run, file.pages)),
    )


def _page_marks(offsets: array[int], run: Span, pages: Sequence[RawPage]) -> Iterator[PageMark]:
    """Where each page begins in a run of clean characters whose original offsets rise."""
    first = max(bisect_right(pages, offsets[run.start], key=lambda page: page.start) - 1, 0)
    for page in pages[first:]:
        if page.start > offsets[run.end - 1]:
            break
        start = max(bisect_left(offsets, page.start, run.start, run.end), run.start)
        yield PageMark(start, page.label, page.physical or None)
