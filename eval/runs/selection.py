"""Choosing some questions of a set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus import LANGUAGES
from eval.questions import KINDS, Question, QuestionSet
from eval.runs.errors import RunError

_ALLOWED: dict[str, tuple[str, ...]] = {"lang": LANGUAGES, "kind": KINDS, "answerable": ("true", "false")}
_FIELDS = ("lang", "kind", "answerable", "id", "doc")


@dataclass(frozen=True, slots=True)
class Selection:
    """Questions whose fields have one of these values, and of those the first `limit`; by default all."""

    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    limit: int | None = None

    @classmethod
    def parse(cls, words: Sequence[str], limit: int | None = None) -> Selection:
        """Read `lang=kk kind=number,list`. Raises RunError for an unknown field or value."""
        only: dict[str, frozenset[str]] = {}
        for word in words:
            name, equals, values = word.partition("=")
            if not equals or name not in _FIELDS:
                raise RunError(f"--only takes {', '.join(f'{each}=…' for each in _FIELDS)}, not {word!r}.")
            asked = frozenset(value.strip() for value in values.split(","))
            unknown = sorted(asked - set(_ALLOWED.get(name, asked)))
            if unknown:
                raise RunError(f"--only {name}: {', '.join(unknown)} is none of {', '.join(_ALLOWED[name])}.")
            only[name] = only.get(name, frozenset()) | asked
        if limit is not None and limit < 1:
            raise RunError(f"--limit takes a number of questions from 1 on, not {limit}.")
        return cls(only, limit)

    def of(self, questions: QuestionSet) -> QuestionSet:
        """Return the chosen questions, in the set's order. Raises RunError when there are none."""
        chosen = [question for question in questions.questions if self._takes(question)][: self.limit]
        if not chosen:
            asked = " ".join(f"{name}={','.join(sorted(values))}" for name, values in self.only.items())
            raise RunError(f"none of the {len(questions.questions)} questions of {questions.name} has {asked}.")
        return questions.only([question.id for question in chosen])

    def _takes(self, question: Question) -> bool:
        found = {
            "lang": question.lang,
            "kind": question.kind,
            "answerable": str(question.answerable).lower(),
            "id": question.id,
            "doc": question.doc,
        }
        return all(found[name] in values for name, values in self.only.items())
