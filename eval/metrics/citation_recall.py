"""Citation recall: how much of what answers the question the citations lead to."""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.evidence import require_evidence
from eval.metrics.text import holds, squeeze


def citation_recall(cited_passages: Sequence[str], evidence: Sequence[str]) -> float:
    """Share, in [0, 1], of the pieces of evidence that the passage of some citation holds; 0.0 without citations.

    recall = |{e in E : some c in C holds e}| / |E|, where C are the `cited_passages` and E the pieces of `evidence`.
    A passage holds a piece if it has 70 % of its shingles.
    After Gao, Yen, Yu and Chen, "Enabling Large Language Models to Generate Text with Citations", EMNLP 2023, with
    gold evidence in place of their entailment model.

    Raises ValueError without evidence.
    """
    require_evidence(evidence)
    texts = [squeeze(passage) for passage in cited_passages]
    return sum(any(holds(text, piece) for text in texts) for piece in evidence) / len(evidence)
