"""The articles of a library as a look-up sees them: their records' words, and how well a query fits each.

An article's score is the larger of two shares, both in [0, 1]:

- *words*: of what the query's words weigh together, the share that the article's record holds. A word weighs
  log(1 + N / (1 + n)) when n of N articles hold it or a word like it. It counts by its squared likeness to the word
  that is found (see `likeness`) and by that word's place: author and title 1, keywords and container 0.8, abstracts
  0.6, the first page 0.5. A year in the query weighs half of what an unknown word does: it counts whole when it is
  the article's, not at all when the article has another, and half when the article's is not known.
- *title*: how much of one of the article's titles stands in the query as it is, for queries that hold more than the
  title, such as a whole reference: 1 less the share of letters to be added or dropped. Less than 0.85 is chance.

A query that names authors by surname and initials, none of whom wrote the article, counts by 0.6; another year by 0.8.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corpus import Article, ArticleHead, Record, Reference
from rag.lookup_query import Query, doi_in, folded_words
from rag.lookup_words import Vocabulary, likeness

_IN_RECORD = 1.0
_IN_KEYWORDS = 0.8
_IN_ABSTRACT = 0.6
_ON_FIRST_PAGE = 0.5
FIRST_PAGE = 1500
_OTHER_AUTHORS = 0.6
_OTHER_YEAR = 0.8
_YEAR_UNKNOWN = 0.5
# A title of fewer words or letters may stand in a text by chance.
_TITLE_WORDS = 3
_TITLE_LETTERS = 15
_TITLE_FITS = 0.8
_TITLE_STANDS = 0.85
_COMPARED_TITLES = 50
# A word that fits less than this is not told among those that were found.
_TOLD = 0.3


class Reason(StrEnum):
    """What an article was found by."""

    ID = "id"
    DOI = "doi"
    WORDS = "words"
    """Words of the query stand in the article's record."""
    TITLE = "title"
    """The article's title stands in the query."""
    PASSAGE = "passage"
    """The query stands in the article's text."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What the catalogue keeps of one article."""

    id: str
    record: Record
    references: tuple[Reference, ...] = ()
    first_page: str = ""

    @classmethod
    def of(cls, article: Article) -> Listed:
        """Take an article's entry off it."""
        return cls(article.id, article.record, article.references, article.text[:FIRST_PAGE])

    @classmethod
    def of_head(cls, head: ArticleHead) -> Listed:
        """Take an entry off an article's head of `FIRST_PAGE` characters."""
        return cls(head.id, head.record, head.references, head.opening)


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a query fits one article; `words` are the query's folded words that the article's record holds."""

    number: int
    score: float
    reason: Reason
    words: tuple[str, ...] = ()


class Catalogue:
    """All articles of a library, ready to be looked up. It never changes."""

    def __init__(self, articles: Iterable[Listed]) -> None:
        self.articles = tuple(articles)
        self._titles = [_titles(listed.record) for listed in self.articles]
        self._authors = [_author_words(listed.record) for listed in self.articles]
        self._vocabulary = Vocabulary(_weights(listed) for listed in self.articles)

    def rank(self, query: Query) -> list[Fit]:
        """Articles that a query fits at all, best first; of equals those with the shorter title."""
        if query.doi is not None:
            return self._with_doi(query.doi)
        fits = {fit.number: fit for fit in self._by_words(query)}
        best = sorted(fits.values(), key=self._order)
        for fit in best[:_COMPARED_TITLES]:
            share = self._title_share(query, fit.number) * self._doubt(query, fit.number)
            if share > fit.score:
                fits[fit.number] = Fit(fit.number, share, Reason.TITLE, fit.words)
        return sorted(fits.values(), key=self._order)

    def _order(self, fit: Fit) -> tuple[float, int, int]:
        return -fit.score, len(self.articles[fit.number].record.title or ""), fit.number

    def _with_doi(self, doi: str) -> list[Fit]:
        printed = (doi_in(listed.record.doi or "") for listed in self.articles)
        return [Fit(number, 1.0, Reason.DOI) for number, own in enumerate(printed) if own == doi]

    def _by_words(self, query: Query) -> list[Fit]:
        words = tuple(dict.fromkeys(query.words))
        found = [self._vocabulary.holders(self._vocabulary.like(word)) for word in words]
        weights = [self._vocabulary.weight(sum(value >= _TOLD for value in holders.values())) for holders in found]
        fits = []
        for number in sorted({number for holders in found for number in holders} | self._of_years(query, words)):
            strengths = [holders.get(number, 0.0) for holders in found]
            known = sum(weight * strength for weight, strength in zip(weights, strengths, strict=True))
            share = self._with_year(query, number, known, sum(weights)) * self._doubt(query, number)
            told = tuple(word for word, strength in zip(words, strengths, strict=True) if strength >= _TOLD)
            fits.append(Fit(number, share, Reason.WORDS, told))
        return fits

    def _of_years(self, query: Query, words: Sequence[str]) -> set[int]:
        """A query of nothing but a year finds the articles of that year."""
        if words:
            return set()
        return {number for number, listed in enumerate(self.articles) if listed.record.year in query.years}

    def _with_year(self, query: Query, number: int, known: float, whole: float) -> float:
        if query.years:
            weight = self._vocabulary.weight(0) / 2
            year = self.articles[number].record.year
            known += weight * (_YEAR_UNKNOWN if year is None else float(year in query.years))
            whole += weight
        return known / whole

    def _doubt(self, query: Query, number: int) -> float:
        """The factor by which a score counts when the query names other authors or another year."""
        authors = self._authors[number]
        year = self.articles[number].record.year
        doubt = 1.0
        if query.surnames and authors and not any(likeness(a, b) for a in query.surnames for b in authors):
            doubt *= _OTHER_AUTHORS
        if query.years and year is not None and year not in query.years:
            doubt *= _OTHER_YEAR
        return doubt

    def _title_share(self, query: Query, number: int) -> float:
        """How much of the best of an article's titles stands in the query, in [0, 1]."""
        from rapidfuzz import fuzz

        typed = "".join(query.words)
        shares = [
            fuzz.partial_ratio(title, typed, score_cutoff=100 * _TITLE_STANDS) / 100
            for title in self._titles[number]
            if len(typed) >= _TITLE_FITS * len(title)
        ]
        return max(shares, default=0.0)


def _titles(record: Record) -> tuple[str, ...]:
    """An article's titles that say enough, folded, their words run together."""
    printed = dict.fromkeys(title for title in (record.title, *record.titles.values()) if title)
    folded = (folded_words(title) for title in printed)
    return tuple(
        "".join(words) for words in folded if len(words) >= _TITLE_WORDS and len("".join(words)) >= _TITLE_LETTERS
    )


def _author_words(record: Record) -> frozenset[str]:
    forms = [*record.authors, *(form for forms in record.author_forms for form in forms)]
    return frozenset(word for form in forms for word in folded_words(form) if len(word) > 2)


def _weights(listed: Listed) -> dict[str, float]:
    """The folded words of an article's record and first page, each with the weight of its best place."""
    record = listed.record
    places = (
        (_ON_FIRST_PAGE, (listed.first_page,)),
        (_IN_ABSTRACT, tuple(record.abstracts.values())),
        (_IN_KEYWORDS, (*record.keywords, *record.editors, record.container or "")),
        (_IN_RECORD, (record.title or "", *record.titles.values(), *_author_words(record))),
    )
    return {word: weight for weight, texts in places for text in texts for word in folded_words(text)}
