"""Pages of an article: "с. 15" led to the text that stands there, or a clear word that it can't be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus import Article, Library, PageMark, Span, split_passages


class PageKind(StrEnum):
    """How a page that was asked for was found, or why not."""

    PRINTED = "printed"
    """By the number printed on it."""
    PHYSICAL = "physical"
    """By its place in the file, for no such number is printed in the article."""
    ABSENT = "absent"
    """The article's pages are known, and this is none of them."""
    UNKNOWN = "unknown"
    """The article's file does not tell where its pages begin."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The answer to a page asked for ("15", "15-17").

    `span` covers the pages in the article's clean text and `passages` are the ids of those that touch it; both are
    empty unless the page was found. `known` are the printed page numbers that the article has, in order.
    """

    asked: str
    kind: PageKind
    span: Span | None = None
    passages: tuple[str, ...] = ()
    known: tuple[str, ...] = ()


def find_pages(asked: str, article: Article, library: Library) -> Pages:
    """Find a page or a range of pages in an article."""
    stretches = list(_stretches(article))
    known = tuple(dict.fromkeys(mark.label for mark, _ in stretches if mark.label is not None))
    wanted = _wanted(asked)
    for kind, names in ((PageKind.PRINTED, _label), (PageKind.PHYSICAL, _place)):
        spans = [span for mark, span in stretches if names(mark) in wanted]
        if spans:
            whole = Span(min(span.start for span in spans), max(span.end for span in spans))
            return Pages(asked, kind, whole, _passages(article, spans, library), known)
    # Of a file that shows only some of its page numbers it can't be said that a page is not there.
    all_known = bool(stretches) and all(mark.label is not None for mark, _ in stretches)
    return Pages(asked, PageKind.ABSENT if all_known else PageKind.UNKNOWN, known=known)


def _label(mark: PageMark) -> str | None:
    return mark.label


def _place(mark: PageMark) -> str | None:
    return None if mark.physical is None else str(mark.physical)


def _stretches(article: Article) -> Iterator[tuple[PageMark, Span]]:
    """The pages that hold text of the article, each with what of it stands there."""
    marks = article.source.page_marks
    ends = [*(mark.start for mark in marks[1:]), len(article.text)]
    for mark, end in zip(marks, ends, strict=False):
        if end > mark.start:
            yield mark, Span(mark.start, end)


def _wanted(asked: str) -> set[str]:
    ends = [int(number) for number in re.findall(r"\d+", asked)]
    return {str(number) for number in range(ends[0], ends[-1] + 1)} if ends else set()


def _passages(article: Article, spans: Sequence[Span], library: Library) -> tuple[str, ...]:
    touching = [
        passage.id
        for passage in split_passages(article)
        if any(passage.span.start < span.end and span.start < passage.span.end for span in spans)
    ]
    stored = library.passages(touching)
    return tuple(id_ for id_ in touching if id_ in stored)
