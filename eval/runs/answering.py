"""Asking the questions of a run, one after the other, so that a kill at any moment loses at most one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from corpus import ArticleSummary
from eval.questions import Question
from eval.runs.folder import RunFolder, read_lines
from rag import Answer, Turn
from rag.records import answer_record

# What of an answer to a probe is kept: its retrieval is all that is scored.
_PROBED = ("question", "abstained", "retrieved")


class Asker(Protocol):
    """Whatever answers questions: an assistant."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer one question."""

    def articles(self) -> Sequence[ArticleSummary]:
        """Summaries of all articles that it answers from."""


@dataclass(frozen=True, slots=True)
class Probe:
    """The same question asked otherwise, to see what the turns before it did."""

    name: str
    text: str


def probes(question: Question) -> Iterator[Probe]:
    """How else a conversation's last turn is asked: without the others, and as its gold rewriting."""
    if len(question.turns) > 1 and question.answerable:
        yield Probe("alone", question.asked)
        if question.standalone:
            yield Probe("standalone", question.standalone)


def answer_all(folder: RunFolder, questions: Sequence[Question], asker: Asker) -> Iterator[int]:
    """Answer what is not answered yet; yield after each question how many are.

    Each answer is on disk before the next question is asked. Whoever stops listening stops the run.
    """
    _drop_cut_line(folder.answers)
    _drop_cut_line(folder.times)
    done = {record["id"] for record in read_lines(folder.answers)}
    articles = {summary.id: summary for summary in asker.articles()}
    with folder.answers.open("ab") as answers, folder.times.open("ab") as times:
        for number, question in enumerate(questions, 1):
            if question.id not in done:
                record = ask(question, asker, articles)
                spent = {"id": question.id, **record.pop("timings_ms")}
                for file, line in ((times, spent), (answers, record)):
                    file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
                    file.flush()
            yield number


def ask(question: Question, asker: Asker, articles: Mapping[str, ArticleSummary]) -> dict[str, Any]:
    """Answer one question and its probes; return the record of all of them."""
    record = answer_record(asker.ask(question.asked, question.history), articles, question.id)
    for probe in probes(question):
        probed = answer_record(asker.ask(probe.text), articles)
        record.setdefault("probes", {})[probe.name] = {field: probed[field] for field in _PROBED}
    return record


def _drop_cut_line(path: Path) -> None:
    """Cut off a last line that a kill left unfinished."""
    if path.is_file():
        whole, end, _ = path.read_bytes().rpartition(b"\n")
        with path.open("rb+") as file:
            file.truncate(len(whole) + len(end))
