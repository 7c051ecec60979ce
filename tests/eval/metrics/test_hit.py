from __future__ import annotations

import pytest

from eval.metrics import hit_at

RELEVANT = [False, False, True, False, True]


@pytest.mark.parametrize(("k", "expected"), [(1, 0.0), (2, 0.0), (3, 1.0), (5, 1.0), (10, 1.0)])
def test_a_hit_needs_one_relevant_result_among_the_first(k: int, expected: float) -> None:
    assert hit_at(RELEVANT, k) == expected


def test_nothing_relevant_and_nothing_at_all_is_no_hit() -> None:
    assert hit_at([False, False], 10) == 0.0
    assert hit_at([], 10) == 0.0


def test_there_is_no_hit_at_zero() -> None:
    with pytest.raises(ValueError, match="rank 1 or further, not 0"):
        hit_at(RELEVANT, 0)
