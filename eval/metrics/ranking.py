"""From scores to a ranking, and from a ranking to its first results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

_Result = TypeVar("_Result")


def rank(scores: Mapping[str, float]) -> list[str]:
    """Return ids, the highest score first; equal scores by id, ascending, so that a run repeats."""
    return sorted(scores, key=lambda id_: (-scores[id_], id_))


def first(results: Sequence[_Result], k: int) -> Sequence[_Result]:
    """Return the first k results, or all if there are fewer. Raises ValueError for k below 1."""
    if k < 1:
        raise ValueError(f"a ranking is looked at down to rank 1 or further, not {k}")
    return results[:k]
