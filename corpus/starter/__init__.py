"""The starter library: twelve articles that ship with Derek, and questions that they answer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from corpus.article import LANGUAGES, Language

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Example:
    """A question in each language that one article answers."""

    file_name: str
    question: dict[Language, str]


def files() -> list[Path]:
    """The articles' files, by name."""
    return sorted(FOLDER.glob("*.md"))


def examples() -> list[Example]:
    """The example questions, in the order in which they are shown."""
    records = json.loads((FOLDER / "examples.json").read_text(encoding="utf-8"))
    return [Example(record["article"], {language: record[language] for language in LANGUAGES}) for record in records]
