from __future__ import annotations

import hashlib
import random
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from rapidfuzz.distance import Indel

from corpus import Article, RawFile, articles_in, read_file, split_passages
from corpus.blocks import Kind
from corpus.readers import Extract
from corpus.readers.pdf import PdfReader
from tests.pdf_printer import Text, lines, print_pdf, width

SAMPLES = Path(__file__).parent.parent / "data" / "formats"
PDFS = sorted(SAMPLES.glob("*.pdf"))

LANGUAGES = ("ru", "kk", "en")
STOCK = {
    "ru": "государства региона подписали соглашение о границе и обмене водой между соседями",
    "kk": "Орталық Азия елдері ортақ өзендердің суын бөлісу туралы ұзақ келіссөз жүргізді",
    "en": "the states of the region agreed upon sharing water between neighbours and rivers",
}


@cache
def sample(path: Path) -> Extract:
    return PdfReader().read(path.name, path.read_bytes())


def read(pages: list[list[Text]], **options: object) -> Extract:
    return PdfReader().read("article.pdf", print_pdf(pages, **options))  # type: ignore[arg-type]


def blocks(extract: Extract) -> list[tuple[Kind, str]]:
    return [(mark.kind, extract.text[mark.start : mark.end]) for mark in extract.marks]


def texts(extract: Extract, kind: Kind) -> list[str]:
    return [text for found, text in blocks(extract) if found is kind]


def prose(language: str, count: int, columns: int = 40) -> list[str]:
    """So many lines, each filled with words to the same width."""
    chosen = random.Random(count + columns)
    words = STOCK[language].split()
    found = []
    for _ in range(count):
        line = chosen.choice(words)
        while len(line) < columns - 8:
            line += " " + chosen.choice(words)
        found.append(line.ljust(columns, line[-1]))
    return found


def one_article(path: Path) -> Article:
    if path.suffix == ".md":
        [article] = read_file(path).articles
        return article
    data = path.read_bytes()
    [article] = articles_in(RawFile(path.name, hashlib.sha256(data).hexdigest(), data, sample(path)))
    return article


def letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def markdown_of(path: Path) -> Path:
    return SAMPLES / (re.sub(r"-(one|two)-columns?$", "", path.stem) + ".md")


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_a_printed_article_has_the_passages_of_its_markdown(path: Path) -> None:
    printed, article = one_article(markdown_of(path)), one_article(path)
    expected = [letters(passage.text) for passage in split_passages(printed)]
    found = [letters(passage.text) for passage in split_passages(article)]
    assert Indel.normalized_similarity("".join(expected), "".join(found)) >= 0.995
    assert sum(passage in found for passage in expected) >= 0.98 * len(expected)


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_a_printed_article_has_the_title_sections_and_references_of_its_markdown(path: Path) -> None:
    printed, article = one_article(markdown_of(path)), one_article(path)
    assert article.record.title == printed.record.title
    assert [section.title for section in article.sections] == [section.title for section in printed.sections]
    assert len(article.references) == len(printed.references) > 3
    assert article.language == printed.language


@pytest.mark.parametrize("path", PDFS, ids=lambda path: path.stem)
def test_pages_have_the_numbers_printed_on_them(path: Path) -> None:
    first = 41 if "two" in path.stem else 1
    pages = sample(path).pages
    assert [page.physical for page in pages] == list(range(1, len(pages) + 1))
    assert [page.label for page in pages] == [str(first + index) for index in range(len(pages))]


def test_samples_of_all_three_languages_are_there() -> None:
    assert {markdown_of(path).stem[-2:] for path in PDFS} == set(LANGUAGES)
    assert len(PDFS) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_columns_are_read_one_after_the_other(language: str) -> None:
    left, right = prose(language, 12), prose(language, 11)
    title = Text(150, 780, "Water: " + language, 18)
    page = [title, *lines(left, x=60, y=740), *lines(right, x=300, y=737)]
    assert blocks(read([page])) == [
        (Kind.TITLE, title.text),
        (Kind.PARAGRAPH, "\n".join(left + right)),
    ]


def test_a_heading_across_both_columns_parts_them() -> None:
    above, below = prose("en", 16), prose("ru", 16)
    heading = "Второй раздел лежит поперёк обеих колонок"
    page = [
        *lines(above[:8], x=60, y=780),
        *lines(above[8:], x=300, y=780),
        Text(150, 660, heading, 14, bold=True),
        *lines(below[:8], x=60, y=630),
        *lines(below[8:], x=300, y=630),
    ]
    found = blocks(read([page]))
    assert [text for _, text in found] == ["\n".join(above), heading, "\n".join(below)]


def test_the_order_of_drawing_does_not_matter() -> None:
    text = prose("en", 10)
    letter_by_letter = [
        Text(60 + place * 5, line.y, char)
        for line in lines(text, x=60, y=700)
        for place, char in enumerate(line.text)
        if char != " "
    ]
    random.Random(1).shuffle(letter_by_letter)
    assert read([letter_by_letter]).text == "\n".join(text)


def test_no_letter_is_lost_or_doubled() -> None:
    stock = random.Random(2)
    pages = [
        lines(prose(language, 30), x=60, y=760, size=stock.choice([9, 10, 12]), leading=15) for language in LANGUAGES
    ]
    drawn = Counter(char for page in pages for text in page for char in text.text if char != " ")
    assert Counter(char for char in read(pages).text if not char.isspace()) == drawn


def test_ligatures_become_letters_and_hyphens_stay_at_line_ends() -> None:
    text = read([lines(["the ﬁrst oﬃcial inter-", "national ﬂow"], x=60, y=700)]).text
    assert text == "the first official inter-\nnational flow"


def test_raised_marks_of_notes_leave_the_words_but_powers_and_indices_stay() -> None:
    words = [("вода", "1"), (", площадь 40 км", "2"), (" и газ", "*"), (" ушли", "")]
    page, x = [], 60.0
    for text, mark in words:
        page += [Text(x, 700, text), Text(x + width(text), 704, mark, 6)]
        x += width(text) + width(mark, 6)
    page += [Text(60, 640, "CO"), Text(70, 638, "2", 6), Text(73, 640, " in the air")]
    assert read([page]).text == "вода, площадь 40 км² и газ ушли\n\nCO2 in the air"


def test_running_heads_and_page_numbers_are_no_text() -> None:
    pages = []
    for number in range(152, 157):
        head = "Хабаршы. Халықаралық қатынастар сериясы" if number % 2 else "К.И. Байзакова, Н. Сабуров"
        body = lines(prose("kk", 20 + number % 3, 60), x=60, y=760)
        pages.append([Text(60, 800, head, 9), *body, Text(300, 40, str(number), 9)])
    extract = read(pages)
    assert "сериясы" not in extract.text
    assert not any(char.isdigit() for char in extract.text)
    assert [(page.physical, page.label) for page in extract.pages] == [(n - 151, str(n)) for n in range(152, 157)]


def test_a_number_inside_the_head_labels_the_page() -> None:
    pages = [[Text(60, 800, f"{n} Journal of Rivers", 9), *lines(prose("en", 9), x=60, y=760)] for n in (7, 8, 9)]
    extract = read(pages)
    assert "Journal" not in extract.text
    assert [page.label for page in extract.pages] == ["7", "8", "9"]


def test_the_furniture_of_a_browser_is_no_text() -> None:
    first, second = prose("kk", 20), prose("kk", 21)
    pages = [
        [
            Text(30, 820, "24.11.2026, 12:15", 8),
            *lines(body, x=60, y=780),
            Text(30, 20, "https://example.org/article", 8),
            Text(500, 20, f"{number}/2", 8),
        ]
        for number, body in enumerate((first, second), 1)
    ]
    extract = read(pages)
    assert extract.text == "\n".join(first + second)
    assert [page.label for page in extract.pages] == ["1", "2"]


def test_a_page_without_a_number_takes_it_from_its_neighbours() -> None:
    pages = [
        [*lines(prose("ru", 15), x=60, y=760), *([Text(300, 40, str(n))] if n != 30 else [])] for n in (30, 31, 32, 33)
    ]
    assert [page.label for page in read(pages).pages] == ["30", "31", "32", "33"]


def test_a_code_above_each_article_is_no_running_head() -> None:
    pages = [lines(prose("ru", 15), x=60, y=740) for _ in range(8)]
    for opening in (0, 4):
        pages[opening].insert(0, Text(60, 790, "УДК 327.5(574)"))
    assert read(pages).text.count("УДК 327.5(574)") == 2


def test_lines_that_two_notes_share_stay() -> None:
    pages = []
    for n in (1, 2):
        body = lines([*prose("ru", 10)], x=60, y=760)
        notes = [Text(60, 60, str(n), 5), Text(64, 57, f"Там же, с. {n}", 8)]
        pages.append([*body, Text(60 + width(body[-1].text), body[-1].y + 4, str(n), 6), *notes])
    assert texts(read(pages), Kind.NOTE) == ["Там же, с. 1", "Там же, с. 2"]


def test_labels_of_the_file_come_before_printed_numbers() -> None:
    pages = [[*lines(prose("en", 5), x=60, y=760), Text(300, 40, str(n))] for n in (50, 51)]
    assert [page.label for page in read(pages, labels="0<</S/r/St 3>>").pages] == ["iii", "iv"]
    assert [page.label for page in read(pages, labels="0<</S/D>>").pages] == ["50", "51"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paragraph_goes_on_over_the_page_and_its_note_follows_it(language: str) -> None:
    first, second = prose(language, 6), [*prose(language, 4), "the end."]
    mark = Text(60 + width(first[0]), 704, "3", 6)
    note = [Text(60, 63, "3", 5), Text(63, 60, "Салиева А. Су. 2019.", 8)]
    extract = read([[*lines(first, x=60, y=700), mark, *note], lines(second, x=60, y=760)])
    assert blocks(extract) == [
        (Kind.PARAGRAPH, "\n".join(first + second)),
        (Kind.NOTE, "Салиева А. Су. 2019."),
    ]
    assert extract.marks[-1].number == 3
    assert [page.physical for page in extract.pages] == [1, 2, 1]
    assert extract.text[extract.pages[1].start :].startswith(second[0])


def test_a_numbered_bibliography_in_small_print_is_no_footnote() -> None:
    entries = ["1. Иванов И. Вода. 2019.", "2. Smith J. Rivers. 2020."]
    page = [*lines(prose("ru", 8), x=60, y=760), Text(60, 640, "Әдебиеттер", bold=True)]
    page += lines(entries, x=60, y=620, size=8)
    extract = read([page])
    assert texts(extract, Kind.NOTE) == []
    assert texts(extract, Kind.PARAGRAPH)[1:] == entries


def test_paragraphs_part_at_indents_gaps_and_short_lines() -> None:
    a, b, c, d = prose("ru", 3), prose("kk", 3), prose("en", 3), prose("ru", 2)
    page = [
        *lines([*a, "и это конец."], x=60, y=760),
        *lines(b, x=60, y=712),
        Text(75, 676, c[0][:-3]),
        *lines(c[1:], x=60, y=664),
        *lines(d, x=60, y=620),
    ]
    expected = ["\n".join([*a, "и это конец."]), "\n".join(b), "\n".join([c[0][:-3], *c[1:]]), "\n".join(d)]
    assert texts(read([page]), Kind.PARAGRAPH) == expected


def test_ragged_lines_stay_one_paragraph() -> None:
    ragged = [
        "Water of the rivers of Central Asia",
        "is shared by neighbouringcountries",
        "whose interests are not alike.",
    ]
    assert texts(read([lines(ragged, x=60, y=700)]), Kind.PARAGRAPH) == ["\n".join(ragged)]


def test_list_items_and_entries_with_a_hanging_indent_are_paragraphs() -> None:
    page = [
        Text(60, 700, "1. Иванов И. И. Вода и границы Центральной Азии в"),
        Text(75, 688, "двадцатом веке. Алматы, 2019."),
        Text(60, 676, "2. Smith J. Rivers between the neighbouring states,"),
        Text(75, 664, "their history and their law. London, 2020."),
    ]
    found = texts(read([page]), Kind.PARAGRAPH)
    assert [text[:2] for text in found] == ["1.", "2."]
    assert all("\n" in text for text in found)


def test_headings_rank_by_type_and_number() -> None:
    page = [
        Text(60, 800, "Су және шекара", 18),
        Text(60, 770, "1 Methods", 14, bold=True),
        *lines(prose("en", 4), x=60, y=750),
        Text(60, 690, "1.1 Data", 14, bold=True),
        *lines(prose("en", 4), x=60, y=670),
        Text(60, 610, "Деректер", 10, bold=True),
        *lines(prose("kk", 4), x=60, y=590),
        Text(60, 530, "ЗАКЛЮЧЕНИЕ"),
        *lines(prose("ru", 4), x=60, y=510),
    ]
    extract = read([page])
    found = {extract.text[m.start : m.end]: m.level for m in extract.marks if m.kind is Kind.HEADING}
    assert texts(extract, Kind.TITLE) == ["Су және шекара"]
    assert found == {"1 Methods": 1, "1.1 Data": 2, "ЗАКЛЮЧЕНИЕ": 2, "Деректер": 3}


@pytest.mark.parametrize(
    "text", ["К.И. Байзакова, Н. Сабуров", "Таблица 1. Запасы воды", "УДК 327.5", "ivanov@kaznu.kz"]
)
def test_bold_names_captions_and_codes_are_no_headings(text: str) -> None:
    page = [*lines(prose("ru", 4), x=60, y=760), Text(60, 690, text, bold=True), *lines(prose("ru", 4), x=60, y=660)]
    assert texts(read([page]), Kind.HEADING) == []


def test_a_bold_opening_is_a_heading_of_its_own() -> None:
    first, *rest = prose("ru", 4)
    page = [Text(60, 700, "Введение. ", bold=True), Text(60 + width("Введение. "), 700, first[:30])]
    extract = read([[*page, *lines(rest, x=60, y=688)]])
    assert blocks(extract)[0] == (Kind.HEADING, "Введение.")
    assert blocks(extract)[1][1].startswith(first[:30].strip())


def test_a_table_keeps_its_cells() -> None:
    rows = [("Country", "Flow, km", "Share"), ("Қазақстан", "100", "44"), ("Kyrgyz Republic and", "47", "20")]
    page = lines(prose("en", 4), x=60, y=760)
    for index, row in enumerate(rows):
        page += [Text(x, 690 - 14 * index, cell) for x, cell in zip((60, 200, 300), row, strict=True)]
    page += [Text(60, 650, "neighbours"), *lines(prose("en", 4), x=60, y=610)]
    assert texts(read([page]), Kind.TABLE) == [
        "Country\tFlow, km\tShare\nҚазақстан\t100\t44\nKyrgyz Republic and neighbours\t47\t20"
    ]


def test_a_table_at_the_top_of_a_page_does_not_cut_a_paragraph() -> None:
    first, second = prose("ru", 6), prose("ru", 6)
    table = [Text(x, 790 - 14 * row, f"{row}{x}") for row in range(3) for x in (60, 160, 260)]
    extract = read([lines(first, x=60, y=700), [*table, *lines(second, x=60, y=720)]])
    assert [kind for kind, _ in blocks(extract)] == [Kind.PARAGRAPH, Kind.TABLE]
    assert blocks(extract)[0][1] == "\n".join(first + second)


@pytest.mark.parametrize("rotate", [0, 90])
def test_a_page_of_turned_text_is_read_upright(rotate: int) -> None:
    turned = [Text(100 + 12 * index, 100, text, turned=True) for index, text in enumerate(prose("en", 5))]
    stamp = Text(20, 20, "stamp")
    extract = read([[*turned, stamp]], rotate=rotate)
    assert extract.text == "\n".join(prose("en", 5))


def test_cyrillic_under_the_names_of_western_letters_is_mended() -> None:
    russian = ["Государства подписали соглашение", "о воде и границах, ёмкости № 5"]
    wrong = [line.encode("cp1251").decode("latin-1") for line in russian]
    assert read([lines(wrong, x=60, y=700)]).text == "\n".join(russian)


def test_accented_letters_of_other_languages_stay() -> None:
    assert read([lines(["Les États de l’Asie centrale, Schönefeld"], x=60, y=700)]).text.startswith("Les États")


@pytest.mark.parametrize("path", PDFS[:1], ids=lambda path: path.stem)
def test_marks_are_in_order_and_do_not_overlap(path: Path) -> None:
    extract = sample(path)
    ends = [0, *(mark.end for mark in extract.marks)]
    assert all(end <= mark.start < mark.end for end, mark in zip(ends, extract.marks, strict=False))
    assert extract.marks[-1].end == len(extract.text)
    assert extract.format == "pdf"
