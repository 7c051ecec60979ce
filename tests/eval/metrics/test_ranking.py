from __future__ import annotations

import pytest

from eval.metrics import rank
from eval.metrics.ranking import first


def test_the_highest_score_comes_first() -> None:
    assert rank({"a": 0.1, "b": 0.9, "c": -1.0}) == ["b", "a", "c"]


def test_equal_scores_are_ordered_by_id_however_they_are_given() -> None:
    assert rank({"c": 0.5, "a": 0.5, "d": 0.7, "b": 0.5}) == ["d", "a", "b", "c"]
    assert rank({"b": 0.5, "c": 0.5, "a": 0.5}) == ["a", "b", "c"]


def test_nothing_is_ranked_as_nothing() -> None:
    assert rank({}) == []


def test_scores_are_left_as_they_are() -> None:
    scores = {"a": 0.1, "b": 0.9}
    rank(scores)
    assert list(scores.items()) == [("a", 0.1), ("b", 0.9)]


def test_the_first_are_all_when_there_are_fewer() -> None:
    assert first("abc", 2) == "ab"
    assert first("abc", 4) == "abc"


@pytest.mark.parametrize("k", [0, -1])
def test_there_is_no_rank_below_one(k: int) -> None:
    with pytest.raises(ValueError, match=f"rank 1 or further, not {k}"):
        first("abc", k)
