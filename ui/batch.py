"""Files of questions that are answered in one go: nothing but an id and the turns is asked of a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from rag import Turn


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
