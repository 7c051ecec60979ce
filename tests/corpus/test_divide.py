"""Dividing files into articles, sections and paragraphs, on small files made for it."""

from __future__ import annotations

import pytest

from corpus import split_passages
from tests.conftest import read_text

BODY = {
    "ru": "Интеграция государств региона развивается медленно и требует согласия всех участников процесса.",
    "kk": "Өңір мемлекеттерінің ықпалдастығы баяу дамып, барлық қатысушылардың келісімін талап етеді.",
    "en": "The integration of the states of the region is slow and needs the consent of all its members.",
}
TITLES = {
    "ru": "ИНТЕГРАЦИЯ В РЕГИОНЕ:\n\nПРОБЛЕМЫ И ПЕРСПЕКТИВЫ",
    "kk": "ӨҢІРДЕГІ ЫҚПАЛДАСТЫҚ:\n\nМӘСЕЛЕЛЕР МЕН БОЛАШАҚ",
    "en": "INTEGRATION IN THE REGION:\n\nPROBLEMS AND PROSPECTS",
}
HEADS = {"ru": ("Введение", "Заключение"), "kk": ("Кіріспе", "Қорытынды"), "en": ("Introduction", "Conclusion")}


def paragraph(language: str, times: int = 6) -> str:
    words = (BODY[language] + " ") * times
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) > 60:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return " \n".join([*lines, line])


def article(language: str) -> str:
    first, last = HEADS[language]
    return f" {TITLES[language]}\n\n \n{first} \n{paragraph(language)}\n\n \n{last} \n{paragraph(language)}\n"


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_an_article_has_its_title_sections_and_language(language: str) -> None:
    (found,) = read_text(article(language)).articles
    assert found.title == TITLES[language].replace("\n\n", " ")
    assert [section.title for section in found.sections] == list(HEADS[language])
    assert found.language == language


def test_a_volume_is_divided_at_its_titles() -> None:
    volume = "".join(article(language) for language in ("ru", "kk", "en"))
    found = read_text(volume).articles
    assert [(a.language, a.source.first_line) for a in found] == [
        (language, volume[: volume.index(TITLES[language])].count("\n") + 1) for language in ("ru", "kk", "en")
    ]


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("К.И. Байзакова, Н. Сабуров \nКазНУ им. аль-Фараби", ("К.И. Байзакова", "Н. Сабуров")),
        ("С.Ж. Айдарбаев, Б.А. Үдербаева \n«Нархоз» университеті", ("С.Ж. Айдарбаев", "Б.А. Үдербаева")),
        ("M. Sh. Gubaidullina, A. Medeu \nAl-Farabi Kazakh National University", ("M. Sh. Gubaidullina", "A. Medeu")),
    ],
)
def test_names_before_a_title_go_with_it(byline: str, authors: tuple[str, ...]) -> None:
    text = article("ru") + f" {byline} \n\n \n{article('en').lstrip()}"
    first, second = read_text(text).articles
    assert (first.authors, second.authors) == ((), authors)
    assert text.split("\n")[second.source.first_line - 1].strip().startswith(authors[0])


def test_a_translated_title_with_an_abstract_opens_no_article() -> None:
    text = article("ru") + f" {TITLES['en']} \n\nAbstract \n{paragraph('en', 1)} \n\nKeywords: region, integration. \n"
    (found,) = read_text(text).articles
    assert found.record.abstracts["en"].startswith("The integration")
    assert found.record.keywords == ("region", "integration")


def test_paragraphs_are_joined_over_false_blank_lines_and_page_breaks() -> None:
    (found,) = read_text(article("ru").replace("развивается медленно", "развивается\n\n медленно")).articles
    assert "развивается медленно" in found.text


def test_a_run_in_section_name_is_a_heading() -> None:
    text = article("ru") + "\nВыводы. " + paragraph("ru", 2)
    assert read_text(text).articles[0].sections[-1].title == "Выводы"


def test_a_bibliography_is_kept_as_data_and_not_searched() -> None:
    text = article("ru") + "\n \nЛитература: \n1. Иванов И.И. Книга. 2020. \n2. Petrov P. Book. 2021. \n"
    (found,) = read_text(text).articles
    assert [(r.number, r.text) for r in found.references] == [
        (1, "1. Иванов И.И. Книга. 2020."),
        (2, "2. Petrov P. Book. 2021."),
    ]
    searched = [span.cut(found.text) for span in found.unsearched]
    assert "2. Petrov P. Book. 2021." in searched


MARKDOWN = """УДК 327

<https://doi.org/10.1234/abc.2026.1>

## **ЗАГОЛОВОК БОЛЬШОЙ СТАТЬИ**

\\*Байзакова К.И.<sup>1</sup>, Кукеева Ф.Т.<sup>2</sup>

**Аннотация.** Статья о том, как устроена интеграция в регионе, и о её пределах.

**Ключевые слова:** вода, граница.

### **Введение**

Первое предложение длинного абзаца, который страница разрезала посередине, и число

встреч выросло. Второе предложение.

*Пограничные вопросы.* Третье предложение о границах [1].

### ЛИТЕРАТУРА

[1]. Иванов И. Книга. 2020.

## **АУДАРМА ТАҚЫРЫП БАС ӘРІППЕН**

**Андатпа.** Мақала өңірдегі ықпалдастықтың қалай құрылғаны туралы.
"""


def test_markdown_is_read_by_its_marks() -> None:
    (found,) = read_text(MARKDOWN, name="a.md", format_="markdown").articles
    assert found.title == "ЗАГОЛОВОК БОЛЬШОЙ СТАТЬИ"
    assert found.authors == ("Байзакова К.И.", "Кукеева Ф.Т.")
    assert (found.record.doi, found.record.udc, found.record.year) == ("10.1234/abc.2026.1", "327", 2026)
    assert found.record.keywords == ("вода", "граница")
    assert [s.title for s in found.sections][:3] == ["Введение", "Пограничные вопросы", "ЛИТЕРАТУРА"]
    assert "и число встреч выросло" in found.text
    assert set(found.record.abstracts) == {"ru", "kk"}
    assert [r.number for r in found.references] == [1]


def test_front_matter_is_read() -> None:
    text = (
        '---\ntitle: "Су"\nauthors: ["Derek editors"]\nyear: 2026\nlanguage: kk\nkeywords: [су, өзен]\n'
        'abstract: "Қысқаша."\n'
        "sources:\n  - {id: 1, authors: [A. Medeu], title: Water, year: 2024}\n---\n\n# Су\n\nМәтін.\n"
    )
    (found,) = read_text(text, name="a.md", format_="markdown").articles
    assert (found.title, found.authors, found.year, found.language) == ("Су", ("Derek editors",), 2026, "kk")
    assert found.references[0].text == "A. Medeu. Water. 2024."
    assert found.text.endswith("Мәтін.")


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("language: xx", "language: 'xx'.*allowed: ru, kk, en"),
        ("year: soon", "year: 'soon'"),
        ("authors: {a: 1}", "authors: in the front matter must be a list"),
        ("title: [", "no valid YAML"),
        ("- a", "must hold `name: value`"),
    ],
)
def test_bad_front_matter_is_refused(front: str, reason: str) -> None:
    from corpus import UnreadableFile

    with pytest.raises(UnreadableFile, match=rf"a\.md: .*{reason}"):
        read_text(f"---\n{front}\n---\n\n# T\n\nText.\n", name="a.md", format_="markdown")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (r"\*Авторы\* и 04\\_yearbook", "*Авторы* и 04_yearbook"),
        ("**жирно** и *курсив*, a_b_c", "жирно и курсив, a_b_c"),
        ("[текст](https://example.org) и <https://example.org/a>", "текст и https://example.org/a"),
        ("имя<sup>1,2</sup>", "имя"),
    ],
)
def test_marks_go_and_escaped_signs_stay(raw: str, expected: str) -> None:
    from corpus.layout_markdown import strip_marks
    from corpus.mapped import MappedText

    assert strip_marks(MappedText.original(raw)).text == expected


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_a_file_of_one_paragraph_has_text_to_search(language: str) -> None:
    (found,) = read_text(paragraph(language)).articles
    assert [passage.text for passage in split_passages(found)] == [found.text]
    assert found.title == found.text[:100]
