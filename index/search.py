"""Finding the passages nearest to a question, whatever language either is in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from corpus import LANGUAGES, Language, Passage
from index.duplicates import merged
from index.encoder import FloatArray
from index.fusion import by_language
from index.generation import Generation
from index.hit import Hit
from index.ranker import Ranker, RankSettings, reordered
from index.selection import Selection, Selector
from index.vectors import Rows

# So many hits more are looked at, for some repeat what others say.
_SPARE = 10
# Up to here every sentence is compared with the question; beyond, where that takes too long, those of near passages.
_FEW_SENTENCES = 50_000


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """How hits are found and ranked. The defaults are measured in docs/retrieval.md."""

    candidates: int = 400
    """Passages taken by similarity, and again by keywords in each language, before they are ranked together."""
    sentence_share: float = 0.5
    """Weight of the best sentence in the similarity; the rest is the passage's own."""
    keyword_share: float = 0.5
    """Weight of keywords, against 1 for similarity, when passages in the question's own language are ordered."""
    crossing_share: float = 0.2
    """The same for passages in the other languages, where keywords are skeletons and translations."""
    ranking: RankSettings = field(default_factory=RankSettings)

    def __post_init__(self) -> None:
        if self.candidates < 1 or not 0 <= self.sentence_share <= 1:
            raise ValueError(f"candidates >= 1 and 0 <= sentence_share <= 1, not {self}")
        if min(self.keyword_share, self.crossing_share) < 0:
            raise ValueError(f"keyword_share and crossing_share are not below 0, not {self}")


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: a question's text, its language, and its vector, float32 of shape (dimension,).

    `articles` are the ids of the only articles, `languages` the only languages of passages, that are searched; None is
    all of them.
    """

    text: str
    language: Language
    vector: FloatArray
    articles: frozenset[str] | None = None
    languages: frozenset[Language] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a search returns."""

    hits: tuple[Hit, ...]
    """Best first; equal scores are ordered by passage id."""
    coverage: float
    """Share, in [0, 1], of the question's words that one passage in its own language holds, rare words first."""


class PassageSource(Protocol):
    """Where passages are kept: a library."""

    def passages(self, ids: Sequence[str]) -> Mapping[str, Passage]:
        """Return passages by id; ids that are not there are passed over."""


class Translator(Protocol):
    """Knows what some words and phrases are called in another language."""

    def translations(self, text: str, source: Language, target: Language) -> tuple[str, ...]:
        """Return words and phrases in `target` that stand for some in a text in `source`."""


class Searcher:
    """Searches one generation of the index; passages themselves come from the library."""

    def __init__(
        self,
        generation: Generation,
        library: PassageSource,
        settings: SearchSettings | None = None,
        ranker: Ranker | None = None,
        translator: Translator | None = None,
    ) -> None:
        self._translator = translator
        self._ranker = ranker
        self._generation = generation
        self._library = library
        self._settings = settings or SearchSettings()
        self._selector = Selector(generation)
        # To compare the languages of 100,000 passages with one takes longer than to search their words.
        self._in_language = {language: generation.languages == language for language in LANGUAGES}

    def search(self, question: Query, count: int) -> Found:
        """Return at most `count` hits for a question."""
        part = self._selector.select(question.articles, question.languages)
        keywords = self._keywords(question, part)
        rows = self._candidates(question, keywords, part)
        if not len(rows):
            return Found((), 0.0)
        ids = self._generation.ids[rows]
        vectors = self._generation.passages.take(rows)
        passage_scores = _score(vectors @ question.vector)
        sentence_scores, first, lengths = self._sentence_scores(rows, question.vector)
        best = np.zeros(len(rows), dtype=np.float32)
        best[lengths > 0] = np.maximum.reduceat(sentence_scores, first[lengths > 0]) if len(sentence_scores) else 0
        share = self._settings.sentence_share
        similarity = (1 - share) * passage_scores + share * best
        languages = self._generation.languages[rows]
        scores = by_language(similarity, keywords[rows], languages, self._shares(question.language))
        order = np.lexsort((ids, -scores))[: count + _SPARE]
        passages = self._library.passages(ids[order].tolist())
        order = np.array([at for at in order if ids[at] in passages], dtype=np.int64)
        found = [
            Hit(
                passages[ids[at]],
                float(scores[at]),
                float(passage_scores[at]),
                float(best[at]),
                tuple(sentence_scores[first[at] : first[at] + lengths[at]].tolist()),
            )
            for at in order
        ]
        # The last numbers of a vector tell its language.
        hits = tuple(merged(found, vectors[order, : -len(LANGUAGES)])[:count])
        if self._ranker is not None:
            hits = reordered(question.text, hits, self._ranker, self._settings.ranking)
        among = None if part is None else part.passages
        return Found(hits, self._generation.keywords.coverage(question.text, question.language, among))

    def _shares(self, asked: Language) -> dict[str, float]:
        """The weight of keywords in each language's passages."""
        own, crossing = self._settings.keyword_share, self._settings.crossing_share
        return {language: own if language == asked else crossing for language in LANGUAGES}

    def _keywords(self, question: Query, part: Selection | None) -> FloatArray:
        """Keyword scores of all passages: in the question's language by its words, in others by what they share."""
        scores = self._generation.keywords.own(question.text, question.language)
        for language in LANGUAGES:
            if language != question.language and self._settings.crossing_share:
                translated = self._translated(question, language)
                scores += self._generation.keywords.across(question.text, question.language, language, translated)
        if part is not None:
            inside = np.zeros(len(scores), dtype=np.bool_)
            inside[part.passages] = True
            scores[~inside] = 0
        return scores

    def _translated(self, question: Query, target: Language) -> tuple[str, ...]:
        if self._translator is None:
            return ()
        return self._translator.translations(question.text, question.language, target)

    def _candidates(self, question: Query, keywords: FloatArray, part: Selection | None) -> Rows:
        """Rows of the passages that are worth a closer look, in a part of the index or in all of it."""
        count = self._settings.candidates
        of_passages, of_sentences = (None, None) if part is None else (part.passages, part.sentences)
        _, near = self._generation.passages.search(question.vector, count, of_passages)
        said = np.zeros(0, dtype=np.int64)
        if len(self._generation.sentences) <= _FEW_SENTENCES:
            # A passage has about four sentences, and several of them may be near.
            _, sentences = self._generation.sentences.search(question.vector, 3 * count, of_sentences)
            said = np.searchsorted(self._generation.sentence_starts, sentences, side="right") - 1
        named = [
            _highest(keywords, np.flatnonzero(self._in_language[language] & (keywords > 0)), count)
            for language in LANGUAGES
            if self._shares(question.language)[language]
        ]
        return np.unique(np.concatenate([near, said, *named])).astype(np.int64)

    def _sentence_scores(self, rows: Rows, question: FloatArray) -> tuple[FloatArray, Rows, Rows]:
        """Scores of all sentences of some passages in a row; where each passage's begin, and how many it has."""
        starts, ends = self._generation.sentence_starts[rows], self._generation.sentence_starts[rows + 1]
        lengths = ends - starts
        first = np.cumsum(lengths) - lengths
        every = np.arange(lengths.sum()) + np.repeat(starts - first, lengths)
        return _score(self._generation.sentences.take(every) @ question), first, lengths


def _highest(scores: FloatArray, rows: Rows, count: int) -> Rows:
    """Those of some rows that have the highest scores; equal ones go by row."""
    if len(rows) <= count:
        return rows
    own = scores[rows]
    least = np.partition(own, -count)[-count]
    above = rows[own > least]
    return np.concatenate([above, rows[own == least][: count - len(above)]])


def _score(products: FloatArray) -> FloatArray:
    """Inner products into scores: [0, 1], higher is better; what points away from the question is simply 0."""
    scores: FloatArray = np.clip(products, 0.0, 1.0)
    return scores
