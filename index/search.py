"""Finding the passages nearest to a question, whatever language either is in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from corpus import Language, Library
from index.encoder import FloatArray
from index.generation import Generation
from index.hit import Hit
from index.vectors import Rows


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """How hits are found and ranked."""

    candidates: int = 200
    """Passages taken from each of the two searches before they are ranked together."""
    sentence_share: float = 0.4
    """Weight of the best sentence in the similarity; the rest is the passage's own."""
    keyword_share: float = 0.5
    """Weight of keywords, against 1 for similarity, when passages in the question's own language are ordered."""

    def __post_init__(self) -> None:
        if self.candidates < 1 or not 0 <= self.sentence_share <= 1:
            raise ValueError(f"candidates >= 1 and 0 <= sentence_share <= 1, not {self}")


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: a question's text, its language, and its vector, float32 of shape (dimension,)."""

    text: str
    language: Language
    vector: FloatArray


@dataclass(frozen=True, slots=True)
class Found:
    """What a search returns."""

    hits: tuple[Hit, ...]
    """Best first; equal scores are ordered by passage id."""
    coverage: float
    """Share, in [0, 1], of the question's words that one passage in its own language holds, rare words first."""


class Searcher:
    """Searches one generation of the index; passages themselves come from the library."""

    def __init__(self, generation: Generation, library: Library, settings: SearchSettings | None = None) -> None:
        self._generation = generation
        self._library = library
        self._settings = settings or SearchSettings()
        self._by_id = np.argsort(generation.ids)

    def search(self, question: Query, count: int) -> Found:
        """Return at most `count` hits for a question."""
        keywords = self._generation.keywords.search(question.text, question.language, self._settings.candidates)
        rows = self._candidates(question.vector, keywords)
        if not len(rows):
            return Found((), 0.0)
        ids = self._generation.ids[rows]
        passage_scores = _score(self._generation.passages.take(rows) @ question.vector)
        sentence_scores = self._sentence_scores(rows, question.vector)
        best = np.array([scores.max(initial=0.0) for scores in sentence_scores], dtype=np.float32)
        share = self._settings.sentence_share
        similarity = (1 - share) * passage_scores + share * best
        own = np.flatnonzero(self._generation.languages[rows] == question.language)
        matched = np.array([keywords.get(id_, 0.0) for id_ in ids[own].tolist()], dtype=np.float32)
        scores = similarity.copy()
        scores[own] = with_keywords(similarity[own], matched, self._settings.keyword_share)
        order = np.lexsort((ids, -scores))[:count]
        passages = self._library.passages(ids[order].tolist())
        hits = tuple(
            Hit(
                passages[ids[at]],
                float(scores[at]),
                float(passage_scores[at]),
                float(best[at]),
                tuple(sentence_scores[at].tolist()),
            )
            for at in order
            if ids[at] in passages
        )
        return Found(hits, self._generation.keywords.coverage(question.text, question.language))

    def _candidates(self, question: FloatArray, keywords: dict[str, float]) -> Rows:
        """Rows of the passages that any of the three searches finds."""
        count = self._settings.candidates
        _, passages = self._generation.passages.search(question, count)
        # A passage has about four sentences, and several of them may be near.
        _, sentences = self._generation.sentences.search(question, 3 * count)
        owners = np.searchsorted(self._generation.sentence_starts, sentences, side="right") - 1
        named = self._rows_of(keywords)
        return np.unique(np.concatenate([passages, owners, named])).astype(np.int64)

    def _rows_of(self, keywords: dict[str, float]) -> Rows:
        ids = np.array(list(keywords), dtype=self._generation.ids.dtype)
        return self._by_id[np.searchsorted(self._generation.ids, ids, sorter=self._by_id)]

    def _sentence_scores(self, rows: Rows, question: FloatArray) -> list[FloatArray]:
        """Scores of each passage's sentences."""
        starts, ends = self._generation.sentence_starts[rows], self._generation.sentence_starts[rows + 1]
        lengths = ends - starts
        first = np.cumsum(lengths) - lengths
        every = np.arange(lengths.sum()) + np.repeat(starts - first, lengths)
        scores = _score(self._generation.sentences.take(every) @ question)
        return np.split(scores, first[1:])


def with_keywords(similarity: FloatArray, keywords: FloatArray, share: float) -> FloatArray:
    """Order passages of one language by similarity and keywords together, and score them accordingly.

    The passage that comes first by both takes the highest similarity of them all, the second the second highest, and
    so on; none falls below its own. So a keyword lifts a passage among its own language's, but never past what
    similarity alone gives that language against the others.
    """
    if not len(similarity) or not keywords.any():
        return similarity
    together = similarity / max(float(similarity.max()), 1e-9) + share * keywords / keywords.max()
    lifted = np.empty_like(similarity)
    lifted[np.argsort(-together, kind="stable")] = np.sort(similarity)[::-1]
    higher: FloatArray = np.maximum(lifted, similarity)
    return higher


def _score(products: FloatArray) -> FloatArray:
    """Inner products into scores: [0, 1], higher is better; what points away from the question is simply 0."""
    scores: FloatArray = np.clip(products, 0.0, 1.0)
    return scores
