from __future__ import annotations

import math

import pytest

from eval.metrics import ndcg_at


def test_gains_are_discounted_by_their_rank() -> None:
    # Found: 1, nothing, 3. In the collection: 3, 2, 1.
    found = 1 / math.log2(2) + 3 / math.log2(4)
    best = 3 / math.log2(2) + 2 / math.log2(3) + 1 / math.log2(4)
    assert ndcg_at([1, 0, 3], [1, 3, 2], 10) == pytest.approx(found / best, abs=1e-12)


def test_the_ideal_is_cut_at_the_same_rank() -> None:
    best = 1 / math.log2(2) + 1 / math.log2(3)
    assert ndcg_at([0, 1, 1], [1, 1, 1], 2) == pytest.approx((1 / math.log2(3)) / best, abs=1e-12)


def test_one_relevant_document_at_rank_two() -> None:
    assert ndcg_at([0, 1], [1], 10) == pytest.approx(1 / math.log2(3), abs=1e-12)


def test_the_best_order_is_one_and_any_other_less() -> None:
    assert ndcg_at([3, 2, 1], [2, 1, 3], 10) == pytest.approx(1.0, abs=1e-12)
    assert ndcg_at([2, 3, 1], [2, 1, 3], 10) < 1.0


def test_nothing_found_and_nothing_to_find_are_zero() -> None:
    assert ndcg_at([0, 0], [1], 10) == 0.0
    assert ndcg_at([], [1], 10) == 0.0
    assert ndcg_at([0, 0], [], 10) == 0.0
    assert ndcg_at([0, 0], [0], 10) == 0.0


def test_there_is_no_ndcg_at_zero() -> None:
    with pytest.raises(ValueError, match="rank 1 or further, not 0"):
        ndcg_at([1], [1], 0)
