"""What a search returns."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import Passage


@dataclass(frozen=True, slots=True)
class Ranked:
    """How surely a passage answers a question, in [0, 1], and each of its sentences, if the ranker tells them apart."""

    passage: float
    sentences: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with its score in [0, 1]; higher is better.

    `score` is what hits are ordered by, unless a ranker has judged the first of them (`ranked`). It is made of
    `passage_score`, the similarity of the whole passage, and `sentence_score`, that of its best sentence, and of
    keywords. `sentence_scores` runs along `passage.sentences`.
    """

    passage: Passage
    score: float
    passage_score: float
    sentence_score: float
    sentence_scores: tuple[float, ...]
    ranked: Ranked | None = None
    also: tuple[Passage, ...] = ()
    """Further passages that say the same nearly word for word, and are not hits of their own."""
