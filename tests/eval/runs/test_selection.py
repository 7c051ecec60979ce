from __future__ import annotations

import pytest

from corpus import LANGUAGES
from eval.questions.question import Kind, Question, QuestionSet
from eval.runs import RunError, Selection

KINDS: tuple[Kind, ...] = ("number", "list", "off_topic")
SET = QuestionSet(
    "set",
    tuple(
        Question(f"{lang}-{kind}", lang, kind, ("?",), kind != "off_topic", doc="a.md")
        for lang in LANGUAGES
        for kind in KINDS
    ),
)


@pytest.mark.parametrize(
    ("words", "limit", "expected"),
    [
        ([], None, [question.id for question in SET.questions]),
        (["lang=kk"], None, ["kk-number", "kk-list", "kk-off_topic"]),
        (["lang=kk,en", "kind=list"], None, ["kk-list", "en-list"]),
        (["lang=kk", "lang=en", "answerable=false"], None, ["kk-off_topic", "en-off_topic"]),
        (["kind=number"], 2, ["ru-number", "kk-number"]),
        (["id=en-list,ru-list"], None, ["ru-list", "en-list"]),
        (["doc=a.md"], 1, ["ru-number"]),
    ],
)
def test_questions_are_chosen_by_their_fields(words: list[str], limit: int | None, expected: list[str]) -> None:
    chosen = Selection.parse(words, limit).of(SET)
    assert (chosen.name, [question.id for question in chosen.questions]) == ("set", expected)


@pytest.mark.parametrize(
    ("words", "limit", "reason"),
    [
        (["language=kk"], None, "--only takes lang=…, kind=…, .*, not 'language=kk'"),
        (["kk"], None, "not 'kk'"),
        (["lang=de"], None, "--only lang: de is none of ru, kk, en"),
        (["kind=numbers,list"], None, "--only kind: numbers is none of factoid, number"),
        ([], 0, "--limit takes a number of questions from 1 on, not 0"),
    ],
)
def test_a_wrong_selection_is_refused(words: list[str], limit: int | None, reason: str) -> None:
    with pytest.raises(RunError, match=reason):
        Selection.parse(words, limit)


def test_a_selection_of_nothing_is_refused() -> None:
    with pytest.raises(RunError, match="none of the 9 questions of set has kind=reason"):
        Selection.parse(["kind=reason"]).of(SET)
