from __future__ import annotations

import pytest

from eval.figures import BY_NAME
from eval.rows import Row
from eval.statistics import randomisation_p
from tests.eval.rows import make_row


def rows_of(*values: float, name: str = "hit_at_1", cluster: str = "") -> list[Row]:
    return [make_row(str(n), cluster=cluster, **{name: value}) for n, value in enumerate(values)]


def test_equal_runs_differ_by_chance_always() -> None:
    rows = rows_of(1, 0, 1, 0)
    assert randomisation_p(BY_NAME["hit@1"], rows, rows, seed=0) == 1.0


def test_p_is_the_share_of_sides_that_give_as_large_a_difference() -> None:
    # Five questions, all better: of the 2^5 ways to change sides only two, none and all, give |difference| = 1.
    p = randomisation_p(BY_NAME["hit@1"], rows_of(0, 0, 0, 0, 0), rows_of(1, 1, 1, 1, 1), seed=0, rounds=20_000)
    assert p == pytest.approx(2 / 32, abs=0.005)


def test_questions_of_one_article_change_sides_together() -> None:
    first = rows_of(0, 0, 0, 0, 0, cluster="one")
    second = rows_of(1, 1, 1, 1, 1, cluster="one")
    assert randomisation_p(BY_NAME["hit@1"], first, second, seed=0) == 1.0


def test_a_figure_that_is_no_mean_is_tested_too() -> None:
    def run(*confidences: float) -> list[Row]:
        return [make_row(str(n), answerable=n < 6, confidence=value) for n, value in enumerate(confidences)]

    good = run(*[0.9] * 6, *[0.1] * 6)
    bad = run(*[0.1] * 6, *[0.9] * 6)
    assert randomisation_p(BY_NAME["auroc"], good, bad, seed=0, rounds=500) < 0.05
    assert randomisation_p(BY_NAME["auroc"], good, good, seed=0, rounds=50) == 1.0


def test_unpaired_runs_are_refused() -> None:
    with pytest.raises(ValueError, match="paired runs hold the same questions in one order, not 2 and 3 rows"):
        randomisation_p(BY_NAME["hit@1"], rows_of(1, 0), rows_of(1, 0, 1), seed=0)


def test_a_figure_that_neither_has_is_refused() -> None:
    with pytest.raises(ValueError, match="mrr@10 can't be computed on both runs"):
        randomisation_p(BY_NAME["mrr@10"], rows_of(1), rows_of(1), seed=0)
