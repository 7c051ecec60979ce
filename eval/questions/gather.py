"""The records of a file into a question set, or all that is wrong with them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from eval.questions.errors import BadQuestionSet, Problem, shown
from eval.questions.question import QuestionSet
from eval.questions.records import find_flaws, question_of


def gather(
    path: Path,
    records: Iterable[tuple[str, Mapping[str, Any]]],
    problems: Iterable[Problem] = (),
    names: Mapping[str, str] | None = None,
) -> QuestionSet:
    """Build the set that a file holds; it is named after the file.

    `records` come with their places ("line 5"); `problems` are those met while the records were read; `names` tells
    what the file calls a field. Raises BadQuestionSet with all problems of all records.
    """
    names = names or {}
    found = list(problems)
    first: dict[str, str] = {}
    questions = []
    for place, record in records:
        flaws = find_flaws(record)
        found += [flaw.problem(place, names.get(flaw.field)) for flaw in flaws]
        id_ = record.get("id")
        if isinstance(id_, str) and first.setdefault(id_, place) != place:
            found.append(Problem(place, names.get("id", "id"), "an id of its own", f"{shown(id_)}, as on {first[id_]}"))
        if not flaws:
            questions.append(question_of(record))
    if not found and not questions:
        found.append(Problem("", "", "one question or more", "none"))
    if found:
        raise BadQuestionSet(str(path), sorted(found, key=_order))
    return QuestionSet(path.stem, tuple(questions))


def _order(problem: Problem) -> int:
    """Problems in the order of the file's lines; those of the file as a whole come first."""
    number = problem.place.rpartition(" ")[2]
    return int(number) if number.isdigit() else 0
