"""Queries as researchers type them, on the real articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Home, Library
from eval.lookup import QUERIES, Outcome, library_of, look_up, read_cases, shares
from rag.lookup import Lookup
from rag.repeats import find_repeats

pytestmark = pytest.mark.articles


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def library(articles_folder: Path, home: Home) -> Library:
    return library_of(articles_folder, home)


@pytest.fixture(scope="module")
def outcomes(library: Library, home: Home) -> list[Outcome]:
    return look_up(read_cases(QUERIES), Lookup(library, home.index))


def test_the_right_article_comes_first(outcomes: list[Outcome]) -> None:
    there = [outcome for outcome in outcomes if outcome.case.title is not None]
    wrong = [outcome.case.query for outcome in there if not outcome.right]
    assert len(there) == 60
    assert len(wrong) <= 4, shares(outcomes) | {"wrong": wrong}


def test_what_is_not_in_the_articles_is_not_found(outcomes: list[Outcome]) -> None:
    assert [o.case.query for o in outcomes if o.case.title is None and not o.right] == []


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_no_language_lags_behind(outcomes: list[Outcome], language: str) -> None:
    own = [outcome.right for outcome in outcomes if outcome.case.language == language and outcome.case.title]
    assert sum(own) >= 0.9 * len(own)


def test_repeats_between_the_articles_are_found(library: Library) -> None:
    passages = list(library.passages(library.passage_ids()).values())
    repeats = find_repeats(passages, passages)
    openings = ("Одной из ошибок методологического характера прошлых лет", "Интеграция — это трудный путь")
    for opening in openings:
        assert any(opening in repeat.passage.text and opening in repeat.other.text for repeat in repeats), opening
