"""Titles in capitals are written as in a sentence, with the capitals that the article's own text gives its names."""

from __future__ import annotations

import pytest

from corpus.casing import in_sentence_case
from corpus.record import Record
from corpus.references import format_reference


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "ЕАЭС И КИТАЙ: НОВЫЙ ЭТАП СОТРУДНИЧЕСТВА СТРАН ЦЕНТРАЛЬНОЙ АЗИИ",
            "Рынок ЕАЭС растёт. Торговля с Китаем идёт. Народы в странах Центральной Азии ждут этого.",
            "ЕАЭС и Китай: новый этап сотрудничества стран Центральной Азии",
        ),
        (
            "ҚЫТАЙДЫҢ ОРТАЛЫҚ АЗИЯДАҒЫ САЯСАТЫ ЖӘНЕ ШЫҰ",
            "Мұнда Қытай саясаты туралы айтылады. Бұл Орталық Азия үшін маңызды, ал ШЫҰ елдері оны қолдайды.",
            "Қытайдың Орталық Азиядағы саясаты және ШЫҰ",
        ),
        (
            "THE EU’S GATEWAY AND CENTRAL ASIA: OPPORTUNITIES",
            "The aid of the EU grew. Trade in Central Asia grew too, and this Gateway is one of many.",
            "The EU’s Gateway and Central Asia: opportunities",
        ),
        ("MODERNISATION OF INDUSTRY. A NEW WAY", "", "Modernisation of industry. A new way"),
        ("Вода в Азии", "вода", "Вода в Азии"),
        ("КАСПИЙ И ШЕЛЬФ", "КАСПИЙ И ШЕЛЬФ МОРЯ\n\nЕго шельф и сам Каспий велики.", "Каспий и шельф"),
    ],
)
def test_titles_in_capitals_become_sentences(title: str, text: str, expected: str) -> None:
    assert in_sentence_case(title, text) == expected


def test_references_write_the_title_in_ordinary_case() -> None:
    record = Record(title="ВОДА АЗИИ", cased_title="Вода Азии", authors=("Ли А. В.",), year=2020, language="ru")
    assert format_reference(record, "gost") == "Ли А. В. Вода Азии. – 2020."
    assert record.as_cited() == Record(title="Вода Азии", authors=("Ли А. В.",), year=2020, language="ru")
