from __future__ import annotations

import itertools

import pytest

from eval.metrics import area_under_risk_coverage, risk_coverage_curve

# Confidence and risk; from the surest on the risks are 0, 1, 0, 1.
APART = [(0.2, 1.0), (0.9, 0.0), (0.4, 0.0), (0.7, 1.0)]
# 0.5 is shared by three of five.
TIED = [(0.9, 0.0), (0.5, 1.0), (0.5, 0.0), (0.5, 0.5), (0.1, 1.0)]


def test_the_curve_has_a_point_for_each_confidence() -> None:
    assert risk_coverage_curve(APART) == [(1 / 4, 0.0), (2 / 4, 1 / 2), (3 / 4, 1 / 3), (1.0, 2 / 4)]


def test_questions_of_equal_confidence_enter_together() -> None:
    assert risk_coverage_curve(TIED) == [(1 / 5, 0.0), (4 / 5, 1.5 / 4), (1.0, 2.5 / 5)]


def test_the_area_is_the_mean_risk_over_ranks() -> None:
    assert area_under_risk_coverage(APART) == pytest.approx((0 + 1 / 2 + 1 / 3 + 2 / 4) / 4, abs=1e-12)


def test_tied_questions_share_the_risk_that_they_reach() -> None:
    assert area_under_risk_coverage(TIED) == pytest.approx((0 + 3 * (1.5 / 4) + 2.5 / 5) / 5, abs=1e-12)


def test_the_order_in_which_questions_are_given_makes_no_difference() -> None:
    areas = {round(area_under_risk_coverage(order) or -1, 12) for order in itertools.permutations(TIED)}
    assert areas == {round((0 + 3 * (1.5 / 4) + 2.5 / 5) / 5, 12)}


def test_wrong_answers_with_low_confidence_cost_less() -> None:
    good = area_under_risk_coverage([(0.9, 0.0), (0.8, 0.0), (0.1, 1.0)])
    bad = area_under_risk_coverage([(0.9, 1.0), (0.8, 0.0), (0.1, 0.0)])
    assert good == pytest.approx((0 + 0 + 1 / 3) / 3, abs=1e-12)
    assert bad == pytest.approx((1 + 1 / 2 + 1 / 3) / 3, abs=1e-12)


def test_a_confidence_that_says_nothing_leaves_the_mean_risk() -> None:
    assert risk_coverage_curve([(0.5, 1.0), (0.5, 0.0)]) == [(1.0, 1 / 2)]
    assert area_under_risk_coverage([(0.5, 1.0), (0.5, 0.0)]) == 1 / 2


def test_without_questions_there_is_nothing() -> None:
    assert risk_coverage_curve([]) == []
    assert area_under_risk_coverage([]) is None
