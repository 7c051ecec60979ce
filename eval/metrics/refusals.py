"""Wrong decisions to answer and to refuse. Their means over questions are the rates of both errors."""

from __future__ import annotations


def false_answer(abstained: bool, answerable: bool) -> float | None:
    """Return 1.0 if a question that nothing in the articles answers was answered, 0.0 if it was refused.

    None for an answerable question: answering it is no false answer, whatever was said.
    """
    return None if answerable else float(not abstained)


def false_refusal(abstained: bool, answerable: bool) -> float | None:
    """Return 1.0 if a question that the articles answer was refused, 0.0 if it was answered.

    None for a question that they don't answer: refusing it is right.
    """
    return float(abstained) if answerable else None
