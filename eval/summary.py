"""What a run comes to: each figure with its interval, and the same by language, by kind and by language cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval (cluster bootstrap), and the number of questions that it was computed from.

    `low` and `high` are None where the figure can't be computed on most resamples.
    """

    value: float
    low: float | None
    high: float | None
    questions: int


@dataclass(frozen=True, slots=True)
class Group:
    """Some of a run's questions, named by what they share: "ru", "number", "kk-en", "other"."""

    name: str
    questions: int
    figures: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one stage over all questions, by the nearest rank."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Summary:
    """A run in figures. Figures that don't apply to its questions are absent."""

    questions: int
    figures: Mapping[str, Estimate]
    groups: Mapping[str, tuple[Group, ...]]
    """By what the questions are divided by: "lang", "kind", "cell" (question-article languages), "crossing"."""
    curve: tuple[tuple[float, float], ...] = ()
    """(coverage, risk), coverage rising: the risk among the most confident share of the questions."""
    latencies: Mapping[str, Latency] = field(default_factory=dict)
    """By stage: "encode", "search", "answer", "total". Not part of what two equal runs share."""
    memory_mb: float | None = None
    """Peak resident memory of the process that ran it."""
