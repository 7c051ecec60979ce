"""A library that can't be used says which file, why, and what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Home, Library, LibraryError, UnknownArticle, split_passages
from tests.conftest import read_text


@pytest.fixture
def library(home: Home) -> Library:
    return Library.open(home)


def add(library: Library) -> None:
    read = read_text("# Су\n\nСу – ортақ игілік.\n", name="a.md", format_="markdown")
    library.add("a.md", read, {article.id: split_passages(article) for article in read.articles})


@pytest.mark.parametrize("ask", [Library.article, Library.remove])
def test_an_unknown_id_is_named(library: Library, ask: Callable[[Library, str], object]) -> None:
    with pytest.raises(UnknownArticle, match=r"no article with the id 'ab12'; `derek articles` lists them\.$") as error:
        ask(library, "ab12")
    assert isinstance(error.value, LookupError)


@pytest.mark.parametrize("data", [b"This is no database." * 300, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_damaged_database_is_named(home: Home, data: bytes) -> None:
    home.root.mkdir()
    home.library.write_bytes(data)
    with pytest.raises(LibraryError, match=r"library\.sqlite can't be used \(.*\); .* restore the file from a copy"):
        Library.open(home)
    assert home.library.read_bytes() == data


def test_damage_after_opening_is_named(library: Library, home: Home) -> None:
    add(library)
    with sqlite3.connect(home.library) as database:
        database.execute("DROP TABLE passages")
    database.close()
    with pytest.raises(LibraryError, match=r"can't be used \(no such table: passages\)"):
        library.passage_ids()


def test_another_format_is_refused(home: Home) -> None:
    Library.open(home)
    with sqlite3.connect(home.library) as database:
        database.execute("PRAGMA user_version = 7")
    database.close()
    with pytest.raises(LibraryError, match=r"is of format 7, but this version of Derek reads \d+; use the"):
        Library.open(home)


def test_a_home_that_is_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    for root in (tmp_path / "taken", tmp_path / "taken" / "home"):
        with pytest.raises(LibraryError, match=r"^The library folder .*taken.* can't be used \(.*\); set DEREK_HOME"):
            Library.open(Home(root))


def test_an_original_that_cannot_be_copied_is_named(library: Library, home: Home) -> None:
    home.originals.write_text("in the way")
    with pytest.raises(LibraryError, match=r"^a\.md could not be copied to .*originals \(.*\)\.$"):
        add(library)
    assert library.articles() == []
