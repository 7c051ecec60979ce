"""Who cites what: works named in bibliographies, and the articles and passages that cite one article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus import Article, Passage, Record, Reference, Span
from corpus.citations import InText, cited_entries, find_citations, same_family_name
from corpus.names import Name, fold
from rag.lookup_catalogue import Listed
from rag.lookup_query import Query, doi_in, folded_words
from rag.lookup_words import likeness

_SAME_WORK = 0.85
_FEWEST_WORDS = 2
_MOST_MARK_WORDS = 4
_LIKE_WORD = 0.8
# A title of fewer words may stand in an entry by chance.
_TITLE_WORDS = 3
_TITLE_LETTERS = 15


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work that an article cites: an entry of its bibliography, or a mark in one of its passages.

    Just one of `reference` and `passage` is set; `mark` is what stands in the passage: "(Holbraad, 1984:72)". `score`
    is the share in [0, 1] of what was looked for that the entry or the mark holds.
    """

    article_id: str
    score: float
    reference: Reference | None = None
    passage: Passage | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Citing:
    """One article that cites another: by an entry of its bibliography, or by name and year alone.

    `places` are the spans of its marks in the citing article's clean text, in order.
    """

    article_id: str
    reference: Reference | None
    places: tuple[Span, ...]


def find_in_bibliographies(query: Query, articles: Iterable[Listed]) -> list[CitedWork]:
    """Entries that hold nearly all of a query's words and its year, or its DOI, best first."""
    if query.doi is not None:
        return [
            CitedWork(listed.id, 1.0, entry)
            for listed in articles
            for entry in listed.references
            if query.doi in entry.text.casefold()
        ]
    if len(query.words) + len(query.years) < _FEWEST_WORDS:
        return []
    found = []
    for listed in articles:
        for entry in listed.references:
            if query.years and not any(str(year) in entry.text for year in query.years):
                continue
            score = _share(query.words, folded_words(entry.text))
            if score >= _SAME_WORK:
                found.append(CitedWork(listed.id, score, entry))
    return sorted(found, key=lambda work: -work.score)


def find_marks(query: Query, passages: Iterable[Passage]) -> list[CitedWork]:
    """Marks in passages that name just what a short query does: "Holbraad 1984" finds "(Holbraad, 1984:72)".

    A query without a year, or of more words than a mark has, finds none.
    """
    if not query.years or not 0 < len(query.words) <= _MOST_MARK_WORDS:
        return []
    found = []
    for passage in passages:
        marks = (mark for mark in find_citations(passage.text) if mark.year in query.years)
        for mark in marks:
            score = _share(query.words, folded_words(" ".join(mark.names)))
            if score >= _SAME_WORK:
                found.append(CitedWork(passage.article_id, score, None, passage, mark.span.cut(passage.text)))
                break
    return sorted(found, key=lambda work: (-work.score, work.article_id, work.mark))


def _share(words: Sequence[str], others: Sequence[str]) -> float:
    """Share of some words, by letters, that others hold."""
    held = set(others)
    letters = sum(len(word) for word in words)
    found = sum(
        len(word) for word in words if word in held or any(likeness(word, other) >= _LIKE_WORD for other in held)
    )
    return found / letters if letters else 1.0


def find_citing(cited: Listed, articles: Iterable[Article]) -> list[Citing]:
    """Articles that cite one article, in their order: by an entry that holds its DOI or its title, or by name and year.

    Name and year alone count only where the article's authors and year are known and no other entry of the citing
    article's bibliography is meant.
    """
    found = []
    for article in articles:
        if article.id == cited.id:
            continue
        entry = next((entry for entry in article.references if is_entry_of(entry.text, cited.record)), None)
        marks = _marks(article, cited.record, entry)
        if entry is not None or marks:
            found.append(Citing(article.id, entry, tuple(mark.span for mark in marks)))
    return found


def _marks(article: Article, record: Record, entry: Reference | None) -> list[InText]:
    if entry is None and (record.year is None or str(record.year) not in article.text):
        return []
    marks = find_citations(article.text)
    if entry is not None:
        return [mark for mark in marks if entry in cited_entries(mark, article.references)]
    return [mark for mark in marks if _names(mark, record) and not cited_entries(mark, article.references)]


def _names(mark: InText, record: Record) -> bool:
    """True if a mark's year is a work's and its first name the work's first author, all others authors too."""
    if not mark.names or mark.year != record.year or not record.authors:
        return False
    forms = [[author, *more] for author, more in zip(record.authors, _forms(record), strict=True)]
    first, *others = mark.names
    everyone = [form for author in forms for form in author]
    return _is_one_of(first, forms[0]) and all(_is_one_of(name, everyone) for name in others)


def _forms(record: Record) -> list[tuple[str, ...]]:
    missing = len(record.authors) - len(record.author_forms)
    return [*record.author_forms, *[()] * max(missing, 0)][: len(record.authors)]


def _is_one_of(name: str, forms: Iterable[str]) -> bool:
    cited = fold(Name.parse(name).family)
    return any(same_family_name(cited, fold(Name.parse(form).family)) for form in forms)


def is_entry_of(entry: str, record: Record) -> bool:
    """True if an entry of a bibliography names a work: by its DOI, or by one of its titles, slips allowed."""
    from rapidfuzz import fuzz

    doi = doi_in(record.doi or "")
    if doi is not None and doi_in(entry) is not None:
        return doi == doi_in(entry)
    if record.year is not None and re.search(r"(?:19|20)\d\d", entry) and str(record.year) not in entry:
        return False
    letters = "".join(folded_words(entry))
    for title in (record.title, *record.titles.values()):
        words = folded_words(title or "")
        whole = "".join(words)
        if len(words) < _TITLE_WORDS or len(whole) < _TITLE_LETTERS or len(letters) < len(whole):
            continue
        if fuzz.partial_ratio(whole, letters, score_cutoff=100 * _SAME_WORK):
            return True
    return False
