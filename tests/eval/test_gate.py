from __future__ import annotations

from pathlib import Path

import pytest

from eval.figures import FIGURES
from eval.gate import SHIPPED, Bound, hold_against, read_gate
from eval.runs import RunError
from eval.summary import Estimate, Summary


def summary(**figures: Estimate) -> Summary:
    return Summary(10, {name.replace("_at_", "@"): one for name, one in figures.items()}, {})


@pytest.mark.parametrize(
    ("floor", "passed"), [(0.7, True), (0.8, True), (0.89, True), (0.9, True), (0.91, False), (1.0, False)]
)
def test_a_floor_fails_only_when_the_whole_interval_lies_below_it(floor: float, passed: bool) -> None:
    (verdict,) = hold_against([Bound("mrr@10", floor)], summary(mrr_at_10=Estimate(0.8, 0.7, 0.9, 10)))
    assert (verdict.passed, verdict.bound, verdict.value) == (passed, floor, 0.8)


@pytest.mark.parametrize(("ceiling", "passed"), [(0.5, True), (0.3, True), (0.2, True), (0.19, False), (0.0, False)])
def test_a_figure_of_which_less_is_better_has_a_ceiling(ceiling: float, passed: bool) -> None:
    (verdict,) = hold_against([Bound("false_answers", ceiling)], summary(false_answers=Estimate(0.3, 0.2, 0.4, 10)))
    assert verdict.passed is passed


def test_without_an_interval_the_value_decides() -> None:
    found = summary(mrr_at_10=Estimate(0.8, None, None, 10))
    assert [verdict.passed for verdict in hold_against([Bound("mrr@10", 0.8), Bound("mrr@10", 0.81)], found)] == [
        True,
        False,
    ]


def test_a_figure_that_the_run_lacks_does_not_pass() -> None:
    (verdict,) = hold_against([Bound("auroc", 0.1)], summary())
    assert (verdict.passed, verdict.value, verdict.low, verdict.high) == (False, None, None, None)


def test_a_gate_file_is_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "gate.toml"
    path.write_text('[figures]\n"mrr@10" = 0.7\nlocator = 1\n', encoding="utf-8")
    assert read_gate(path) == [Bound("mrr@10", 0.7), Bound("locator", 1.0)]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", r"must hold one table \[figures\]"),
        ("[figures]\n", r"must hold one table \[figures\]"),
        ("[figures]\nlocator = 1\n[more]\nx = 1\n", "and nothing else"),
        ("figures = 3\n", r"must hold one table \[figures\]"),
        ("[figures]\nmrr = 0.5\n", "no figure is called 'mrr'; there are hit@1, "),
        ("[figures]\nlocator = true\n", "locator must be a number, not True"),
        ('[figures]\nlocator = "1"\n', "locator must be a number, not '1'"),
        ("[figures\n", "can't be read"),
    ],
)
def test_a_bad_gate_file_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "gate.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RunError, match=reason):
        read_gate(path)


def test_a_missing_gate_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"none\.toml can't be read"):
        read_gate(tmp_path / "none.toml")


def test_the_shipped_gate_holds_figures_of_every_family() -> None:
    held = {bound.figure for bound in read_gate(SHIPPED)}
    assert {figure.family for figure in FIGURES if figure.name in held} == {figure.family for figure in FIGURES}
