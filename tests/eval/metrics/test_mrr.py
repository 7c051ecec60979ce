from __future__ import annotations

import pytest

from eval.metrics import reciprocal_rank


@pytest.mark.parametrize(
    ("relevant", "expected"),
    [
        ([True, False], 1.0),
        ([False, True, True], 1 / 2),
        ([False, False, True], 1 / 3),
        ([False] * 9 + [True], 1 / 10),
        ([False] * 10 + [True], 0.0),
        ([False, False], 0.0),
        ([], 0.0),
    ],
)
def test_the_first_relevant_result_counts_by_its_rank(relevant: list[bool], expected: float) -> None:
    assert reciprocal_rank(relevant, 10) == expected


def test_what_stands_below_the_cut_does_not_count() -> None:
    assert reciprocal_rank([False, False, True], 2) == 0.0


def test_there_is_no_rank_zero() -> None:
    with pytest.raises(ValueError, match="rank 1 or further, not 0"):
        reciprocal_rank([True], 0)
