"""Two runs against each other, question by question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from eval.comparison import Change, Comparison, Difference
from eval.figures import BY_NAME, FIGURES, Figure
from eval.rows import Row
from eval.runs.errors import RunError
from eval.statistics import holm, interval, randomisation_p, resamples, values_on_resamples

# By these a question is said to have changed: what was found, what was cited, what was said, whether it was refused.
_TELLING = ("evidence@4000", "cited_evidence", "key_facts", "answer_language", "false_refusals", "false_answers")
# Differences smaller than this are rounding.
_SAME = 1e-9


def compare(first: tuple[str, Sequence[Row]], second: tuple[str, Sequence[Row]], *, seed: int) -> Comparison:
    """Compare two runs, each a name and its rows, on the questions that both hold.

    Every figure that both runs have is told with the interval of its difference (cluster bootstrap over articles, the
    same resamples for both) and a p value (randomisation test), corrected for their number (Holm). Raises RunError
    when the runs have no question in common.
    """
    (first_name, first_rows), (second_name, second_rows) = first, second
    others = {row.id: row for row in second_rows}
    paired = [(row, others[row.id]) for row in first_rows if row.id in others]
    if not paired:
        raise RunError(
            f"{first_name} and {second_name} have no question in common: {len(first_rows)} and {len(second_rows)} "
            "questions of different sets can't be compared."
        )
    one, other = [a for a, _ in paired], [b for _, b in paired]
    raw = [found for figure in FIGURES if (found := _difference(figure, one, other, seed))]
    corrected = holm([p for *_, p in raw])
    differences = tuple(
        Difference(figure.name, a, b, b - a, low, high, p, p_holm, *_tally(figure, one, other))
        for (figure, a, b, low, high, p), p_holm in zip(raw, corrected, strict=True)
    )
    return Comparison(first_name, second_name, tuple(row.id for row in one), differences, tuple(_changes(one, other)))


def _difference(
    figure: Figure, first: Sequence[Row], second: Sequence[Row], seed: int
) -> tuple[Figure, float, float, float, float, float] | None:
    """A figure's two values, the interval of their difference, and p; None where it can't be told of both."""
    one, other = figure.compute(first), figure.compute(second)
    if one is None or other is None:
        return None
    counts = resamples([row.cluster for row in first], seed=seed)
    gains = values_on_resamples(figure, second, counts) - values_on_resamples(figure, first, counts)
    bounds = interval(np.asarray(gains))
    if bounds is None:
        return None
    return figure, one, other, bounds.low, bounds.high, randomisation_p(figure, first, second, seed=seed)


def _tally(figure: Figure, first: Sequence[Row], second: Sequence[Row]) -> tuple[int, int, int]:
    """Questions on which the second run is better, as good, and worse."""
    if figure.mean_of is None:
        return 0, 0, 0
    gains = [gain if figure.higher_is_better else -gain for _, gain in _gains(figure.mean_of, first, second)]
    wins, losses = sum(gain > _SAME for gain in gains), sum(gain < -_SAME for gain in gains)
    return wins, len(gains) - wins - losses, losses


def _gains(value: str, first: Sequence[Row], second: Sequence[Row]) -> Iterator[tuple[Row, float]]:
    for one, other in zip(first, second, strict=True):
        before, after = one.value(value), other.value(value)
        if before is not None and after is not None:
            yield one, after - before


def _changes(first: Sequence[Row], second: Sequence[Row]) -> Iterator[Change]:
    """Every telling value that differs between the runs, question by question."""
    for one, other in zip(first, second, strict=True):
        for name in _TELLING:
            value = BY_NAME[name].mean_of
            before, after = (row.value(value) if value else None for row in (one, other))
            if before is not None and after is not None and abs(after - before) > _SAME:
                yield Change(one.id, name, before, after)
