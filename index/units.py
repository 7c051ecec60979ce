"""Paragraphs written for the purpose in the three languages, with questions about them.

They serve to take the language out of vectors (`index.alignment`) and to train the ranker (`eval.ranker`). Every
sentence says the same in Russian, Kazakh and English, and so does every question; the studies and figures in them are
invented.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from corpus.article import LANGUAGES, Language
from index.errors import AlignmentError

FOLDER = Path(__file__).parent / "data" / "units"

Trilingual = dict[Language, str]


@dataclass(frozen=True, slots=True)
class UnitQuestion:
    """A question about a paragraph; `answer` are the numbers of the sentences that hold the answer, or none do."""

    texts: Trilingual
    answer: tuple[int, ...] = ()


@dataclass(frozen=True)
class Unit:
    """One paragraph, sentence by sentence, and what is asked about it. `domain` is the file it stands in."""

    domain: str
    topic: str
    sentences: tuple[Trilingual, ...]
    questions: tuple[UnitQuestion, ...]
    unanswerable: tuple[UnitQuestion, ...]

    @cached_property
    def id(self) -> str:
        """Tells units apart."""
        return f"{self.domain}: {self.topic}"


def load_units(folder: Path = FOLDER) -> tuple[Unit, ...]:
    """Read all units, in the order of their files' names and lines.

    :raises AlignmentError: naming the file, the line and what is wrong with it.
    """
    units = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                units.append(_unit(path.stem, json.loads(line)))
            except (ValueError, KeyError, TypeError) as exc:
                raise AlignmentError(f"{path}, line {number} is no unit ({exc}). Correct the line.") from exc
    if not units:
        raise AlignmentError(f"{folder} holds no units (*.jsonl). Reinstall Derek.")
    return tuple(units)


def _unit(domain: str, row: dict[str, Any]) -> Unit:
    sentences = tuple(_trilingual(sentence) for sentence in row["sentences"])
    questions = tuple(UnitQuestion(_trilingual(q), _numbers(q["answer"], len(sentences))) for q in row["questions"])
    unanswerable = tuple(UnitQuestion(_trilingual(q)) for q in row["unanswerable"])
    return Unit(domain, str(row["topic"]), sentences, questions, unanswerable)


def _trilingual(row: dict[str, Any]) -> Trilingual:
    texts = {language: row[language] for language in LANGUAGES}
    for language, text in texts.items():
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"{language}: {text!r} is no text")
    return texts


def _numbers(answer: list[int], sentences: int) -> tuple[int, ...]:
    if not answer or not all(isinstance(number, int) and 0 <= number < sentences for number in answer):
        raise ValueError(f"answer {answer!r}, expected numbers of sentences from 0 to {sentences - 1}")
    return tuple(answer)
