"""A run on disk: one folder that tells what was asked, of what, and how it was answered.

RUN/
├── run.json          what it was made with; `finished` once all questions are answered
├── questions.jsonl   the questions that are asked, with their gold
├── gold.jsonl        where the evidence stands in this library
├── answers.jsonl     one answer a line, in the order of the questions; grows while the run goes on
├── times.jsonl       milliseconds of each question, and the memory: all that two equal runs may differ in
├── scores.jsonl      one question's scores a line
├── summary.json      the figures with their intervals
└── report.html, report.md
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from eval.gold import Gold
from eval.questions import QuestionSet, read_jsonl, write_jsonl
from eval.rows import Row, read_rows
from eval.runs.errors import RunError

FORMAT = 1


@dataclass(frozen=True, slots=True)
class RunConfiguration:
    """What a run was made with. Two runs that agree in all but the last fields give the same answers."""

    format: int
    set_name: str
    set_digest: str
    questions: int
    variant: str
    library: str
    """Whose articles were searched: "reader", or the set whose own library it is."""
    settings: Mapping[str, str]
    model: str
    fingerprint: str
    """Of the encoder and its alignment, as the index names it."""
    generation: str
    articles: int
    passages: int
    library_digest: str
    """Of the passages that were searched."""
    seed: int
    versions: Mapping[str, str]
    machine: Mapping[str, str]
    name: str
    started: str
    """Local time with its offset, ISO 8601."""
    finished: bool = False

    def differs_from(self, other: RunConfiguration) -> list[str]:
        """Names of the fields that make answers incomparable with those of another configuration."""
        free = {"machine", "name", "started", "finished", "generation", "set_name"}
        names = [field.name for field in fields(self) if field.name not in free]
        return [name for name in names if getattr(self, name) != getattr(other, name)]


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The files of one run."""

    path: Path

    @property
    def answers(self) -> Path:
        """One answer a line."""
        return self.path / "answers.jsonl"

    @property
    def times(self) -> Path:
        """One question's times a line."""
        return self.path / "times.jsonl"

    @property
    def scores(self) -> Path:
        """One question's scores a line."""
        return self.path / "scores.jsonl"

    @property
    def summary(self) -> Path:
        """The figures."""
        return self.path / "summary.json"

    @property
    def _questions(self) -> Path:
        return self.path / "questions.jsonl"

    @property
    def _gold(self) -> Path:
        return self.path / "gold.jsonl"

    @property
    def _configuration(self) -> Path:
        return self.path / "run.json"

    @classmethod
    def create(
        cls, path: Path, configuration: RunConfiguration, questions: QuestionSet, gold: Mapping[str, Gold]
    ) -> Self:
        """Make the folder of a new run. The configuration is written last: a folder without it is no run yet."""
        folder = cls(path)
        if folder._configuration.exists():
            raise RunError(f"{path} holds a run already; name another folder, or go on with it with --resume {path}.")
        path.mkdir(parents=True, exist_ok=True)
        write_jsonl(folder._questions, questions)
        lines = (json.dumps({"id": id_, **each.record()}, ensure_ascii=False) + "\n" for id_, each in gold.items())
        write_whole(folder._gold, "".join(lines))
        folder.save_configuration(configuration)
        return folder

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the folder of a run that was begun. Raises RunError when it is none."""
        folder = cls(path)
        if not folder._configuration.is_file():
            raise RunError(f"{path} is no folder of a run: run.json is missing there.")
        return folder

    def configuration(self) -> RunConfiguration:
        """Read what the run was made with. Raises RunError when that can't be read."""
        try:
            data = json.loads(self._configuration.read_text(encoding="utf-8"))
            configuration = RunConfiguration(**data)
            datetime.fromisoformat(configuration.started)
        except (OSError, ValueError, TypeError) as error:
            raise RunError(f"{self._configuration} can't be read ({error}).") from error
        if configuration.format != FORMAT:
            raise RunError(
                f"{self.path} is a run of format {configuration.format}, but this version reads {FORMAT}; "
                "run the set again."
            )
        return configuration

    def save_configuration(self, configuration: RunConfiguration) -> None:
        """Write what the run was made with."""
        write_whole(self._configuration, json.dumps(asdict(configuration), ensure_ascii=False, indent=1))

    def questions(self) -> QuestionSet:
        """The questions that are asked."""
        return QuestionSet(self.configuration().set_name, read_jsonl(self._questions).questions)

    def gold(self) -> dict[str, Gold]:
        """The gold of each question, by id."""
        records = read_lines(self._gold)
        return {record.pop("id"): Gold.from_record(record) for record in records}

    def rows(self) -> list[Row]:
        """The scores of each question. Raises RunError for a run that was not finished."""
        if not self.scores.is_file():
            raise RunError(f"{self.path} is not finished; go on with it with `derek eval --resume {self.path}`.")
        return read_rows(self.scores)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read whole lines of JSON objects; a last line that was cut off by a kill is passed over."""
    if not path.is_file():
        return []
    whole, _, _ = path.read_bytes().rpartition(b"\n")
    return [json.loads(line) for line in whole.split(b"\n") if line.strip()]


def append_line(path: Path, record: Mapping[str, Any]) -> None:
    """Append one JSON object to a file of lines."""
    with path.open("ab") as file:
        file.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")


def write_whole(path: Path, text: str) -> None:
    """Write a file by one rename."""
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
