"""Hit@k: whether anything relevant is among the first results."""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.ranking import first


def hit_at(relevant: Sequence[bool], k: int) -> float:
    """Return 1.0 if one of the first k results is relevant, 0.0 otherwise.

    hit@k = max(r_1, …, r_k), where r_i is 1 if the result at rank i is relevant and 0 if not (`relevant[i - 1]`).
    The same as `success_k` of trec_eval. Raises ValueError for k below 1.
    """
    return float(any(first(relevant, k)))
