"""A collection's documents as articles in files."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Home, Library, read_file
from eval.collections import Collection, Document, Judged, read_xquad_r, write_articles
from tests.eval.collections.folders import xquad_r
from tests.fakes import put

DOCUMENTS = [
    Document("a/1", "ru", "О воде", "Вода – источник жизни на земле."),
    Document("a/2", "kk", 'Су: "тіршілік" \\ көзі', "Су – тіршілік көзі болып табылады."),
    Document("../b", "en", "", "Water is the source of all life."),
]


def test_files_are_named_by_number_whatever_the_ids() -> None:
    collection = Collection.of("water", DOCUMENTS, [])
    assert [collection.file_name(document.id) for document in DOCUMENTS] == [
        "passage-000001.md",
        "passage-000002.md",
        "passage-000003.md",
    ]
    with pytest.raises(KeyError):
        collection.file_name("c")


def test_documents_with_the_same_letters_share_a_file_and_its_grade() -> None:
    """A library would hold them once."""
    copies = [*DOCUMENTS, Document("copy", "ru", "Другое", "Вода: источник жизни на Земле!")]
    collection = Collection.of("water", copies, [Judged("q", "ru", "Что?", {"copy": 2, "a/1": 1, "../b": 1})])
    assert collection.file_name("copy") == collection.file_name("a/1") == "passage-000001.md"
    assert collection.set.questions[0].relevant == {"passage-000001.md": 2, "passage-000003.md": 1}


def test_a_grade_of_a_document_that_is_not_there() -> None:
    with pytest.raises(KeyError, match="lost"):
        Collection.of("water", DOCUMENTS, [Judged("q", "ru", "Что?", {"lost": 1})])


def test_each_document_is_read_back_as_an_article(tmp_path: Path, home: Home) -> None:
    collection = Collection.of("water", [*DOCUMENTS, Document("copy", "ru", "", DOCUMENTS[0].text)], [])
    files = write_articles(collection, tmp_path / "deep" / "articles")
    assert [path.name for path in files] == ["passage-000001.md", "passage-000002.md", "passage-000003.md"]
    assert sorted((tmp_path / "deep" / "articles").iterdir()) == files
    library = Library.open(home)
    articles = [put(library, path) for path in files]
    assert [(article.language, article.title, article.text) for article in articles] == [
        ("ru", "О воде", DOCUMENTS[0].text),
        ("kk", 'Су: "тіршілік" \\ көзі', DOCUMENTS[1].text),
        ("en", "-", DOCUMENTS[2].text),
    ]
    assert [summary.passages for summary in library.articles()] == [1, 1, 1]


@pytest.mark.parametrize("mark", ["# ", "> ", "| ", "* ", "_", "## "])
def test_what_looks_like_markup_is_text(tmp_path: Path, mark: str, home: Home) -> None:
    text = f"Бұлттардың негізгі түрлері төмендегідей болады:\n{mark}Шарбы бұлттар он шақырым биіктікте кездеседі."
    (path,) = write_articles(Collection.of("clouds", [Document("1", "kk", "Бұлт", text)], []), tmp_path / "articles")
    library = Library.open(home)
    article = put(library, path)
    passages = library.passages(library.passage_ids()).values()
    assert "Шарбы бұлттар он шақырым биіктікте кездеседі." in " ".join(passage.text for passage in passages)
    assert article.title == "Бұлт"


def test_titles_of_xquad_r_are_written_nowhere(tmp_path: Path) -> None:
    """They are the English names in all languages."""
    collection = read_xquad_r(xquad_r(tmp_path / "xquad"))
    files = write_articles(collection, tmp_path / "articles")
    assert [read_file(path).articles[0].title for path in files] == ["-"] * 4
    russian = files[2].read_text(encoding="utf-8")
    assert "Кошки спят." in russian
    assert "Cats" not in russian
