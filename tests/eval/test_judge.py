"""One answer against its gold, every value worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.given import GivenAnswer, GivenCitation, GivenPassage
from eval.gold import NO_GOLD, Gold
from eval.judge import judge
from eval.questions import Question
from eval.rows import Row

FIRST = "The border between the two states is 1782 kilometres long, as measured in 1994."
SECOND = "The treaty on this border was signed by both presidents in the spring of that year."
OTHER = "Glaciers of the Pamir feed the Amu Darya in late summer, and farmers notice it first."
QUESTION = Question(
    "q1", "kk", "factoid", ("Шекараның ұзындығы қанша?",), True, "borders", "Borders", (FIRST, SECOND),
    "Шекараның ұзындығы 1782 шақырым.", (("1782",), ("both presidents", "екі президент")),
)  # fmt: skip
GOLD = Gold("a1", "en", {"p1": 1.0, "p2": 1.0, "p9": 1.0})


def passage(text: str, title: str = "Borders") -> GivenPassage:
    return GivenPassage(text, title, "borders.md", language="en")


def citation(quote: str, passage: str, title: str = "Borders") -> GivenCitation:
    return GivenCitation(quote, passage, title)


ANSWER = GivenAnswer(
    "q1", f"Бұл туралы мақалада былай делінген:\n\n- {FIRST} (ағылшын тілінде) [1]", False,
    (citation(FIRST, FIRST), citation(OTHER, OTHER, "Glaciers")), (),
    (passage(OTHER, "Glaciers"), passage(f"{FIRST} {OTHER}"), passage(SECOND)), 0.8,
)  # fmt: skip


def values(question: Question = QUESTION, answer: GivenAnswer = ANSWER, gold: Gold = GOLD) -> dict[str, float | None]:
    return dict(judge(question, answer, gold).values)


def test_retrieval_by_hand() -> None:
    found = values()
    assert [found[f"hit@{k}"] for k in (1, 3, 10)] == [0, 1, 1]
    assert found["mrr@10"] == 1 / 2
    assert [found[f"recall@{k}"] for k in (5, 10)] == [1, 1]
    # Relevant at ranks 2 and 3 of three relevant passages in the library.
    gain = 1 / 1.584962500721156 + 1 / 2
    assert found["ndcg@10"] == pytest.approx(gain / (1 + 1 / 1.584962500721156 + 1 / 2))
    assert [found[f"evidence@{b}"] for b in (2000, 4000, 8000)] == [1, 1, 1]
    assert found["article@1"] == 0
    assert (found["own_language@1"], found["own_language@10"]) == (0, 0)


def test_citations_by_hand() -> None:
    found = values()
    assert (found["cited_article"], found["cited_evidence"]) == (1, 1)
    assert (found["citation_precision"], found["citation_recall"]) == (1 / 2, 1 / 2)


def test_wording_by_hand() -> None:
    found = values()
    assert found["key_facts"] == 1 / 2
    assert found["answer_language"] == 1
    assert (found["false_refusals"], found["false_answers"], found["risk"], found["confidence"]) == (0, None, 0, 0.8)


def test_a_row_names_its_article_and_its_languages() -> None:
    row = judge(QUESTION, ANSWER, GOLD)
    assert (row.cluster, row.article_language, row.cell, row.crossing) == ("a1", "en", "kk-en", "other")


def test_a_refusal_of_an_answerable_question_cites_and_tells_nothing() -> None:
    refused = replace(ANSWER, abstained=True, citations=(), closest=(citation(FIRST, FIRST),), text="Жауап жоқ.")
    found = values(answer=refused)
    assert found["false_refusals"] == 1
    assert (found["cited_article"], found["cited_evidence"], found["citation_recall"]) == (0, 0, 0)
    assert found["citation_precision"] is None
    assert (found["key_facts"], found["token_f1"], found["chrf"]) == (0, 0, 0)
    assert found["evidence@4000"] == 1
    assert found["risk"] == 0  # what it offers instead holds the answer


def test_a_refusal_that_offers_nothing_has_no_known_risk() -> None:
    assert values(answer=replace(ANSWER, abstained=True, citations=()))["risk"] is None


@pytest.mark.parametrize(("abstained", "wrong"), [(True, 0.0), (False, 1.0)])
def test_an_unanswerable_question_is_right_only_when_refused(abstained: bool, wrong: float) -> None:
    question = Question("q2", "en", "near_miss", ("How wide is the border?",), False)
    row = judge(question, replace(ANSWER, abstained=abstained), NO_GOLD)
    assert (row.value("false_answers"), row.value("false_refusals"), row.value("risk")) == (wrong, None, 1.0)
    assert row.value("evidence@4000") is None
    assert (row.cluster, row.article_language, row.cell) == ("q2", None, None)


def test_a_question_without_an_answer_counts_as_refused() -> None:
    found = values(answer=GivenAnswer("q1"))
    assert (found["false_refusals"], found["evidence@8000"], found["mrr@10"]) == (1, 0, 0)
    assert found["answer_language"] is None


@pytest.mark.parametrize(
    ("lead", "right"),
    [
        ("Бұл туралы мақалада былай делінген:", 1),
        ("Вот что об этом сказано в статье:", 0),
        ("This is what the article says about it:", 0),
    ],
)
def test_the_answer_must_speak_the_language_of_the_question(lead: str, right: int) -> None:
    found = values(answer=replace(ANSWER, text=f"{lead}\n\n- {FIRST} [1]"))
    assert found["answer_language"] == right


def test_probes_are_scored_by_what_they_retrieved() -> None:
    alone = GivenAnswer("q1", retrieved=(passage(OTHER),))
    standalone = GivenAnswer("q1", retrieved=(passage(FIRST), passage(SECOND)))
    row: Row = judge(QUESTION, ANSWER, GOLD, probes={"alone": alone, "standalone": standalone})
    assert (row.value("alone:evidence@4000"), row.value("standalone:evidence@4000")) == (0, 1)
    assert (row.value("alone:mrr@10"), row.value("standalone:mrr@10")) == (0, 1)


def test_whole_documents_are_ranked_by_their_first_passage() -> None:
    question = Question("q3", "en", "factoid", ("?",), True, relevant={"b.md": 2, "c.md": 1}, spans=("1782",))
    retrieved = tuple(GivenPassage("text", file=file) for file in ("a.md", "a.md", "b.md", "a.md", "c.md", "b.md"))
    answer = GivenAnswer("q3", "1782", False, (GivenCitation("x", "x", file="b.md"),), (), retrieved)
    found = values(question, answer, Gold(None, "en", {"b.md": 2.0, "c.md": 1.0}))
    # Documents in order: a, b, c; gains 0, 2, 1 of an ideal 2, 1.
    log3 = 1.584962500721156
    assert found["ndcg@10"] == pytest.approx((2 / log3 + 1 / 2) / (2 + 1 / log3))
    assert (found["mrr@10"], found["recall@5"], found["cited_article"], found["token_f1"]) == (1 / 2, 1, 1, 1)
    assert "evidence@4000" not in found
