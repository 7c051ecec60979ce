"""Percentiles: below which value so many of the values lie.

Definition 1 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996), pages
361-365.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which this share of the values lies, by the nearest rank; share in (0, 1]."""
    if not values or not 0 < share <= 1:
        raise ValueError(f"a percentile needs values and a share in (0, 1], not {len(values)} values and {share}")
    ordered = sorted(values)
    return ordered[math.ceil(len(ordered) * share) - 1]
