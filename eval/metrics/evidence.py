"""Evidence within a budget: what can be read in the first characters of what was retrieved.

A budget in characters makes long and short passages comparable: five long passages hold more than five short ones, but
cost more to read.
"""

from __future__ import annotations

from collections.abc import Sequence

from eval.metrics.text import holds, squeeze


def evidence_within(evidence: Sequence[str], passages: Sequence[str], budget: int) -> float:
    """Share, in [0, 1], of the pieces of evidence that can be read within a budget of characters.

    evidence@b = |{e in E : some p in P(b) holds e}| / |E|, where E are the pieces of `evidence`, and P(b) the passages
    in rank order, cut where they exceed b characters together, blanks and marks counted (`budget`). A passage holds a
    piece if it has 70 % of its shingles; a piece that is spread over two passages is found in neither.

    Our own definition. Raises ValueError without evidence.
    """
    require_evidence(evidence)
    parts = _within(passages, budget)
    return sum(any(holds(part, piece) for part in parts) for piece in evidence) / len(evidence)


def require_evidence(evidence: Sequence[str]) -> None:
    """Raise ValueError when there is no piece of evidence: nothing can be said then of what holds it."""
    if not evidence:
        raise ValueError("no evidence was given to look for: leave questions without evidence out")


def _within(passages: Sequence[str], budget: int) -> list[str]:
    """The passages, or their beginnings, that fit into the budget, squeezed."""
    parts = []
    left = budget
    for passage in passages:
        if left <= 0:
            break
        parts.append(squeeze(passage[:left]))
        left -= len(passage)
    return parts
