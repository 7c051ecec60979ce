from __future__ import annotations

import pytest

from eval.metrics import percentile


@pytest.mark.parametrize(("share", "expected"), [(0.5, 20.0), (0.95, 40.0), (0.25, 10.0), (1.0, 40.0), (0.01, 10.0)])
def test_percentile_is_the_nearest_rank(share: float, expected: float) -> None:
    assert percentile([40.0, 10.0, 30.0, 20.0], share) == expected


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], 0.0), ([1.0], 1.5)])
def test_percentile_refuses_what_has_none(values: list[float], share: float) -> None:
    with pytest.raises(ValueError, match="a percentile needs values and a share"):
        percentile(values, share)
