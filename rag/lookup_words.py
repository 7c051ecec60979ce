"""Folded words and the articles they stand in: how alike two words are, and how much a word tells."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import takewhile

# Shorter words must be the same letter by letter: among them one letter makes another word.
_SHORTEST_MISSPELT = 4
_LIKE = 0.75
# Words of one root share a beginning: so many letters of it, and so large a share of the shorter word.
_SHORTEST_ROOT = 5
_ROOT_SHARE = 0.6
_SAME_ROOT = 0.6


def likeness(word: str, other: str) -> float:
    """How surely two folded words are the same, in [0, 1]; 0 where they are not alike.

    1 when equal. Otherwise the larger of two: the share of letters that stay when one is turned into the other by
    adding, dropping, changing or swapping neighbouring letters, if it is 0.75 at least; and, for words that begin with
    the same 5 letters or more, which are 60 % of the shorter one, twice the beginning over both lengths, 0.6 at least
    ("integration", "integratsiya").
    """
    from rapidfuzz.distance import OSA

    if word == other:
        return 1.0
    if min(len(word), len(other)) < _SHORTEST_MISSPELT:
        return 0.0
    spelling: float = OSA.normalized_similarity(word, other, score_cutoff=_LIKE)
    return max(spelling, _common_root(word, other))


def _common_root(word: str, other: str) -> float:
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    if shared < _SHORTEST_ROOT or shared < _ROOT_SHARE * min(len(word), len(other)):
        return 0.0
    return max(_SAME_ROOT, 2 * shared / (len(word) + len(other)))


class Vocabulary:
    """The folded words of a collection of articles, each with the weight of the place where it stands.

    `articles[i]` maps the words of article i to weights in (0, 1].
    """

    def __init__(self, articles: Iterable[Mapping[str, float]]) -> None:
        self._postings: dict[str, dict[int, float]] = defaultdict(dict)
        self._size = 0
        for number, words in enumerate(articles):
            self._size = number + 1
            for word, weight in words.items():
                self._postings[word][number] = weight

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._postings)

    def like(self, word: str) -> dict[str, float]:
        """Words of the collection that a word may stand for, with their likeness."""
        found = {word: 1.0} if word in self._postings else {}
        if len(word) < _SHORTEST_MISSPELT:
            return found
        for other in [*self._respelt(word), *self._of_root(word)]:
            alike = likeness(word, other)
            if alike:
                found[other] = alike
        return found

    def _respelt(self, word: str) -> list[str]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        scorer = OSA.normalized_similarity
        return [
            other for other, *_ in process.extract(word, self._sorted, scorer=scorer, score_cutoff=_LIKE, limit=None)
        ]

    def _of_root(self, word: str) -> list[str]:
        root = word[:_SHORTEST_ROOT]
        if len(root) < _SHORTEST_ROOT:
            return []
        start = bisect_left(self._sorted, root)
        return list(takewhile(lambda other: other.startswith(root), self._sorted[start:]))

    def holders(self, like: Mapping[str, float]) -> dict[int, float]:
        """Articles that hold one of several like words, with the best product of squared likeness and weight."""
        best: dict[int, float] = {}
        for word, alike in like.items():
            for number, weight in self._postings.get(word, {}).items():
                best[number] = max(best.get(number, 0.0), alike**2 * weight)
        return best

    def weight(self, holders: int) -> float:
        """How much it tells to find a word that so many of all N articles hold: log(1 + N / (1 + holders))."""
        return math.log(1 + max(self._size, 1) / (1 + holders))
