"""Quote fidelity: whether quotes stand in the articles, letter for letter."""

from __future__ import annotations

from collections.abc import Sequence


def quote_fidelity(found: Sequence[bool]) -> float | None:
    """Share, in [0, 1], of the quotes that stand in an article; None without quotes.

    fidelity = |{i : f_i}| / n, where f_i says whether the i-th of n quotes was found. Our own definition.
    """
    return sum(found) / len(found) if found else None
