"""`derek edit`: what is known of an article is corrected by hand, shown, and checked before anything is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import Home, Library, read_file, split_passages
from ui.cli import main

TEXTS = {
    "ru": "# Вода и граница\n\nК.И. Байзакова\n\nСтороны делят сток реки. Сток реки сокращается.\n",
    "kk": "# Су және шекара\n\nБ.К. Сұлтанов\n\nТараптар өзен ағынын бөліседі. Өзен ағыны азайып барады.\n",
    "en": "# Water and border\n\nA. Medeu\n\nThe parties share the flow of the river. The flow falls.\n",
}
REFERENCES = {
    "ru": "Байзакова К. И. Вода и граница // Вестник. – 2024. – № 2. – С. 10–20.",
    "kk": "Сұлтанов Б. К. Су және шекара // Вестник. – 2024. – № 2. – Б. 10–20.",
    "en": "Medeu A. Water and border // Вестник. – 2024. – No. 2. – P. 10–20.",
}


@pytest.fixture
def ids(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """One article a language in a library that the command finds; ids by language."""
    monkeypatch.setenv("DEREK_HOME", str(home.root))
    library = Library.open(home)
    found = {}
    for language, text in TEXTS.items():
        path = tmp_path / f"{language}.md"
        path.write_text(text, encoding="utf-8")
        read = read_file(path)
        added = library.add(str(path), read, {a.id: split_passages(a) for a in read.articles})
        found[language] = added.new[0].id
    return found


@pytest.mark.parametrize("language", TEXTS)
def test_fields_are_changed_and_the_reference_is_shown(
    ids: dict[str, str], capsys: pytest.CaptureFixture[str], language: str
) -> None:
    told = ["--year", "2024", "--journal", "Вестник", "--issue", "2", "--pages", "10-20", "--title-en", "Another"]
    assert main(["edit", ids[language], *told]) == 0
    shown = capsys.readouterr().out
    assert shown.splitlines()[-1] == REFERENCES[language]
    assert "titles       en: Another" in shown


def test_a_list_is_given_name_by_name_and_json_shows_it(
    ids: dict[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["edit", ids["kk"], "--author", "Ә. Оразбай", "--author", "Н. Сабуров", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["authors"] == ["Ә. Оразбай", "Н. Сабуров"]
    assert (shown["id"], shown["title"]) == (ids["kk"], "Су және шекара")


def test_a_value_that_does_not_fit_is_refused_and_nothing_changes(
    ids: dict[str, str], home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Library.open(home).record(ids["ru"])
    assert main(["edit", ids["ru"], "--doi", "10.1234/abc", "--year", "20x4"]) == 1
    assert "year: '20x4' does not fit; expected a whole number from 1000 to 2100" in capsys.readouterr().err
    assert Library.open(home).record(ids["ru"]) == before


@pytest.mark.parametrize("emptied", [["--clear", "author"], ["--clear", "authors"]])
def test_a_field_is_emptied_and_a_reset_brings_it_back(
    ids: dict[str, str], home: Home, capsys: pytest.CaptureFixture[str], emptied: list[str]
) -> None:
    assert main(["edit", ids["ru"], *emptied]) == 0
    assert Library.open(home).record(ids["ru"]).authors == ()
    assert main(["edit", ids["ru"], "--reset"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Байзакова К. И. Вода и граница."
    assert Library.open(home).record(ids["ru"]).authors == ("К.И. Байзакова",)


def test_a_field_that_no_record_has_can_not_be_emptied(ids: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["edit", ids["ru"], "--clear", "colour"]) == 1
    assert "--clear colour: no such field; the fields are type, title" in capsys.readouterr().err


def test_an_unknown_article_is_named(ids: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert ids
    assert main(["edit", "nothing", "--year", "2024"]) == 1
    assert "There is no article with the id 'nothing'; `derek articles` lists them." in capsys.readouterr().err
