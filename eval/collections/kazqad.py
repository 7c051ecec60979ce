"""KazQAD: Kazakh exam questions with the passages of Kazakh Wikipedia that answer them (Yeshpanov et al., 2024)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.collections.collection import Collection, Document, Judged
from eval.collections.rows import ANY_TEXT, LANGUAGE, TEXT, TEXTS, Row, Shape, read_json_rows, refuse
from eval.questions import Problem

PASSAGE_FIELDS = {"id": TEXT, "lang": LANGUAGE, "title": ANY_TEXT, "text": TEXT}
QUESTION_FIELDS = {
    "id": TEXT,
    "lang": LANGUAGE,
    "text": TEXT,
    "gold": TEXTS,
    "answers": Shape(
        lambda value: isinstance(value, list) and all(_is_answer(each) for each in value),
        "a list of objects, each with `passage`, `text` and `start`",
    ),
}


def _is_answer(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and isinstance(value.get("passage"), str)
        and isinstance(value.get("text"), str)
        and bool(value["text"].strip())
        and isinstance(value.get("start"), int)
    )


def read_kazqad(folder: Path) -> Collection:
    """Read `passages.jsonl` and `questions.jsonl`; a question's gold passages are relevant, its answers are spans.

    Raises BadCollection.
    """
    passages = read_json_rows(folder / "passages.jsonl", PASSAGE_FIELDS, "id")
    questions = read_json_rows(folder / "questions.jsonl", QUESTION_FIELDS, "id")
    texts = {row["id"]: row["text"] for row in passages}
    refuse(folder / "questions.jsonl", _problems(questions, texts))
    return Collection.of(
        folder.name,
        [Document(row["id"], row["lang"], row["title"], row["text"]) for row in passages],
        [
            Judged(
                row["id"],
                row["lang"],
                row["text"],
                dict.fromkeys(row["gold"], 1),
                tuple(answer["text"] for answer in row["answers"]),
            )
            for row in questions
        ],
    )


def _problems(questions: Sequence[Row], texts: Mapping[str, str]) -> list[Problem]:
    """Gold that names no passage, and answers that don't stand where they are said to."""
    problems = []
    for row in questions:
        problems += [row.problem("gold", "ids of passages", id_) for id_ in row["gold"] if id_ not in texts]
        problems += [
            row.problem("answers", "an answer that stands in its passage from `start` on", answer)
            for answer in row["answers"]
            if not texts.get(answer["passage"], "").startswith(answer["text"], max(answer["start"], 0))
        ]
    return problems
