"""What a comparison of two runs says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of two runs over the questions that both have: never the difference alone.

    `difference` is second minus first; `low` and `high` bound it in 95 of 100 paired resamples of articles; `p` is
    from a paired randomisation test, `p_holm` the same after Holm's correction over all figures compared.
    """

    figure: str
    first: float
    second: float
    difference: float
    low: float
    high: float
    p: float
    p_holm: float
    wins: int
    """Questions on which the second run is better; 0 for a figure that no single question has."""
    ties: int
    losses: int

    @property
    def is_significant(self) -> bool:
        """True if chance alone would give such a difference in fewer than 5 of 100 comparisons of this size."""
        return self.p_holm < 0.05


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose score changed: by a figure, from the first run's value to the second's."""

    question: str
    figure: str
    first: float
    second: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side. `questions` are the ids that both answered."""

    first: str
    second: str
    questions: tuple[str, ...]
    differences: tuple[Difference, ...]
    changes: tuple[Change, ...]
