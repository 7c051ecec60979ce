from __future__ import annotations

import pytest

from eval.statistics import holm


def test_each_value_is_multiplied_by_the_number_of_those_not_yet_decided() -> None:
    # In rising order 0.01, 0.02, 0.03, 0.04: 4·0.01, 3·0.02, 2·0.03, 1·0.04, and never less than the one before.
    assert holm([0.04, 0.01, 0.03, 0.02]) == pytest.approx([0.06, 0.04, 0.06, 0.06])


def test_nothing_passes_one() -> None:
    assert holm([0.6, 0.9]) == [1.0, 1.0]


@pytest.mark.parametrize("values", [[], [0.2]])
def test_with_one_figure_or_none_nothing_is_corrected(values: list[float]) -> None:
    assert holm(values) == values


def test_equal_values_stay_equal() -> None:
    assert holm([0.01, 0.01, 0.5]) == pytest.approx([0.03, 0.03, 0.5])
