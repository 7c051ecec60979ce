"""A finished run, read from its folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Self

from eval.questions import QuestionSet
from eval.rows import Row
from eval.runs.folder import RunConfiguration, RunFolder, read_lines
from eval.runs.scoring import summarise
from eval.summary import Summary

MEMORY = "memory"
"""Id of the line of `times.jsonl` that holds no question's times but the memory."""


@dataclass(frozen=True)
class Run:
    """A run with its scores. What is large or takes time is read at its first use."""

    folder: RunFolder
    configuration: RunConfiguration
    rows: Sequence[Row]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a finished run. Raises RunError when there is none, or it is not finished."""
        folder = RunFolder.open(path)
        return cls(folder, folder.configuration(), folder.rows())

    @property
    def name(self) -> str:
        """The run's name: that of its folder."""
        return self.folder.path.name

    @cached_property
    def questions(self) -> QuestionSet:
        """The questions that were asked."""
        return self.folder.questions()

    @cached_property
    def unfounded(self) -> int:
        """How many questions have evidence that stands nowhere in the library: they can't be answered rightly."""
        gold = self.folder.gold()
        return sum(bool(each.evidence) and gold[each.id].article_id is None for each in self.questions.questions)

    @cached_property
    def summary(self) -> Summary:
        """The figures with their intervals; a second or two for 150 questions."""
        times = read_lines(self.folder.times)
        memory = [line["mb"] for line in times if line["id"] == MEMORY]
        spent = [line for line in times if line["id"] != MEMORY]
        return summarise(
            self.rows, seed=self.configuration.seed, times=spent, memory_mb=max(memory) if memory else None
        )
