"""Cited evidence: whether any citation leads to what answers the question."""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.evidence import require_evidence
from eval.metrics.text import holds, squeeze


def cited_evidence(cited_passages: Sequence[str], evidence: Sequence[str]) -> float:
    """Return 1.0 if the passage of some citation holds some piece of evidence, 0.0 otherwise.

    A passage holds a piece if it has 70 % of its shingles. Our own definition; it is 1.0 wherever citation recall is
    above 0. Raises ValueError without evidence.
    """
    require_evidence(evidence)
    texts = [squeeze(passage) for passage in cited_passages]
    return float(any(holds(text, piece) for text in texts for piece in evidence))
