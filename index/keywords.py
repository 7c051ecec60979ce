"""Keyword search with BM25: by stems within a language, by skeletons and translations across languages.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.4, with an idf that
stays above zero. How rare a term is, and how long a passage, is counted within the passages of one language, so that
scores of a small language are as good as those of a large one.
"""

from __future__ import annotations

import math
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus import Language, Passage
from index.encoder import FloatArray
from index.errors import IndexDamaged
from index.terms import skeletons, stems
from index.vectors import Rows

_SATURATION, _LENGTH = 1.5, 0.75
"""k1 and b of BM25."""


class KeywordIndex(Protocol):
    """Passages by the words in them; row i is passage i, and so are the scores, float32 of shape (passages,)."""

    def __len__(self) -> int:
        """Number of passages."""

    def own(self, question: str, language: Language) -> FloatArray:
        """Scores of the passages in a question's own language; 0 for all others, and where no word is shared."""

    def across(self, question: str, source: Language, target: Language, translations: Sequence[str]) -> FloatArray:
        """Scores of the passages in another language; 0 for all others.

        `translations` are words and phrases in that language that stand for some of the question's.
        """

    def coverage(self, question: str, language: Language, among: Rows | None = None) -> float:
        """Share, in [0, 1], of a question's words that the best passage of its language holds, rare words first."""


@dataclass(frozen=True, eq=False)
class _Field:
    """Counts of terms: a sparse matrix of passages and terms. A term carries the language of its passage."""

    terms: dict[str, int]
    counts: Any
    """scipy.sparse.csr_array of uint16."""

    @classmethod
    def empty(cls) -> _Field:
        from scipy.sparse import csr_array

        return cls({}, csr_array((0, 0), dtype=np.uint16))

    def extended(self, passages: Sequence[Iterable[str]]) -> _Field:
        """With the terms of more passages appended."""
        from scipy.sparse import csr_array, vstack

        terms = dict(self.terms)
        rows = [Counter(terms.setdefault(term, len(terms)) for term in passage) for passage in passages]
        starts = np.cumsum([0, *map(len, rows)])
        columns = np.array([column for row in rows for column in row], dtype=np.int32)
        counts = np.array([min(count, 65535) for row in rows for count in row.values()], dtype=np.uint16)
        added = csr_array((counts, columns, starts), shape=(len(rows), len(terms)))
        before = self.counts.copy()
        before.resize((before.shape[0], len(terms)))
        return _Field(terms, vstack([before, added], format="csr"))

    def weighted(self, languages: NDArray[np.str_]) -> _Weighted:
        """BM25 weights of every term in every passage."""
        counts = self.counts.astype(np.float32)
        lengths = np.asarray(counts.sum(axis=1)).ravel()
        mean = np.ones(len(lengths), dtype=np.float32)
        size = {}
        for language in np.unique(languages):
            own = languages == language
            size[str(language)] = int(own.sum())
            mean[own] = max(float(lengths[own].mean()), 1.0)
        by_term = counts.tocsc()
        holders = np.diff(by_term.indptr)
        # Terms are "ru:stem": their passages are those of that language.
        pool = np.array([size.get(term[:2], 0) for term in self.terms], dtype=np.float64)
        rarity = np.log1p((pool - holders + 0.5) / (holders + 0.5)).astype(np.float32)
        damping = (_SATURATION * (1 - _LENGTH + _LENGTH * lengths / mean)).astype(np.float32)
        times = by_term.data
        weights = times * (_SATURATION + 1) / (times + damping[by_term.indices]) * np.repeat(rarity, holders)
        return _Weighted(self.terms, by_term.indptr, by_term.indices, weights)

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """What is stored."""
        words = np.frombuffer("\n".join(self.terms).encode(), dtype=np.uint8)
        matrix = {"data": self.counts.data, "indices": self.counts.indices, "indptr": self.counts.indptr}
        return {f"{name}.terms": words} | {f"{name}.{part}": values for part, values in matrix.items()}

    @classmethod
    def from_arrays(cls, name: str, arrays: Any, rows: int) -> _Field:
        """Read what `arrays` gave. Raises KeyError or ValueError for anything else."""
        from scipy.sparse import csr_array

        words = arrays[f"{name}.terms"].tobytes().decode()
        terms = {term: column for column, term in enumerate(words.split("\n") if words else [])}
        parts = tuple(arrays[f"{name}.{part}"] for part in ("data", "indices", "indptr"))
        counts = csr_array(parts, shape=(rows, len(terms)))
        counts.check_format(full_check=True)
        return cls(terms, counts)


@dataclass(frozen=True, eq=False)
class _Weighted:
    """Weights term by term, so that a search reads only the passages that hold one of its terms."""

    terms: dict[str, int]
    starts: NDArray[Any]
    rows: NDArray[Any]
    weights: FloatArray

    def add(self, scores: FloatArray, terms: Iterable[str]) -> None:
        """Add to the scores of all passages what each of the terms, once, is worth in them."""
        for term in dict.fromkeys(terms):
            column = self.terms.get(term)
            if column is not None:
                part = slice(self.starts[column], self.starts[column + 1])
                scores[self.rows[part]] += self.weights[part]

    def holders(self, term: str) -> NDArray[Any]:
        """Rows of the passages that hold a term."""
        column = self.terms.get(term)
        return self.rows[:0] if column is None else self.rows[self.starts[column] : self.starts[column + 1]]


@dataclass(frozen=True, eq=False)
class Bm25Keywords:
    """A `KeywordIndex` in memory, never changed. `ids` and `languages` run along the rows.

    With 100,000 passages of 900 characters it took some 600 MB, and a question in all three languages 1 ms.
    """

    ids: NDArray[np.str_]
    languages: NDArray[np.str_]
    _words: _Field
    _skeletons: _Field

    @classmethod
    def empty(cls) -> Bm25Keywords:
        """An index of nothing."""
        return cls(np.zeros(0, dtype=np.str_), np.zeros(0, dtype=np.str_), _Field.empty(), _Field.empty())

    def __len__(self) -> int:
        return len(self.ids)

    def extended(self, passages: Sequence[Passage]) -> Bm25Keywords:
        """Return an index with more passages after those that are there."""
        return Bm25Keywords(
            np.concatenate([self.ids, np.array([p.id for p in passages], dtype=np.str_)]),
            np.concatenate([self.languages, np.array([p.language for p in passages], dtype=np.str_)]),
            self._words.extended([_marked(stems(p.text, p.language), p.language) for p in passages]),
            self._skeletons.extended([_marked(skeletons(p.text, p.language), p.language) for p in passages]),
        )

    def keep(self, rows: Rows) -> Bm25Keywords:
        """Return an index of these passages only, in this order."""
        words, bones = (_Field(field.terms, field.counts[rows]) for field in (self._words, self._skeletons))
        return Bm25Keywords(self.ids[rows], self.languages[rows], words, bones)

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        arrays = self._words.arrays("words") | self._skeletons.arrays("skeletons")
        np.savez(path, allow_pickle=False, ids=self.ids, languages=self.languages, **arrays)

    @classmethod
    def load(cls, path: Path) -> Bm25Keywords:
        """Read a stored index. Raises IndexDamaged when it is missing or no such index."""
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
                ids, languages = arrays["ids"], arrays["languages"]
                fields = (_Field.from_arrays(name, arrays, len(ids)) for name in ("words", "skeletons"))
                return cls(ids, languages, *fields)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            raise IndexDamaged(f"{path} can't be read ({error}); run `derek index` to build the index anew.") from error

    def own(self, question: str, language: Language) -> FloatArray:
        """Scores of the passages in a question's own language, float32 of shape (passages,)."""
        scores = np.zeros(len(self), dtype=np.float32)
        self._weighted_words.add(scores, _marked(stems(question, language), language))
        return scores

    def across(self, question: str, source: Language, target: Language, translations: Sequence[str]) -> FloatArray:
        """Scores of the passages in another language, float32 of shape (passages,)."""
        scores = np.zeros(len(self), dtype=np.float32)
        self._weighted_skeletons.add(scores, _marked(skeletons(question, source), target))
        translated = (stem for text in translations for stem in stems(text, target))
        self._weighted_words.add(scores, _marked(translated, target))
        return scores

    def search(self, text: str, language: Language, count: int) -> dict[str, float]:
        """Return at most `count` passages of one language by id, best first, with a score above 0; ties go by id."""
        scores = self.own(text, language)
        found = np.flatnonzero(scores)
        order = found[np.lexsort((self.ids[found], -scores[found]))][:count]
        return dict(zip(self.ids[order].tolist(), scores[order].tolist(), strict=True))

    def coverage(self, question: str, language: Language, among: Rows | None = None) -> float:
        """Share, in [0, 1], of a question's words that the best passage of its language holds, rare words first.

        A word weighs log(1 + N / (1 + n)) when n passages of the language hold it, of N in all. `among` are the only
        rows that are looked at for the best.
        """
        terms = dict.fromkeys(_marked(stems(question, language), language))
        held = np.zeros(len(self), dtype=np.float32)
        total = 0.0
        for term in terms:
            rows = self._weighted_words.holders(term)
            weight = math.log(1 + len(self) / (1 + len(rows)))
            held[rows] += weight
            total += weight
        looked_at = held if among is None else held[among]
        return float(looked_at.max(initial=0.0)) / total if total else 0.0

    @cached_property
    def _weighted_words(self) -> _Weighted:
        return self._words.weighted(self.languages)

    @cached_property
    def _weighted_skeletons(self) -> _Weighted:
        return self._skeletons.weighted(self.languages)


def _marked(terms: Iterable[str], language: Language) -> list[str]:
    return [f"{language}:{term}" for term in terms]
