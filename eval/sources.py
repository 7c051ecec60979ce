"""The texts that citations point into: whether a quote is there, and where it really stands."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from corpus import Article, Library, Span, UnknownArticle
from eval.given import GivenCitation
from eval.metrics import Locator, locator_right, same_title, squeeze, squeeze_with_offsets


@dataclass(frozen=True)
class Printed:
    """An article as its file prints it, in letters and digits only, with the way back to its clean text."""

    article: Article
    title: str

    @cached_property
    def _squeezed(self) -> tuple[str, array[int]]:
        article = self.article
        return squeeze_with_offsets(article.source.origins.printed(Span(0, len(article.text)), article.text))

    def spans(self, quote: str) -> Iterator[Span]:
        """Clean spans at which a quote stands in one piece: nothing was taken out of its middle when it was read."""
        text, offsets = self._squeezed
        sought = squeeze(quote)
        at = text.find(sought) if sought else -1
        while at >= 0:
            span = Span(offsets[at], offsets[at + len(sought) - 1] + 1)
            if self.article.source.origins.is_whole(span):
                yield span
            at = text.find(sought, at + 1)

    def locators(self, quote: str) -> list[Locator]:
        """Where a quote stands, each place by article, section and printed pages."""
        article = self.article
        return [
            Locator(article.id, article.section_at(span.start), article.source.pages(span))
            for span in self.spans(quote)
        ]


class Sources:
    """The articles of one library, read as citations need them."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._summaries = {summary.id: summary for summary in library.articles()}
        self._printed: dict[str, Printed] = {}

    def quote_is_there(self, citation: GivenCitation) -> bool:
        """True if a quote stands, letter for letter, in some article; the cited one is looked at first."""
        return any(next(printed.spans(citation.quote), None) is not None for printed in self._candidates(citation))

    def place_is_right(self, citation: GivenCitation) -> bool | None:
        """True if the quote stands in the article, the section and on the pages that the citation names.

        None for a citation that names no section and no pages: there is nothing to hold against the article.
        """
        if citation.section is None or citation.pages is None:
            return None
        for printed in self._cited(citation):
            named = Locator(printed.article.id, citation.section, citation.pages)
            if locator_right(named, printed.locators(citation.quote)):
                return True
        return False

    def _cited(self, citation: GivenCitation) -> list[Printed]:
        """The articles that a citation may mean: the one of its id, else those of its title."""
        if citation.article_id:
            return [printed] if (printed := self._open(citation.article_id)) else []
        titled = {id_: summary.title for id_, summary in self._summaries.items() if summary.title}
        ids = [id_ for id_, title in titled.items() if same_title(citation.title, title)]
        return [printed for id_ in ids if (printed := self._open(id_))]

    def _candidates(self, citation: GivenCitation) -> Iterator[Printed]:
        cited = self._cited(citation)
        yield from cited
        seen = {printed.article.id for printed in cited}
        for id_ in self._summaries:
            if id_ not in seen and (printed := self._open(id_)):
                yield printed

    def _open(self, article_id: str) -> Printed | None:
        if article_id not in self._printed:
            try:
                article = self._library.article(article_id)
            except UnknownArticle:
                return None
            self._printed[article_id] = Printed(article, article.title)
        return self._printed[article_id]
