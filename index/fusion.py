"""Similarity and keywords brought together, without letting a language gain on another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.encoder import FloatArray


def with_keywords(similarity: FloatArray, keywords: FloatArray, share: float) -> FloatArray:
    """Order passages of one language by similarity and keywords together, and give them that language's scores anew.

    The passage that comes first by both takes the highest similarity of them all, the second the second highest, and
    so on. So keywords decide which passage of a language comes first, and similarity alone decides how the language
    stands against the others: no keyword of the question's language buries a passage in another.

    `share` is the weight of keywords against 1 for similarity, each in parts of its highest. Equal sums keep the order
    of similarity.
    """
    if not share or not len(similarity) or not keywords.any():
        return similarity
    together = similarity / max(float(similarity.max()), 1e-9) + share * keywords / keywords.max()
    order = np.lexsort((-similarity, -together))
    reordered = np.empty_like(similarity)
    reordered[order] = np.sort(similarity)[::-1]
    return reordered


def by_language(
    similarity: FloatArray, keywords: FloatArray, languages: NDArray[np.str_], shares: dict[str, float]
) -> FloatArray:
    """Bring similarity and keywords together within each language; `shares` are the weights of keywords by language."""
    scores = similarity.copy()
    for language, share in shares.items():
        own = np.flatnonzero(languages == language)
        scores[own] = with_keywords(similarity[own], keywords[own], share)
    return scores
