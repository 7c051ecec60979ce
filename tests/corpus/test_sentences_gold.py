"""Sentence ends against ends marked by hand, and the scoring of one against the other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import LANGUAGES, Language, ReadFile, read_file
from eval.sentences import GOLD, Marked, Result, Score, judge, load_marks

FLOOR = 0.97
TEXT = {
    "ru": "О реках\n\nРека течёт с гор, и это верно. Вода нужна всем! Летом она в песках.\n\nДругой абзац о реке.\n",
    "kk": "Өзен туралы\n\nӨзен таудан ағады, бұл рас. Су бәріне керек! Жазда құмға сіңеді.\n\nБасқа абзац осы.\n",
    "en": "On rivers\n\nThe river flows down, and it is so. All need water! In May it dries up.\n\nThe other one.\n",
}


def _read(tmp_path: Path, text: str) -> ReadFile:
    path = tmp_path / "river.txt"
    path.write_text(text, encoding="utf-8")
    return read_file(path)


def _passage(file: ReadFile, language: Language, *last_words: str) -> Marked:
    """Mark a passage from the first paragraph to the end of the text, with ends at the first stop after these words."""
    text = file.raw.text
    ends = frozenset(text.index(word) + len(word) for word in last_words)
    start = text.index("\n\n") + 2
    return Marked("passage", "fresh", language, "river.txt", file.raw.sha256, ends, frozenset(), start, len(text) - 1)


WORDS: dict[Language, tuple[str, str, str, str]] = {
    "ru": ("верно", "всем", "песках", "нужна"),
    "kk": ("рас", "керек", "сіңеді", "бәріне"),
    "en": ("so", "water", "up", "need"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_ends_are_hits_and_the_paragraph_is_not_counted(tmp_path: Path, language: Language) -> None:
    file = _read(tmp_path, TEXT[language])
    first, second, last, _ = WORDS[language]
    result = judge([file], [_passage(file, language, first, second, last)])
    assert result.score("passage", language, "fresh") == Score(hits=2, false=0, missed=0)
    assert result.at_paragraph_end == 1
    assert result.errors() == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missed_and_what_is_found_wrongly_are_told_apart(tmp_path: Path, language: Language) -> None:
    file = _read(tmp_path, TEXT[language])
    first, _, _, between = WORDS[language]
    result = judge([file], [_passage(file, language, first, between)])
    score = result.score("passage", language, "fresh")
    assert score == Score(hits=1, false=1, missed=1)
    assert score.f1 == pytest.approx(2 / (2 + 1 + 1))
    assert [outcome.by_hand for outcome in result.errors()] == [True, False]
    assert len(result.cut) == 1


def test_places_count_only_where_they_are_marked(tmp_path: Path) -> None:
    file = _read(tmp_path, TEXT["en"])
    whole = _passage(file, "en", "so")
    places = replace(whole, kind="places", not_ends=frozenset({file.raw.text.index("need") + 4}), start=None, end=None)
    result = judge([file], [places])
    assert result.score("places", "en", "fresh") == Score(hits=1, false=0, missed=0)
    assert len(result.outcomes) == 2


def test_the_context_shows_where_the_end_is(tmp_path: Path) -> None:
    file = _read(tmp_path, TEXT["en"])
    (error,) = judge([file], [_passage(file, "en", "so")]).errors()
    assert "All need water! | In May" in error.context


def test_another_version_of_the_file_is_refused(tmp_path: Path) -> None:
    file = _read(tmp_path, TEXT["ru"])
    marks = [replace(_passage(file, "ru", "верно"), sha256="0" * 64)]
    with pytest.raises(ValueError, match=r"but 0000.* was marked"):
        judge([file], marks)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    file = _read(tmp_path, TEXT["kk"])
    with pytest.raises(ValueError, match=r"marks are there for river\.txt"):
        judge([], [_passage(file, "kk", "рас")])


def test_a_score_of_nothing_is_whole() -> None:
    empty = Score(0, 0, 0)
    assert (empty.precision, empty.recall, empty.f1) == (1, 1, 1)


def test_the_marks_are_enough_and_hold_no_text() -> None:
    marks = load_marks(GOLD)
    for language in LANGUAGES:
        passages = [mark for mark in marks if mark.kind == "passage" and mark.language == language]
        assert sum(len(mark.ends) + 1 for mark in passages) >= 200
    assert GOLD.read_text(encoding="utf-8").isascii()


@pytest.fixture(scope="module")
def result(articles_folder: Path) -> Result:
    marks = load_marks()
    return judge([read_file(articles_folder / name) for name in sorted({mark.file for mark in marks})], marks)


@pytest.mark.articles
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["passage", "places"])
def test_ends_marked_by_hand_are_found(result: Result, kind: str, language: Language) -> None:
    score = result.score(kind, language, "develop", "held", "fresh")
    assert score.hits > 40
    assert score.f1 >= FLOOR


@pytest.mark.articles
def test_the_marks_still_meet_the_text(result: Result) -> None:
    assert result.gone <= 5
