"""Recall@k: how much of what is wanted the first results hold."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence

from eval.metrics.ranking import first


def recall_at(held: Sequence[Collection[Hashable]], wanted: Collection[Hashable], k: int) -> float:
    """Share, in [0, 1], of what is wanted that the first k results hold together.

    recall@k = |W ∩ (H_1 ∪ … ∪ H_k)| / |W|, where W is what is `wanted`, each thing once (pieces of evidence, or ids of
    relevant documents), and H_i is what the result at rank i holds of it (`held[i - 1]`; a document holds itself).
    Manning, Raghavan and Schütze, "Introduction to Information Retrieval" (2008), section 8.3; for documents the same
    as `recall_k` of trec_eval.

    Raises ValueError when nothing is wanted, and for k below 1.
    """
    missing = set(wanted)
    if not missing:
        raise ValueError("recall is a share of what is wanted, but nothing is: leave questions without gold out")
    count = len(missing)
    for things in first(held, k):
        missing.difference_update(things)
    return (count - len(missing)) / count
