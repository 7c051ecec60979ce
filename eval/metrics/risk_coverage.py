"""Risk and coverage: how often it is wrong when only the questions that it is surest of are answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby


def risk_coverage_curve(scored: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return (coverage, risk) for each threshold on the confidence that makes a difference, coverage rising to 1.

    coverage(t) = |A(t)| / n and risk(t) = (sum of r_i over i in A(t)) / |A(t)|, where A(t) are the questions whose
    confidence is t or more, out of n; `scored` holds confidence and risk r_i, in [0, 1], of each. There is one point
    for each different confidence: questions of equal confidence enter together, for no threshold parts them. Without
    questions there is no point.
    Geifman and El-Yaniv, "Selective Classification for Deep Neural Networks", NIPS 2017, section 2.
    """
    return [(answered / len(scored), risk) for _, answered, risk in _steps(scored)]


def area_under_risk_coverage(scored: Sequence[tuple[float, float]]) -> float | None:
    """Mean risk, in [0, 1], over all coverages (AURC); lower is better. None without questions.

    AURC = (sum over i = 1 … n of risk(c_i)) / n, where c_i is the confidence of question i and risk(t) the mean risk of
    all questions whose confidence is t or more, as on the curve. Where all confidences differ, that is the mean of the
    risks among the first 1, 2, …, n questions; questions of equal confidence each count with the risk that they reach
    together, so that the order in which they are given makes no difference.
    Geifman, Uziel and El-Yaniv, "Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers", ICLR 2019, on the
    curve of Geifman and El-Yaniv (2017).
    """
    return sum(entered * risk for entered, _, risk in _steps(scored)) / len(scored) if scored else None


def _steps(scored: Sequence[tuple[float, float]]) -> Iterator[tuple[int, int, float]]:
    """For each different confidence, highest first: questions that enter, questions so far, and their mean risk."""
    answered, total = 0, 0.0
    for _, equal in groupby(sorted(scored, key=lambda pair: -pair[0]), key=lambda pair: pair[0]):
        risks = [risk for _, risk in equal]
        answered += len(risks)
        total += sum(risks)
        yield len(risks), answered, total / answered
