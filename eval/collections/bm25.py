"""BM25 without anything around it: a baseline by which a collection's adapter is checked."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import fmean

from eval.collections.collection import Collection, Document
from eval.metrics import ndcg_at, rank

_WORD = re.compile(r"[^\W_]+")


class BM25:
    """Ranks documents by the words they share with a question: whole words without case, no stems, no stop words.

    score(q, d) = sum over the words t of q, as often as they come in it, of
        idf(t) * f(t, d) * (k1 + 1) / (f(t, d) + k1 * (1 - b + b * |d| / avg))
    idf(t) = ln(1 + (N - n(t) + 0.5) / (n(t) + 0.5))

    with f(t, d) how often t stands in d, |d| the number of d's words, avg its mean over the N documents, and n(t) the
    number of documents that hold t. Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
    Foundations and Trends in Information Retrieval 3 (2009), section 3; the 1 in the logarithm, which keeps it above
    0, is Lucene's (Kamphuis et al., "Which BM25 Do You Mean?", ECIR 2020). Titles are not searched. `k1` is 0 or more,
    `b` in [0, 1].
    """

    def __init__(self, documents: Sequence[Document], *, k1: float = 1.5, b: float = 0.75) -> None:
        words = {document.id: _words(document.text) for document in documents}
        mean_length = fmean(map(len, words.values())) if words else 0.0
        frequencies: dict[str, dict[str, int]] = defaultdict(dict)
        for id_, own in words.items():
            for word, frequency in Counter(own).items():
                frequencies[word][id_] = frequency
        count = len(words)
        self._weights: dict[str, dict[str, float]] = {}
        for word, holders in frequencies.items():
            idf = math.log(1 + (count - len(holders) + 0.5) / (len(holders) + 0.5))
            self._weights[word] = {
                id_: idf * frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * len(words[id_]) / mean_length))
                for id_, frequency in holders.items()
            }

    def scores(self, question: str) -> dict[str, float]:
        """By id, the scores (above 0) of all documents that share a word with the question."""
        scores: dict[str, float] = defaultdict(float)
        for word in _words(question):
            for id_, weight in self._weights.get(word, {}).items():
                scores[id_] += weight
        return dict(scores)

    def rank(self, question: str) -> list[str]:
        """Ids of the same documents, best first; equal scores by id."""
        return rank(self.scores(question))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def baseline(collection: Collection, k: int = 10) -> float:
    """Mean nDCG@k, in [0, 1], of BM25 over a collection's questions. Raises ValueError for one without questions."""
    ranking = BM25(collection.documents)
    questions = collection.set.questions
    if not questions:
        raise ValueError(f"{collection.name} has no questions to measure by")
    return fmean(
        ndcg_at(
            [float(question.relevant.get(name, 0)) for name in _file_names(collection, ranking.rank(question.asked))],
            [float(grade) for grade in question.relevant.values()],
            k,
        )
        for question in questions
    )


def _file_names(collection: Collection, ids: Sequence[str]) -> list[str]:
    """The files of documents, each where its first document stands."""
    return list(dict.fromkeys(collection.file_name(id_) for id_ in ids))
