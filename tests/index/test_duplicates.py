"""What repeats an earlier hit is named with it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from corpus import Language, Passage
from index.duplicates import merged
from index.hit import Hit
from tests.fakes import make_passage

WORDS: dict[Language, str] = {
    "ru": "В этом году исследователи опросили четыреста двенадцать хозяйств семи районов области и сравнили их доход",
    "kk": "Биыл зерттеушілер облыстың жеті ауданындағы төрт жүз он екі шаруашылықтан сауалнама алып табысын салыстырды",
    "en": "This year researchers asked four hundred and twelve farms in seven districts of a region what they earn",
}


def passage(id_: str, text: str, language: Language, article: str) -> Passage:
    return replace(make_passage(id_, text, language), article_id=article)


def merge(*passages: Passage, near: float = 1.0) -> list[tuple[str, list[str]]]:
    """Ids of the hits that stay with those named by them; each two vectors have the inner product `near`."""
    hits = [Hit(each, 0.9 - 0.1 * n, 0.0, 0.0, ()) for n, each in enumerate(passages)]
    vectors = np.full((len(hits), len(hits) + 1), 0.0, dtype=np.float32)
    vectors[:, 0] = near**0.5
    vectors[range(len(hits)), range(1, len(hits) + 1)] = (1 - near) ** 0.5
    return [(hit.passage.id, [also.id for also in hit.also]) for hit in merged(hits, vectors)]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_the_same_words_in_another_article_are_named(language: Language) -> None:
    words = WORDS[language]
    changed = words.replace("412", "413").upper() + ", 2024."
    found = merge(
        passage("a", words, language, "one"),
        passage("b", changed, language, "two"),
        passage("c", words, language, "three"),
    )
    assert found == [("a", ["b", "c"])]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_other_words_stay_however_near_they_are(language: Language) -> None:
    half = " ".join(WORDS[language].split()[:8])
    other = f"{half} — но далее сказано совсем другое, чего в первом отрывке нет нигде и никогда не было"
    assert len(merge(passage("a", WORDS[language], language, "one"), passage("b", other, language, "two"))) == 2


def test_what_vectors_tell_apart_is_not_compared_word_by_word() -> None:
    same = WORDS["en"]
    assert len(merge(passage("a", same, "en", "one"), passage("b", same, "en", "two"), near=0.5)) == 2


def test_a_short_text_is_no_repeat() -> None:
    assert len(merge(passage("a", "Water is here.", "en", "one"), passage("b", "Water is here.", "en", "two"))) == 2


def test_versions_of_an_abstract_are_one_hit() -> None:
    versions = [passage(language, text, language, "one") for language, text in WORDS.items()]
    assert merge(*versions, near=0.8) == [("ru", ["kk", "en"])]
    assert len(merge(*versions, near=0.5)) == 3
    assert len(merge(*(replace(p, article_id=p.id) for p in versions), near=0.8)) == 3


def test_neighbours_in_one_language_are_never_merged() -> None:
    assert len(merge(passage("a", WORDS["ru"], "ru", "one"), passage("b", WORDS["ru"], "ru", "one"))) == 2


def test_nothing_merged_is_nothing() -> None:
    assert merged([], np.zeros((0, 3), dtype=np.float32)) == []
