"""Stems, BM25 and coverage, on sums done by hand."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from corpus import Language
from index.errors import IndexDamaged
from index.keywords import Bm25Keywords
from index.terms import skeletons, stems
from tests.fakes import make_passage

BORDER = {"ru": "граница", "kk": "шекара", "en": "border"}
RIVER = {"ru": "река", "kk": "өзен", "en": "river"}
TREATY = {"ru": "договор", "kk": "келісім", "en": "treaty"}


def keywords_of(*passages: tuple[str, str, Language]) -> Bm25Keywords:
    return Bm25Keywords.empty().extended([make_passage(id_, text, language) for id_, text, language in passages])


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
    rarity = math.log(1 + (5 - 2 + 0.5) / (2 + 0.5))

    def score(times: int, length: int) -> float:
        return rarity * times * 2.5 / (times + 1.5 * (0.25 + 0.75 * length / 3))

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


@pytest.mark.parametrize("question", ["", "   ", "?!…", "the of and", '"', "'; DROP TABLE stems; --", "\n"])
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
    # Of the two passages one in English holds ASEAN, and none the border: log 2 and log 3.
    common, rare = math.log(1 + 2 / 2), math.log(1 + 2 / 1)
    assert keywords.coverage("ASEAN border", "en") == pytest.approx(common / (common + rare))


def test_passages_that_are_not_kept_are_not_found_and_weigh_nothing() -> None:
    keywords = keywords_of(("p1", "river border", "en"), ("p2", "river", "en")).keep(np.array([1]))
    assert len(keywords) == 1
    assert list(keywords.search("river border", "en", 9)) == ["p2"]
    known, unknown = math.log(1 + 1 / 2), math.log(1 + 1 / 1)
    assert keywords.coverage("river border", "en") == pytest.approx(known / (known + unknown))


def test_an_extended_index_leaves_the_old_one_as_it_was() -> None:
    first = keywords_of(("p1", "river", "en"))
    second = first.extended([make_passage("p2", "river border")])
    assert list(first.search("river", "en", 9)) == ["p1"]
    assert list(second.search("river border", "en", 9)) == ["p2", "p1"]


def test_rarity_and_length_are_those_of_a_language() -> None:
    """Nine long Russian passages with a word make it no rarer and no shorter in a Kazakh one."""
    alone = keywords_of(("k1", "ASEAN өзен", "kk"), ("k2", "өзен", "kk"))
    among = alone.extended([make_passage(f"r{n}", "ASEAN " + "река " * 50, "ru") for n in range(9)])
    assert among.search("ASEAN", "kk", 1) == alone.search("ASEAN", "kk", 1)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Назарбаева и интеграция", ["nazar", "integ"]),
        ("kk", "Назарбаевтың интеграциясы", ["nazar", "integ"]),
        ("en", "Nazarbayev's integration of 1991 and 7", ["nazar", "integ", "1991"]),
        ("en", "ASEAN", ["asean"]),
        ("kk", "АСЕАН", ["asean"]),
        ("ru", "", []),
    ],
)
def test_skeletons_meet_across_scripts(language: Language, text: str, expected: list[str]) -> None:
    assert skeletons(text, language) == expected


def test_across_languages_skeletons_and_translations_count() -> None:
    keywords = keywords_of(
        ("r1", "Договор о реке", "ru"), ("r2", "АСЕАН и ШОС", "ru"), ("k1", "ШЫҰ", "kk"), ("e1", "SCO ASEAN", "en")
    )
    assert np.flatnonzero(keywords.across("ASEAN", "en", "ru", ())).tolist() == [1]
    assert np.flatnonzero(keywords.across("river", "en", "ru", ())).tolist() == []
    assert np.flatnonzero(keywords.across("river", "en", "ru", ("река", "речной"))).tolist() == [0]
    assert np.flatnonzero(keywords.across("SCO", "en", "kk", ("ШЫҰ",))).tolist() == [2]
    both = keywords.across("ASEAN SCO", "en", "ru", ("ШОС",))
    assert both[1] > keywords.across("ASEAN", "en", "ru", ())[1] > 0


def test_a_stored_index_finds_the_same(tmp_path: Path) -> None:
    keywords = keywords_of(("p1", "река граница", "ru"), ("p2", "река", "ru"), ("p3", "өзен", "kk"))
    keywords.save(tmp_path / "k.npz")
    loaded = Bm25Keywords.load(tmp_path / "k.npz")
    assert len(loaded) == 3
    assert loaded.search("граница реки", "ru", 9) == keywords.search("граница реки", "ru", 9)
    assert loaded.coverage("граница неба", "ru") == keywords.coverage("граница неба", "ru") > 0


@pytest.mark.parametrize("content", [None, b"", b"no database, only words" * 100])
def test_a_missing_or_damaged_file_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "k.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"k\.npz can't be read \(.*\); run `derek index`"):
        Bm25Keywords.load(path)
