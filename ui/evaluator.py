"""What the page needs of an evaluation, and nothing more: question files, runs that go step by step, and reports."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from corpus import Language


class EvaluationError(Exception):
    """What was asked for can't be done; the message is worded for the reader."""


class UnusableFile(EvaluationError):
    """A file that holds no question set; each problem names its line and field."""

    def __init__(self, name: str, problems: Sequence[str]) -> None:
        super().__init__(name, tuple(problems))
        self.name = name
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return f"{self.name}: {'; '.join(self.problems)}"


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """A question set that can be run; `path` is None for the one that comes with Derek."""

    name: str
    """Of the file, without its folder."""
    counts: Mapping[Language, int]
    """How many questions there are in each language."""
    path: Path | None = None

    @property
    def questions(self) -> int:
        """How many questions there are in all."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be run: the questions of a file in one language or in all, and of those the first `limit`."""

    file: QuestionFile
    language: Language | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run that is kept on disk. Only a finished one has a report."""

    name: str
    set_name: str
    is_starter: bool
    """True for the questions and the library that come with Derek."""
    questions: int
    started: datetime
    finished: bool = True


@dataclass(frozen=True, slots=True)
class EvaluationStep:
    """How far a run has come, in questions; `finished` once all answers are scored as well."""

    run: str
    """The run's name."""
    done: int
    total: int
    finished: bool = False


@dataclass(frozen=True, slots=True)
class RunReport:
    """The report of one run, each part the whole text of a file."""

    html: str
    """A page that needs no other file."""
    markdown: str
    scores: str
    """JSON lines, one a question."""


class Evaluator(Protocol):
    """Runs question sets and reports on what came out. Used by several threads at once."""

    def starter(self) -> QuestionFile:
        """The question set that comes with Derek."""
        ...

    def inspect(self, path: Path) -> QuestionFile:
        """Read a file of questions. Raises UnusableFile with all that is wrong in it."""
        ...

    def steps(self, choice: Choice) -> Generator[EvaluationStep, None, None]:
        """Run a set: a step before the first question, one after each, and one when all is scored.

        What is answered is kept on disk; whoever stops listening stops the run. Raises EvaluationError.
        """
        ...

    def runs(self) -> Sequence[KeptRun]:
        """The runs that are kept, newest first."""
        ...

    def report(self, run: str, against: str | None, language: Language) -> RunReport:
        """Report on a finished run, compared with another one if it is named.

        Raises EvaluationError for an unknown run, and for runs that have no question in common.
        """
        ...
