"""Citations in running text, and the works they point to."""

from __future__ import annotations

import pytest

from corpus import Reference
from corpus.citations import cited_entries, find_citations, pages_in


def read(text: str) -> list[tuple[object, ...]]:
    """What each mark in a text covers and says."""
    return [
        (c.span.cut(text), c.numbers or (c.names, f"{c.year}{c.letter}"), *([c.pages] if c.pages else []))
        for c in find_citations(text)
    ]


@pytest.mark.parametrize(
    ("text", "numbers", "pages"),
    [
        ("как показано [1]", (1,), None),
        ("как показано [1, с. 152-167]", (1,), "152-167"),
        ("as shown [1, p. 5]", (1,), "5"),
        ("көрсетілген [12, 45-бет]", (12,), "45"),
        ("as shown [3; 5]", (3, 5), None),
        ("as shown [7, 8]", (7, 8), None),
        ("as shown [2-4]", (2, 3, 4), None),
        ("as shown [2–4, 9]", (2, 3, 4, 9), None),
    ],
)
def test_numbers_in_brackets(text: str, numbers: tuple[int, ...], pages: str | None) -> None:
    (citation,) = find_citations(text)
    assert (citation.numbers, citation.pages) == (numbers, pages)
    assert citation.span.cut(text) == text[text.index("[") :]


def test_each_work_keeps_its_own_pages() -> None:
    assert read("сказано [1, с. 5; 2, с. 7-9]") == [("1, с. 5", (1,), "5"), ("2, с. 7-9", (2,), "7-9")]


@pytest.mark.parametrize(
    ("mark", "names", "year", "pages"),
    [
        ("(Иванов и др., 2020)", ("Иванов",), 2020, None),
        ("(Иванов, Петров, 2020: 15)", ("Иванов", "Петров"), 2020, "15"),
        ("(см. также Иванов, 2020, с. 5–7)", ("Иванов",), 2020, "5-7"),
        ("(Исингарин, 2000. б. 76)", ("Исингарин",), 2000, "76"),
        ("(Шумский Н. 2000, б.85)", ("Шумский",), 2000, "85"),
        ("(Соглашение о Таможенном союзе, январь 1995)", ("Соглашение о Таможенном союзе",), 1995, None),
        ("(РБК. 2024)", ("РБК",), 2024, None),
        ("(Тоқаев, 2022, 15 б.)", ("Тоқаев",), 2022, "15"),
        ("(Айдарбаев және т.б., 2021)", ("Айдарбаев",), 2021, None),
        ("(Айдарбаев мен Үдербаева, 2021, 15-17 бб.)", ("Айдарбаев", "Үдербаева"), 2021, "15-17"),
        ("(Түрікмен нарығы, 2022)", ("Түрікмен нарығы",), 2022, None),
        ("(Holbraad, 1984:72)", ("Holbraad",), 1984, "72"),
        ("(Burns,.2021)", ("Burns",), 2021, None),
        ("(USAID, 2019)", ("USAID",), 2019, None),
        ("(Ferguson 2024)", ("Ferguson",), 2024, None),
        ("(van der Berg et al., 2019, pp. 3-4)", ("van der Berg",), 2019, "3-4"),
        ("(European Commission. 2021, February 18)", ("European Commission",), 2021, None),
        ("(Lang, F., & Pehl, M. 2022)", ("Lang", "Pehl"), 2022, None),
        ("(Huang, Y. (2016)", ("Huang",), 2016, None),
    ],
)
def test_name_and_year_in_brackets(mark: str, names: tuple[str, ...], year: int, pages: str | None) -> None:
    text = f"так считают {mark}"
    (citation,) = find_citations(text)
    assert (citation.names, citation.year, citation.pages) == (names, year, pages)
    assert citation.span.cut(text) == mark


def test_several_works_in_one_bracket() -> None:
    assert read("(Zhusipov, 2023; Weinberger, 2021a)") == [
        ("Zhusipov, 2023", (("Zhusipov",), "2023")),
        ("Weinberger, 2021a", (("Weinberger",), "2021a")),
    ]


def test_a_bracket_that_never_closes() -> None:
    marks = read("said (Lang, F., & Pehl, M. (2022); Clinci, C. (2022)")
    assert [said for _, said in marks] == [(("Lang", "Pehl"), "2022"), (("Clinci",), "2022")]
    assert read("(так думают (Иванов, 2020) многие") == [("(Иванов, 2020)", (("Иванов",), "2020"))]


@pytest.mark.parametrize(
    ("text", "mark", "names"),
    [
        ("Это показал Иванов (2020) раньше", "Иванов (2020)", ("Иванов",)),
        ("Мұны Тоқаев (2022, 15-бет) айтады", "Тоқаев (2022, 15-бет)", ("Тоқаев",)),
        ("As Smith and Jones (2020, p. 5) say", "Smith and Jones (2020, p. 5)", ("Smith", "Jones")),
        ("As Lang, F. (2022) says", "Lang, F. (2022)", ("Lang",)),
    ],
)
def test_a_name_before_its_year(text: str, mark: str, names: tuple[str, ...]) -> None:
    (citation,) = find_citations(text)
    assert (citation.span.cut(text), citation.names) == (mark, names)


@pytest.mark.parametrize(
    "text",
    [
        "(ЕАЭС)", "(2022-2024)", "(в 1992 г.)", "(3)", "[sic]", "[2020]", "(до 2013 г.)", "(14-15 сентября 2023 г.)",
        "(КТК в начале 2023 года)", "(Алматы 2021 жылы)", "(ол 1919-1939 жылдары белсенді болды)", "(1996 ж.)",
        "(2016–2025 жж.)", "[международная организация – М.Г.]", "(курсив мой – М.Г.)", "АСЕАН (1967)",
        "Kyrgyzstan (1989 census)", "Kazakhstan (1960-1980)", "(with few exceptions after 1815, others after 1949)",
        "[4-2]", "(«Стратегия ЕС для ЦА», 2007-2013)",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_citation(text: str) -> None:
    assert find_citations(text) == []


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("с. 15", "15"), ("С. 15–17", "15-17"), ("стр. 4", "4"), ("p. 15", "15"), ("pp. 15–17", "15-17"),
        ("15-бет", "15"), ("15 б.", "15"), ("15-17 бб.", "15-17"), ("Б. 189–206", "189-206"), ("бет 20", "20"),
        ("Токаев 2022", None), ("15 барьеров", None), ("с 15 стран", None), ("Токаев с 15", "15"), ("3 p.m.", None),
    ],
)  # fmt: skip
def test_pages(text: str, pages: str | None) -> None:
    assert pages_in(text) == pages


ENTRIES = (
    Reference(1, "Costa Buranelli F. Central Asian regionalism or order? // Central Asian Affairs. – 2021. – P. 1–26."),
    Reference(2, "Жазетова, Ж. (2024, March 13). Китай стал главным партнером. Kursiv Media."),
    Reference(3, "Китай стал главным торговым партнером Казахстана. (2024, February 17). Егемен Қазақстан."),
    Reference(4, "[4] Tokayev K.-J. Speech at the Consultative Meeting. Akorda. 2022, July 21."),
    Reference(5, "Иванов И., Петров П. Интеграция. – М., 2020."),
    Reference(6, "Иванов И., Сидоров С. Границы. – М., 2020."),
)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("[1; 3]", [1, 3]),
        ("[2-4]", [2, 3, 4]),
        ("[9]", []),
        ("(Жазетова, 2024)", [2]),
        ("(Zhazetova, 2024)", [2]),
        ("(Китай стал. 2024)", [3]),
        ("(Тоқаев, 2022)", [4]),
        ("(Токаев, 2021)", []),
        ("(Costa Buranelli, 2021)", [1]),
        ("(Иванов, 2020)", [5, 6]),
        ("(Иванов, Сидоров, 2020)", [6]),
        ("работа Иванова и Петрова (2020)", [5]),
    ],
)
def test_entries_that_a_mark_points_to(text: str, entries: list[int]) -> None:
    (citation,) = find_citations(text)
    assert [entry.number for entry in cited_entries(citation, ENTRIES)] == entries


def test_a_page_of_citations_is_read_at_once() -> None:
    text = "Так считают многие (Иванов, 2020), и это спорно [3, с. 5], как ещё (ЕАЭС " * 3000
    assert len(find_citations(text)) == 6000
