"""Ranking metrics against ir_measures, which calls trec_eval and the script of MS MARCO, on rankings full of ties.

Both references order equal scores by the document's name, but trec_eval does so descending and MS MARCO ascending; our
`rank` goes ascending. So every query is given to the references twice: with its documents renamed so that descending
names are our order, for what trec_eval computes, and as it is, for RR@10, which ir_measures takes from MS MARCO.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import ir_measures
import pytest
from ir_measures import RR, R, Success, nDCG

from eval.metrics import hit_at, ndcg_at, rank, recall_at, reciprocal_rank

QUERIES = 1000
DOCUMENTS = 30
CUTS = (1, 3, 5, 10)
_SCORES = (0.0, 0.25, 0.5, 0.75, 1.0)
Measured = dict[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Query:
    """Grades of judged documents, some of them 0, and scores of retrieved ones, by number."""

    grades: dict[int, int]
    scores: dict[int, float]


def make_query(number: int, draw: random.Random) -> Query:
    """A random query: every second one graded, every tenth one with no relevant document retrieved."""
    highest = 3 if number % 2 else 1
    relevant = draw.sample(range(DOCUMENTS), draw.randint(1, 8))
    grades = {document: draw.randint(1, highest) for document in relevant}
    grades |= dict.fromkeys(draw.sample([n for n in range(DOCUMENTS) if n not in grades], 5), 0)
    others = [n for n in range(DOCUMENTS) if n not in relevant]
    retrieved = draw.sample(others if number % 10 == 0 else range(DOCUMENTS), draw.randint(5, len(others)))
    return Query(grades, {document: draw.choice(_SCORES) for document in retrieved})


def name(document: int) -> str:
    return f"d{document:02}"


def mirrored(document: int) -> str:
    return name(DOCUMENTS - 1 - document)


@pytest.fixture(scope="module")
def queries() -> list[Query]:
    draw = random.Random(0)
    return [make_query(number, draw) for number in range(QUERIES)]


@pytest.fixture(scope="module")
def reference(queries: list[Query]) -> Measured:
    """Values by query ("7" under its own names, "7m" under mirrored ones) and measure."""
    qrels, run = {}, {}
    for number, query in enumerate(queries):
        for id_, renamed in ((f"{number}", name), (f"{number}m", mirrored)):
            qrels[id_] = {renamed(document): grade for document, grade in query.grades.items()}
            run[id_] = {renamed(document): score for document, score in query.scores.items()}
    measures = [RR @ 10, nDCG @ 10, *(Success @ k for k in CUTS), *(R @ k for k in CUTS)]
    return {(each.query_id, str(each.measure)): each.value for each in ir_measures.iter_calc(measures, qrels, run)}


def ranking(query: Query) -> list[str]:
    return rank({name(document): score for document, score in query.scores.items()})


def grades(query: Query) -> dict[str, int]:
    return {name(document): grade for document, grade in query.grades.items() if grade}


def test_the_queries_are_what_they_should_be(queries: list[Query]) -> None:
    found = [sum(document in query.scores for document, grade in query.grades.items() if grade) for query in queries]
    assert 100 <= found.count(0) < 500
    assert sum(len(set(query.scores.values())) < len(query.scores) for query in queries) > 900
    assert {max(query.grades.values()) for query in queries} == {1, 2, 3}


@pytest.mark.parametrize("k", CUTS)
def test_hits_are_trec_evals_success(queries: list[Query], reference: Measured, k: int) -> None:
    ours = [hit_at([each in grades(query) for each in ranking(query)], k) for query in queries]
    theirs = [reference[f"{number}m", f"Success@{k}"] for number in range(QUERIES)]
    assert ours == pytest.approx(theirs, abs=1e-9)
    assert 0 < sum(ours) < QUERIES


@pytest.mark.parametrize("k", CUTS)
def test_recall_is_trec_evals(queries: list[Query], reference: Measured, k: int) -> None:
    ours = [recall_at([{each} for each in ranking(query)], grades(query), k) for query in queries]
    theirs = [reference[f"{number}m", f"R@{k}"] for number in range(QUERIES)]
    assert ours == pytest.approx(theirs, abs=1e-9)


def test_reciprocal_rank_is_ms_marcos(queries: list[Query], reference: Measured) -> None:
    ours = [reciprocal_rank([each in grades(query) for each in ranking(query)], 10) for query in queries]
    theirs = [reference[f"{number}", "RR@10"] for number in range(QUERIES)]
    assert ours == pytest.approx(theirs, abs=1e-9)


def test_ndcg_is_trec_evals(queries: list[Query], reference: Measured) -> None:
    ours = [
        ndcg_at([grades(query).get(each, 0) for each in ranking(query)], list(grades(query).values()), 10)
        for query in queries
    ]
    theirs = [reference[f"{number}m", "nDCG@10"] for number in range(QUERIES)]
    assert ours == pytest.approx(theirs, abs=1e-9)


def test_the_order_of_ties_matters_here(queries: list[Query], reference: Measured) -> None:
    """Without the renaming the references would disagree with ours, so equal values above say something."""
    assert any(
        reference[f"{number}", measure] != pytest.approx(reference[f"{number}m", measure], abs=1e-9)
        for number in range(QUERIES)
        for measure in ("nDCG@10", "RR@10")
    )
