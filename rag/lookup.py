"""Looking articles up: a reference, a DOI, "Байзакова 2026", words or a pasted sentence in, ranked articles out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from corpus import Article, ArticleSummary, Library, Record, Span, split_passages
from rag.lookup_catalogue import FIRST_PAGE, Catalogue, Fit, Listed, Reason
from rag.lookup_cited import CitedWork, Citing, find_citing, find_in_bibliographies, find_marks
from rag.lookup_pages import Pages, find_pages
from rag.lookup_passages import Passages, Quotation, find_quotations
from rag.lookup_query import Query, parse
from rag.repeats import Repeat, find_repeats

CONFIDENT = 0.6
"""From this score on an article is what was looked for; below it, the nearest that there is."""
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class Match:
    """One article that a look-up found, with a score in [0, 1] and what it was found by.

    `words` are the query's words, folded, that stand in the article's record. `quotation` is where the pasted words
    stand in it, `pages` the answer to a page that was asked for; only the first match has one.
    """

    article: ArticleSummary
    score: float
    reason: Reason
    words: tuple[str, ...] = ()
    quotation: Quotation | None = None
    pages: Pages | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What a look-up found: `matches` that are likely meant, best first.

    Where there are none, `nearest` holds the closest articles, and `cited` works of that description which articles of
    the library cite without their being in it.
    """

    query: Query
    matches: tuple[Match, ...] = ()
    nearest: tuple[Match, ...] = ()
    cited: tuple[CitedWork, ...] = ()


@dataclass(frozen=True, slots=True)
class Connections:
    """What ties an article to others of the library."""

    article: Article
    citing: tuple[Citing, ...] = ()
    repeats: tuple[Repeat, ...] = ()


class Lookup:
    """Looks up articles of one library. Safe to use from several threads; it sees articles that are added meanwhile."""

    def __init__(self, library: Library, index_folder: Path) -> None:
        self._library = library
        self._index = index_folder
        self._catalogue: tuple[list[ArticleSummary], Catalogue] | None = None

    def catalogue(self) -> Catalogue:
        """The articles as they are looked up; made anew when the library has changed."""
        return self._catalogue_of(self._library.articles())

    def _catalogue_of(self, summaries: list[ArticleSummary]) -> Catalogue:
        held = self._catalogue
        if held is None or held[0] != summaries:
            held = (summaries, Catalogue(Listed.of_head(head) for head in self._library.heads(FIRST_PAGE)))
            self._catalogue = held
        return held[1]

    def record(self, article_id: str) -> Record:
        """The bibliographic record of an article. Raises UnknownArticle."""
        return self._library.record(article_id)

    def text_of(self, article_id: str, span: Span) -> str:
        """What stands in an article's clean text at a span. Raises UnknownArticle."""
        return span.cut(self._library.article(article_id).text)

    def find(self, text: str, *, pages: str | None = None, limit: int = 5) -> Findings:
        """Find articles by what was typed or pasted, at most `limit` of them.

        `pages` ("15" or "15-17") asks for a page, as "с. 15" in the text does. An article's score is how well the text
        fits its record (see `rag.lookup_catalogue`) or how many of the text's letters stand in one of its passages,
        whichever is more. Raises IndexDamaged when the keyword index can't be read.
        """
        query = parse(text)
        query = replace(query, pages=pages or query.pages)
        summaries = self._library.articles()
        catalogue = self._catalogue_of(summaries)
        passages = Passages(self._library, self._index)
        named = [Match(summary, 1.0, Reason.ID) for summary in summaries if summary.id == query.text]
        ranked = named or _ranked(query, catalogue, passages, summaries)
        confident = tuple(match for match in ranked if match.score >= CONFIDENT)[:limit]
        if confident:
            return Findings(query, (self._with_pages(confident[0], query), *confident[1:]))
        cited = find_in_bibliographies(query, catalogue.articles)
        cited += find_marks(query, passages.like(query.text))
        return Findings(query, (), tuple(ranked[: min(_NEAREST, limit)]), tuple(cited[:limit]))

    def about(self, article_id: str) -> Connections:
        """Who cites an article, and what of it other articles repeat. Raises UnknownArticle."""
        article = self._library.article(article_id)
        everyone = (self._library.article(listed.id) for listed in self.catalogue().articles)
        passages = Passages(self._library, self._index)
        own = list(self._library.passages([passage.id for passage in split_passages(article)]).values())
        citing = find_citing(Listed.of(article), everyone)
        return Connections(article, tuple(citing), tuple(find_repeats(own, passages.like_any(own))))

    def _with_pages(self, match: Match, query: Query) -> Match:
        """Add the page that was asked for; a reference's own range of pages asks for nothing."""
        if query.pages is None:
            return match
        article = self._library.article(match.article.id)
        own = (article.record.pages or "").replace("–", "-").replace(" ", "")
        return match if own == query.pages else replace(match, pages=find_pages(query.pages, article, self._library))


def _ranked(query: Query, catalogue: Catalogue, passages: Passages, summaries: list[ArticleSummary]) -> list[Match]:
    fits = {catalogue.articles[fit.number].id: fit for fit in catalogue.rank(query)}
    found = [] if query.doi else find_quotations(query, passages)
    quotations = {quotation.passage.article_id: quotation for quotation in found}
    by_id = {summary.id: summary for summary in summaries}
    order = [*fits, *(id_ for id_ in quotations if id_ not in fits)]
    matches = [_match(by_id[id_], fits.get(id_), quotations.get(id_)) for id_ in order if id_ in by_id]
    return sorted(matches, key=lambda match: -match.score)


def _match(summary: ArticleSummary, fit: Fit | None, quotation: Quotation | None) -> Match:
    if quotation is not None and (fit is None or quotation.likeness > fit.score):
        return Match(summary, quotation.likeness, Reason.PASSAGE, fit.words if fit else (), quotation)
    if fit is None:
        raise ValueError(f"article {summary.id} was found by nothing")
    return Match(summary, fit.score, fit.reason, fit.words, quotation)


__all__ = ["CONFIDENT", "CitedWork", "Findings", "Lookup", "Match", "Query", "Quotation", "Reason"]
