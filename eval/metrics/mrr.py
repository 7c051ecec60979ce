"""Reciprocal rank: how far down the first relevant result stands. Its mean over questions is the MRR."""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.ranking import first


def reciprocal_rank(relevant: Sequence[bool], k: int) -> float:
    """Return one over the rank of the first relevant result, 0.0 if none of the first k is.

    RR@k = 1 / min{i <= k : r_i}, where r_i says whether the result at rank i is relevant (`relevant[i - 1]`).
    Voorhees, "The TREC-8 Question Answering Track Report", TREC 1999, pages 77-82 (there with k = 5).
    Raises ValueError for k below 1.
    """
    return next((1 / rank for rank, is_right in enumerate(first(relevant, k), 1) if is_right), 0.0)
