"""One question's scores, as they are written into a run and read back from it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from corpus import Language
from eval.questions.question import Kind


@dataclass(frozen=True, slots=True)
class Row:
    """All that was measured on one question.

    `values` holds a number for each measure that applies to the question and None for the others: a refused question
    has no citation that could be right or wrong. `cluster` names the article that the question is about (questions
    about one article are not independent of each other), or the question itself where there is none.
    """

    id: str
    lang: Language
    kind: Kind
    answerable: bool
    article_language: Language | None
    cluster: str
    values: Mapping[str, float | None]

    def value(self, name: str) -> float | None:
        """One measure; None where it does not apply, or was not measured."""
        return self.values.get(name)

    @property
    def cell(self) -> str | None:
        """The question's language and its article's, "kk-ru"; None without an article."""
        return None if self.article_language is None else f"{self.lang}-{self.article_language}"

    @property
    def crossing(self) -> str | None:
        """Whether the article is in the question's language ("same") or not ("other"); None without an article."""
        if self.article_language is None:
            return None
        return "same" if self.article_language == self.lang else "other"

    def record(self) -> dict[str, Any]:
        """Return the row as JSON values."""
        return {
            "id": self.id,
            "lang": self.lang,
            "kind": self.kind,
            "answerable": self.answerable,
            "article_language": self.article_language,
            "cluster": self.cluster,
            "values": {name: self.values[name] for name in sorted(self.values)},
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> Self:
        """Read what `record` returned. Raises TypeError when fields are missing or unknown."""
        return cls(**record)


def write_rows(path: Path, rows: Sequence[Row]) -> None:
    """Write rows as JSON lines, whole or not at all."""
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text("".join(json.dumps(row.record(), ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    partial.replace(path)


def read_rows(path: Path) -> list[Row]:
    """Read what `write_rows` wrote."""
    return [Row.from_record(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
