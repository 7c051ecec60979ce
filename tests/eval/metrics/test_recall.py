from __future__ import annotations

import pytest

from eval.metrics import recall_at

# Three pieces are wanted; the first passage holds none, the second two, the third one of the same, the fourth the last.
HELD = [set(), {"граница", "договор"}, {"договор"}, {"шекара"}]
WANTED = ["граница", "договор", "шекара"]


@pytest.mark.parametrize(("k", "expected"), [(1, 0.0), (2, 2 / 3), (3, 2 / 3), (4, 1.0), (50, 1.0)])
def test_recall_counts_what_the_first_results_hold_together(k: int, expected: float) -> None:
    assert recall_at(HELD, WANTED, k) == expected


def test_documents_hold_themselves() -> None:
    assert recall_at([{"d3"}, {"d1"}, {"d7"}], {"d1", "d2", "d7", "d9"}, 3) == 2 / 4


def test_what_is_held_but_not_wanted_counts_for_nothing() -> None:
    assert recall_at([{"a", "b", "c"}], ["b", "z"], 1) == 1 / 2


def test_a_thing_wanted_twice_counts_once() -> None:
    assert recall_at([{"a"}], ["a", "a", "b"], 1) == 1 / 2


def test_without_results_nothing_is_recalled() -> None:
    assert recall_at([], WANTED, 10) == 0.0


def test_recall_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing is: leave questions without gold out"):
        recall_at(HELD, [], 10)


def test_there_is_no_recall_at_zero() -> None:
    with pytest.raises(ValueError, match="rank 1 or further, not 0"):
        recall_at(HELD, WANTED, 0)
