"""Lists of keywords in several languages: read, stored, and absent from older libraries."""

from __future__ import annotations

import json

import pytest

from corpus import LANGUAGES, Home, Language, Library
from corpus.record import Record
from corpus.records import record_fields, record_of
from corpus.references.fields import record_from_fields
from tests.conftest import read_text
from tests.corpus.test_divide import HEADS, TITLES, paragraph
from tests.fakes import put

WORDS: dict[Language, tuple[str, ...]] = {
    "ru": ("водные ресурсы", "ЕАЭС", "соседи"),
    "kk": ("су ресурстары", "ЕАЭО", "көршілер"),
    "en": ("water resources", "EAEU", "neighbours"),
}
LABELS = [
    ("ru", "Ключевые слова"),
    ("kk", "Түйін сөздер"),
    ("kk", "Кілт сөздер"),
    ("kk", "Тірек сөздер"),
    ("en", "Keywords"),
    ("en", "Key words"),
]


def record_with(language: Language, *lists: str) -> Record:
    """The record of an article with paragraphs of keywords before its text."""
    title = f"# {TITLES[language]}".replace("\n\n", " ")
    body = paragraph(language, 9).replace(" \n", " ")
    text = "\n\n".join([title, *lists, f"## {HEADS[language][0]}", body])
    (article,) = read_text(text, name="a.md", format_="markdown").articles
    return article.record


@pytest.mark.parametrize(("language", "label"), LABELS)
@pytest.mark.parametrize(
    "form", ["{label}: {words}.", "**{label}:** {words}", "{label}. {words}", "{label}:\n\n{words}."]
)
def test_a_list_is_known_by_its_label(language: Language, label: str, form: str) -> None:
    record = record_with(language, form.format(label=label, words=", ".join(WORDS[language])))
    assert record.keyword_lists == {language: WORDS[language]}
    assert record.keywords == WORDS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_in_all_languages_are_kept_apart_in_their_order(language: Language) -> None:
    first = [language, *(other for other in LANGUAGES if other != language)]
    labels = {"ru": "Ключевые слова", "kk": "Түйін сөздер", "en": "Keywords"}
    record = record_with(language, *(f"{labels[each]}: {'; '.join(WORDS[each])}" for each in first))
    assert record.keyword_lists == WORDS
    assert record.keywords == WORDS[language]


def test_words_in_another_script_than_the_label_are_of_their_own_language() -> None:
    assert record_with("en", f"Keywords: {', '.join(WORDS['kk'])}").keyword_lists == {"kk": WORDS["kk"]}
    assert record_with("ru", f"Ключевые слова: {', '.join(WORDS['en'])}").keyword_lists == {"en": WORDS["en"]}


def test_no_label_no_list() -> None:
    assert record_with("en", "Water, EAEU, neighbours").keyword_lists == {}
    assert record_with("en", "Keywords:").keyword_lists == {}


def test_a_label_that_stands_alone_takes_no_long_text() -> None:
    long_text = paragraph("en", 9).replace(" \n", " ")
    assert len(long_text) > 600
    assert record_with("en", "Keywords:", long_text).keyword_lists == {}


def test_lists_are_stored_and_read_back() -> None:
    record = Record(title="А", keyword_lists=WORDS)
    assert record_of(json.loads(json.dumps(record_fields(record)))) == record
    assert record_of({"title": "А"}).keyword_lists == {}


def test_a_library_gives_the_lists_of_its_articles(home: Home, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("files") / "a.md"
    lists = f"Ключевые слова: {', '.join(WORDS['ru'])}\n\nKeywords: {', '.join(WORDS['en'])}"
    path.write_text(f"# {TITLES['ru']}\n\n{lists}\n\n## Введение\n\n{paragraph('ru', 9)}".replace(" \n", " "), "utf-8")
    library = Library.open(home)
    put(library, path)
    (summary,) = library.articles()
    assert summary.record.keyword_lists == {"ru": WORDS["ru"], "en": WORDS["en"]}


def test_lists_may_stand_in_a_record_beside_the_file() -> None:
    record = record_from_fields({"keyword_lists": {"ru": ["вода", " сосед "], "en": "water; neighbour"}}, "a.yaml")
    assert record.keyword_lists == {"ru": ("вода", "сосед"), "en": ("water", "neighbour")}
