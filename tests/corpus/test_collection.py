"""Collections of articles: put together, taken apart, kept through changes of a file and of the format."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from corpus import Collection, Home, Library, LibraryError, UnknownArticle
from tests.fakes import put, write_article

NAMES = {"ru": "Диссертация: глава 2", "kk": "Су ресурстары", "en": "Water and borders"}
BODY = "The parties share the flow of the river. The flow falls."


@pytest.fixture
def library(home: Home) -> Library:
    return Library.open(home)


@pytest.fixture
def ids(library: Library, tmp_path: Path) -> list[str]:
    return sorted(put(library, write_article(tmp_path, f"T{n}", "en", f"{BODY} Part {n}.")).id for n in range(3))


@pytest.mark.parametrize("language", NAMES)
def test_an_article_can_be_in_several_collections(library: Library, ids: list[str], language: str) -> None:
    name = NAMES[language]
    assert library.collections() == []
    assert library.put_into_collection(name, ids[:2]) == 2
    assert library.put_into_collection("Другая", ids[1:]) == 2
    assert library.put_into_collection(name, ids) == 1
    assert sorted(library.collections(), key=len) == [
        Collection("Другая", tuple(ids[1:])),
        Collection(name, tuple(ids)),
    ]
    assert library.take_out_of_collection(name, [ids[0], "nothing"]) == 1
    assert {one.name: len(one) for one in library.collections()} == {name: 2, "Другая": 2}


@pytest.mark.parametrize(
    ("name", "same"), [("Су  ресурстары ", "су ресурстары"), ("Й", "\u0418\u0306"), ("ABC", "abc")]
)
def test_spellings_of_a_name_are_one_collection(library: Library, ids: list[str], name: str, same: str) -> None:
    library.put_into_collection(name, ids[:1])
    library.put_into_collection(same, ids[1:])
    (one,) = library.collections()
    assert (one.name, len(one)) == (" ".join(name.split()), 3)
    assert library.take_out_of_collection(same, ids) == 3
    assert library.collections() == []


@pytest.mark.parametrize("name", ["", "  ", "a" * 101, "a\x00b"])
def test_a_name_that_is_none_is_refused(library: Library, ids: list[str], name: str) -> None:
    with pytest.raises(LibraryError, match="A collection's name has 1 to 100 characters on one line, not"):
        library.put_into_collection(name, ids)
    assert library.collections() == []


def test_an_unknown_article_spoils_the_whole_call(library: Library, ids: list[str]) -> None:
    with pytest.raises(UnknownArticle, match="no article with the id 'nothing'"):
        library.put_into_collection("A", [*ids, "nothing"])
    assert library.collections() == []


def test_an_unknown_collection_is_named_with_those_that_there_are(library: Library, ids: list[str]) -> None:
    with pytest.raises(LibraryError, match="no collection 'B'; the collections are: none yet"):
        library.take_out_of_collection("B", ids)
    library.put_into_collection("A", ids)
    with pytest.raises(LibraryError, match="no collection 'B'; the collections are: A"):
        library.take_out_of_collection("B", ids)


def test_a_removed_article_leaves_its_collections(library: Library, ids: list[str]) -> None:
    library.put_into_collection("A", ids)
    library.put_into_collection("B", ids[:1])
    library.remove(ids[0])
    assert library.collections() == [Collection("A", tuple(ids[1:]))]


def test_a_new_version_of_a_file_stays_in_its_collections(library: Library, tmp_path: Path) -> None:
    path = write_article(tmp_path, "T", "en", BODY)
    article = put(library, path)
    library.put_into_collection("A", [article.id])
    # The same words on other lines keep their id, other words get another one.
    path.write_text(path.read_text(encoding="utf-8").replace("# T", "\n\n# T"), encoding="utf-8")
    assert put(library, path).id == article.id
    assert library.collections() == [Collection("A", (article.id,))]
    later = put(library, write_article(tmp_path, "T", "en", f"{BODY} It rises again."))
    assert later.id != article.id
    assert library.collections() == [Collection("A", (later.id,))]


def test_the_stamp_tells_changes_of_whatever_process(home: Home, library: Library, ids: list[str]) -> None:
    stamp = library.stamp()
    assert library.articles()
    assert Library.open(home).stamp() == stamp
    Library.open(home).put_into_collection("A", ids)
    assert library.stamp() != stamp


def test_a_library_of_the_second_format_is_brought_up_to_date(home: Home, library: Library, ids: list[str]) -> None:
    library.edit(ids[0], {"year": 1998})
    articles = library.articles()
    words = library.words()
    with sqlite3.connect(home.library) as database:
        database.executescript("DROP TABLE collections; PRAGMA user_version = 2;")
    database.close()
    upgraded = Library.open(home)
    assert (upgraded.articles(), upgraded.words(), upgraded.collections()) == (articles, words, [])
    assert upgraded.put_into_collection("A", ids) == 3
    with sqlite3.connect(home.library) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (3,)
    database.close()
