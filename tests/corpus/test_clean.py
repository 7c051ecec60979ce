"""Each cleaning rule on its own, on texts of the kinds that PDFs leave behind."""

from __future__ import annotations

import pytest

from corpus.clean import clean, compose, drop_soft_hyphens, even_spaces, part_glued_sentences, unify_scripts
from corpus.hyphens import Vocabulary
from corpus.mapped import MappedText

WORDS = Vocabulary.of(
    [
        "председателем безопасности созданы структурно-функциональный структурно структурный стран экспортеров "
        "ынтымақтастықтың мәдениетаралық қарым-қатынастар қарым-қатынас трансформациялық foreign only climate neutral "
        "climate-neutral взаимодействия сондай-ақ социально-экономический социально экономический"
    ]
)


def cleaned(text: str) -> str:
    return clean(MappedText.original(text), WORDS).text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("предсе-\nдателем", "председателем"),
        ("коллективной без- \nопасности", "коллективной безопасности"),
        ("Были соз-\n\nданы советы", "Были созданы советы"),
        ("ынтымақ-\nтастықтың", "ынтымақтастықтың"),
        ("мәдениет-\n\nаралық", "мәдениетаралық"),
        ("Г.Берды-\nмұхамедовтың", "Г.Бердымұхамедовтың"),
        ("of the for-\neign policies", "of the foreign policies"),
        ("not on-\nly at", "not only at"),
        ("взаимо-\n\n\n\nдействия", "взаимодействия"),
    ],
)
def test_a_soft_hyphen_at_a_line_end_goes(raw: str, expected: str) -> None:
    assert cleaned(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("структурно-\nфункциональный анализ", "структурно-функциональный анализ"),
        ("ассоциации Юго-\n Востока", "ассоциации Юго-Востока"),
        ("начала 90-\n\nх годов", "начала 90-х годов"),
        ("как IT-\nобразование", "как IT-образование"),
        ("стран-\nэкспортеров", "стран-экспортеров"),
        ("қарым-\n\nқатынастардың", "қарым-қатынастардың"),
        ("АҚШ-\nтың", "АҚШ-тың"),
        ("70-\nке жуық", "70-ке жуық"),
        ("climate-\nneutral by 2050", "climate-neutral by 2050"),
        ("Trans-\nCaspian", "Trans-Caspian"),
        ("from 1991-\n\n2021.", "from 1991-2021."),
        ("нефте-\nи газопроводы", "нефте- и газопроводы"),
    ],
)
def test_a_real_hyphen_at_a_line_end_stays(raw: str, expected: str) -> None:
    assert cleaned(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("трансформа-циялық", "трансформациялық"),
        ("БҰҰ- ның", "БҰҰ-ның"),
        ("60- летний", "60-летний"),
        ("сондай-ақ", "сондай-ақ"),
        ("социально-экономический", "социально-экономический"),
        ("short- and long-term", "short- and long-term"),
    ],
)
def test_hyphens_inside_a_line(raw: str, expected: str) -> None:
    assert cleaned(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("жұ¬мыс¬тары", "жұмыстары"), ("Түрік¬-менстандағы", "Түрікменстандағы"), ("со\u00adвет", "совет"), ("¬p", "¬p")],
)
def test_soft_hyphen_characters_go(raw: str, expected: str) -> None:
    assert drop_soft_hyphens(MappedText.original(raw)).text == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("жəне əлсіз", "және әлсіз"),
        ("Ə. Оразбай", "Ә. Оразбай"),
        ("Cегодня", "Сегодня"),
        ("Аdministrations", "Administrations"),
        ("COVID-пен", "COVID-пен"),
        ("IT-образование", "IT-образование"),
        ("әрекеттеріy", "әрекеттеріу"),
        ("phonetic ə", "phonetic ə"),
    ],
)
def test_a_word_is_written_in_one_script(raw: str, expected: str) -> None:
    assert unify_scripts(MappedText.original(raw)).text == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [("кредитной\u0306 линии", "кредитной линии"), ("и\u0306", "й"), ("i\u0308", "ï"), ("замо\u0301к", "замо\u0301к")],
)
def test_letters_and_marks_are_composed(raw: str, expected: str) -> None:
    assert compose(MappedText.original(raw)).text == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("ADB,\u2006since", "ADB, since"),
        ("прошлом.   Политологи", "прошлом. Политологи"),
        ("слово , другое", "слово, другое"),
        ("( 2020 )", "(2020)"),
    ],
)
def test_spaces_are_evened_out(raw: str, expected: str) -> None:
    assert even_spaces(MappedText.original(raw)).text == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("устройства.21 июля 2020 года", "устройства. 21 июля 2020 года"),
        ("бастады.Талай рет", "бастады. Талай рет"),
        ("қатар,ҚХР", "қатар, ҚХР"),
        ("Н.Назарбаев", "Н.Назарбаев"),
        ("1,840 км", "1,840 км"),
        ("see https://example.org/Page.Html now", "see https://example.org/Page.Html now"),
    ],
)
def test_glued_sentences_are_parted(raw: str, expected: str) -> None:
    assert part_glued_sentences(MappedText.original(raw)).text == expected


@pytest.mark.parametrize("raw", ["предсе-\nдателем", "жəне  ¬ бо¬йын¬ша", "и\u0306 устройства.21 июля", "a\n b"])
def test_every_clean_character_keeps_its_place(raw: str) -> None:
    result = clean(MappedText.original(raw), WORDS)
    letters = [(char, raw[at]) for char, at in zip(result.text, result.offsets, strict=True) if char.isalnum()]
    assert letters
    assert all(char == there or (char, there) in {("ә", "ə"), ("й", "и")} for char, there in letters)


GLUED = Vocabulary.of(["Ауғанстан Иран ол Иранмен жылдың KazNU web Japan Export bank " * 3, "Exportbank " * 4])


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("АуғанстанИран бағыты", "Ауғанстан Иран бағыты"),
        ("ол1796 жылы", "ол 1796 жылы"),
        ("жылдың2019", "жылдың 2019"),
        ("КазНУ мен PhD", "КазНУ мен PhD"),
        ("UnknownIran", "UnknownIran"),
        ("Exportbank", "Exportbank"),
        ("COVID2019", "COVID2019"),
        ("ол17965", "ол17965"),
    ],
)
def test_glued_words_are_parted_where_both_are_known(raw: str, expected: str) -> None:
    assert clean(MappedText.original(raw), GLUED).text == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("водно-\nэнергетического", "водно-энергетического"),
        ("институционально-\nправовой", "институционально-правовой"),
        ("железно-\nдорожного", "железнодорожного"),
        ("меж-\nстранового", "межстранового"),
        ("много-\nвекторной", "многовекторной"),
        ("трансформацио-\nнными", "трансформационными"),
        ("экс-\nпрезидент", "экс-президент"),
        ("экс-\nпорт", "экспорт"),
        ("экс-\nпорттық", "экспорттық"),
        ("іс-\nтейді", "істейді"),
        ("ex-\npression", "expression"),
        ("self-\nproclaimed", "self-proclaimed"),
        ("socio-\necological", "socio-ecological"),
        ("inter-\nnational", "international"),
        ("қарым-\nқатынасының", "қарым-қатынасының"),
        ("халық-\nаралық", "халықаралық"),
    ],
)
def test_habits_and_the_dictionary_decide_what_the_collection_does_not(raw: str, expected: str) -> None:
    assert clean(MappedText.original(raw), Vocabulary.of([])).text == expected
