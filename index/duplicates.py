"""Passages that say the same: shown once, with the others named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus import Passage
from index.encoder import FloatArray
from index.hit import Hit

_RUN = 5
"""So many words in a row are compared at once."""
_FEWEST_RUNS = 8
_SHARE = 0.8
"""Part of the shorter passage's runs that both have."""
# Vectors tell which passages are worth a closer look: what shares its words lies nearer than this.
_NEAR = 0.6
_TRANSLATION = 0.7
"""Passages of one article in two languages that are nearer than this are versions of one text, mostly its abstract."""
_WORD = re.compile(r"[^\W_]+")


def merged(hits: Sequence[Hit], vectors: FloatArray) -> list[Hit]:
    """Merge every hit into the first one before it that says the same, where it is named in `Hit.also`.

    Two passages say the same when they are of different articles and share, nearly word for word, four fifths of the
    shorter one; or when they are of one article and translations of each other. `vectors` are those of the passages,
    of length 1, float32 (hits, dimension).
    """
    near = vectors @ vectors.T
    kept: dict[int, list[Passage]] = {}
    for at, hit in enumerate(hits):
        same = (first for first in kept if _says_the_same(hits[first].passage, hit.passage, float(near[first, at])))
        first = next(same, None)
        if first is None:
            kept[at] = []
        else:
            kept[first].append(hit.passage)
    return [replace(hits[at], also=tuple(also)) for at, also in kept.items()]


def _says_the_same(passage: Passage, other: Passage, near: float) -> bool:
    if passage.article_id == other.article_id:
        return passage.language != other.language and near >= _TRANSLATION
    return near >= _NEAR and _shares_most(passage.text, other.text)


def _shares_most(text: str, other: str) -> bool:
    runs, others = _runs(text), _runs(other)
    fewer = min(len(runs), len(others))
    return fewer >= _FEWEST_RUNS and len(runs & others) >= _SHARE * fewer


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return set(zip(*(words[start:] for start in range(_RUN)), strict=False))
