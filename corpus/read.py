"""From a file on disk to its articles."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from corpus.article import Article
from corpus.assemble import FileContext, Given, assemble, letters_of, printed_title
from corpus.blocks import Block, Kind
from corpus.divide import divide
from corpus.errors import UnreadableFile
from corpus.hyphens import Vocabulary
from corpus.layout_markdown import MarkdownLayout
from corpus.layout_marked import MarkedLayout
from corpus.layout_text import TextLayout
from corpus.metadata import FrontMatter, front_matter
from corpus.pages import page_labels
from corpus.printed_lines import Lines, read_lines
from corpus.readers import RawFile, RawPage, read_raw
from corpus.record import Record


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file and the articles in it."""

    raw: RawFile
    articles: tuple[Article, ...]


def read_file(path: Path) -> ReadFile:
    """Read, clean and divide one file. Raises UnreadableFile with the file's name and the reason."""
    raw = read_raw(path)
    return ReadFile(raw, tuple(articles_in(raw)))


def read_files(paths: Iterable[Path]) -> Iterator[ReadFile]:
    """Read several files as one collection: each is cleaned with the words of all at hand.

    Raises UnreadableFile at the first that can't be read.
    """
    raws = [read_raw(path) for path in paths]
    vocabulary = Vocabulary.of(raw.text for raw in raws)
    for raw in raws:
        yield ReadFile(raw, tuple(articles_in(raw, vocabulary)))


def articles_in(raw: RawFile, vocabulary: Vocabulary | None = None) -> list[Article]:
    """Divide a file's text into articles; a file without titles is one article.

    `vocabulary` holds the words of the collection that the file belongs to; without it, the file's own words decide
    which hyphens at line ends are real.

    An article that stands twice in the file is given once, from its first place there. Records that stand beside the
    file win over what its text tells. Raises UnreadableFile when the front matter or a file of such records can't be
    read, or nothing but front matter and marks is there.
    """
    text = raw.text.replace("\r", "\n" if "\n" not in raw.text else " ")
    vocabulary = vocabulary or Vocabulary.of([text])
    front = front_matter(raw.name, text) if raw.format == "markdown" else FrontMatter()
    lines = Lines((), 0)
    if raw.extract.marks:
        blocks = MarkedLayout(text, raw.extract.marks, vocabulary).blocks()
    elif raw.format == "markdown":
        blocks = MarkdownLayout(text, vocabulary, front.end).blocks()
    else:
        lines = read_lines(text)
        blocks = TextLayout(text, lines, vocabulary).blocks()
    if not any(char.isalpha() for block in blocks for char in block.text):
        raise UnreadableFile(raw.name, "the file holds no words besides its marks and front matter")
    file = _context(raw, text, lines)
    title = front.record.title
    pieces = [_with_title(blocks, title)] if title else divide(blocks)
    beside = _beside(raw)
    articles: dict[str, Article] = {}
    for piece in pieces:
        article = assemble(piece, _given(raw, front, beside, piece, alone=len(pieces) == 1), file)
        articles.setdefault(article.id, article)
    return list(articles.values())


def _given(raw: RawFile, front: FrontMatter, beside: Sequence[Record], piece: Sequence[Block], *, alone: bool) -> Given:
    """What is known before the text is read. What a file says of itself holds for its only article."""
    first = _own_record(beside, piece, alone=alone).or_else(front.record)
    if alone:
        first = first.or_else(raw.extract.record)
    return Given(first, raw.extract.properties if alone else Record(), front.references)


def _beside(raw: RawFile) -> list[Record]:
    """The records of the files beside this one."""
    if not raw.sidecars:
        return []
    from corpus.references.sidecar import read_sidecar  # parsers of BibTeX and RIS

    return [record for name, data in raw.sidecars for record in read_sidecar(name, data)]


def _own_record(beside: Sequence[Record], piece: Sequence[Block], *, alone: bool) -> Record:
    """The record beside the file that is this article's: the only one of the only article, or the one so titled."""
    if alone and len(beside) == 1:
        return beside[0]
    title = letters_of(printed_title(piece) or "")
    return next((record for record in beside if record.title and letters_of(record.title) == title), Record())


def _context(raw: RawFile, text: str, lines: Lines) -> FileContext:
    starts = array("i", accumulate((len(line) + 1 for line in text.split("\n")), initial=0))
    pages = raw.extract.pages
    if not pages and lines.page_numbers:
        # How many pages came before is not told by a text file: only printed numbers are known.
        labels = page_labels(lines.page_breaks, lines.page_numbers)
        pages = tuple(RawPage(start, 0, label) for start, label in labels)
    return FileContext(raw, text, starts, pages, lines.running_heads)


def _with_title(blocks: list[Block], title: str) -> list[Block]:
    """A file whose front matter names its title is one article: other titles are headings."""
    kept = []
    for block in blocks:
        other = block.kind is Kind.TITLE and letters_of(block.text) != letters_of(title)
        kept.append(replace(block, kind=Kind.HEADING) if other else block)
    return kept


__all__ = ["ReadFile", "articles_in", "read_file", "read_files"]
