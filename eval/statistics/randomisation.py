"""Whether two runs differ by more than chance: the paired randomisation test."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eval.figures import Figure
from eval.rows import Row

ROUNDS = 2000


def randomisation_p(
    figure: Figure, first: Sequence[Row], second: Sequence[Row], *, seed: int, rounds: int = ROUNDS
) -> float:
    """Return how often chance alone gives a difference at least as large as the one seen; in (0, 1].

    `first` and `second` hold the same questions in the same order. If the runs are alike, it is chance which of two
    answers stands in which run: in each round every article's answers change sides together by the toss of a coin, and
    the figure's difference is taken again. p = (1 + rounds with |difference| >= that seen) / (1 + rounds).
    Noreen, "Computer-Intensive Methods for Testing Hypotheses" (1989), chapter 2; Smucker, Allan and Carterette,
    "A comparison of statistical significance tests for information retrieval evaluation", CIKM 2007.

    Raises ValueError when the two don't hold the same questions, or the figure can't be computed on them.
    """
    if [row.id for row in first] != [row.id for row in second]:
        raise ValueError(f"paired runs hold the same questions in one order, not {len(first)} and {len(second)} rows")
    one, other = figure.compute(first), figure.compute(second)
    if one is None or other is None:
        raise ValueError(f"{figure.name} can't be computed on both runs")
    seen = abs(other - one)
    names = {name: number for number, name in enumerate(dict.fromkeys(row.cluster for row in first))}
    of_row = np.array([names[row.cluster] for row in first])
    swapped = np.random.default_rng(seed).integers(0, 2, (rounds, len(names)))[:, of_row].astype(bool)
    differences = _mean_differences(figure, first, second, swapped)
    if differences is None:
        differences = _differences(figure, first, second, swapped)
    # A difference that is equal but for rounding counts as equal.
    as_large = int((np.abs(differences) >= seen - 1e-12).sum())
    return (1 + as_large) / (1 + rounds)


def _mean_differences(
    figure: Figure, first: Sequence[Row], second: Sequence[Row], swapped: np.ndarray
) -> np.ndarray | None:
    """Differences of a mean of which both runs have the same values; None for any other figure."""
    if figure.mean_of is None:
        return None
    pairs = [(a.value(figure.mean_of), b.value(figure.mean_of)) for a, b in zip(first, second, strict=True)]
    if any((one is None) != (other is None) for one, other in pairs):
        return None
    there = np.array([one is not None for one, _ in pairs])
    gains = np.array([other - one for one, other in pairs if one is not None and other is not None])
    signs = np.where(swapped[:, there], -1.0, 1.0)
    means: np.ndarray = signs @ gains / len(gains)
    return means


def _differences(figure: Figure, first: Sequence[Row], second: Sequence[Row], swapped: np.ndarray) -> np.ndarray:
    found = []
    for sides in swapped.tolist():
        one = [b if swap else a for a, b, swap in zip(first, second, sides, strict=True)]
        other = [a if swap else b for a, b, swap in zip(first, second, sides, strict=True)]
        left, right = figure.compute(one), figure.compute(other)
        found.append(0.0 if left is None or right is None else right - left)
    return np.array(found)
