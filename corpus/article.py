"""The nouns of a collection: articles, where they come from, and the passages they are read in.

Offsets are counted in characters. A *clean* offset points into `Article.text`; an *original* offset points into
the decoded text of the source file, before any cleaning. `Origins` leads from the first to the second.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.record import LANGUAGES, Language, Record, Reference


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters, `start` included and `end` not."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span must have 0 <= start <= end, not start={self.start}, end={self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def cut(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """Return the span moved by `by` characters."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True)
class Origins:
    """Where each character of a clean text stood in the original.

    `offsets[i]` is the original offset of clean character i. A character that cleaning added (a space between two
    joined lines) carries the offset of the place where it was added. `cuts` are the clean offsets before which letters
    or digits were taken out: a page number, a note mark. `mended` holds, by clean offset, the letter that the file
    prints where cleaning put another that looks the same.
    """

    offsets: array[int]
    cuts: array[int] = field(default_factory=lambda: array("i"))
    mended: dict[int, str] = field(default_factory=dict)

    @classmethod
    def compare(cls, clean: str, offsets: array[int], original: str) -> Origins:
        """Find the cuts and the mended letters by holding a clean text against its original."""
        cuts = array("i")
        mended = {}
        at = -1
        for index, (char, offset) in enumerate(zip(clean, offsets, strict=True)):
            # A note stands in the file before the end of the text that it is set behind.
            back = offset < at
            if back or (offset > at + 1 and at >= 0 and any(c.isalnum() for c in original[at + 1 : offset])):
                cuts.append(index)
            at = offset
            if char.isalnum() and original[offset] != char:
                mended[index] = original[offset]
        return cls(offsets, cuts, mended)

    def segments(self, span: Span) -> list[Span]:
        """Original spans that together hold the letters and digits of a clean span, in order."""
        borders = [span.start, *(cut for cut in self.cuts if span.start < cut < span.end), span.end]
        return [
            Span(self.offsets[start], self.offsets[end - 1] + 1)
            for start, end in zip(borders, borders[1:], strict=False)
            if end > start
        ]

    def is_whole(self, span: Span) -> bool:
        """True if a clean span stands in the original in one piece, with nothing taken out of its middle."""
        at = bisect_right(self.cuts, span.start)
        return at == len(self.cuts) or self.cuts[at] >= span.end

    def printed(self, span: Span, clean: str) -> str:
        """The characters of a clean span, with each mended letter as the file prints it."""
        if not self.mended:
            return span.cut(clean)
        return "".join(self.mended.get(index, clean[index]) for index in range(span.start, span.end))


@dataclass(frozen=True, slots=True)
class PageMark:
    """From clean offset `start` on, the text stands on this page.

    `label` is the number printed on it, `physical` its place in the file, counted from 1; None where unknown.
    """

    start: int
    label: str | None
    physical: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """The file that an article was read from.

    `first_line` and `last_line` count from 1, as an editor shows them. `line_starts` holds the original offset of
    each line of the file.
    """

    file_name: str
    sha256: str
    format: str
    encoding: str
    first_line: int
    last_line: int
    origins: Origins
    line_starts: array[int]
    page_marks: tuple[PageMark, ...] = ()

    def line_at(self, clean_offset: int) -> int:
        """Line of the original file (counted from 1) on which a clean character stands."""
        return bisect_right(self.line_starts, self.origins.offsets[clean_offset])

    def pages(self, span: Span) -> tuple[str, ...]:
        """Numbers printed on the pages that a clean span touches, where they are known."""
        return tuple(mark.label for mark in self._marks(span) if mark.label is not None)

    def physical_pages(self, span: Span) -> tuple[int, ...]:
        """Places in the file, counted from 1, of the pages that a clean span touches, where they are known."""
        return tuple(mark.physical for mark in self._marks(span) if mark.physical is not None)

    def _marks(self, span: Span) -> Iterator[PageMark]:
        first = max(bisect_right(self.page_marks, span.start, key=lambda mark: mark.start) - 1, 0)
        for mark in self.page_marks[first:]:
            if mark.start >= span.end:
                break
            yield mark


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an article under one heading; `level` 1 is the highest; the span starts at the heading."""

    title: str
    level: int
    span: Span


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: the number of its mark, and where its text stands behind the article's."""

    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One scholarly text. What the file does not tell stays empty or None in its record: nothing is guessed."""

    id: str
    record: Record
    language: Language
    text: str
    source: Source
    sections: tuple[Section, ...] = ()
    references: tuple[Reference, ...] = ()
    notes: tuple[Note, ...] = ()
    """Footnotes, where the file holds their text."""
    unsearched: tuple[Span, ...] = ()
    """Parts of the text that are no evidence: the title, author lines, the bibliography."""

    @property
    def title(self) -> str:
        """The article's title, or its first words where none is printed."""
        return self.record.title or ""

    @property
    def authors(self) -> tuple[str, ...]:
        """The authors, as printed."""
        return self.record.authors

    @property
    def year(self) -> int | None:
        """Year of publication."""
        return self.record.year

    def section_at(self, offset: int) -> str:
        """Title of the innermost section in which a clean offset lies; empty outside of all."""
        title = ""
        for section in self.sections:
            if section.span.start > offset:
                break
            if offset < section.span.end:
                title = section.title
        return title


@dataclass(frozen=True, slots=True)
class Passage:
    """Some consecutive sentences of one article: what is searched and shown.

    `span` and `sentences` are clean offsets in the article's text, and `text` is exactly `span.cut(article.text)`.
    Lines count from 1 in the source file; `pages` are printed page labels, empty where the file shows none, and
    `physical_pages` count the file's pages from 1, empty where its format has none.
    """

    id: str
    article_id: str
    section: str
    language: Language
    text: str
    span: Span
    sentences: tuple[Span, ...]
    first_line: int
    last_line: int
    pages: tuple[str, ...] = ()
    physical_pages: tuple[int, ...] = ()

    def sentence_texts(self) -> list[str]:
        """The passage's sentences, in order."""
        return [s.shift(-self.span.start).cut(self.text) for s in self.sentences]


__all__ = [
    "LANGUAGES",
    "Article",
    "Language",
    "Note",
    "Origins",
    "PageMark",
    "Passage",
    "Record",
    "Reference",
    "Section",
    "Source",
    "Span",
]
