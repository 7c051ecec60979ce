"""The lines of a collection's files, each held against what its fields must be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import LANGUAGES
from eval.collections.errors import BadCollection
from eval.questions import BadQuestionSet, Problem, is_text
from eval.questions.errors import shown
from eval.questions.files import MB, decode, read_bytes
from eval.questions.jsonl import parse_object
from eval.questions.records import is_texts

LARGEST = 2000 * MB


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field must be, and how that is said."""

    fits: Callable[[Any], bool]
    expected: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file, counted from 1, with its fields."""

    line: int
    fields: Mapping[str, Any]

    def __getitem__(self, field: str) -> Any:
        return self.fields[field]

    def __contains__(self, field: str) -> bool:
        return field in self.fields

    def problem(self, field: str, expected: str, found: Any) -> Problem:
        """Return what is wrong with one of its fields."""
        return Problem(f"line {self.line}", field, expected, shown(found))


TEXT = Shape(is_text, "a text that is not empty")
ANY_TEXT = Shape(lambda value: is_text(value) or (isinstance(value, str) and not value.strip()), "a text")
LANGUAGE = Shape(lambda value: value in LANGUAGES, f"one of {', '.join(LANGUAGES)}")
TEXTS = Shape(is_texts, "a list of one or more texts, none of them empty")


def read_lines(path: Path) -> list[str]:
    """Read the lines of a text file in UTF-8. Raises BadCollection."""
    try:
        return decode(path, read_bytes(path, LARGEST)).split("\n")
    except BadQuestionSet as error:
        raise BadCollection(error.file, error.problems) from error


def parse_rows(path: Path) -> tuple[list[Row], list[Problem]]:
    """Read JSON lines whatever their fields, and tell of the lines that are none. Raises BadCollection."""
    rows: list[Row] = []
    problems: list[Problem] = []
    for number, line in enumerate(read_lines(path), 1):
        if not line.strip():
            continue
        try:
            rows.append(Row(number, parse_object(line)))
        except ValueError as error:
            problems.append(Problem(f"line {number}", "", "one JSON object", str(error)))
    if not rows and not problems:
        problems.append(Problem("", "", "one line or more", "none"))
    return rows, problems


def read_json_rows(
    path: Path, shapes: Mapping[str, Shape], id_field: str, *, optional: Mapping[str, Shape] | None = None
) -> list[Row]:
    """Read JSON lines that have all the fields of `shapes` and may have those of `optional`; others are left alone.

    The values of `id_field`, one of `shapes`, must differ. Raises BadCollection with all that is wrong in the file.
    """
    every = {**shapes, **(optional or {})}
    rows, problems = parse_rows(path)
    first: dict[str, int] = {}
    for row in rows:
        place = f"line {row.line}"
        found = [Problem(place, name, shapes[name].expected, "nothing") for name in shapes if name not in row]
        found += [
            row.problem(name, shape.expected, row[name])
            for name, shape in every.items()
            if name in row and not shape.fits(row[name])
        ]
        if not found and first.setdefault(row[id_field], row.line) != row.line:
            twice = f"{shown(row[id_field])}, as on line {first[row[id_field]]}"
            found = [Problem(place, id_field, "an id of its own", twice)]
        problems += found
    refuse(path, problems)
    return rows


def refuse(path: Path, problems: Sequence[Problem]) -> None:
    """Raise BadCollection if there is any problem."""
    if problems:
        raise BadCollection(str(path), problems)
