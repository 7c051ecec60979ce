"""Answering or refusing, on scores given by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from corpus import Language
from index import Found
from rag import AnswerSettings
from rag.abstain import confidence, is_answerable
from tests.fakes import make_hit

SETTINGS = AnswerSettings(answerable=(("ru", 0.3), ("kk", 0.4), ("en", 0.5)))


def test_confidence_by_hand() -> None:
    first = replace(make_hit("first", 0.6, ("First.", 0.4)), passage_score=0.1)
    second = make_hit("second", 0.5, ("Second.", 0.2), ("Third.", 0.7))
    # The first hit's score, and the best sentence of all hits.
    assert confidence(Found((first, second), coverage=0.5)) == pytest.approx((0.6 + 0.7) / 2 + 0.05)
    assert confidence(Found((first,), coverage=0.0)) == pytest.approx((0.6 + 0.4) / 2)


def test_nothing_found_is_no_confidence_whatever_the_words() -> None:
    assert confidence(Found((), coverage=1.0)) == 0


@pytest.mark.parametrize(("score", "answered"), [(0.29, ""), (0.3, "ru"), (0.41, "ru kk"), (0.5, "ru kk en")])
def test_each_language_has_its_threshold(score: float, answered: str) -> None:
    languages: list[Language] = ["ru", "kk", "en"]
    assert [of for of in languages if is_answerable(score, of, SETTINGS)] == answered.split()


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_rare_words_that_are_found_tip_the_scale(language: Language) -> None:
    threshold = dict(AnswerSettings().answerable)[language]
    hit = make_hit("p", threshold - 0.05, ("One.", threshold - 0.05))
    assert not is_answerable(confidence(Found((hit,), coverage=0.0)), language, AnswerSettings())
    assert is_answerable(confidence(Found((hit,), coverage=1.0)), language, AnswerSettings())


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"read": 0}, "0 < read <= hits"),
        ({"read": 21}, "0 < read <= hits"),
        ({"quotes": 0}, "quotes > 0"),
        ({"characters": 0}, "characters > 0"),
        ({"answerable": (("ru", 0.3), ("en", 0.3))}, "answerable needs one threshold for each of"),
        ({"near_best": 1.5}, r"near_best lies in \[0, 1\], not 1.5"),
    ],
)
def test_wrong_settings_are_refused(wrong: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        AnswerSettings(**wrong)
