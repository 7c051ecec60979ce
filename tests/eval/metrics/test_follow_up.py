from __future__ import annotations

import pytest

from eval.metrics import gap_closed, harm


def test_the_gap_is_closed_by_the_share_that_history_gains() -> None:
    # Alone 0 + 1 + 0, with history 1 + 1 + 0.5, rewritten 1 + 1 + 1.
    assert gap_closed([(0.0, 1.0, 1.0), (1.0, 1.0, 1.0), (0.0, 0.5, 1.0)]) == pytest.approx(1.5 / 2, abs=1e-12)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ([(0.0, 0.0, 1.0)], 0.0),
        ([(0.0, 1.0, 1.0)], 1.0),
        ([(0.5, 0.25, 1.0)], -0.25 / 0.5),
        ([(0.25, 1.0, 0.75)], 0.75 / 0.5),
    ],
)
def test_nothing_all_less_than_nothing_and_more_than_all(
    scores: list[tuple[float, float, float]], expected: float
) -> None:
    assert gap_closed(scores) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize(
    "scores",
    [
        [],
        [(1.0, 1.0, 1.0), (0.0, 1.0, 0.0)],
        [(1.0, 0.0, 0.5)],
        [(1 / 10, 1.0, 3 / 10), (7 / 10, 1.0, 1 / 2), (1 / 10, 1.0, 1 / 10 + 1e-17)],  # equal but for rounding
    ],
)
def test_without_a_gap_nothing_can_be_closed(scores: list[tuple[float, float, float]]) -> None:
    assert gap_closed(scores) is None


def test_harm_is_what_history_takes_away() -> None:
    assert harm([(1.0, 0.0), (1.0, 1.0), (0.5, 0.75)]) == pytest.approx((1.0 + 0.0 - 0.25) / 3, abs=1e-12)


def test_history_that_helps_is_negative_harm() -> None:
    assert harm([(0.0, 0.5)]) == -0.5


def test_without_topic_changes_there_is_no_harm_to_tell() -> None:
    assert harm([]) is None
