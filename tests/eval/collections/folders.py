"""Tiny folders of public test data, in the layouts in which it is published."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

WATER = "Су – тіршілік көзі."
STEPPE = "Дала – кең жазық жер."


def write_lines(path: Path, records: Sequence[Any]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text(text, encoding="utf-8")
    return path


KAZQAD_PASSAGES = [
    {"id": "10_1", "lang": "kk", "title": "Су", "text": WATER},
    {"id": "20_1", "lang": "kk", "title": "Дала", "text": STEPPE},
]
KAZQAD_QUESTIONS = [
    {
        "id": "bio1",
        "lang": "kk",
        "text": "Тіршілік көзі не?",
        "gold": ["10_1"],
        "answers": [{"passage": "10_1", "text": "Су", "start": 0}, {"passage": "10_1", "text": "Су", "start": 0}],
        "judged_nonrelevant": ["20_1"],
    },
    {
        "id": "geo1",
        "lang": "kk",
        "text": "Дала дегеніміз не? ",
        "gold": ["20_1", "10_1"],
        "answers": [{"passage": "20_1", "text": "кең жазық жер", "start": 7}],
        "judged_nonrelevant": [],
    },
]


def kazqad(
    folder: Path, passages: Sequence[Any] = KAZQAD_PASSAGES, questions: Sequence[Any] = KAZQAD_QUESTIONS
) -> Path:
    write_lines(folder / "passages.jsonl", passages)
    write_lines(folder / "questions.jsonl", questions)
    return folder


XQUAD_PASSAGES = [
    {"id": "en:p0", "par": "p0", "lang": "en", "title": "Cats", "text": "Cats sleep.", "sentences": ["Cats sleep."]},
    {"id": "en:p1", "par": "p1", "lang": "en", "title": "Dogs", "text": "Dogs bark.", "sentences": ["Dogs bark."]},
    {"id": "ru:p0", "par": "p0", "lang": "ru", "title": "Cats", "text": "Кошки спят.", "sentences": ["Кошки спят."]},
    {"id": "ru:p1", "par": "p1", "lang": "ru", "title": "Dogs", "text": "Собаки лают.", "sentences": ["Собаки лают."]},
]
XQUAD_QUESTIONS = [
    {"id": "en:1", "qid": "1", "lang": "en", "text": "Who barks?", "gold_par": "p1", "answers": ["Dogs"]},
    {"id": "ru:1", "qid": "1", "lang": "ru", "text": "Кто лает?", "gold_par": "p1", "answers": ["Собаки"]},
]


def xquad_r(folder: Path, passages: Sequence[Any] = XQUAD_PASSAGES, questions: Sequence[Any] = XQUAD_QUESTIONS) -> Path:
    write_lines(folder / "passages.jsonl", passages)
    write_lines(folder / "questions.jsonl", questions)
    return folder


BEIR_CORPUS = [
    {"_id": "d1", "title": "Water", "text": "Water is the source of life.", "metadata": {}},
    {"_id": "d2", "title": "", "text": WATER},
    {"_id": "d3", "title": "Только название этой статьи", "text": ""},
]
BEIR_QUERIES = [
    {"_id": "q1", "text": "What is the source of life?"},
    {"_id": "q2", "text": "Тіршілік көзі не?"},
    {"_id": "q3", "text": "Что осталось без ответа?"},
]
BEIR_HEAD = "query-id\tcorpus-id\tscore"
BEIR_TEST = ("q1\td1\t2", "q1\td2\t1", "q2\td2\t1", "q2\td1\t0", "q3\td3\t0")


def beir(
    folder: Path,
    corpus: Sequence[Any] = BEIR_CORPUS,
    queries: Sequence[Any] = BEIR_QUERIES,
    **qrels: Sequence[str],
) -> Path:
    """Each keyword is a split: its judgements under the usual head."""
    write_lines(folder / "corpus.jsonl", corpus)
    write_lines(folder / "queries.jsonl", queries)
    for split, judged in (qrels or {"test": BEIR_TEST}).items():
        path = folder / "qrels" / f"{split}.tsv"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in (BEIR_HEAD, *judged)), encoding="utf-8")
    return folder
