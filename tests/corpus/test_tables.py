"""Tables in plain text: their caption, rows and source are one block, and no row is poured into a sentence."""

from __future__ import annotations

import textwrap

import pytest

from corpus import Article
from corpus.tables import opens_caption
from tests.conftest import read_text

BODY = {
    "ru": "Государства региона делят сток двух больших рек и спорят о том, кому летом полагается вода. ",
    "kk": "Аймақ мемлекеттері екі үлкен өзеннің ағынын бөліседі, жазда су кімге тиесілі екені жөнінде дауласады. ",
    "en": "The states of the region share the flow of two large rivers and argue about how much is due to whom. ",
}
TITLES = {"ru": "ВОДА И ГРАНИЦЫ", "kk": "СУ ЖӘНЕ ШЕКАРА", "en": "WATER AND BORDERS"}
CAPTIONS = {"ru": "Таблица 1 – Сток рек", "kk": "Кесте 1 – Өзен ағыны", "en": "Table 1. Flow of rivers"}
SOURCES = {"ru": "Источник: подсчёты автора", "kk": "Дереккөз: автордың есептеулері", "en": "Source: own estimate"}


def article(language: str, table: str) -> Article:
    body = textwrap.fill(BODY[language] * 4, 86)
    (found,) = read_text(f"{TITLES[language]}\n\n{body}\n\n{table}\n\n{body}\n").articles
    return found


def blocks(language: str, table: str) -> list[str]:
    return article(language, table).text.split("\n\n")


@pytest.mark.parametrize("language", BODY)
def test_caption_rows_and_source_are_one_block(language: str) -> None:
    table = f"{CAPTIONS[language]}\nABC 93,15 31\nDEF 49,64 92\nGHI 17,1 138\n{SOURCES[language]}"
    assert table in blocks(language, table)
    assert len(blocks(language, table)) == 4


@pytest.mark.parametrize("language", BODY)
def test_figures_cut_at_the_thousands_are_whole_and_cells_are_parted(language: str) -> None:
    table = f"{CAPTIONS[language]}\n\nABC 22 \n728 \n\n40 \n742 \n\n- - 89 \n347 \n\nDEF 175 69 63 \n622 \n"
    rows = "ABC\t22 728\t40 742\t-\t-\t89 347\nDEF\t175\t69\t63 622"
    assert f"{CAPTIONS[language]}\n{rows}" in blocks(language, table)


def test_a_heading_row_of_years_keeps_its_line() -> None:
    table = f"{CAPTIONS['en']}\n\nReceived Sent\n\n2019 2020 2021 2022\n\nABC 22\n728\n\n40\n742\n\n1\n005\n\n-\n"
    assert "Received Sent\n2019\t2020\t2021\t2022\nABC\t22 728\t40 742\t1 005\t-" in article("en", table).text


def test_cells_of_words_are_one_line_each() -> None:
    cells = "Two \nsides \n(Kay, \n2017) \n\nMediation \nbetween two, \nby a \nthird. \n\nMay lean \nto one \nside. \n"
    found = article("en", f"{CAPTIONS['en']} \n\n{cells}").text
    assert "Two sides (Kay, 2017)\nMediation between two, by a third.\nMay lean to one side." in found


def test_a_row_folded_at_a_hyphen_is_one_row() -> None:
    table = f"{CAPTIONS['kk']}\n\nА15 Шаңхай-Қорғас-\nАлматы-Бішкек 12 4 5\nА61 Қашқар-Бішкек 13 4 5\n\n"
    assert "А15 Шаңхай-Қорғас-Алматы-Бішкек 12 4 5\nА61 Қашқар-Бішкек 13 4 5" in article("kk", table).text


@pytest.mark.parametrize(
    "text",
    ["Таблица 2. Экспорт", "Рисунок 1", "Кесте 3 – Түрлері", "2-кесте. Халық", "Table 4: Trade", "Figure 2. Map",
     "Source: World Bank", "Ескерту* – автор жасаған", "Источник: Бюро статистики"],
)  # fmt: skip
def test_captions_are_known_by_their_number_or_sign(text: str) -> None:
    assert opens_caption(text)


@pytest.mark.parametrize(
    "text",
    ["Table 1 shows the assistance that was given.", "Таблица 2 показывает рост экспорта.", "Рисунок даёт понять",
     "Кесте 3 бойынша сауда көлемі өсті.", "Sources differ on this.", "Source of power for the region"],
)  # fmt: skip
def test_sentences_about_a_table_are_no_captions(text: str) -> None:
    assert not opens_caption(text)


def test_a_sentence_full_of_figures_stays_a_sentence() -> None:
    sentence = "In 1991, 1995, 2000 and 2005 the shares were 12, 14, 15 and 16 per cent of the whole flow of it."
    assert sentence in article("en", sentence).text


def test_a_paragraph_below_a_table_is_not_drawn_into_it() -> None:
    table = f"{CAPTIONS['ru']}\nABC 93,15 31\nDEF 49,64 92\n"
    assert blocks("ru", table)[-1].startswith("Государства региона делят сток двух больших рек и спорят о том")
