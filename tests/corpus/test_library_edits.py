"""Beside the texts, the library keeps changes by hand and the words of the collection, through changes of format."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Added, Home, Library, Record, UnknownArticle, read_file, split_passages
from corpus.hyphens import count_words

TEXTS = {
    "ru": "# Вода и граница\n\nК.И. Байзакова\n\nСтороны делят сток реки. Сток реки падает.\n",
    "kk": "# Су және шекара\n\nБ.К. Сұлтанов\n\nТараптар өзен ағынын бөледі. Өзен ағыны азайып барады.\n",
    "en": "# Water and border\n\nA. Medeu\n\nThe parties share the flow of the river. The flow falls.\n",
}


@pytest.fixture
def library(home: Home) -> Library:
    return Library.open(home)


def add(library: Library, path: Path, text: str, **told: object) -> Added:
    """Read a file into the library as if something else told fields of its articles' records."""
    path.write_text(text, encoding="utf-8")
    read = read_file(path)
    if told:
        articles = tuple(replace(a, record=replace(a.record, **told)) for a in read.articles)
        read = replace(read, articles=articles)
    return library.add(str(path), read, {article.id: split_passages(article) for article in read.articles})


@pytest.mark.parametrize("language", TEXTS)
def test_what_is_changed_by_hand_is_what_lists_and_articles_show(
    library: Library, tmp_path: Path, language: str
) -> None:
    (article,) = add(library, tmp_path / "a.md", TEXTS[language]).new
    record = library.edit(article.id, {"title": "Өзен — Река", "year": 1998, "authors": ["Ә. Оразбай"]})
    assert (record.title, record.year, record.authors) == ("Өзен — Река", 1998, ("Ә. Оразбай",))
    (summary,) = library.articles()
    assert (summary.title, summary.year, summary.authors) == ("Өзен — Река", 1998, ("Ә. Оразбай",))
    assert library.article(article.id).record == record
    assert library.article(article.id).text == article.text


def test_changes_add_up_and_none_empties_a_field(library: Library, tmp_path: Path) -> None:
    (article,) = add(library, tmp_path / "a.md", TEXTS["ru"]).new
    library.edit(article.id, {"year": 1998})
    record = library.edit(article.id, {"authors": None, "titles": {"en": "Water"}})
    assert (record.year, record.authors, record.titles) == (1998, (), {"en": "Water"})


def test_a_reset_brings_back_what_was_read(library: Library, tmp_path: Path) -> None:
    (article,) = add(library, tmp_path / "a.md", TEXTS["kk"]).new
    library.edit(article.id, {"title": "Басқа", "language": "ru"})
    assert library.article(article.id).language == "ru"
    assert library.reset(article.id) == article.record
    assert library.article(article.id) == article


def test_a_field_that_no_record_has_is_refused_and_nothing_changes(library: Library, tmp_path: Path) -> None:
    (article,) = add(library, tmp_path / "a.md", TEXTS["en"]).new
    with pytest.raises(ValueError, match="a record has no colour; it has type, title"):
        library.edit(article.id, {"colour": "red", "year": 1998})
    assert library.article(article.id) == article


def test_an_unknown_article_can_not_be_edited(library: Library) -> None:
    with pytest.raises(UnknownArticle, match="no article with the id 'nothing'"):
        library.edit("nothing", {"year": 1998})


def test_changes_stay_when_the_file_is_added_again_or_changes(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    (article,) = add(library, path, TEXTS["ru"]).new
    library.edit(article.id, {"year": 1998})
    assert add(library, path, TEXTS["ru"]) == Added((), known=1)
    (later,) = add(library, path, TEXTS["ru"] + "\nЕщё одно предложение о реке.\n").new
    assert later.id != article.id
    assert library.article(later.id).year == 1998


def test_changes_go_with_the_article(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    (article,) = add(library, path, TEXTS["ru"]).new
    library.edit(article.id, {"year": 1998})
    library.remove(article.id)
    add(library, path, TEXTS["ru"])
    assert library.article(article.id).year is None


def test_a_record_that_its_file_tells_anew_is_taken_over(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    (article,) = add(library, path, TEXTS["ru"]).new
    assert add(library, path, TEXTS["ru"], year=2020, doi="10.1/a") == Added((), known=1, updated=1)
    assert library.article(article.id).record == replace(article.record, year=2020, doi="10.1/a")
    library.edit(article.id, {"year": 1998})
    assert add(library, path, TEXTS["ru"], year=2021).updated == 1
    assert library.article(article.id).year == 1998


def test_the_words_are_those_of_the_texts(library: Library, tmp_path: Path) -> None:
    ids = {language: add(library, tmp_path / f"{language}.md", text).new[0].id for language, text in TEXTS.items()}
    assert library.words() == sum(
        (count_words(library.article(id_).text) for id_ in ids.values()), start=count_words("")
    )
    assert library.words()["ағынын"] == 1
    library.remove(ids["ru"])
    assert library.words()["реки"] == 0
    assert "реки" not in library.words()
    library.remove(ids["kk"])
    library.remove(ids["en"])
    assert not library.words()


def as_first_format(home: Home) -> None:
    """Turn a library into one that the first format would have held."""
    with sqlite3.connect(home.library) as database:
        for id_, record in database.execute("SELECT id, record FROM articles").fetchall():
            data = json.loads(record)
            fields = data.pop("record")
            del data["notes"]
            data |= {"authors": [], "year": None, "abstracts": {}, "keywords": [], "doi": None, "udc": None}
            data |= {name: fields[name] for name in fields if name in data}
            database.execute("UPDATE articles SET record = ? WHERE id = ?", (json.dumps(data), id_))
        database.executescript("DROP TABLE words; DROP TABLE edits; PRAGMA user_version = 1;")
    database.close()


def test_a_library_of_the_first_format_is_brought_up_to_date(home: Home, tmp_path: Path) -> None:
    library = Library.open(home)
    told = {"doi": "10.1234/a", "udc": "327", "keywords": ("су",), "abstracts": {"kk": "Қысқаша."}}
    articles = [
        *add(library, tmp_path / "ru.md", TEXTS["ru"]).new,
        *add(library, tmp_path / "kk.md", TEXTS["kk"], **told).new,
    ]
    words = library.words()
    as_first_format(home)
    upgraded = Library.open(home)
    assert [upgraded.article(article.id) for article in articles] == articles
    assert upgraded.words() == words
    assert upgraded.edit(articles[0].id, {"year": 1998}) == Record(
        title="Вода и граница", authors=("К.И. Байзакова",), language="ru", year=1998
    )
    assert Library.open(home).articles() == upgraded.articles()
