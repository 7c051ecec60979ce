"""Citation precision: how many of the citations lead to what answers the question."""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.evidence import require_evidence
from eval.metrics.text import holds, squeeze


def citation_precision(cited_passages: Sequence[str], evidence: Sequence[str]) -> float | None:
    """Share, in [0, 1], of the citations whose passage holds at least one piece of evidence; None without citations.

    precision = |{c in C : c holds some e in E}| / |C|, where C are the `cited_passages`, one for each citation, and E
    the pieces of `evidence`. A passage holds a piece if it has 70 % of its shingles.
    After Gao, Yen, Yu and Chen, "Enabling Large Language Models to Generate Text with Citations", EMNLP 2023, with
    gold evidence in place of their entailment model.

    Raises ValueError without evidence.
    """
    require_evidence(evidence)
    texts = [squeeze(passage) for passage in cited_passages]
    return sum(any(holds(text, piece) for piece in evidence) for text in texts) / len(texts) if texts else None
