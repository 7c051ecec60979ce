"""Similarity and keywords together, on sums done by hand."""

from __future__ import annotations

import numpy as np
import pytest

from index.fusion import by_language, with_keywords


@pytest.mark.parametrize(
    ("similarity", "keywords", "share", "expected"),
    [
        # 1 + 0, 0.75 + 0, 0.5 + 1: the last is far ahead by its words; the others move down one place.
        ([0.8, 0.6, 0.4], [0.0, 0.0, 9.0], 1.0, [0.6, 0.4, 0.8]),
        # 1 + 0, 0.75 + 0.1, 0.5 + 0.2: the order stays, and so does every score.
        ([0.8, 0.6, 0.4], [0.0, 1.0, 2.0], 0.2, [0.8, 0.6, 0.4]),
        # 1 + 0, 0.75 + 0.2, 0.5 + 0.5: the first and the last are equal: similarity decides; the second falls behind.
        ([0.8, 0.6, 0.4], [0.0, 0.8, 2.0], 0.5, [0.8, 0.4, 0.6]),
        # 1 + 0, 0.9 + 0.5, 0.1 + 0: the second becomes the first.
        ([0.5, 0.45, 0.05], [0.0, 3.0, 0.0], 0.5, [0.45, 0.5, 0.05]),
        ([0.8, 0.6], [0.0, 0.0], 1.0, [0.8, 0.6]),
        ([0.4, 0.6], [1.0, 0.0], 0.0, [0.4, 0.6]),
        ([0.0, 0.0], [0.0, 2.0], 1.0, [0.0, 0.0]),
        ([0.3], [2.0], 1.0, [0.3]),
        ([], [], 1.0, []),
    ],
)
def test_with_keywords_by_hand(
    similarity: list[float], keywords: list[float], share: float, expected: list[float]
) -> None:
    scores = with_keywords(np.array(similarity, np.float32), np.array(keywords, np.float32), share)
    assert scores.tolist() == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(20))
def test_a_language_keeps_its_scores_whatever_its_keywords(seed: int) -> None:
    random = np.random.default_rng(seed)
    similarity = random.random(30, dtype=np.float32)
    keywords = random.random(30, dtype=np.float32) * random.integers(0, 2, 30).astype(np.float32)
    languages = random.choice(["ru", "kk", "en"], 30)
    scores = by_language(similarity, keywords, languages, {"ru": 2.0, "kk": 0.1, "en": 0.0})
    for language in ("ru", "kk", "en"):
        own = languages == language
        assert sorted(scores[own]) == sorted(similarity[own])
    assert np.array_equal(scores[languages == "en"], similarity[languages == "en"])
    assert not np.array_equal(scores, similarity)
