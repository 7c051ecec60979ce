from __future__ import annotations

import pytest

from eval.compare import compare
from eval.comparison import Change
from eval.rows import Row
from eval.runs import RunError
from tests.eval.rows import make_row


def run(*facts: float, language: float = 1.0) -> list[Row]:
    return [
        make_row(f"q{n}", cluster=f"a{n % 4}", key_facts=value, answer_language=language)
        for n, value in enumerate(facts)
    ]


def test_a_difference_is_second_minus_first_with_wins_and_losses() -> None:
    found = compare(("one", run(0, 0.5, 1, 1)), ("two", run(1, 0.5, 0.5, 1)), seed=0)
    facts = next(each for each in found.differences if each.figure == "key_facts")
    assert (found.first, found.second, found.questions) == ("one", "two", ("q0", "q1", "q2", "q3"))
    assert (facts.first, facts.second) == (2.5 / 4, 3 / 4)
    assert facts.difference == pytest.approx(0.5 / 4)
    assert (facts.wins, facts.ties, facts.losses) == (1, 2, 1)
    assert facts.low < facts.difference < facts.high
    assert facts.p_holm >= facts.p > 0.05
    assert not facts.is_significant


def test_a_large_difference_over_many_articles_is_significant() -> None:
    first = [make_row(f"q{n}", key_facts=0.0, mrr_at_10=0.5) for n in range(30)]
    second = [make_row(f"q{n}", key_facts=1.0, mrr_at_10=0.5) for n in range(30)]
    by_name = {each.figure: each for each in compare(("a", first), ("b", second), seed=0).differences}
    assert by_name["key_facts"].is_significant
    assert (by_name["key_facts"].low, by_name["key_facts"].high) == (1.0, 1.0)
    assert (by_name["mrr@10"].p, by_name["mrr@10"].p_holm) == (1.0, 1.0)


def test_less_of_a_bad_thing_is_a_win() -> None:
    first = [make_row(f"q{n}", answerable=False, false_answers=1.0) for n in range(3)]
    second = [make_row(f"q{n}", answerable=False, false_answers=float(n == 0)) for n in range(3)]
    (found,) = compare(("a", first), ("b", second), seed=0).differences
    assert (found.difference, found.wins, found.ties, found.losses) == (pytest.approx(-2 / 3), 2, 1, 0)


def test_only_questions_that_both_answered_are_compared() -> None:
    found = compare(("a", run(0, 1, 0)), ("b", run(1, 1)[1:]), seed=0)
    assert found.questions == ("q1",)


def test_questions_that_changed_are_told() -> None:
    found = compare(("a", run(0, 1)), ("b", run(1, 1, language=0.0)), seed=0)
    assert found.changes == (
        Change("q0", "key_facts", 0, 1),
        Change("q0", "answer_language", 1, 0),
        Change("q1", "answer_language", 1, 0),
    )


def test_runs_of_different_sets_are_refused() -> None:
    with pytest.raises(RunError, match="one and two have no question in common: 1 and 2 questions"):
        compare(("one", [make_row("x")]), ("two", run(1, 1)), seed=0)


def test_the_same_seed_gives_the_same_comparison() -> None:
    first, second = run(0, 0.5, 1, 1, 0, 1), run(1, 0.5, 0.5, 1, 1, 1)
    assert compare(("a", first), ("b", second), seed=5) == compare(("a", first), ("b", second), seed=5)
