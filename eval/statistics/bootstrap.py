"""Intervals by resampling whole articles.

Questions about one article stand or fall together, so articles are drawn, not questions: each resample draws as many
clusters as there are, with replacement, and takes all rows of each. The interval is the middle share of the figure's
values on the resamples (percentile interval).
Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapter 13; Cameron, Gelbach and Miller,
"Bootstrap-based improvements for inference with clustered errors", Review of Economics and Statistics 90 (2008).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.figures import Figure
from eval.rows import Row

SAMPLES = 2000
LEVEL = 0.95
# With fewer resamples on which the figure can be computed, no interval is told.
_FEWEST_SHARE = 0.5

Counts = NDArray[np.int64]
"""How often each row stands in each resample: shape (samples, rows)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Bounds between which a figure lies on 95 of 100 resamples."""

    low: float
    high: float


def resamples(clusters: Sequence[str], *, seed: int, samples: int = SAMPLES) -> Counts:
    """Draw clusters with replacement; return how often each row is drawn, shape (samples, len(clusters))."""
    names = {name: number for number, name in enumerate(dict.fromkeys(clusters))}
    of_row = np.array([names[cluster] for cluster in clusters], dtype=np.int64)
    drawn = np.random.default_rng(seed).integers(0, max(len(names), 1), (samples, len(names)))
    counts = np.zeros((samples, len(names)), dtype=np.int64)
    np.add.at(counts, (np.arange(samples)[:, None], drawn), 1)
    taken: Counts = counts[:, of_row]
    return taken


def values_on_resamples(figure: Figure, rows: Sequence[Row], counts: Counts) -> NDArray[np.float64]:
    """The figure's value on each resample, shape (samples,); NaN where it can't be computed."""
    if figure.mean_of is None:
        return _computed(figure.compute, rows, counts)
    values = np.array([_or_nan(row.value(figure.mean_of)) for row in rows], dtype=np.float64)
    there = ~np.isnan(values)
    weights = counts[:, there].astype(np.float64)
    totals = weights.sum(axis=1)
    found: NDArray[np.float64] = np.full(len(counts), np.nan)
    np.divide(weights @ values[there], totals, out=found, where=totals > 0)
    return found


def interval(values: NDArray[np.float64], *, level: float = LEVEL) -> Interval | None:
    """The middle `level` of a figure's values on resamples; None when most of them are NaN."""
    there = values[~np.isnan(values)]
    if len(there) < max(1, _FEWEST_SHARE * len(values)):
        return None
    low, high = np.quantile(there, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high))


def _computed(compute: Callable[[Sequence[Row]], Any], rows: Sequence[Row], counts: Counts) -> NDArray[np.float64]:
    values = []
    for sample in counts:
        drawn = [row for row, times in zip(rows, sample.tolist(), strict=True) for _ in range(times)]
        values.append(_or_nan(compute(drawn)))
    return np.array(values, dtype=np.float64)


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value
