"""BM25 on sums done by hand, and on the public data whose figure is known."""

from __future__ import annotations

import math
import os
from pathlib import Path

import pytest

from eval.collections import BM25, Collection, Document, Judged, baseline, read_collection

# Words: 3, 2 and 4, so 3 on average.
TEXTS = {"a": "red red fish", "b": "blue FISH", "c": "one old gray whale"}
DOCUMENTS = [Document(id_, "en", f"whale {id_}", text) for id_, text in TEXTS.items()]


def test_scores_are_the_formulas() -> None:
    """Of 3 documents 2 hold "fish", 1 "red"; k1 = 1.5, b = 0.75."""
    fish = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    red = math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    scores = BM25(DOCUMENTS).scores("Red fish?")
    assert scores == pytest.approx(
        {
            "a": red * 2 * 2.5 / (2 + 1.5 * (0.25 + 0.75 * 3 / 3)) + fish * 1 * 2.5 / (1 + 1.5 * (0.25 + 0.75 * 3 / 3)),
            "b": fish * 1 * 2.5 / (1 + 1.5 * (0.25 + 0.75 * 2 / 3)),
        }
    )


def test_settings_take_part() -> None:
    """Without b the length does not matter, and without k1 nor does the frequency."""
    assert BM25(DOCUMENTS, k1=0).scores("red") == pytest.approx({"a": math.log(1 + 2.5 / 1.5)})
    scores = BM25(DOCUMENTS, b=0).scores("fish")
    assert scores["a"] == pytest.approx(scores["b"])


def test_a_word_counts_as_often_as_it_is_asked() -> None:
    ranking = BM25(DOCUMENTS)
    assert ranking.scores("fish fish")["b"] == pytest.approx(2 * ranking.scores("fish")["b"])


def test_the_shorter_document_comes_first_and_others_not_at_all() -> None:
    assert BM25(DOCUMENTS).rank("fish") == ["b", "a"]
    assert BM25(DOCUMENTS).rank("whale") == ["c"]  # not by a title
    assert BM25(DOCUMENTS).rank("fishes") == []
    assert BM25(DOCUMENTS).rank("…") == []
    assert BM25([]).rank("fish") == []


def test_ties_go_by_id() -> None:
    same = [Document(id_, "en", "", "the same fish") for id_ in ("c", "a", "b")]
    assert BM25(same).rank("fish") == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("text", "question"), [("Су – ӨМІР КӨЗІ", "өмір көзі"), ("Ёлка в ЛЕСУ", "ёлка лесу"), ("Big WHALE", "whale")]
)
def test_words_of_all_three_languages_without_case(text: str, question: str) -> None:
    assert BM25([Document("1", "kk", "", text)]).rank(question) == ["1"]


def test_the_baseline_is_the_mean_over_questions() -> None:
    """The first finds its document second: 1 / log2(3); the second finds b (1) first and a (2) never."""
    judged = [Judged("1", "en", "fish", {"a": 1}), Judged("2", "en", "blue", {"b": 1, "a": 2})]
    best = 2 / math.log2(2) + 1 / math.log2(3)
    expected = (1 / math.log2(3) + (1 / math.log2(2)) / best) / 2
    assert baseline(Collection.of("fish", DOCUMENTS, judged)) == pytest.approx(expected)


def test_a_shared_file_counts_once() -> None:
    copies = [
        Document("a", "en", "", "red fish"),
        Document("b", "en", "", "Red fish!"),
        Document("c", "en", "", "fish"),
    ]
    collection = Collection.of("fish", copies, [Judged("1", "en", "red", {"a": 1, "b": 1})])
    assert baseline(collection) == 1.0


def test_a_baseline_needs_questions() -> None:
    with pytest.raises(ValueError, match="fish has no questions to measure by"):
        baseline(Collection.of("fish", DOCUMENTS, []))


@pytest.fixture
def external() -> Path:
    """The folder of public test data; the test is skipped where there is none."""
    named = os.environ.get("DEREK_EXTERNAL", "")
    if not named:
        pytest.skip("DEREK_EXTERNAL is not set: it names the folder that holds kazqad-validation")
    return Path(named)


def test_the_figure_that_is_known_of_kazqad(external: Path) -> None:
    collection = read_collection(external / "kazqad-validation")
    assert (len(collection.documents), len(collection.set.questions)) == (697, 545)
    assert baseline(collection) == pytest.approx(0.618, abs=0.005)
