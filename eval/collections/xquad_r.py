"""XQuAD-R: the same paragraphs and questions in several languages (Artetxe et al., 2020; Roy et al., 2020)."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from corpus import Language
from eval.collections.collection import Collection, Document, Judged
from eval.collections.rows import LANGUAGE, TEXT, TEXTS, read_json_rows, refuse

PASSAGE_FIELDS = {"id": TEXT, "par": TEXT, "lang": LANGUAGE, "text": TEXT}
QUESTION_FIELDS = {"id": TEXT, "lang": LANGUAGE, "text": TEXT, "gold_par": TEXT, "answers": TEXTS}


def read_xquad_r(folder: Path, *, language: Language | None = None) -> Collection:
    """Read `passages.jsonl` and `questions.jsonl`.

    By default the languages are mixed: a question in any of them is answered by all versions of its paragraph. With
    `language`, only that language's paragraphs and questions are taken. Titles are left out: they are the English
    names in all languages, which would tell a Russian paragraph by an English word. Raises BadCollection.
    """
    passages = read_json_rows(folder / "passages.jsonl", PASSAGE_FIELDS, "id")
    questions = read_json_rows(folder / "questions.jsonl", QUESTION_FIELDS, "id")
    taken = [row for row in passages if language in (None, row["lang"])]
    asked = [row for row in questions if language in (None, row["lang"])]
    versions: dict[str, list[str]] = defaultdict(list)
    for row in taken:
        versions[row["par"]].append(row["id"])
    expected = f"the `par` of a passage{f' in {language}' if language else ''}"
    lost = [row.problem("gold_par", expected, row["gold_par"]) for row in asked if row["gold_par"] not in versions]
    refuse(folder / "questions.jsonl", lost)
    return Collection.of(
        f"{folder.name}-{language}" if language else folder.name,
        [Document(row["id"], row["lang"], "", row["text"]) for row in taken],
        [
            Judged(
                row["id"],
                row["lang"],
                row["text"],
                dict.fromkeys(versions[row["gold_par"]], 1),
                tuple(row["answers"]),
            )
            for row in asked
        ],
    )
