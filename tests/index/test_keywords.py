"""Stems, BM25 and coverage, on sums done by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from corpus import Language
from index.errors import IndexDamaged
from index.keywords import SqliteKeywords, stems
from tests.fakes import make_passage

BORDER = {"ru": "граница", "kk": "шекара", "en": "border"}
RIVER = {"ru": "река", "kk": "өзен", "en": "river"}
TREATY = {"ru": "договор", "kk": "келісім", "en": "treaty"}


def keywords_of(*passages: tuple[str, str, Language]) -> SqliteKeywords:
    keywords = SqliteKeywords.empty()
    keywords.add(make_passage(id_, text, language) for id_, text, language in passages)
    return keywords


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Границы и граница: о границах", ["границ", "границ", "границ"]),
        ("ru", "Водоёмы, водоемы", ["водоем", "водоем"]),
        ("kk", "Мемлекеттің шекаралары және су", ["мемле", "шекар", "су"]),
        ("kk", "Өзендердің ӨЗЕНІ", ["өзенд", "өзені"]),
        ("en", "The borders of a bordering state_line, 1991", ["border", "border", "state", "line", "1991"]),
        ("en", "", []),
        ("ru", "и не о том же, её и ещё", []),
    ],
)
def test_stems_of_each_language(language: Language, text: str, expected: list[str]) -> None:
    assert stems(text, language) == expected


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_bm25_by_hand(language: Language) -> None:
    border, river, treaty = BORDER[language], RIVER[language], TREATY[language]
    keywords = keywords_of(
        ("p1", f"{border} {border} {treaty} {treaty}", language),
        ("p2", f"{border} {treaty}", language),
        ("p3", f"{treaty} {treaty} {treaty}", language),
        ("p4", f"{river} {treaty} {treaty}", language),
        ("p5", f"{river} {treaty} {treaty}", language),
    )
    rarity = math.log((5 - 2 + 0.5) / (2 + 0.5))

    def score(times: int, length: int) -> float:
        return rarity * times * 2.2 / (times + 1.2 * (0.25 + 0.75 * length / 3))

    found = keywords.search(border, language, 9)
    assert found == pytest.approx({"p1": score(2, 4), "p2": score(1, 2)})
    assert list(found) == ["p1", "p2"]
    assert list(keywords.search(border, language, 1)) == ["p1"]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_passages_of_other_languages_are_left_out(language: Language) -> None:
    every: list[Language] = ["ru", "kk", "en"]
    keywords = keywords_of(*[(f"p-{of}", "ASEAN 1967", of) for of in every])
    assert list(keywords.search("ASEAN 1967", language, 9)) == [f"p-{language}"]


def test_a_word_of_every_passage_still_scores_above_zero_and_ties_go_by_id() -> None:
    keywords = keywords_of(("c", "river", "en"), ("a", "river", "en"), ("b", "river", "en"))
    found = keywords.search("river", "en", 9)
    assert list(found) == ["a", "b", "c"]
    assert min(found.values()) > 0


@pytest.mark.parametrize("question", ["", "   ", "?!…", "the of and", '"', "'; DROP TABLE stems; --"])
def test_a_question_without_words_of_the_index_finds_nothing(question: str) -> None:
    keywords = keywords_of(("p1", "river border", "en"))
    assert keywords.search(question, "en", 9) == {}
    assert keywords.coverage(question, "en") == 0.0
    assert len(keywords) == 1


@pytest.mark.parametrize("question", ['"river"', "river*", "NOT river", "river AND (", "id:river", "{river}^"])
def test_query_syntax_is_only_words(question: str) -> None:
    assert list(keywords_of(("p1", "river border", "en")).search(question, "en", 9)) == ["p1"]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_coverage_by_hand(language: Language) -> None:
    border, river, treaty = BORDER[language], RIVER[language], TREATY[language]
    keywords = keywords_of(
        ("p1", f"{border} {river}", language), ("p2", border, language), ("p3", "1967 1991 2004", language)
    )
    held_by_two, held_by_one, held_by_none = math.log(1 + 3 / 3), math.log(1 + 3 / 2), math.log(1 + 3 / 1)
    assert keywords.coverage(f"{border} {river}", language) == pytest.approx(1)
    assert keywords.coverage(f"{border} {river} {treaty}", language) == pytest.approx(
        (held_by_two + held_by_one) / (held_by_two + held_by_one + held_by_none)
    )
    # Two words in two passages are not one passage that holds both.
    assert keywords.coverage(f"{river} 1967", language) == pytest.approx(0.5)
    assert keywords.coverage(treaty, language) == 0.0


def test_coverage_looks_only_at_the_language_of_the_question() -> None:
    keywords = keywords_of(("p1", "ASEAN", "en"), ("p2", "ASEAN граница", "ru"))
    assert keywords.coverage("ASEAN", "kk") == 0.0
    # Both passages hold ASEAN, one holds the border: log 1.67 and log 2.
    common, rare = math.log(1 + 2 / 3), math.log(1 + 2 / 1)
    assert keywords.coverage("ASEAN border", "en") == pytest.approx(common / (common + rare))


def test_removed_passages_are_not_found_and_weigh_nothing() -> None:
    keywords = keywords_of(("p1", "river border", "en"), ("p2", "river", "en"))
    keywords.remove(["p1", "never-there"])
    assert len(keywords) == 1
    assert list(keywords.search("river border", "en", 9)) == ["p2"]
    known, unknown = math.log(1 + 1 / 2), math.log(1 + 1 / 1)
    assert keywords.coverage("river border", "en") == pytest.approx(known / (known + unknown))


def test_a_copy_changes_alone() -> None:
    first = keywords_of(("p1", "river", "en"))
    second = first.copy()
    second.add([make_passage("p2", "river")])
    second.remove(["p1"])
    assert list(first.search("river", "en", 9)) == ["p1"]
    assert list(second.search("river", "en", 9)) == ["p2"]


def test_a_stored_index_finds_the_same(tmp_path: Path) -> None:
    keywords = keywords_of(("p1", "река граница", "ru"), ("p2", "река", "ru"), ("p3", "өзен", "kk"))
    keywords.save(tmp_path / "k.sqlite")
    loaded = SqliteKeywords.load(tmp_path / "k.sqlite")
    assert len(loaded) == 3
    assert loaded.search("граница реки", "ru", 9) == keywords.search("граница реки", "ru", 9)
    assert loaded.coverage("граница неба", "ru") == keywords.coverage("граница неба", "ru") > 0


@pytest.mark.parametrize("content", [None, b"", b"no database, only words" * 100])
def test_a_missing_or_damaged_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "k.sqlite"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"k\.sqlite can't be read \(.*\); run `derek index`"):
        SqliteKeywords.load(path)
