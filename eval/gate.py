"""A gate: floors that a run's figures must not fall below by more than chance explains."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.figures import BY_NAME
from eval.runs.errors import RunError
from eval.summary import Summary

SHIPPED = Path(__file__).with_name("gate.toml")


@dataclass(frozen=True, slots=True)
class Bound:
    """What one figure is held against: a floor, or a ceiling for a figure of which less is better."""

    figure: str
    value: float


@dataclass(frozen=True, slots=True)
class GateLine:
    """One figure against its bound: a floor, or a ceiling for a figure of which less is better.

    `value` is None when the run does not have the figure, which then does not pass; `low` and `high` where no interval
    could be estimated.
    """

    figure: str
    bound: float
    value: float | None
    low: float | None
    high: float | None
    passed: bool


def read_gate(path: Path) -> list[Bound]:
    """Read a gate file: TOML with a table `figures` of figure = floor (or ceiling). Raises RunError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RunError(f"the gate {path} can't be read ({error}).") from error
    figures = data.pop("figures", None)
    if not isinstance(figures, dict) or not figures or data:
        raise RunError(f"the gate {path} must hold one table [figures] with at least one figure, and nothing else.")
    for name, value in figures.items():
        if name not in BY_NAME:
            raise RunError(f"the gate {path}: no figure is called {name!r}; there are {', '.join(BY_NAME)}.")
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise RunError(f"the gate {path}: {name} must be a number, not {value!r}.")
    return [Bound(name, float(value)) for name, value in figures.items()]


def hold_against(bounds: Sequence[Bound], summary: Summary) -> list[GateLine]:
    """Hold a run against a gate: a figure fails when its whole interval lies on the wrong side of its bound."""
    return [_verdict(bound, summary) for bound in bounds]


def _verdict(bound: Bound, summary: Summary) -> GateLine:
    found = summary.figures.get(bound.figure)
    if found is None:
        return GateLine(bound.figure, bound.value, None, None, None, False)
    low = found.value if found.low is None else found.low
    high = found.value if found.high is None else found.high
    best = max(high, found.value) if BY_NAME[bound.figure].higher_is_better else -min(low, found.value)
    passed = best >= (bound.value if BY_NAME[bound.figure].higher_is_better else -bound.value)
    return GateLine(bound.figure, bound.value, found.value, found.low, found.high, passed)
