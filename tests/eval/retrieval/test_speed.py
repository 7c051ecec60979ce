"""The measurement of speed searches what it says, and counts what it should."""

from __future__ import annotations

from corpus import Home, Library
from eval.questions import Question
from eval.retrieval.rig import Crowd
from eval.retrieval.speed import measure, random_generation
from index import Searcher
from tests.fakes import FakeEncoder, make_passage, plain_vectorizer


def test_a_search_of_random_vectors_is_timed(home: Home) -> None:
    vectorizer = plain_vectorizer(FakeEncoder(32))
    held = [make_passage(f"p{n}", f"Water border {n}. Treaty sea {n}.") for n in range(40)]
    generation = random_generation(held, vectorizer)
    assert len(generation.passages) == 40
    assert len(generation.sentences) == generation.sentence_starts[-1] == sum(len(p.sentences) for p in held)
    questions = [Question(str(n), "en", "factoid", ("water border",), True) for n in range(6)]
    told = measure(Searcher(generation, Crowd(Library.open(home), held)), vectorizer, questions)
    assert sorted(told) == sorted(f"{n}_p{p}_ms" for n in ("encode", "search", "both") for p in (50, 95))
    assert 0 < told["search_p50_ms"] <= told["search_p95_ms"]
    assert told["both_p50_ms"] >= told["search_p50_ms"]
