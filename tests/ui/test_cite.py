"""The command `derek cite`, as a reader types it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pytest

from corpus import Home, Library
from corpus.references import STYLES
from tests.rag.lookup_articles import small_library
from ui import cite

BARRIERS = "Интеграционные барьеры между странами Центральной Азии"


@pytest.fixture
def library(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setenv("DEREK_HOME", str(home.root))
    return small_library(home, tmp_path / "files")


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    cite.add_arguments(parser)
    return cite.run(parser.parse_args(arguments))


def run_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = run(*arguments, "--json")
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize("style", STYLES)
def test_the_reference_comes_first(capsys: pytest.CaptureFixture[str], style: str) -> None:
    assert run("Baizakova", "integration", "barriers", "--style", style) == 0
    line = capsys.readouterr().out.split("\n")[0]
    assert line.startswith("1. ")
    assert BARRIERS in line
    assert "2026" in line


@pytest.mark.usefixtures("library")
def test_the_styles_offered_are_those_there_are() -> None:
    parser = argparse.ArgumentParser()
    cite.add_arguments(parser)
    (choices,) = [action.choices for action in parser._actions if action.dest == "style"]
    assert choices is not None
    assert set(STYLES) < set(choices)


@pytest.mark.usefixtures("library")
@pytest.mark.parametrize(
    ("style", "start"), [("bibtex", "@"), ("ris", "TY  - "), ("csl-json", "[")], ids=["bibtex", "ris", "csl-json"]
)
def test_an_export_is_nothing_but_the_export(capsys: pytest.CaptureFixture[str], style: str, start: str) -> None:
    assert run("Байзакова 2026", "--style", style) == 0
    out = capsys.readouterr().out
    assert out.startswith(start)
    assert BARRIERS in out


@pytest.mark.usefixtures("library")
def test_a_sentence_is_shown_where_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("Саммиты демонстрировали противоречивость интеграционых ожиданий участников") == 0
    out = capsys.readouterr().out
    assert "“Саммиты демонстрировали противоречивость интеграционных ожиданий участников”" in out
    assert "lines" in out


@pytest.mark.usefixtures("library")
def test_a_page_that_can_not_be_shown_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("Байзакова 2026", "--page", "15") == 0
    assert "page 15 can't be shown" in capsys.readouterr().out
    code, record = run_json(capsys, "Байзакова 2026 с. 15")
    assert (code, record["matches"][0]["page"]["found"]) == (0, "unknown")


@pytest.mark.usefixtures("library")
def test_nothing_found_names_the_nearest_and_who_cites_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("Allison", "Virtual", "regionalism", "2008") == 1
    out = capsys.readouterr().out
    assert "No article in the library is clearly meant." in out
    assert "Cited by articles in the library:" in out
    assert "Virtual regionalism and regime security" in out


def test_all_of_an_article(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    id_ = next(summary.id for summary in library.articles() if summary.title == BARRIERS)
    assert run(id_) == 0
    by_id = capsys.readouterr().out
    assert run("Байзакова 2026", "--full") == 0
    by_query = capsys.readouterr().out
    for out in (by_id, by_query):
        assert all(f"  {style} " in out for style in STYLES)
        assert "Bibliography: 1" in out
        assert "Cited by: 2" in out
        assert "Passages that other articles repeat: none" in out


def test_all_of_an_article_as_json(library: Library, capsys: pytest.CaptureFixture[str]) -> None:
    ids = {summary.title: summary.id for summary in library.articles()}
    code, record = run_json(capsys, ids[BARRIERS])
    article = record["article"]
    assert code == 0
    assert set(article["references"]) == {*STYLES, "bibtex", "ris", "csl-json"}
    assert [entry["number"] for entry in article["bibliography"]] == [1]
    assert len(article["cited_by"]) == 2
    assert record["matches"][0]["reason"] == "id"


@pytest.mark.usefixtures("library")
def test_the_limit_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(run_json(capsys, "2026")[1]["matches"]) == 2
    assert len(run_json(capsys, "2026", "--limit", "1")[1]["matches"]) == 1
    with pytest.raises(SystemExit):
        run("2026", "--limit", "0")
    assert "a limit is a number from 1 on" in capsys.readouterr().err
