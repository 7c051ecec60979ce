"""Question sets as tables, CSV or XLSX: a question a row, a field a column.

The first row names the columns, in Russian, Kazakh or English. Lists stand in one cell, an item a line: turns, pieces
of evidence, key facts (the alternatives of one parted by "|"), accepted answers, relevant files ("NAME | GRADE").
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from eval.questions.columns import COLUMN_NAMES, NO, YES, field_of
from eval.questions.errors import BadQuestionSet, Problem, shown
from eval.questions.files import MB, decode, read_bytes
from eval.questions.gather import gather
from eval.questions.question import QuestionSet

LARGEST = 20 * MB
MOST_ROWS = 100_000
_SEPARATORS = ",;\t"
_ALTERNATIVES = "|"
_CSV_ADVICE = "in Excel: Save as, “CSV UTF-8”"
Cell = str | int | float | bool | date | datetime | time | timedelta | None


def read_csv(path: Path) -> QuestionSet:
    """Read a table in UTF-8 whose cells are parted by commas, semicolons or tabs, as its first line tells.

    Raises BadQuestionSet with all that is wrong in it, by the rows that a spreadsheet shows.
    """
    text = decode(path, read_bytes(path, LARGEST), _CSV_ADVICE)
    return read_rows(path, _csv_rows(path, text))


def _csv_rows(path: Path, text: str) -> Iterator[Sequence[Cell]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, 1):  # noqa: B007
            yield cells
    except csv.Error as error:
        expected = "cells in quotation marks that are closed, with each mark inside doubled"
        raise BadQuestionSet(str(path), [Problem(f"row {row + 1}", "", expected, str(error))]) from error


def _separator(text: str) -> str:
    """The separator that makes most columns of the first line known ones; a comma if none does."""
    line = text.splitlines()[0] if text.strip() else ""

    def known(separator: str) -> int:
        return sum(field_of(cell) is not None for cells in csv.reader([line], delimiter=separator) for cell in cells)

    return max(_SEPARATORS, key=known)


def read_rows(path: Path, rows: Iterable[Sequence[Cell]]) -> QuestionSet:
    """Make a set of a table's rows, the first of which names the columns. Raises BadQuestionSet."""
    numbered = enumerate(rows, 1)
    _, head = next(numbered, (1, []))
    columns, problems = _columns(head)
    if not columns or problems:
        missing = [] if problems else [Problem("row 1", "", f"the names of the columns: {_known()}", "nothing")]
        raise BadQuestionSet(str(path), [*problems, *missing])
    records: list[tuple[str, dict[str, Any]]] = []
    for number, cells in numbered:
        if number > MOST_ROWS:
            raise BadQuestionSet(str(path), [Problem("", "", f"at most {MOST_ROWS:,} rows; split it", "more")])
        if all(_is_empty(cell) for cell in cells):
            continue
        place = f"row {number}"
        strays = [(at, cell) for at, cell in enumerate(cells) if at not in columns and not _is_empty(cell)]
        problems += [Problem(place, _letters(at), "nothing under a column without name", shown(c)) for at, c in strays]
        records.append((place, _record(columns, cells)))
    return gather(path, records, problems, {columns[at]: str(head[at]).strip() for at in columns})


def _columns(head: Sequence[Cell]) -> tuple[dict[int, str], list[Problem]]:
    """The field of each column, by its place; and what is wrong with the names."""
    columns: dict[int, str] = {}
    problems = []
    for at, cell in enumerate(head):
        if _is_empty(cell):
            continue
        name = str(cell).strip()
        field = field_of(name)
        if field is None:
            problems.append(Problem("row 1", _letters(at), f"a column's name: {_known()}", shown(name)))
        elif field in columns.values():
            problems.append(Problem("row 1", name, f"one column for `{field}`", "a second one"))
        else:
            columns[at] = field
    return columns, problems


def _known() -> str:
    """The names that are offered, field by field."""
    return ", ".join(" / ".join(names[0] for names in languages.values()) for languages in COLUMN_NAMES.values())


def _letters(at: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A, B, … Z, AA."""
    before, last = divmod(at, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _is_empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _record(columns: Mapping[int, str], cells: Sequence[Cell]) -> dict[str, Any]:
    """A row as a record. What can't be understood stays as it stands, for the checks of records to refuse."""
    filled = ((field, cells[at]) for at, field in columns.items() if at < len(cells) and not _is_empty(cells[at]))
    return {field: _value(field, cell) for field, cell in filled}


def _value(field: str, cell: Cell) -> Any:
    text = _text(cell)
    if text is None:
        return cell
    match field:
        case "answerable":
            word = text.casefold()
            return True if word in YES else False if word in NO else text
        case "lang" | "kind":
            return text.casefold()
        case "turns" | "evidence" | "spans":
            return _lines(text)
        case "keys":
            return [[part.strip() for part in line.split(_ALTERNATIVES)] for line in _lines(text)]
        case "relevant":
            return _grades(_lines(text)) or text
        case _:
            return text


def _text(cell: Cell) -> str | None:
    """A cell as its author typed it; None for a date or a time, which a spreadsheet made of something else."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, str | int | float):
        return str(cell).strip()
    return None


def _lines(text: str) -> list[str]:
    return [stripped for line in text.splitlines() if (stripped := line.strip())]


def _grades(lines: Sequence[str]) -> dict[str, int] | None:
    """File names with their grades; None unless each line holds a name, a bar and a whole number."""
    grades: dict[str, int] = {}
    for line in lines:
        name, _, grade = (part.strip() for part in line.rpartition(_ALTERNATIVES))
        if not name or not grade.isdecimal() or name in grades:
            return None
        grades[name] = int(grade)
    return grades
