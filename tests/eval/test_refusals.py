from __future__ import annotations

import pytest

from corpus import LANGUAGES, Language
from eval.refusals import choose_threshold


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_threshold_refuses_the_share_asked_for(language: Language) -> None:
    other = [n / 10 for n in range(10)]  # 0.0, 0.1, … 0.9
    found = choose_threshold(language, [0.7, 0.8, 0.95, 1.0], other, 0.8)
    assert (found.threshold, found.refused, found.answered) == (0.8, 0.8, 3 / 4)


def test_a_share_of_one_stops_at_the_highest() -> None:
    assert choose_threshold("en", [1.0], [0.2, 0.4], 1.0).threshold == 0.4


def test_both_kinds_are_needed() -> None:
    with pytest.raises(ValueError, match="kk: questions of both kinds are needed, not 1 and 0"):
        choose_threshold("kk", [0.5], [], 0.9)
