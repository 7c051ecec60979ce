"""What a search returns."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with its score in [0, 1]; higher is better.

    `score` is what hits are ranked by; `passage_score` and `sentence_score` are the parts it is made of: the
    similarity of the whole passage, and of its best sentence. `sentence_scores` runs along `passage.sentences`.
    """

    passage: Passage
    score: float
    passage_score: float
    sentence_score: float
    sentence_scores: tuple[float, ...]
