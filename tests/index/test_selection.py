"""A search of a part of the index: as if there were nothing else in it."""

from __future__ import annotations

import numpy as np
import pytest

from corpus import Home, Language, Library
from index import Found, Generation, Query, Searcher, SearchSettings, open_generation, update
from index.keywords import Bm25Keywords
from index.selection import Selector
from tests.fakes import FakeEncoder, library_of, make_passage, plain_vectorizer

VECTORIZER = plain_vectorizer(FakeEncoder(256))
BODIES: dict[str, tuple[Language, str]] = {
    "Вода": ("ru", "Река делит воду между странами. Договор о воде подписан давно."),
    "Река": ("ru", "Договор о реке делит страны. Вода течёт мимо."),
    "Су": ("kk", "Өзен суды елдер арасында бөледі. Келісім ертеде жасалған."),
    "Water": ("en", "The river divides water between states. A treaty on water was signed long ago."),
    "River": ("en", "A treaty on the river divides the states. Water flows past."),
}
QUESTIONS: dict[Language, str] = {"ru": "Договор о воде", "kk": "Су келісімі", "en": "A treaty on water"}


@pytest.fixture
def library(home: Home) -> Library:
    library = library_of(home, BODIES)
    update(library, VECTORIZER, home.index)
    return library


@pytest.fixture
def generation(home: Home, library: Library) -> Generation:
    assert library.articles()
    return open_generation(home.index, VECTORIZER)


def ids_of(library: Library, *titles: str) -> frozenset[str]:
    return frozenset(article.id for article in library.articles() if article.title in titles)


def search(
    searcher: Searcher,
    language: Language,
    articles: frozenset[str] | None = None,
    languages: frozenset[Language] | None = None,
) -> Found:
    text = QUESTIONS[language]
    return searcher.search(Query(text, language, VECTORIZER.question(text, language), articles, languages), 9)


def titles(library: Library, found: Found) -> set[str]:
    names = {article.id: article.title for article in library.articles()}
    return {names[hit.passage.article_id] for hit in found.hits}


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("among", [{"Вода"}, {"Су", "River"}, set(BODIES)])
def test_only_the_articles_asked_for_are_found(
    generation: Generation, library: Library, language: Language, among: set[str]
) -> None:
    found = search(Searcher(generation, library), language, ids_of(library, *among))
    assert titles(library, found) == among


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
@pytest.mark.parametrize("held", ["ru", "kk", "en"])
def test_only_passages_in_the_languages_asked_for_are_found(
    generation: Generation, library: Library, language: Language, held: Language
) -> None:
    found = search(Searcher(generation, library), language, languages=frozenset([held]))
    assert titles(library, found) == {title for title, (own, _) in BODIES.items() if own == held}
    assert (found.coverage > 0) == (language == held)


def test_articles_and_languages_restrict_together(generation: Generation, library: Library) -> None:
    searcher = Searcher(generation, library)
    found = search(searcher, "ru", ids_of(library, "Вода", "Су"), frozenset(["kk", "en"]))
    assert titles(library, found) == {"Су"}
    assert search(searcher, "ru", ids_of(library, "Вода"), frozenset(["kk"])) == Found((), 0.0)
    assert search(searcher, "ru", frozenset()) == Found((), 0.0)
    assert search(searcher, "ru", frozenset(["of no article"])) == Found((), 0.0)


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_a_part_is_searched_as_if_it_were_all(generation: Generation, library: Library, language: Language) -> None:
    among = ids_of(library, "Река", "Су", "River")
    rows = np.flatnonzero(np.isin(generation.articles, list(among)))
    part = search(Searcher(generation, library), language, among)
    alone = search(Searcher(generation.keep(rows), library), language)
    # How rare a word is, is counted in the whole index, so only the order may differ.
    assert {hit.passage.id: hit.sentence_scores for hit in part.hits} == {
        hit.passage.id: hit.sentence_scores for hit in alone.hits
    }


def test_a_narrow_part_gets_its_full_number_of_candidates(home: Home) -> None:
    bodies: dict[str, tuple[Language, str]] = {f"Near {n}": ("en", f"Water water water {n}.") for n in range(6)}
    bodies |= {f"Far {n}": ("en", f"Water sea border treaty glacier {n}.") for n in range(3)}
    library = library_of(home, bodies)
    update(library, VECTORIZER, home.index)
    searcher = Searcher(open_generation(home.index, VECTORIZER), library, SearchSettings(candidates=3))
    far = ids_of(library, *(title for title in bodies if title.startswith("Far")))
    question = Query("water", "en", VECTORIZER.question("water", "en"), far)
    assert len(searcher.search(question, 9).hits) == 3


def test_selections_are_kept_and_the_oldest_forgotten(generation: Generation) -> None:
    selector = Selector(generation)
    parts = [frozenset([id_]) for id_ in generation.articles.tolist()]
    first = selector.select(parts[0], None)
    assert selector.select(frozenset(parts[0]), None) is first
    for number in range(8):
        selector.select(frozenset([str(number)]), None)
    again = selector.select(parts[0], None)
    assert again is not None
    assert first is not None
    assert again is not first
    assert again.passages.tolist() == first.passages.tolist()
    assert selector.select(None, None) is None


def test_a_selection_has_the_rows_of_its_passages(generation: Generation) -> None:
    articles = generation.articles.tolist()
    selection = Selector(generation).select(frozenset([articles[2], articles[0], "none"]), None)
    assert selection is not None
    assert selection.passages.tolist() == [0, 2]


@pytest.mark.parametrize(("language", "word"), [("ru", "договор"), ("kk", "келісім"), ("en", "treaty")])
def test_coverage_looks_only_at_the_passages_asked_for(language: Language, word: str) -> None:
    keywords = Bm25Keywords.empty().extended(
        [make_passage("a", word, language), make_passage("b", "1991", language), make_passage("c", "2004", language)]
    )
    assert keywords.coverage(word, language, np.array([0, 1])) == pytest.approx(1)
    assert keywords.coverage(word, language, np.array([1, 2])) == 0
    assert keywords.coverage(word, language, np.zeros(0, dtype=np.int64)) == 0
