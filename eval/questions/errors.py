"""What is wrong with a file of questions, worded so that its author can mend it in one go."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

_MOST_SHOWN = 20
_LONGEST_VALUE = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong."""

    place: str
    """"line 5" or "row 5"; empty when it is the file as a whole."""
    field: str
    """The field, or the column as its head names it; empty when it is the whole line."""
    expected: str
    found: str

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.place, self.field and f"`{self.field}`") if part)
        said = f"expected {self.expected}; found {self.found}"
        return printable(f"{where}: {said}" if where else said)


class BadQuestionSet(ValueError):
    """A file that holds no question set.

    The message names the file and, for each problem, the line or row, the field, what was expected and what stood
    there. It lists 20 problems and counts the others; `problems` holds them all.
    """

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        super().__init__(_message(file, self.problems))


def _message(file: str, problems: tuple[Problem, ...]) -> str:
    if len(problems) == 1:
        return f"{file}: {problems[0]}"
    lines = [f"{file}: {len(problems)} problems", *(f"  {problem}" for problem in problems[:_MOST_SHOWN])]
    more = len(problems) - _MOST_SHOWN
    return "\n".join([*lines, f"  and {more} more"] if more > 0 else lines)


def shown(value: Any) -> str:
    """A value as messages show it: as JSON, on one line, of at most 80 characters, safe to print."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    text = text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]} …"
    return printable(text)


def printable(text: str) -> str:
    """A text on one line that can be written as UTF-8, whatever came out of a file."""
    return " ".join(text.encode("utf-8", "backslashreplace").decode("utf-8").split())
