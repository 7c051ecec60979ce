from __future__ import annotations

import pytest

from eval.metrics import chrf

PAIRS = [
    ("Граница закреплена договором 1994 года.", "Граница была закреплена договором от 1994 г."),
    ("Водные ресурсы региона распределены неравномерно", "Распределение воды в регионе неравномерно"),
    ("Шекара 1994 жылғы шартпен бекітілген.", "Шекара туралы шарт 1994 жылы бекітілді."),
    ("Су ресурстарын бөлу", "Қытай мен Ресей арасындағы сауда көлемі өсті"),
    ("The border is fixed by the treaty of 1994.", "A treaty of 1994 fixes the border."),
    ("Trade doubled", "Trade doubled"),
    ("ЕАЭС", "ЕАЭС создан в 2015 году"),
    ("The EAEU was founded in 2015", "EAEU"),
    ("су", "су"),
    ("а", "а б в г д е ж з"),
    ("1994", "1994 ж."),
    ("река", "өзен"),
    ("", "Каспий"),
    ("Каспий", ""),
    (" \n ", ""),
    ("мама мыла раму, мама мыла", "мама мыла\tраму"),
]


@pytest.mark.parametrize(("answer", "reference"), PAIRS)
def test_it_equals_sacrebleu(answer: str, reference: str) -> None:
    from sacrebleu.metrics.chrf import CHRF

    expected = CHRF(word_order=0, char_order=6, beta=2).sentence_score(answer, [reference]).score / 100
    assert chrf(answer, reference) == pytest.approx(expected, abs=1e-9)


def test_precision_and_recall_are_means_over_lengths() -> None:
    # "абв" and "абгд": lengths 1 to 3. Shared: а, б; аб; nothing.
    precision = (2 / 3 + 1 / 2 + 0 / 1) / 3
    recall = (2 / 4 + 1 / 3 + 0 / 2) / 3
    assert chrf("абв", "абгд") == pytest.approx(5 * precision * recall / (4 * precision + recall), abs=1e-12)


def test_recall_weighs_more_than_precision() -> None:
    assert chrf("өзендер", "өзен") > chrf("өзен", "өзендер")


def test_a_run_counts_as_often_as_both_have_it() -> None:
    # "ааа" and "аа": 2 of 3 and of 2; "аа" 1 of 2 and of 1.
    precision, recall = (2 / 3 + 1 / 2) / 2, 1.0
    assert chrf("ааа", "аа") == pytest.approx(5 * precision * recall / (4 * precision + recall), abs=1e-12)


@pytest.mark.parametrize("text", ["Су және энергия", "Вода и энергия", "Water and energy"])
def test_blanks_make_no_difference_but_case_does(text: str) -> None:
    assert chrf(text, "  " + text.replace(" ", "\n")) == pytest.approx(1.0, abs=1e-12)
    assert 0 < chrf(text, text.upper()) < 1
