from __future__ import annotations

import numpy as np
import pytest

from eval.figures import BY_NAME
from eval.statistics import interval, resamples, values_on_resamples
from tests.eval.rows import make_row


def test_a_cluster_is_drawn_whole_and_as_often_as_there_are_clusters() -> None:
    counts = resamples(["a", "a", "b", "c"], seed=1, samples=500)
    assert counts.shape == (500, 4)
    assert (counts[:, 0] == counts[:, 1]).all()
    assert (counts[:, 0] + counts[:, 2] + counts[:, 3] == 3).all()
    assert {0, 1, 2, 3} <= set(counts[:, 0].tolist())


def test_the_same_seed_draws_the_same() -> None:
    clusters = [f"c{n}" for n in range(9)]
    assert (resamples(clusters, seed=3, samples=50) == resamples(clusters, seed=3, samples=50)).all()
    assert (resamples(clusters, seed=3, samples=50) != resamples(clusters, seed=4, samples=50)).any()


def test_a_mean_is_weighted_by_how_often_each_row_is_drawn() -> None:
    rows = [make_row("1", mrr_at_10=1.0), make_row("2", mrr_at_10=0.25), make_row("3", mrr_at_10=None)]
    counts = np.array([[1, 1, 1], [2, 0, 1], [0, 1, 2], [0, 0, 3]])
    values = values_on_resamples(BY_NAME["mrr@10"], rows, counts)
    assert values[:3].tolist() == [(1 + 0.25) / 2, 1.0, 0.25]
    assert np.isnan(values[3])


def test_a_ratio_of_sums_is_taken_anew_on_each_resample() -> None:
    rows = [make_row("1", quotes=4.0, quotes_true=4.0), make_row("2", quotes=1.0, quotes_true=0.0)]
    values = values_on_resamples(BY_NAME["quote_fidelity"], rows, np.array([[1, 1], [0, 2], [1, 3]]))
    assert values.tolist() == [4 / 5, 0.0, 4 / 7]


@pytest.mark.parametrize("name", ["mrr@10", "quote_fidelity", "auroc"])
def test_fast_and_slow_ways_agree_with_computing_on_the_rows_themselves(name: str) -> None:
    rows = [
        make_row(str(n), answerable=n % 3 > 0, mrr_at_10=n / 7, quotes=2.0, quotes_true=float(n % 2), confidence=n / 9)
        for n in range(8)
    ]
    counts = resamples([row.cluster for row in rows], seed=0, samples=40)
    values = values_on_resamples(BY_NAME[name], rows, counts)
    for value, sample in zip(values.tolist(), counts.tolist(), strict=True):
        drawn = [row for row, times in zip(rows, sample, strict=True) for _ in range(times)]
        expected = BY_NAME[name].compute(drawn)
        assert value == pytest.approx(expected) if expected is not None else np.isnan(value)


def test_an_interval_holds_the_middle_share() -> None:
    found = interval(np.arange(101) / 100, level=0.9)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((0.05, 0.95))


def test_what_can_rarely_be_computed_has_no_interval() -> None:
    assert interval(np.array([0.5, np.nan, np.nan])) is None
    assert interval(np.array([0.5, 0.7, np.nan])) is not None
    assert interval(np.array([])) is None


def test_questions_of_one_article_widen_the_interval() -> None:
    # Ten articles of five questions each; a whole article is right or wrong.
    rows = [make_row(f"{a}-{q}", cluster=f"a{a}", hit_at_1=float(a % 2)) for a in range(10) for q in range(5)]
    alone = [make_row(row.id, hit_at_1=row.value("hit@1")) for row in rows]
    widths = []
    for some in (rows, alone):
        counts = resamples([row.cluster for row in some], seed=0)
        found = interval(values_on_resamples(BY_NAME["hit@1"], some, counts))
        assert found is not None
        widths.append(found.high - found.low)
    # The standard error of ten independent halves is sqrt(5) times that of fifty.
    assert widths[0] / widths[1] == pytest.approx(5**0.5, rel=0.15)
