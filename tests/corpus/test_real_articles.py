"""The real articles: what is found in them against what stands in them, and every passage found again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus import Article, ReadFile, read_file, split_passages

pytestmark = pytest.mark.articles

VOLUME = "004_c43a3d5b7d047597.txt"
FILES = [
    "000_503baf7aa8d7cef1.txt",
    "001_bb647503a9613057.txt",
    "002_14d6259167ebcb72.txt",
    "003_0873e00d9337b282.txt",
    VOLUME,
]


@dataclass(frozen=True)
class Gold:
    """What stands in a file, as a person found it."""

    file: str
    title: str
    language: str
    first_line: int


def letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


@pytest.fixture(scope="module")
def gold(articles_folder: Path) -> list[Gold]:
    lines = (articles_folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    return [Gold(e["file"], e["title"], e["language"], e["first_line"]) for e in entries]


@pytest.fixture(scope="module")
def read(articles_folder: Path) -> dict[str, ReadFile]:
    return {name: read_file(articles_folder / name) for name in FILES}


def with_title(articles: tuple[Article, ...], title: str) -> Article | None:
    return next((article for article in articles if letters(article.title) == letters(title)), None)


def test_the_files_are_those_of_the_gold(gold: list[Gold]) -> None:
    assert sorted({entry.file for entry in gold}) == FILES
    assert sum(entry.file == VOLUME for entry in gold) == 33


@pytest.mark.parametrize("files", [FILES, [VOLUME]], ids=["all", "volume"])
def test_titles_are_found(gold: list[Gold], read: dict[str, ReadFile], files: list[str]) -> None:
    asked = [entry for entry in gold if entry.file in files]
    missing = [entry.title for entry in asked if not with_title(read[entry.file].articles, entry.title)]
    assert len(asked) - len(missing) >= 0.95 * len(asked), missing


@pytest.mark.parametrize("files", [FILES, [VOLUME]], ids=["all", "volume"])
def test_first_lines_are_found(gold: list[Gold], read: dict[str, ReadFile], files: list[str]) -> None:
    asked = [entry for entry in gold if entry.file in files]
    missing = [
        (entry.title, entry.first_line)
        for entry in asked
        if not any(abs(a.source.first_line - entry.first_line) <= 2 for a in read[entry.file].articles)
    ]
    assert len(asked) - len(missing) >= 0.95 * len(asked), missing


@pytest.mark.parametrize("name", FILES)
def test_no_more_articles_are_found_than_there_are(gold: list[Gold], read: dict[str, ReadFile], name: str) -> None:
    there = [letters(entry.title) for entry in gold if entry.file == name]
    extra = [article.title for article in read[name].articles if letters(article.title) not in there]
    assert len(extra) <= 0.05 * len(there), extra


def test_languages_are_right(gold: list[Gold], read: dict[str, ReadFile]) -> None:
    found = [(entry, with_title(read[entry.file].articles, entry.title)) for entry in gold]
    assert {article.language for _, article in found if article} == {"ru", "kk", "en"}
    assert [(e.title, a.language, e.language) for e, a in found if a and a.language != e.language] == []


@pytest.mark.parametrize("name", FILES)
def test_every_passage_is_found_again_in_its_file(read: dict[str, ReadFile], articles_folder: Path, name: str) -> None:
    original = (articles_folder / name).read_bytes().decode("utf-8")
    count = 0
    for article in read[name].articles:
        for passage in split_passages(article):
            count += 1
            origins = article.source.origins
            found = "".join(span.cut(original) for span in origins.segments(passage.span))
            assert letters(found) == letters(origins.printed(passage.span, article.text)), passage.text
            assert passage.text == passage.span.cut(article.text)
    assert count >= 30


@pytest.mark.parametrize("name", FILES)
def test_lines_are_those_that_an_editor_shows(read: dict[str, ReadFile], articles_folder: Path, name: str) -> None:
    original = (articles_folder / name).read_bytes().decode("utf-8")
    for article in read[name].articles:
        for passage in split_passages(article):
            pieces = article.source.origins.segments(passage.span)
            assert passage.first_line == original.count("\n", 0, pieces[0].start) + 1
            assert passage.last_line == original.count("\n", 0, pieces[-1].end - 1) + 1
            assert article.source.first_line <= passage.first_line <= passage.last_line <= article.source.last_line


@pytest.mark.parametrize("name", FILES)
def test_every_searched_word_is_in_a_passage(read: dict[str, ReadFile], name: str) -> None:
    for article in read[name].articles:
        covered = bytearray(len(article.text))
        for span in [*article.unsearched, *(p.span for p in split_passages(article))]:
            covered[span.start : span.end] = b"\x01" * len(span)
        left = [char for char, there in zip(article.text, covered, strict=True) if not there and char.isalnum()]
        assert left == [], article.title
