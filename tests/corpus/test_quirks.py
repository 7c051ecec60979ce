"""Forty faults of real files, each mended in its own place: what stands in the file, and what its article reads."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus import ReadFile, read_files

pytestmark = pytest.mark.articles


@dataclass(frozen=True)
class Pair:
    """A piece of a file, named by the first digits of its name, and the same piece read. A blank line parts blocks."""

    file: str
    fault: str
    raw: str
    clean: str


PAIRS = [
    Pair("004", "soft, ru", "предсе-\nдателем", "председателем"),
    Pair("000", "soft, ru, space after the hyphen", "коллективной без- \nопасности", "коллективной безопасности"),
    Pair(
        "001",
        "soft, ru, blank line inside the word",
        "Были соз-\n\nданы Межгосударственный Совет",
        "Были созданы Межгосударственный Совет",
    ),
    Pair("000", "real, ru, two adjectives", "структурно-\nфункциональный анализ", "структурно-функциональный анализ"),
    Pair("000", "real, ru, page break inside, capital follows", "ассоциации Юго-\n Востока", "ассоциации Юго-Востока"),
    Pair("001", "real, ru, figure + ending, blank line", "начала 90-\n\nх годов", "начала 90-х годов"),
    Pair("004", "real, ru, abbreviation", "как IT-\nобразование", "как IT-образование"),
    Pair("004", "real, ru, two nouns", "стран-\nэкспортеров", "стран-экспортеров"),
    Pair("004", "soft, kk", "ынтымақ-\nтастықтың", "ынтымақтастықтың"),
    Pair("004", "soft, kk, blank line inside the word", "мәдениет-\n\nаралық", "мәдениетаралық"),
    Pair("004", "soft, kk, surname", "Г.Берды-\nмұхамедовтың", "Г.Бердымұхамедовтың"),
    Pair(
        "004",
        "real, kk, paired word, blank line",
        "экономикалық қарым-\n\nқатынастардың",
        "экономикалық қарым-қатынастардың",
    ),
    Pair("004", "real, kk, abbreviation + ending", "АҚШ-\nтың", "АҚШ-тың"),
    Pair("004", "real, kk, figure + ending", "70-\nке жуық", "70-ке жуық"),
    Pair("000", "soft, en", "directions of the for-\neign policies", "directions of the foreign policies"),
    Pair("000", "soft, en, first half is a word", "not on-\nly at", "not only at"),
    Pair("004", "real, en", "climate-\nneutral by 2050", "climate-neutral by 2050"),
    Pair("004", "real, en, capital follows", "Trans-\nCaspian", "Trans-Caspian"),
    Pair("004", "real, years, blank line", "from 1991-\n\n2021.", "from 1991-2021."),
    Pair("004", "hyphen left inside a line, kk", "трансформа-циялық", "трансформациялық"),
    Pair("004", "space after a real hyphen, kk", "БҰҰ- ның", "БҰҰ-ның"),
    Pair("004", "¬ U+00AC", "жұ\u00acмыс\u00acтары", "жұмыстары"),
    Pair("004", "¬ before a hyphen", "Түрік\u00ac-менстандағы", "Түрікменстандағы"),
    Pair("000", "Latin schwa U+0259 to Cyrillic U+04D9", "жəне əлсіз", "және әлсіз"),
    Pair("004", "Latin C in a Cyrillic word", "Cегодня", "Сегодня"),
    Pair("004", "U+0306 after й", "кредитной\u0306 линии", "кредитной линии"),
    Pair("004", "glued sentence, ru", "устройства.21 июля 2020 года", "устройства. 21 июля 2020 года"),
    Pair("004", "glued sentence, kk", "бастады.Талай рет", "бастады. Талай рет"),
    Pair(
        "004",
        "false blank after a heading",
        "Introduction \nThe urgency of the problem is determined by the complex state of \n\nthe water-energy problem",
        "Introduction\n\nThe urgency of the problem is determined by the complex state of the water-energy problem",
    ),
    Pair(
        "001",
        "heading followed by a blank",
        "(ЦАС). \n\n \n\n Интеграционная инициатива Казахстана в СНГ - проект ЕАС \n\nИдея Евразийского союза",
        "(ЦАС).\n\nИнтеграционная инициатива Казахстана в СНГ - проект ЕАС\n\nИдея Евразийского союза",
    ),
    Pair(
        "004",
        "heading over two lines with a blank",
        "Современный Казахстан: борьба за каспийскую нефть и \n\nгеополитическое влияние  \nСо времен",
        "Современный Казахстан: борьба за каспийскую нефть и геополитическое влияние\n\nСо времен",
    ),
    Pair("000", "page break inside a sentence", "за политическую \n стабильность", "за политическую стабильность"),
    Pair("002", "page break inside a sentence, blank", "расширилась, число\n\nвстреч", "расширилась, число встреч"),
    Pair(
        "004",
        "stray page number inside a sentence",
        "экономикалық \n\n\n\n28 \n\n \n\nбайланыстарды",
        "экономикалық байланыстарды",
    ),
    Pair("004", "stray page number inside a word", "взаимо-\n\n\n\n69 \n\n \n\nдействия", "взаимодействия"),
    Pair(
        "003",
        "running head and page number",
        "проблемами в \n\n\n\nВЕСТНИК КазНПУ им. Абая, "
        "серия «Социологические и политические науки», №2 (74), 2021 г. \n\n107 \n\nсфере безопасности",
        "проблемами в сфере безопасности",
    ),
    Pair(
        "001",
        "footnote number on its own line",
        "Союз (ЦАС)\n2\n. Перед Казахстаном, как и  \n\nперед другими",
        "Союз (ЦАС). Перед Казахстаном, как и перед другими",
    ),
    Pair(
        "004",
        "title over several lines",
        "FROM ASIA-CENTRISM TO REGION-CENTRISM: \nKEEPING PROFESSOR ZHARAS IBRASHEV  \n\nON THE MAP ",
        "FROM ASIA-CENTRISM TO REGION-CENTRISM: KEEPING PROFESSOR ZHARAS IBRASHEV ON THE MAP",
    ),
    Pair(
        "004",
        "table rows, one a line",
        "Казахстан 93,15 31 \nКыргызстан 49,64 92 ",
        "Казахстан 93,15 31\nКыргызстан 49,64 92",
    ),
    Pair(
        "004",
        "table row, cells cut at the thousands",
        "Қазақстан 22 \n728 \n\n40 \n742 \n\n- - 89 \n347 ",
        "Қазақстан\t22 728\t40 742\t-\t-\t89 347",
    ),
]


@pytest.fixture(scope="module")
def collection(articles_folder: Path) -> dict[str, ReadFile]:
    return {read.raw.name[:3]: read for read in read_files(sorted(articles_folder.glob("*.txt")))}


def read_at(read: ReadFile, start: int, length: int) -> str:
    """What the article reads, `length` characters long, from the character on that stands at an original offset."""
    for article in read.articles:
        offsets: array[int] = article.source.origins.offsets
        body = offsets[: _body_end(offsets)]
        if body[0] <= start <= body[-1]:
            first = bisect_left(body, start)
            return article.text[first : first + length]
    return ""


def _body_end(offsets: array[int]) -> int:
    """Notes stand behind the text, though their place in the file is within it."""
    return next((at for at in range(1, len(offsets)) if offsets[at] < offsets[at - 1]), len(offsets))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.file} {pair.fault} {pair.clean[:20]}")
def test_the_article_reads_as_its_author_wrote_it(collection: dict[str, ReadFile], pair: Pair) -> None:
    read = collection[pair.file]
    at = read.raw.text.find(pair.raw)
    assert at >= 0
    assert read_at(read, at, len(pair.clean)) == pair.clean
