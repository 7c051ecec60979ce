"""Question sets as JSON lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.questions.errors import Problem, shown
from eval.questions.files import MB, decode, read_bytes, replace_file
from eval.questions.gather import gather
from eval.questions.question import Question, QuestionSet
from eval.questions.records import record_of

_LARGEST = 200 * MB


def read_jsonl(path: Path) -> QuestionSet:
    """Read a set; empty lines are passed over. Raises BadQuestionSet with all that is wrong in the file."""
    return parse_jsonl(path, read_bytes(path, _LARGEST))


def parse_jsonl(path: Path, data: bytes) -> QuestionSet:
    """Read the bytes of a file; `path` is only for the set's name and for messages. Raises BadQuestionSet."""
    records: list[tuple[str, dict[str, Any]]] = []
    problems: list[Problem] = []
    # Not `splitlines`: a text may hold other characters that end a line (U+2028).
    for number, line in enumerate(decode(path, data).split("\n"), 1):
        if not line.strip():
            continue
        try:
            records.append((f"line {number}", parse_object(line)))
        except ValueError as error:
            problems.append(Problem(f"line {number}", "", "one JSON object", str(error)))
    return gather(path, records, problems)


def parse_object(line: str) -> dict[str, Any]:
    """Read one JSON object strictly: no name twice, no NaN or Infinity. Raises ValueError worded as what was found."""
    try:
        value = json.loads(line, object_pairs_hook=_unique, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ValueError(f"{shown(line.strip())} ({error.msg} at column {error.colno})") from error
    except RecursionError as error:
        raise ValueError(f"{shown(line.strip())} (nested too deep)") from error
    if not isinstance(value, dict):
        raise ValueError(shown(value))
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the field {shown(twice)} twice")
    return found


def _refuse(name: str) -> None:
    raise ValueError(f"{name}, which is no JSON")


def write_jsonl(path: Path, questions: QuestionSet) -> None:
    """Write a set, whole or not at all. Raises OSError."""
    replace_file(path, lines_of(questions.questions).encode("utf-8"))


def lines_of(questions: Sequence[Question]) -> str:
    """Return questions as JSON lines, each with its line break."""
    return "".join(json.dumps(record_of(question), ensure_ascii=False) + "\n" for question in questions)
