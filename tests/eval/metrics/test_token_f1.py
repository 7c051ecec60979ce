from __future__ import annotations

import pytest

from eval.metrics import token_f1


@pytest.mark.parametrize(
    ("answer", "reference", "expected"),
    [
        # 3 words of 4 and of 3: P = 3/4, R = 1
        ("Договор подписан в Бишкеке", "подписан в Бишкеке", 2 * (3 / 4) * 1 / (3 / 4 + 1)),
        # 2 of 3 and of 4: P = 2/3, R = 2/4
        ("Шарт 1994 жылы", "1994 жылы Бішкекте жасалды", 2 * (2 / 3) * (2 / 4) / (2 / 3 + 2 / 4)),
        # articles aside 2 of 3 and of 2: P = 2/3, R = 1
        ("The treaty of Bishkek", "a Bishkek treaty", 2 * (2 / 3) * 1 / (2 / 3 + 1)),
    ],
)
def test_f1_is_of_shared_words(answer: str, reference: str, expected: float) -> None:
    assert token_f1(answer, [reference]) == pytest.approx(expected, abs=1e-12)


def test_a_word_counts_as_often_as_both_have_it() -> None:
    # Shared: "су" twice. P = 2/3, R = 2/2.
    assert token_f1("су су су", ["су су"]) == pytest.approx(2 * (2 / 3) / (2 / 3 + 1), abs=1e-12)


def test_the_nearest_reference_counts() -> None:
    assert token_f1("Бишкек", ["Алма-Ата", "г. Бишкек", "БИШКЕК!"]) == 1.0


@pytest.mark.parametrize(("first", "second"), [("«Ақ Орда»", "ақ орда"), ("ЕАЭС.", "еаэс"), ("E.U. (27)", "e u 27")])
def test_case_and_marks_make_no_difference(first: str, second: str) -> None:
    assert token_f1(first, [second]) == 1.0


def test_only_english_articles_are_dropped() -> None:
    assert token_f1("the Caspian", ["Caspian"]) == 1.0
    assert token_f1("а Каспий", ["Каспий"]) == pytest.approx(2 * (1 / 2) / (1 / 2 + 1), abs=1e-12)  # Cyrillic "а"
    assert token_f1("бұл Каспий", ["Каспий"]) == pytest.approx(2 * (1 / 2) / (1 / 2 + 1), abs=1e-12)


def test_nothing_in_common_is_zero() -> None:
    assert token_f1("река", ["өзен"]) == 0.0
    assert token_f1("", ["өзен"]) == 0.0
    assert token_f1("река", [""]) == 0.0


def test_two_texts_without_words_are_equal() -> None:
    assert token_f1("—", [""]) == 1.0
    assert token_f1("the", ["a"]) == 1.0


def test_an_answer_needs_a_reference() -> None:
    with pytest.raises(ValueError, match="at least one reference"):
        token_f1("река", [])
