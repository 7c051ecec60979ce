from __future__ import annotations

import pytest

from eval.metrics import false_answer, false_refusal


@pytest.mark.parametrize(
    ("abstained", "answerable", "answer", "refusal"),
    [
        (False, True, None, 0.0),
        (True, True, None, 1.0),
        (False, False, 1.0, None),
        (True, False, 0.0, None),
    ],
)
def test_each_error_is_told_of_the_questions_it_can_happen_to(
    abstained: bool, answerable: bool, answer: float | None, refusal: float | None
) -> None:
    assert false_answer(abstained, answerable) == answer
    assert false_refusal(abstained, answerable) == refusal
