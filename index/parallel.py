"""Texts that say the same in three languages: what the alignment of an encoder is estimated from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from corpus.article import LANGUAGES, Language
from index.errors import AlignmentError
from index.units import Trilingual, Unit, load_units

Kind = Literal["question", "statement"]
PARALLEL_SET = Path(__file__).parent / "data" / "parallel.jsonl"


@dataclass(frozen=True, slots=True)
class ParallelText:
    """One question or statement in the three languages."""

    kind: Kind
    texts: Trilingual


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the statement and the paragraph that answer it, each by its number among all of its kind."""

    question: int
    statement: int
    paragraph: int


@dataclass(frozen=True)
class ParallelSet:
    """Single texts, and units: paragraphs with questions about them. At least one question and one statement."""

    items: tuple[ParallelText, ...]
    units: tuple[Unit, ...] = ()

    def texts(self, kind: Kind, language: Language) -> list[str]:
        """Return all texts of one kind in one language: those of the units first, in order."""
        if kind == "question":
            in_units = [question.texts[language] for unit in self.units for question in unit.questions]
        else:
            in_units = [sentence[language] for unit in self.units for sentence in unit.sentences]
        return [*in_units, *(item.texts[language] for item in self.items if item.kind == kind)]

    def paragraphs(self, language: Language) -> list[str]:
        """Return the paragraph of each unit in one language, in order."""
        return [" ".join(sentence[language] for sentence in unit.sentences) for unit in self.units]

    @cached_property
    def answered(self) -> tuple[Answered, ...]:
        """The questions of the units with what answers them."""
        found: list[Answered] = []
        statements = 0
        for paragraph, unit in enumerate(self.units):
            for question in unit.questions:
                found.append(Answered(len(found), statements + question.answer[0], paragraph))
            statements += len(unit.sentences)
        return tuple(found)

    @cached_property
    def digest(self) -> str:
        """Changes with any text of the set."""
        content = [
            [[kind, *self.texts(kind, language)] for kind in get_args(Kind) for language in LANGUAGES],
            [[each.statement, each.paragraph] for each in self.answered],
        ]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


def shipped_parallel_set() -> ParallelSet:
    """Return all that comes with Derek: single texts and units.

    :raises AlignmentError: naming the line that is wrong.
    """
    return ParallelSet(load_parallel().items, load_units())


def load_parallel(path: Path = PARALLEL_SET) -> ParallelSet:
    """Read single texts: lines of JSON with `kind`, `ru`, `kk` and `en`.

    :raises AlignmentError: naming the line and the field that is wrong.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise AlignmentError(f"The parallel set {path} cannot be read ({exc}). Reinstall Derek.") from exc
    items = tuple(_read_line(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip())
    missing = set(get_args(Kind)) - {item.kind for item in items}
    if missing:
        raise AlignmentError(f"The parallel set {path} has no line of kind {sorted(missing)}. Add some.")
    return ParallelSet(items)


def _read_line(line: str, place: str) -> ParallelText:
    try:
        content = json.loads(line)
    except ValueError as exc:
        raise AlignmentError(f"{place} is no JSON ({exc}). Correct the line.") from exc
    fields = {"kind", *LANGUAGES}
    if not isinstance(content, dict) or set(content) != fields:
        found = sorted(content) if isinstance(content, dict) else type(content).__name__
        raise AlignmentError(f"{place} has the fields {found}, expected {sorted(fields)}. Correct the line.")
    for field, value in content.items():
        if not isinstance(value, str) or not value.strip():
            raise AlignmentError(f"{place}, field {field}: {value!r} is no text. Correct the line.")
    if content["kind"] not in get_args(Kind):
        raise AlignmentError(
            f"{place}, field kind: {content['kind']!r}, expected one of {get_args(Kind)}. Correct the line."
        )
    return ParallelText(content.pop("kind"), content)
