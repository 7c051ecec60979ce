from __future__ import annotations

import random

import pytest

from eval.metrics import area_under_roc


def test_it_is_the_share_of_pairs_in_the_right_order() -> None:
    # 0.9 is above all three, 0.4 above 0.1 alone: 3 + 1 of 2 · 3 pairs.
    assert area_under_roc([0.9, 0.4], [0.5, 0.1, 0.8]) == 4 / 6


def test_ties_count_half() -> None:
    # 0.5: above 0.2, equal to 0.5; 0.2: equal to 0.2.
    assert area_under_roc([0.5, 0.2], [0.5, 0.2]) == (1 + 0.5 + 0.5) / 4
    assert area_under_roc([0.3, 0.3], [0.3]) == 0.5


def test_apart_the_wrong_way_round_and_apart() -> None:
    assert area_under_roc([0.8, 0.9], [0.1, 0.2]) == 1.0
    assert area_under_roc([0.1, 0.2], [0.8, 0.9]) == 0.0


def test_it_equals_the_count_over_all_pairs() -> None:
    draw = random.Random(0)
    positives = [draw.randint(2, 9) / 10 for _ in range(70)]
    negatives = [draw.randint(0, 7) / 10 for _ in range(50)]
    pairs = [1.0 if x > y else 0.5 if x == y else 0.0 for x in positives for y in negatives]
    assert area_under_roc(positives, negatives) == pytest.approx(sum(pairs) / 3500, abs=1e-12)


@pytest.mark.parametrize(("positives", "negatives"), [([], [0.5]), ([0.5], []), ([], [])])
def test_it_needs_both_kinds(positives: list[float], negatives: list[float]) -> None:
    assert area_under_roc(positives, negatives) is None
