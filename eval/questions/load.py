"""A question set from a file of any kind that can hold one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from eval.questions.errors import BadQuestionSet, Problem, shown
from eval.questions.jsonl import read_jsonl
from eval.questions.question import QuestionSet
from eval.questions.tables import read_csv
from eval.questions.workbook import read_xlsx

_READERS: dict[str, Callable[[Path], QuestionSet]] = {
    ".jsonl": read_jsonl,
    ".json": read_jsonl,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".xlsx": read_xlsx,
}
STARTER = Path(__file__).parent.parent / "sets" / "starter.jsonl"


def load_set(path: Path) -> QuestionSet:
    """Read a set as the ending of its name tells: JSON lines, CSV or XLSX. Raises BadQuestionSet."""
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        expected = f"a file name that ends in {', '.join(_READERS)}"
        raise BadQuestionSet(str(path), [Problem("", "", expected, shown(path.suffix))])
    return reader(path)


def starter_set() -> QuestionSet:
    """The questions about the starter library that come with Derek."""
    return read_jsonl(STARTER)
