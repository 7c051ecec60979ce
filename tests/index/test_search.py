"""Ranking on sums done by hand: every word counts 1, so a similarity is shared words over a root."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

import numpy as np
import pytest

from corpus import Home, Language, Library, Passage
from index import Found, Generation, Query, RankSettings, Searcher, SearchSettings, open_generation, update
from index.build import extended
from index.hit import Ranked
from index.search import _highest
from tests.fakes import FakeEncoder, library_of, plain_vectorizer

MEANINGS = {"water": "1", "вода": "1", "су": "1", "border": "2", "граница": "2", "шекара": "2"}
MEANINGS |= {"treaty": "3", "договор": "3", "келісім": "3", "sea": "4", "море": "4", "теңіз": "4"}
WORDS: dict[Language, tuple[str, str, str, str]] = {
    "ru": ("вода", "граница", "договор", "море"),
    "kk": ("су", "шекара", "келісім", "теңіз"),
    "en": ("water", "border", "treaty", "sea"),
}
VECTORIZER = plain_vectorizer(FakeEncoder(meanings=MEANINGS))


def searcher_of(
    home: Home, bodies: dict[str, tuple[Language, str]], settings: SearchSettings | None = None
) -> Searcher:
    library = library_of(home, bodies)
    update(library, VECTORIZER, home.index)
    return Searcher(open_generation(home.index, VECTORIZER), library, settings)


def ask(searcher: Searcher, text: str, language: Language, count: int = 9) -> Found:
    return searcher.search(Query(text, language, VECTORIZER.question(text, language)), count)


def titles(home: Home, found: Found) -> list[str]:
    names = {article.id: article.title for article in Library.open(home).articles()}
    return [names[hit.passage.article_id] for hit in found.hits]


def test_the_words_of_these_tests_count_apart() -> None:
    encoder = FakeEncoder(meanings=MEANINGS)
    for words in WORDS.values():
        assert len({encoder.slot(word) for word in words}) == 4
    for same in zip(*WORDS.values(), strict=True):
        assert len({encoder.slot(word) for word in same}) == 1


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_a_score_is_half_passage_and_half_best_sentence(home: Home, language: Language) -> None:
    water, border, treaty, sea = WORDS[language]
    body = f"{water} {border} {water} {border} {water}. {treaty.capitalize()} {treaty} {sea} {sea} {sea} {treaty}."
    (hit,) = ask(searcher_of(home, {"One": (language, body)}), water, language).hits
    # The passage counts 3, 2, 3 and 3 of its words; its first sentence 3 and 2; its second 3 and 3.
    passage, sentence = 3 / sqrt(9 + 4 + 9 + 9), 3 / sqrt(9 + 4)
    assert hit.passage_score == pytest.approx(passage)
    assert hit.sentence_scores == pytest.approx((sentence, 0))
    assert hit.sentence_score == pytest.approx(sentence)
    assert hit.score == pytest.approx((passage + sentence) / 2)
    assert len(hit.sentence_scores) == len(hit.passage.sentences) == 2


@pytest.mark.parametrize(("asked", "held"), list(itertools.permutations(["ru", "kk", "en"], 2)))
def test_an_answer_in_another_language_is_found(home: Home, asked: Language, held: Language) -> None:
    water, border, treaty, sea = WORDS[held]
    searcher = searcher_of(
        home,
        {
            "Right": (held, f"{water} {border} {water} {border} {water} {border}."),
            "Wrong": (asked, f"{WORDS[asked][2]} {WORDS[asked][3]} " * 4 + "."),
            "Other": (held, f"{treaty} {sea} {treaty} {sea} {treaty} {sea}."),
        },
    )
    found = ask(searcher, f"{WORDS[asked][0]} {WORDS[asked][1]}", asked)
    assert titles(home, found)[0] == "Right"
    assert found.hits[0].score == pytest.approx(1)
    assert found.hits[1].score == 0


def test_a_sentence_that_says_it_beats_a_passage_that_hints_at_it(home: Home) -> None:
    told = "Water border treaty. " + "Sea sea sea sea sea sea sea. " * 4
    searcher = searcher_of(
        home,
        {"Told": ("en", told), "Hints": ("en", "Water sea border sea treaty sea sea sea sea sea sea sea.")},
        SearchSettings(sentence_share=1, keyword_share=0),
    )
    found = ask(searcher, "water border treaty", "en")
    assert titles(home, found) == ["Told", "Hints"]
    assert found.hits[0].score == pytest.approx(1)
    assert found.hits[1].score == pytest.approx(3 / sqrt(3) / sqrt(84))


def test_equal_scores_are_ordered_by_id(home: Home) -> None:
    body = "Water and border and treaty and sea."
    searcher = searcher_of(home, {f"Title {n}": ("en", body) for n in range(5)})
    hits = ask(searcher, "water border", "en").hits
    assert len({hit.score for hit in hits}) == 1
    ids = [hit.passage.id for hit in hits]
    assert len(ids) == 5
    assert ids == sorted(ids)
    assert [hit.passage.id for hit in ask(searcher, "water border", "en", 2).hits] == ids[:2]


def test_a_passage_found_by_its_words_alone_is_a_candidate(home: Home) -> None:
    bodies: dict[str, tuple[Language, str]] = {
        f"Near {n}": ("en", f"Water water water water border {n}.") for n in range(3)
    }
    bodies["Named"] = ("en", "Aydarbayev treaty treaty treaty sea sea sea treaty sea sea treaty.")
    searcher = searcher_of(home, bodies, SearchSettings(candidates=1))
    question = Query("Aydarbayev", "en", VECTORIZER.question("water", "en"))
    assert "Named" in titles(home, searcher.search(question, 9))


def test_a_passage_found_by_one_sentence_alone_is_a_candidate(home: Home) -> None:
    told = "Water water water water. " + "Sea sea sea sea sea sea sea sea. " * 8
    bodies: dict[str, tuple[Language, str]] = {"Told": ("ru", told), "Near": ("ru", "Water sea water border water.")}
    found = ask(searcher_of(home, bodies, SearchSettings(candidates=1)), "water", "en")
    assert titles(home, found) == ["Near", "Told"]


def test_keywords_lift_only_passages_in_the_language_of_the_question(home: Home) -> None:
    searcher = searcher_of(
        home,
        {
            "Near": ("en", "Water water water water sea."),
            "Named": ("en", "Water ASEAN treaty treaty treaty."),
            "Foreign": ("ru", "Вода ASEAN договор договор договор."),
            "Nearest": ("ru", "Вода вода вода вода вода."),
            "Known": ("en", "Sea border treaty sea border treaty."),
        },
        SearchSettings(keyword_share=5),
    )
    question = Query("ASEAN", "en", VECTORIZER.question("water", "en"))
    hits = dict(zip(titles(home, found := searcher.search(question, 9)), found.hits, strict=True))
    near, own = 4 / sqrt(17), 1 / sqrt(11)
    assert hits["Named"].score == pytest.approx(near)
    assert hits["Near"].score == pytest.approx(own)
    assert hits["Foreign"].score == pytest.approx(own)
    assert hits["Nearest"].score == pytest.approx(1)
    assert hits["Known"].score == 0
    assert (hits["Named"].passage_score, hits["Named"].sentence_score) == pytest.approx((own, own))


@pytest.mark.parametrize(("asked", "held"), list(itertools.permutations(["ru", "kk", "en"], 2)))
def test_names_numbers_and_international_words_count_across_languages(
    home: Home, asked: Language, held: Language
) -> None:
    names: dict[Language, tuple[str, str]] = {
        "ru": ("Назарбаева", "интеграции"),
        "kk": ("Назарбаевтың", "интеграцияның"),
        "en": ("Nazarbayev", "integration"),
    }
    water, treaty = WORDS[held][0], WORDS[held][2]
    searcher = searcher_of(
        home,
        {
            "First": (held, f"{water} {water} {water} {treaty} 1992."),
            "Named": (held, f"{water} {water} {treaty} {names[held][0]} {names[held][1]} 1991."),
        },
        SearchSettings(crossing_share=0),
    )
    question = Query(f"{names[asked][0]} {names[asked][1]} 1991", asked, VECTORIZER.question(WORDS[asked][0], asked))
    assert titles(home, searcher.search(question, 9))[0] == "First"
    searcher = Searcher(open_generation(home.index, VECTORIZER), Library.open(home), SearchSettings(crossing_share=1))
    assert titles(home, searcher.search(question, 9))[0] == "Named"


class FirstLetters:
    """Judges passages by whether they begin with a letter, and remembers what it was asked."""

    name = "letters"

    def __init__(self, letter: str) -> None:
        self._letter = letter
        self.asked: list[tuple[str, int]] = []

    def rank(self, question: str, passages: Sequence[Passage]) -> list[Ranked]:
        self.asked.append((question, len(passages)))
        return [Ranked(float(p.text.startswith(self._letter)), (0.5,) * len(p.sentences)) for p in passages]


@pytest.mark.parametrize(
    ("depth", "weight", "expected"),
    [
        (9, 1.0, ["Third", "First", "Second"]),
        (2, 1.0, ["First", "Second", "Third"]),  # the third is not judged
        (9, 0.0, ["First", "Second", "Third"]),
    ],
)
def test_a_ranker_reorders_the_first_hits(home: Home, depth: int, weight: float, expected: list[str]) -> None:
    bodies: dict[str, tuple[Language, str]] = {
        "First": ("en", "Water water water border."),
        "Second": ("en", "Water water border border."),
        "Third": ("en", "Sea water border border."),
    }
    library = library_of(home, bodies)
    update(library, VECTORIZER, home.index)
    ranker = FirstLetters("S")
    settings = SearchSettings(keyword_share=0, ranking=RankSettings("letters", depth, weight))
    searcher = Searcher(open_generation(home.index, VECTORIZER), library, settings, ranker)
    found = ask(searcher, "water", "en")
    assert titles(home, found) == expected
    assert ranker.asked == [("water", min(depth, 3))]
    assert sum(hit.ranked is not None for hit in found.hits) == min(depth, 3)


@pytest.mark.parametrize("wrong", [{"depth": 0}, {"weight": -0.1}])
def test_wrong_settings_of_ranking_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="depth >= 1 and weight >= 0"):
        RankSettings(**wrong)  # type: ignore[arg-type]


def test_coverage_comes_with_the_hits(home: Home) -> None:
    searcher = searcher_of(home, {"One": ("en", "The water border runs along it."), "Two": ("en", "A long sea shore.")})
    assert ask(searcher, "water and border", "en").coverage == pytest.approx(1)
    assert ask(searcher, "ASEAN", "en").coverage == 0


def test_an_article_removed_since_is_left_out(home: Home) -> None:
    searcher = searcher_of(home, {"Stays": ("en", "Water border treaty sea."), "Goes": ("en", "Water border water.")})
    library = Library.open(home)
    library.remove(next(article.id for article in library.articles() if article.title == "Goes"))
    assert titles(home, ask(searcher, "water", "en")) == ["Stays"]


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_an_index_of_nothing_finds_nothing(home: Home, language: Language) -> None:
    assert ask(searcher_of(home, {}), WORDS[language][0], language) == Found((), 0.0)


@pytest.mark.parametrize(
    "wrong",
    [{"candidates": 0}, {"sentence_share": 1.1}, {"sentence_share": -0.1}],
)
def test_wrong_settings_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="candidates >= 1 and 0 <= sentence_share <= 1, not SearchSettings"):
        SearchSettings(**wrong)  # type: ignore[arg-type]


def test_no_weight_is_below_zero() -> None:
    with pytest.raises(ValueError, match="keyword_share and crossing_share are not below 0"):
        SearchSettings(crossing_share=-1)


def test_the_highest_are_taken_whatever_else_is_equal() -> None:
    """Many are equal to the least that is taken; the one above all of them comes last."""
    scores = np.array([1.0] * 50 + [2.0, 0.5, 3.0], dtype=np.float32)
    rows = np.arange(len(scores))
    assert sorted(_highest(scores, rows, 4).tolist()) == [0, 1, 50, 52]
    assert _highest(scores, rows[:3], 4).tolist() == [0, 1, 2]


def test_a_passage_without_sentences_is_scored_as_a_whole(home: Home) -> None:
    library = library_of(home, {"One": ("en", "Water border treaty sea.")})
    bare = replace(next(iter(library.passages(library.passage_ids()).values())), id="bare", sentences=())
    empty = Generation.empty("fake", VECTORIZER.fingerprint, VECTORIZER.dimension)
    held = [bare, *library.passages(library.passage_ids()).values(), replace(bare, id="last")]
    generation = extended(empty, held, VECTORIZER)
    found = Searcher(generation, Held({p.id: p for p in held})).search(
        Query("water", "en", VECTORIZER.question("water", "en")), 9
    )
    assert [(hit.passage.id in ("bare", "last"), hit.sentence_scores == ()) for hit in found.hits] == [
        (False, False),
        (True, True),
        (True, True),
    ]


class Held(dict[str, Passage]):
    """Passages in memory."""

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        return {id_: self[id_] for id_ in ids if id_ in self}
