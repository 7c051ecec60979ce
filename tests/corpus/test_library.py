"""The library on disk: what goes in comes out equal, twice is once, and so is adding from two threads at once."""

from __future__ import annotations

import dataclasses
import sqlite3
import threading
from pathlib import Path

import pytest

from corpus import (
    LANGUAGES,
    Added,
    Article,
    Home,
    Language,
    Library,
    Passage,
    ReadFile,
    read_file,
    split_passages,
)

SENTENCES = {
    "ru": "Ав\u00adторы пишут, что сток {}-й реки упал на {} кубиче-\nских километров за десять лет.",
    "kk": "Авторлар {} өзеннің ағыны он жыл ішінде {} текше шақырым-\nға азайғанын жазады.",
    "en": "The authors write that the flow of river {} fell by {} cubic kilo-\nmetres in ten years.",
}
TITLES = {
    "ru": "ВОДА И ГРАНИЦЫ РЕГИОНА, ЧАСТЬ",
    "kk": "СУ ЖӘНЕ ӨҢІР ШЕКАРАСЫ, БӨЛІМ",
    "en": "WATER AND BORDERS, PART",
}
REFERENCES = {"ru": "Литература", "kk": "Әдебиеттер", "en": "References"}


def piece(language: Language, number: int, sentences: int = 12) -> str:
    """An article in Markdown, with look-alike letters, a page's note mark and a bibliography."""
    body = "\n".join(SENTENCES[language].format(number, i) for i in range(sentences))
    return (
        f"# {TITLES[language]} {'I' * number}\n\nA. Medeu, Б.К. Сұлтанов\n\n"
        f"## Section 1. I\n\n{body}<sup>1</sup> Сoюз.\n\n"
        f"## {REFERENCES[language]}\n\n1. Medeu A. Water {number}. 2020.\n2. Сұлтанов Б.К. Су. 2021.\n\n"
    )


@pytest.fixture
def library(home: Home) -> Library:
    return Library.open(home)


def add(library: Library, path: Path) -> Added:
    read = read_file(path)
    return library.add(str(path.resolve()), read, cut(read))


def cut(read: ReadFile) -> dict[str, list[Passage]]:
    return {article.id: split_passages(article) for article in read.articles}


def write(path: Path, *pieces: str) -> Path:
    path.write_text("".join(pieces), encoding="utf-8")
    return path


def titles(library: Library) -> list[str]:
    return [summary.title for summary in library.articles()]


def originals(home: Home) -> list[bytes]:
    return sorted(path.read_bytes() for path in home.originals.iterdir())


def assert_nothing_is_left(library: Library, home: Home) -> None:
    assert library.articles() == []
    assert library.passage_ids() == []
    assert originals(home) == []
    with sqlite3.connect(home.library) as database:
        assert database.execute("SELECT count(*) FROM files").fetchone() == (0,)
    database.close()


def test_an_empty_library_holds_nothing(library: Library) -> None:
    assert (library.articles(), library.passage_ids(), library.passages(["x"])) == ([], [], {})


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_article_comes_out_as_it_went_in(library: Library, tmp_path: Path, language: Language) -> None:
    path = write(tmp_path / f"{language}.md", piece(language, 1))
    added = add(library, path)
    (read,) = read_file(path).articles
    assert added == Added((read,))
    assert Library.open(Home(tmp_path / "home")).article(read.id) == read
    assert read.source.origins.mended
    assert len(read.references) == 2


def test_every_field_comes_out_as_it_went_in(library: Library, tmp_path: Path) -> None:
    text = (
        "---\nyear: 2026\nlanguage: kk\ndoi: 10.1234/a\nudc: '327'\nkeywords: [су, өзен]\nabstract: Қысқаша.\n---\n\n"
    )
    path = write(tmp_path / "a.md", text, piece("kk", 1))
    (read,) = add(library, path).new
    stored = library.article(read.id)
    for field in dataclasses.fields(Article):
        assert getattr(stored, field.name) == getattr(read, field.name), field.name
    assert (stored.year, stored.record.doi, stored.record.udc, stored.record.abstracts) == (
        2026,
        "10.1234/a",
        "327",
        {"kk": "Қысқаша."},
    )


def test_page_marks_and_cuts_come_out_as_they_went_in(library: Library, articles_folder: Path) -> None:
    read = read_file(articles_folder / "003_0873e00d9337b282.txt")
    library.add(str(articles_folder / "003_0873e00d9337b282.txt"), read, cut(read))
    stored = [library.article(article.id) for article in read.articles]
    assert stored == list(read.articles)
    assert stored[0].source.page_marks
    assert stored[0].source.origins.cuts


def test_lists_are_in_the_order_of_files_and_of_places_in_them(library: Library, tmp_path: Path) -> None:
    add(library, write(tmp_path / "b.md", piece("ru", 1), piece("kk", 1)))
    add(library, write(tmp_path / "a.md", piece("en", 1)))
    listed = library.articles()
    assert [(a.file_name, a.language) for a in listed] == [("a.md", "en"), ("b.md", "ru"), ("b.md", "kk")]
    assert [(a.title, a.authors, a.year) for a in listed[:1]] == [
        ("WATER AND BORDERS, PART I", ("A. Medeu", "Б.К. Сұлтанов"), None)
    ]
    assert [a.passages for a in listed] == [len(split_passages(library.article(a.id))) for a in listed]


def test_passages_by_id(library: Library, tmp_path: Path) -> None:
    added = add(library, write(tmp_path / "a.md", piece("ru", 1), piece("kk", 1, sentences=30)))
    passages = {p.id: p for article in added.new for p in split_passages(article)}
    ids = library.passage_ids()
    assert library.passages(ids) == passages
    assert library.passages([ids[0], "away", ids[0]]) == {ids[0]: passages[ids[0]]}
    for article in added.new:
        assert [i for i in ids if passages[i].article_id == article.id] == [p.id for p in split_passages(article)]


def test_more_passages_than_one_query_asks_for(library: Library, tmp_path: Path) -> None:
    for number in range(1, 4):
        add(library, write(tmp_path / f"{number}.md", piece("en", number, sentences=1600)))
    ids = library.passage_ids()
    assert len(ids) > 500
    assert set(library.passages(ids)) == set(ids)


def test_adding_twice_changes_nothing(library: Library, home: Home, tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", piece("ru", 1), piece("kk", 1))
    add(library, path)
    before = (library.articles(), library.passage_ids(), originals(home))
    assert add(library, path) == Added((), known=2)
    assert (library.articles(), library.passage_ids(), originals(home)) == before


@pytest.mark.parametrize("name", ["b.md", "b.markdown"])
def test_the_same_file_under_another_name_is_known(library: Library, home: Home, tmp_path: Path, name: str) -> None:
    path = write(tmp_path / "a.md", piece("ru", 1))
    (article,) = add(library, path).new
    assert add(library, write(tmp_path / name, piece("ru", 1))) == Added((), known=1)
    assert [summary.file_name for summary in library.articles()] == ["a.md"]
    assert originals(home) == [path.read_bytes()]
    library.remove(article.id)
    assert_nothing_is_left(library, home)


def test_the_same_article_in_another_file_is_known(library: Library, home: Home, tmp_path: Path) -> None:
    first = write(tmp_path / "a.md", piece("ru", 1))
    second = write(tmp_path / "b.md", piece("kk", 1), piece("ru", 1))
    add(library, first)
    added = add(library, second)
    assert ([a.language for a in added.new], added.known, added.replaced) == (["kk"], 1, 0)
    assert [(s.file_name, s.language) for s in library.articles()] == [("a.md", "ru"), ("b.md", "kk")]
    assert originals(home) == sorted([first.read_bytes(), second.read_bytes()])


def test_an_article_that_stands_twice_in_a_file_is_taken_once(library: Library, tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", piece("ru", 1), piece("kk", 1), piece("ru", 1))
    added = add(library, path)
    assert [a.source.first_line for a in added.new] == [1, piece("ru", 1).count("\n") + 1]
    assert titles(library) == ["ВОДА И ГРАНИЦЫ РЕГИОНА, ЧАСТЬ I", "СУ ЖӘНЕ ӨҢІР ШЕКАРАСЫ, БӨЛІМ I"]


def test_a_changed_file_replaces_its_articles(library: Library, home: Home, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    kept, dropped = add(library, write(path, piece("ru", 1), piece("kk", 1))).new
    passages = [p.id for p in split_passages(kept)]
    added = add(library, write(path, "\n\n", piece("ru", 1), piece("en", 1)))
    assert ([a.language for a in added.new], added.known, added.replaced) == (["ru", "en"], 0, 1)
    assert titles(library) == ["ВОДА И ГРАНИЦЫ РЕГИОНА, ЧАСТЬ I", "WATER AND BORDERS, PART I"]
    assert library.article(kept.id).source.first_line == kept.source.first_line + 2
    assert set(library.passages(passages)) == set(passages)
    assert library.passages([p.id for p in split_passages(dropped)]) == {}
    assert originals(home) == [path.read_bytes()]


def test_a_file_that_becomes_a_copy_of_another_leaves_one(library: Library, home: Home, tmp_path: Path) -> None:
    other = write(tmp_path / "b.md", piece("kk", 1))
    add(library, other)
    add(library, write(tmp_path / "a.md", piece("ru", 1)))
    assert add(library, write(tmp_path / "a.md", piece("kk", 1))) == Added((), known=1, replaced=1)
    assert [(s.file_name, s.language) for s in library.articles()] == [("b.md", "kk")]
    assert originals(home) == [other.read_bytes()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_original_is_kept_byte_for_byte(library: Library, home: Home, tmp_path: Path, language: Language) -> None:
    path = tmp_path / "Мақала №1.TXT"
    path.write_bytes(piece(language, 1).replace("\n", "\r\n").encode("utf-16"))
    (article,) = add(library, path).new
    (copy,) = home.originals.iterdir()
    assert copy.read_bytes() == path.read_bytes()
    assert (copy.suffix, copy.stem) == (".txt", article.source.sha256[:16])
    assert copy.read_bytes().decode(article.source.encoding).startswith("# ")


def test_remove_takes_an_article_and_then_its_file(library: Library, home: Home, tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", piece("ru", 1), piece("kk", 1))
    first, second = add(library, path).new
    summaries = library.articles()
    assert library.remove(first.id) == summaries[0]
    assert library.articles() == summaries[1:]
    assert library.passage_ids() == [p.id for p in split_passages(second)]
    assert originals(home) == [path.read_bytes()]
    library.remove(second.id)
    assert_nothing_is_left(library, home)
    assert len(add(library, path).new) == 2


def at_once(*tasks: object) -> list[BaseException]:
    """Run functions in threads that start together; return what they raised."""
    errors: list[BaseException] = []
    barrier = threading.Barrier(len(tasks), timeout=20)

    def run(task: object) -> None:
        assert callable(task)
        try:
            barrier.wait()
            task()
        except Exception as error:  # noqa: BLE001  # handed to the test
            errors.append(error)

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return errors


def test_two_threads_add_different_files_at_once(library: Library, tmp_path: Path) -> None:
    paths = [write(tmp_path / f"{number}.md", piece("ru", number), piece("kk", number)) for number in range(1, 9)]

    def add_all(some: list[Path]) -> None:
        for path in some:
            add(library, path)

    assert at_once(lambda: add_all(paths[::2]), lambda: add_all(paths[1::2])) == []
    assert [(s.file_name, s.language) for s in library.articles()] == [
        (path.name, language) for path in paths for language in ("ru", "kk")
    ]


def test_two_threads_open_and_add_the_same_file_at_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", piece("ru", 1))
    for round_ in range(15):
        home = Home(tmp_path / str(round_))
        added: list[Added] = []
        assert at_once(*[lambda h=home, a=added: a.append(add(Library.open(h), path))] * 2) == []
        assert sorted((len(one.new), one.known) for one in added) == [(0, 1), (1, 0)]
        assert originals(home) == [path.read_bytes()]
