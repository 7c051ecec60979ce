"""Answers as they are scored: what an answer file holds, from Derek or from any other system."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self, cast

from corpus import LANGUAGES, Language


class BadAnswerFile(ValueError):
    """An answer file that can't be read; the message names the line and what was expected."""


@dataclass(frozen=True, slots=True)
class GivenPassage:
    """One retrieved passage, in rank order."""

    text: str
    title: str = ""
    file: str = ""
    id: str = ""
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class GivenCitation:
    """One citation: the quote, the passage it opens, and where that is said to stand."""

    quote: str
    passage: str
    title: str = ""
    file: str = ""
    article_id: str = ""
    section: str | None = None
    pages: tuple[str, ...] | None = None

    @property
    def text(self) -> str:
        """What the citation shows: its passage or, without one, its quote."""
        return self.passage or self.quote


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer. A question without an answer in the file counts as refused, with nothing retrieved.

    `closest` are the passages offered with a refusal; `confidence` is what the refusal was decided by, if told.
    """

    id: str
    text: str = ""
    abstained: bool = True
    citations: tuple[GivenCitation, ...] = ()
    closest: tuple[GivenCitation, ...] = ()
    retrieved: tuple[GivenPassage, ...] = ()
    confidence: float | None = None

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """Read one record; fields that other systems leave out are empty. Raises ValueError for a wrong type."""
        return cls(
            _text(record, "id"),
            _text(record, "answer"),
            bool(record.get("abstained")),
            tuple(_citation(each) for each in _objects(record, "citations")),
            tuple(_citation(each) for each in _objects(record, "closest")),
            tuple(_passage(each) for each in _objects(record, "retrieved")),
            _number(record, "confidence"),
        )


def read_answers(path: Path) -> dict[str, GivenAnswer]:
    """Read an answer file: JSON lines, one answer each, by id. Raises BadAnswerFile."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadAnswerFile(f"{path} can't be read as UTF-8 text ({error}).") from error
    answers: dict[str, GivenAnswer] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            if not isinstance(record, dict) or not record.get("id"):
                raise ValueError("an object with an `id` was expected")
            answer = GivenAnswer.from_record(record)
        except ValueError as error:
            raise BadAnswerFile(f"{path}, line {number}: {error}.") from error
        if answer.id in answers:
            raise BadAnswerFile(f"{path}, line {number}: the id {answer.id!r} stands on an earlier line, too.")
        answers[answer.id] = answer
    return answers


def _citation(record: Mapping[str, Any]) -> GivenCitation:
    section, pages = record.get("section"), record.get("pages")
    return GivenCitation(
        _text(record, "quote"),
        _text(record, "passage"),
        _text(record, "title") or _text(record, "article_title"),
        _text(record, "source_file"),
        _text(record, "article_id"),
        None if section is None else str(section),
        None if pages is None else tuple(map(str, pages)),
    )


def _passage(record: Mapping[str, Any]) -> GivenPassage:
    language = record.get("language")
    return GivenPassage(
        _text(record, "passage"),
        _text(record, "title") or _text(record, "article_title"),
        _text(record, "source_file"),
        _text(record, "passage_id"),
        cast(Language, language) if language in LANGUAGES else None,
    )


def _text(record: Mapping[str, Any], field: str) -> str:
    value = record.get(field)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"`{field}` must be a text, not {value!r}")
    return value or ""


def _number(record: Mapping[str, Any], field: str) -> float | None:
    value = record.get(field)
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise ValueError(f"`{field}` must be a number, not {value!r}")
    return None if value is None else float(value)


def _objects(record: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    value = record.get(field) or []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise ValueError(f"`{field}` must be a list of objects, not {value!r:.80}")
    return value
