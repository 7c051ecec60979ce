from __future__ import annotations

import pytest

from corpus import LANGUAGES, Language
from eval.metrics import language_matrix, own_language_share


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_share_is_of_the_first_results(language: Language) -> None:
    others: list[Language] = [each for each in LANGUAGES if each != language]
    results: list[Language] = [language, others[0], language, others[1]]
    assert own_language_share(results, language, 1) == 1.0
    assert own_language_share(results, language, 2) == 1 / 2
    assert own_language_share(results, language, 3) == 2 / 3
    assert own_language_share(results, others[0], 4) == 1 / 4


def test_fewer_results_than_asked_for_are_all_there_is() -> None:
    assert own_language_share(["ru", "kk", "ru"], "ru", 10) == 2 / 3


def test_no_results_have_no_language() -> None:
    assert own_language_share([], "kk", 10) is None


def test_there_is_no_share_at_zero() -> None:
    with pytest.raises(ValueError, match="rank 1 or further, not 0"):
        own_language_share(["en"], "en", 0)


def test_the_matrix_has_a_mean_and_a_count_for_each_pair() -> None:
    found = language_matrix(
        [("en", "ru", 0.0), ("ru", "ru", 1.0), ("kk", "en", 0.25), ("ru", "ru", 0.5), ("ru", "ru", 0.0)]
    )
    assert found == {("ru", "ru"): (1.5 / 3, 3), ("kk", "en"): (0.25, 1), ("en", "ru"): (0.0, 1)}
    assert list(found) == sorted(found, key=lambda pair: [LANGUAGES.index(each) for each in pair])


def test_the_question_comes_before_the_article() -> None:
    assert list(language_matrix([("kk", "ru", 1.0)])) == [("kk", "ru")]


def test_no_values_make_no_matrix() -> None:
    assert language_matrix([]) == {}
