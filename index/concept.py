"""Concepts and what they are called in the three languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import LANGUAGES, Language
from index.errors import GlossaryError

GLOSSARY = Path(__file__).parent / "data" / "glossary.jsonl"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing with its names in at least two languages, the most usual name of each language first.

    A name is a word, a phrase or an abbreviation; a name of one word of up to six capitals is an abbreviation.
    """

    forms: Mapping[Language, tuple[str, ...]]


def load_concepts(path: Path = GLOSSARY) -> tuple[Concept, ...]:
    """Read concepts: lines of JSON with a list of forms for each of `ru`, `kk` and `en`.

    :raises GlossaryError: naming the line and the field that is wrong.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise GlossaryError(f"The glossary {path} cannot be read ({exc}). Reinstall Derek.") from exc
    return tuple(_read_line(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip())


def _read_line(line: str, place: str) -> Concept:
    try:
        content = json.loads(line)
    except ValueError as exc:
        raise GlossaryError(f"{place} is no JSON ({exc}). Correct the line.") from exc
    if not isinstance(content, dict) or set(content) != set(LANGUAGES):
        found = sorted(content) if isinstance(content, dict) else type(content).__name__
        raise GlossaryError(f"{place} has the fields {found}, expected {sorted(LANGUAGES)}. Correct the line.")
    return Concept({language: _forms(content[language], f"{place}, field {language}") for language in LANGUAGES})


def _forms(value: Any, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise GlossaryError(f"{place}: {value!r} is no list of forms. Correct the line.")
    for form in value:
        if not isinstance(form, str) or not any(char.isalpha() for char in form):
            raise GlossaryError(f"{place}: {form!r} is no word or phrase. Correct the line.")
    if len(set(value)) < len(value):
        raise GlossaryError(f"{place}: {value!r} names a form twice. Correct the line.")
    return tuple(value)
