"""Correction for looking at many figures at once."""

from __future__ import annotations

from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> list[float]:
    """Return each p value after Holm's step-down correction, in the order given; values stay in [0, 1].

    With m values in rising order, p'(i) = max over j <= i of min(1, (m - j + 1) · p(j)). The chance of one false find
    or more among all m is then no higher than the level that the corrected values are held against.
    Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979),
    pages 65-70.
    """
    count = len(p_values)
    corrected = [0.0] * count
    highest = 0.0
    for step, at in enumerate(sorted(range(count), key=lambda index: p_values[index])):
        highest = max(highest, min(1.0, (count - step) * p_values[at]))
        corrected[at] = highest
    return corrected
