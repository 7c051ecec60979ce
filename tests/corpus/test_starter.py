"""The starter library: twelve whole articles of our own, each statement traced to a source."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from corpus import LANGUAGES, Language, ReadFile, detect_language, read_file, split_passages
from corpus.starter import examples, files

FILES = files()
TEXT_KEYS = {"authors", "container", "publisher", "year", "doi"}


def language_of(path: Path) -> str:
    return path.stem.rsplit("-", 1)[1]


def parts(path: Path) -> tuple[dict[str, Any], str]:
    """The front matter and the body of an article."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.casefold())


def runs(text: str, length: int = 8) -> set[tuple[str, ...]]:
    """Every run of so many words."""
    found = words(text)
    return set(zip(*(found[start:] for start in range(length)), strict=False))


every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def test_there_are_four_articles_in_each_language() -> None:
    assert Counter(map(language_of, FILES)) == dict.fromkeys(LANGUAGES, 4)


@every_file
def test_the_length_is_that_of_an_article(path: Path) -> None:
    assert 900 <= len(parts(path)[1].split()) <= 1500


@every_file
def test_the_front_matter_is_complete(path: Path) -> None:
    front, body = parts(path)
    assert list(front) == ["title", "authors", "year", "language", "keywords", "abstract", "sources"]
    assert (front["authors"], front["year"], front["language"]) == (["Derek editors"], 2026, language_of(path))
    assert body.lstrip().startswith(f"# {front['title']}\n")
    assert 5 <= len(front["keywords"]) <= 8
    assert detect_language(front["abstract"]) == front["language"]
    assert front["abstract"].endswith(".")


@every_file
def test_every_source_has_a_title_a_place_and_nothing_empty(path: Path) -> None:
    front, _ = parts(path)
    assert [source["id"] for source in front["sources"]] == list(range(1, len(front["sources"]) + 1))
    for source in front["sources"]:
        assert {"id", "title", "language", "file", "lines"} <= set(source) <= {
            *TEXT_KEYS, "id", "title", "language", "file", "lines",
        }  # fmt: skip
        assert source["title"] == source["title"].strip() != ""
        assert source["language"] in LANGUAGES
        first, last = source["lines"]
        assert 1 <= first < last
        assert all(source[key] for key in TEXT_KEYS - {"authors"} if key in source)


@every_file
def test_every_mark_has_a_source_and_every_source_a_mark(path: Path) -> None:
    front, body = parts(path)
    marks = {int(number) for group in re.findall(r"\[([\d,; ]+)\]", body) for number in re.findall(r"\d+", group)}
    assert marks == {source["id"] for source in front["sources"]}


@every_file
def test_every_paragraph_is_of_whole_sentences_and_cites(path: Path) -> None:
    _, body = parts(path)
    paragraphs = [part for part in body.strip().split("\n\n") if not part.startswith("#")]
    assert len(paragraphs) >= 8
    assert [part[-60:] for part in paragraphs if part.rstrip("»”)")[-1] not in ".?!"] == []
    assert [part[:60] for part in paragraphs if "\n" in part or "**" in part] == []
    assert sum("[" in part for part in paragraphs) >= 0.8 * len(paragraphs)


@every_file
def test_no_word_mixes_scripts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    mixed = [word for word in words(text) if re.search("[a-zə]", word) and re.search("[Ѐ-ӿ]", word)]
    assert mixed == []


@every_file
def test_a_file_is_read_as_one_article(path: Path) -> None:
    front, _ = parts(path)
    (article,) = read_file(path).articles
    assert (article.title, article.language, article.year) == (front["title"], front["language"], front["year"])
    assert article.authors == ("Derek editors",)
    assert article.record.abstracts == {front["language"]: front["abstract"]}
    assert article.record.keywords == tuple(front["keywords"])
    assert [reference.number for reference in article.references] == [source["id"] for source in front["sources"]]
    assert all(s["title"] in r.text for r, s in zip(article.references, front["sources"], strict=True))


@every_file
def test_an_article_has_sections_and_passages_in_its_language(path: Path) -> None:
    _, body = parts(path)
    (article,) = read_file(path).articles
    assert [section.title for section in article.sections] == re.findall(r"(?m)^## (.+)$", body)
    assert len(article.sections) >= 4
    passages = split_passages(article)
    assert {passage.language for passage in passages} == {article.language}
    assert {passage.section for passage in passages} == {"", *(section.title for section in article.sections)}


def test_the_examples_are_complete_in_every_language() -> None:
    shown = examples()
    names = [example.file_name for example in shown]
    assert len(names) == len(set(names)) >= 6
    assert set(names) <= {path.name for path in FILES}
    assert {language_of(Path(name)) for name in names} == set(LANGUAGES)
    for example in shown:
        assert set(example.question) == set(LANGUAGES)
        assert all(question.endswith("?") for question in example.question.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_are_in_the_language_that_they_claim(language: Language) -> None:
    questions = [example.question[language] for example in examples()]
    assert [(q, detect_language(q)) for q in questions if detect_language(q) != language] == []
    assert len(set(questions)) == len(questions)


@pytest.fixture(scope="module")
def real_files(articles_folder: Path) -> list[ReadFile]:
    return [read_file(path) for path in sorted(articles_folder.glob("*.txt"))]


@pytest.fixture(scope="module")
def real_runs(real_files: list[ReadFile]) -> set[tuple[str, ...]]:
    texts = [file.raw.text for file in real_files] + [a.text for file in real_files for a in file.articles]
    found = set().union(*map(runs, texts))
    assert len(found) > 50_000
    return found


@pytest.mark.articles
@every_file
def test_no_run_of_eight_words_is_taken_from_the_real_articles(path: Path, real_runs: set[tuple[str, ...]]) -> None:
    front, body = parts(path)
    titles = set().union(*(runs(source["title"]) for source in front["sources"]))
    taken = (runs(body) | runs(front["abstract"])) & real_runs - titles
    assert sorted(" ".join(run) for run in taken) == []


@pytest.mark.articles
@every_file
def test_every_source_is_an_article_at_its_lines(path: Path, real_files: list[ReadFile]) -> None:
    found = {(file.raw.name, a.source.first_line): a for file in real_files for a in file.articles}
    for source in parts(path)[0]["sources"]:
        first, last = source["lines"]
        near = [a for (name, line), a in found.items() if name == source["file"] and abs(line - first) <= 2]
        assert [article.language for article in near] == [source["language"]], source["title"]
        assert abs(near[0].source.last_line - last) <= 20, source["title"]
