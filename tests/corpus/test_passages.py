"""Articles into passages, on articles whose sentences can be counted by eye."""

from __future__ import annotations

import textwrap
from array import array

import pytest

from corpus import LANGUAGES, Article, Language, Origins, Passage, PassageSettings, Record, Section, Source, Span
from corpus import split_passages as split
from tests.conftest import read_text

SMALL = PassageSettings(target=300, shortest=80, overlap=100, longest_sentence=400)


def sentence(letter: str, length: int) -> str:
    """A sentence of one word and exactly `length` characters."""
    return letter.upper() + letter * (length - 2) + "."


def article(text: str, sections: tuple[Section, ...] = (), unsearched: tuple[Span, ...] = ()) -> Article:
    """An article that stands in its file as it is."""
    starts = array("i", [0, *(at + 1 for at, char in enumerate(text) if char == "\n")])
    origins = Origins(array("i", range(len(text))))
    source = Source("a.txt", "0" * 64, "text", "utf-8", 1, len(starts), origins, starts)
    return Article("a" * 12, Record(title="Т"), "ru", text, source, sections=sections, unsearched=unsearched)


def of_lengths(lengths: dict[str, int]) -> Article:
    return article(" ".join(sentence(letter, length) for letter, length in lengths.items()))


def letters(passages: list[Passage]) -> list[str]:
    """Which sentences each passage holds, by their first letters."""
    return ["".join(text[0] for text in passage.sentence_texts()) for passage in passages]


def under_headings(text: str, *titles: str) -> Article:
    """An article with a section at each of the titles, which are no evidence."""
    starts = [text.index(title) for title in titles]
    ends = [*starts[1:], len(text)]
    sections = tuple(Section(t, 1, Span(s, e)) for t, s, e in zip(titles, starts, ends, strict=True))
    return article(text, sections, tuple(Span(s, s + len(t)) for t, s in zip(titles, starts, strict=True)))


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        pytest.param({"б": 100, "в": 100, "г": 98}, ["БВГ"], id="300 characters fit"),
        pytest.param({"б": 101, "в": 101, "г": 101}, ["БВ", "Г"], id="305 do not; 101 are not repeated"),
        pytest.param({"б": 100, "в": 100, "г": 100}, ["БВ", "ВГ"], id="302 do not; 100 are repeated"),
        pytest.param({"б": 250, "в": 90, "г": 90}, ["Б", "ВГ"], id="a passage of one sentence is not repeated"),
        pytest.param({"б": 350, "в": 100}, ["Б", "В"], id="a sentence past the target stands alone"),
        pytest.param({"б": 101, "в": 150, "г": 79}, ["БВГ"], id="79 left over join what is before"),
        pytest.param({"б": 101, "в": 150, "г": 80}, ["БВ", "Г"], id="80 left over are a passage"),
        pytest.param({"б": 150, "в": 100, "г": 70}, ["БВ", "ВГ"], id="with what is repeated 171 are left over"),
        pytest.param({"б": 200, "в": 30, "г": 69, "д": 30}, ["БВ", "ВГД"], id="the last sentence alone is repeated"),
        pytest.param({"б": 79}, ["Б"], id="the only passage may be short"),
    ],
)
def test_passages_grow_to_the_target(lengths: dict[str, int], expected: list[str]) -> None:
    assert letters(split(of_lengths(lengths), SMALL)) == expected


def test_an_overlap_of_none_repeats_nothing() -> None:
    settings = PassageSettings(target=300, shortest=80, overlap=0, longest_sentence=400)
    assert letters(split(of_lengths({"б": 100, "в": 100, "г": 100}), settings)) == ["БВ", "Г"]


def test_passages_never_cross_sections() -> None:
    text = f"Первая\n\n{sentence('б', 60)}\n\nВторая\n\n{sentence('в', 60)}\n\nТретья\n\n{sentence('г', 60)}"
    passages = split(under_headings(text, "Первая", "Вторая", "Третья"), SMALL)
    assert [(p.section, p.text) for p in passages] == [
        ("Первая", sentence("б", 60)),
        ("Вторая", sentence("в", 60)),
        ("Третья", sentence("г", 60)),
    ]
    assert [(p.first_line, p.last_line) for p in passages] == [(3, 3), (7, 7), (11, 11)]


def test_unsearched_parts_are_in_no_passage() -> None:
    byline, entry = "И.О. Автор", "1. Иванов И.И. Книга. 2020."
    text = f"{byline}\n\n{sentence('б', 60)}\n\n{entry}\n\n{sentence('в', 60)}"
    spans = tuple(Span(text.index(part), text.index(part) + len(part)) for part in (byline, entry))
    passages = split(article(text, unsearched=spans), SMALL)
    assert letters(passages) == ["БВ"]
    assert passages[0].sentence_texts() == [sentence("б", 60), sentence("в", 60)]


def test_an_article_of_nothing_but_a_title_has_no_passages() -> None:
    assert split(article("Заголовок", unsearched=(Span(0, 9),))) == []


def test_what_is_too_short_to_say_anything_joins_its_neighbour_in_the_block() -> None:
    text = f"Таблица. {sentence('б', 60)} Да.\n\nНет."
    (passage,) = split(article(text), SMALL)
    assert passage.sentence_texts() == [f"Таблица. {sentence('б', 60)} Да.", "Нет."]


@pytest.mark.parametrize(
    ("stop", "first", "second"),
    [
        pytest.param("; ", "З" + "з" * 299 + ";", "и" * 199 + ".", id="at a semicolon"),
        pytest.param(", ", "З" + "з" * 299 + ",", "и" * 199 + ".", id="at a comma"),
        pytest.param(" ", "З" + "з" * 299, "и" * 199 + ".", id="at a space"),
        pytest.param("", "З" + "з" * 299 + "и" * 100, "и" * 99 + ".", id="at the limit"),
    ],
)
def test_a_sentence_without_end_is_cut(stop: str, first: str, second: str) -> None:
    text = "З" + "з" * 299 + stop + "и" * 199 + "."
    assert [p.text for p in split(article(text), SMALL)] == [first, second]


def test_the_last_semicolon_is_preferred_to_a_later_comma() -> None:
    parts = ["З" + "з" * 149 + ";", "и" * 99 + ";", "к" * 99 + ",", "л" * 199 + "."]
    pieces = [text for p in split(article(" ".join(parts)), SMALL) for text in p.sentence_texts()]
    assert pieces == [f"{parts[0]} {parts[1]}", f"{parts[2]} {parts[3]}"]


def test_a_comma_near_the_beginning_is_no_place_to_cut() -> None:
    text = "З" + "з" * 49 + ", " + "и" * 249 + " " + "к" * 199 + "."
    assert [len(p.text) for p in split(article(text), SMALL)] == [50 + 2 + 249, 200]


@pytest.mark.parametrize(
    ("changes", "values"),
    [
        ({"target": 0}, "200, 0, 1500"),
        ({"shortest": 0}, "0, 900, 1500"),
        ({"shortest": -5}, "-5, 900, 1500"),
        ({"shortest": 900}, "900, 900, 1500"),
        ({"longest_sentence": 899}, "200, 900, 899"),
    ],
)
def test_settings_that_make_no_sense_are_refused(changes: dict[str, int], values: str) -> None:
    with pytest.raises(ValueError, match=rf"0 < shortest < target <= longest_sentence, not {values}$"):
        PassageSettings(**changes)


SENTENCES = {
    "ru": "Сток реки за десять лет упал на {} кубических километров, и об этом пишут все авторы сборника.",
    "kk": "Он жыл ішінде өзеннің ағыны {} текше шақырымға азайды, бұл туралы жинақтың барлық авторлары жазады.",
    "en": "In ten years the flow of the river fell by {} cubic kilometres, as all authors of the volume write.",
}
HEADS = {"ru": ("Введение", "Выводы"), "kk": ("Кіріспе", "Қорытынды"), "en": ("Introduction", "Conclusion")}
TITLES = {"ru": "ВОДА И ГРАНИЦЫ РЕГИОНА", "kk": "СУ ЖӘНЕ ӨҢІРДІҢ ШЕКАРАСЫ", "en": "WATER AND BORDERS OF THE REGION"}


def read_article(language: Language, *, width: int = 60) -> Article:
    """An article as files have it: narrow lines that end in a space, a title in capitals, two headings."""
    sections = []
    for head, numbers in zip(HEADS[language], (range(100, 117), range(117, 130)), strict=True):
        text = " ".join(SENTENCES[language].format(number) for number in numbers)
        sections.append(f"{head} \n" + " \n".join(textwrap.wrap(text, width)))
    (article,) = read_text(f" {TITLES[language]}\n\n \n" + "\n\n \n".join(sections) + "\n").articles
    return article


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_a_read_article_is_in_a_passage(language: Language) -> None:
    article = read_article(language)
    passages = split(article)
    assert {p.section for p in passages} == set(HEADS[language])
    assert {p.language for p in passages} == {language}
    assert {p.article_id for p in passages} == {article.id}
    for number in range(100, 130):
        whole = SENTENCES[language].format(number)
        holding = [p for p in passages if whole in p.sentence_texts()]
        assert [p.section for p in holding] in (
            [HEADS[language][number >= 117]],
            [HEADS[language][number >= 117]] * 2,
        ), number


@pytest.mark.parametrize("language", LANGUAGES)
def test_spans_are_exact(language: Language) -> None:
    article = read_article(language)
    for passage in split(article):
        assert passage.text == passage.span.cut(article.text)
        assert passage.text == passage.text.strip()
        assert passage.text.endswith(".")
        assert [s.cut(article.text) for s in passage.sentences] == passage.sentence_texts()
        assert (passage.sentences[0].start, passage.sentences[-1].end) == (passage.span.start, passage.span.end)
        assert len(passage.text) <= PassageSettings().target


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_passage_of_a_section_opens_with_the_last_sentence_before_it(language: Language) -> None:
    passages = split(read_article(language))
    pairs = [(a, b) for a, b in zip(passages, passages[1:], strict=False) if a.section == b.section]
    assert len(pairs) >= 2
    assert [b.sentences[0] for _, b in pairs] == [a.sentences[-1] for a, _ in pairs]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_are_stable_and_tell_passages_apart(language: Language) -> None:
    passages = split(read_article(language))
    assert split(read_article(language)) == passages
    assert len({p.id for p in passages}) == len(passages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_depend_on_the_words_and_not_on_the_lines(language: Language) -> None:
    narrow, wider = split(read_article(language)), split(read_article(language, width=70))
    assert [p.id for p in narrow] == [p.id for p in wider]
    assert [p.last_line for p in narrow] != [p.last_line for p in wider]


def test_a_passage_in_another_language_says_so() -> None:
    text = f"{SENTENCES['ru'].format(1)}\n\nReferences\n\n{SENTENCES['en'].format(2)}"
    passages = split(under_headings(text, "References"), SMALL)
    assert [(p.section, p.language) for p in passages] == [("", "ru"), ("References", "en")]
