"""Normalised discounted cumulative gain: graded results, each worth less the further down it stands."""

from __future__ import annotations

import math
from collections.abc import Sequence

from eval.metrics.ranking import first


def ndcg_at(gains: Sequence[float], all_gains: Sequence[float], k: int) -> float:
    """Return the discounted gain of the first k results as a share, in [0, 1], of what k results can have at best.

    nDCG@k = DCG(g) / DCG(h) with DCG(x) = sum of x_i / log2(i + 1) over i = 1 … k, where g_i is the gain of the result
    at rank i (`gains[i - 1]`, 0 if it isn't relevant), and h are the gains of everything relevant in the collection
    (`all_gains`, in any order), the highest first. Gains are 0 or more; each result's gain is one of `all_gains`.
    Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM Transactions on Information
    Systems 20 (2002), pages 422-446; linear gain, discount and cut as in `ndcg_cut_k` of trec_eval.

    0.0, as there, when nothing in the collection has a gain. Raises ValueError for k below 1.
    """
    best = _discounted(first(sorted(all_gains, reverse=True), k))
    return _discounted(first(gains, k)) / best if best > 0 else 0.0


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))
