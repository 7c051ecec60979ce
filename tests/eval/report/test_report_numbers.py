from __future__ import annotations

import pytest

from corpus import LANGUAGES, Language
from eval.report import numbers
from eval.report.strings import strings_for

EN, RU, KK = (strings_for(language) for language in ("en", "ru", "kk"))


@pytest.mark.parametrize(("language", "told"), [("ru", "0,813"), ("kk", "0,813"), ("en", "0.813")])
def test_the_decimal_mark_is_the_language_s(language: Language, told: str) -> None:
    assert numbers.decimal(0.8126, strings_for(language)) == told


@pytest.mark.parametrize(
    ("value", "told"), [(0.0, "0.000"), (-0.0004, "0.000"), (-0.0006, "−0.001"), (1.0, "1.000"), (-1.25, "−1.250")]
)
def test_a_minus_stands_only_before_what_is_below_zero_when_rounded(value: float, told: str) -> None:
    assert numbers.decimal(value, EN) == told


@pytest.mark.parametrize(("value", "told"), [(0.05, "+0.050"), (0.0004, "0.000"), (-0.05, "−0.050"), (0.0, "0.000")])
def test_a_difference_has_a_plus_above_zero(value: float, told: str) -> None:
    assert numbers.signed(value, EN) == told


def test_an_interval_is_parted_so_that_decimal_commas_do_not_confuse() -> None:
    assert numbers.interval(-0.1, 0.25, RU) == "[−0,100;\u00a00,250]"
    assert numbers.interval(-0.1, 0.25, KK) == "[−0,100;\u00a00,250]"
    assert numbers.interval(-0.1, 0.25, EN) == "[−0.100,\u00a00.250]"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("low", "high"), [(None, None), (0.1, None), (None, 0.2)])
def test_a_missing_interval_is_said_in_words(language: Language, low: float | None, high: float | None) -> None:
    strings = strings_for(language)
    assert numbers.interval_or_none(low, high, strings) == strings.no_interval


@pytest.mark.parametrize(("value", "told"), [(0.0005, "<0.001"), (0.001, "0.001"), (0.0499, "0.050"), (1.0, "1.000")])
def test_a_very_small_p_is_told_by_what_it_is_below(value: float, told: str) -> None:
    assert numbers.probability(value, EN) == told


def test_thousands_are_set_apart_as_each_language_does() -> None:
    assert [numbers.whole(value, EN) for value in (999, 1000, 12431)] == ["999", "1,000", "12,431"]
    assert [numbers.whole(value, RU) for value in (1000, 9999, 12431)] == ["1000", "9999", "12\u00a0431"]


@pytest.mark.parametrize(
    ("language", "counted"),
    [
        ("ru", {0: "0 вопросов", 1: "1 вопрос", 2: "2 вопроса", 5: "5 вопросов", 11: "11 вопросов", 21: "21 вопрос",
                24: "24 вопроса", 112: "112 вопросов"}),
        ("kk", {0: "0 сұрақ", 1: "1 сұрақ", 2: "2 сұрақ", 21: "21 сұрақ"}),
        ("en", {0: "0 questions", 1: "1 question", 2: "2 questions", 21: "21 questions"}),
    ],
)  # fmt: skip
def test_counts_take_the_right_form(language: Language, counted: dict[int, str]) -> None:
    strings = strings_for(language)
    told = {count: numbers.counted(count, strings.questions, strings) for count in counted}
    assert told == {count: text.replace(" ", "\u00a0") for count, text in counted.items()}


@pytest.mark.parametrize(
    ("language", "told"),
    [("ru", "5 марта 2026 г., 09:07"), ("kk", "2026 жылғы 5 наурыз, 09:07"), ("en", "5 March 2026, 09:07")],
)
def test_a_moment_is_told_in_its_own_time_zone(language: Language, told: str) -> None:
    assert numbers.moment("2026-03-05T09:07:33+05:00", strings_for(language)) == told


def test_a_moment_that_is_none_is_an_error() -> None:
    with pytest.raises(ValueError, match="yesterday"):
        numbers.moment("yesterday", EN)
