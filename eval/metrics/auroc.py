"""AUROC: how well a score tells two kinds apart, at whatever threshold."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


def area_under_roc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """Chance, in [0, 1], that a positive scores higher than a negative; None when there are none of either kind.

    AUROC = (sum over all x in X, y in Y of [x > y] + [x = y] / 2) / (|X| · |Y|), where X are the scores of the
    `positives` and Y those of the `negatives`: 1 when the score tells them apart, 0.5 when it says nothing.
    Hanley and McNeil, "The meaning and use of the area under a receiver operating characteristic (ROC) curve",
    Radiology 143 (1982), pages 29-36; the statistic of Mann and Whitney over its maximum. Takes time O(n log n).
    """
    if not positives or not negatives:
        return None
    ordered = sorted(negatives)
    # Negatives below a positive are counted twice here, equal ones once.
    twice = sum(bisect_left(ordered, score) + bisect_right(ordered, score) for score in positives)
    return twice / (2 * len(positives) * len(negatives))
