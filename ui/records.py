"""Answers as JSON records, in the form in which answer files are scored."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rag import Answer, Citation, Turn, plain


class BadQuestionFileError(ValueError):
    """A question file that can't be read; the message names the line and the field."""


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of a question file: the turns of a conversation, of which the last is to be answered."""

    id: str
    turns: tuple[str, ...]

    @property
    def history(self) -> list[Turn]:
        """The turns before the last."""
        return [Turn(turn) for turn in self.turns[:-1]]


def read_questions(path: Path) -> list[BatchQuestion]:
    """Read a file of JSON lines with `id` and `turns`; other fields are left alone.

    Raises BadQuestionFileError, which names the line and the field.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestionFileError(f"{path} can't be read as UTF-8 text ({error}).") from error
    questions = [_question(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]
    ids = [question.id for question in questions]
    repeated = next((id_ for id_ in ids if ids.count(id_) > 1), None)
    if repeated is not None:
        raise BadQuestionFileError(f"{path}: the id {repeated!r} stands on more than one line.")
    return questions


def _question(path: Path, number: int, line: str) -> BatchQuestion:
    try:
        data = json.loads(line)
    except ValueError as error:
        raise BadQuestionFileError(f"{path}, line {number}: no JSON object ({error}).") from error
    if not isinstance(data, dict) or not isinstance(data.get("id"), str):
        raise BadQuestionFileError(f"{path}, line {number}: an object with a text `id` was expected.")
    turns = data.get("turns")
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) and turn.strip() for turn in turns):
        raise BadQuestionFileError(
            f"{path}, line {number} ({data['id']}): `turns` must be a list of one or more questions, not {turns!r}."
        )
    return BatchQuestion(data["id"], tuple(turns))


def answer_record(answer: Answer, id_: str | None = None) -> dict[str, Any]:
    """One answer as a record: what an answer file holds a line of.

    `quote` is letter for letter what the file prints.
    """
    record: dict[str, Any] = {} if id_ is None else {"id": id_}
    return record | {
        "question": answer.question,
        "language": answer.language,
        "answer": plain(answer.text),
        "abstained": answer.abstention is not None,
        "reason": answer.abstention.value if answer.abstention else None,
        "citations": [citation_record(citation) for citation in answer.citations],
        "closest": [citation_record(citation) for citation in answer.closest],
        "retrieved": list(_retrieved(answer)),
        "timings_ms": {**asdict(answer.timings), "total": round(answer.timings.total, 2)},
    }


def citation_record(citation: Citation) -> dict[str, Any]:
    """One citation as a record."""
    record = asdict(citation)
    return record | {
        "quote": citation.printed,
        "quote_span": [citation.quote_span.start, citation.quote_span.end],
        "quote_in_passage": [citation.quote_in_passage.start, citation.quote_in_passage.end],
        "source_file": citation.file_name,
    }


def _retrieved(answer: Answer) -> Iterator[dict[str, Any]]:
    titles = {citation.article_id: citation.title for citation in (*answer.citations, *answer.closest)}
    for hit in answer.hits:
        passage = hit.passage
        yield {
            "title": titles.get(passage.article_id, ""),
            "article_id": passage.article_id,
            "passage_id": passage.id,
            "passage": passage.text,
            "section": passage.section,
            "language": passage.language,
            "lines": [passage.first_line, passage.last_line],
            "score": round(hit.score, 4),
        }


def with_titles(records: Sequence[dict[str, Any]], titles: dict[str, str]) -> None:
    """Fill in the titles of retrieved passages, by article id."""
    for record in records:
        for retrieved in record["retrieved"]:
            retrieved["title"] = titles.get(retrieved["article_id"], "")
