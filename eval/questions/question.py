"""The nouns of a question set: a question, what is accepted as its answer, and a whole set of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Literal, get_args

from corpus import Language
from rag import Turn

Kind = Literal[
    "factoid", "number", "list", "definition", "reason", "comparison", "viewpoint",
    "conversation", "topic_change", "near_miss", "off_topic", "unanswerable",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
UNANSWERABLE: tuple[Kind, ...] = ("near_miss", "off_topic", "unanswerable")
"""Kinds that nothing in the articles answers: on their topics, on another one, or not told which."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its gold, which describes the last of its turns.

    `evidence` are verbatim pieces of one article that together suffice to answer; `keys` the facts of the answer,
    each a tuple of alternatives of which a correct extract holds at least one; `standalone` the last turn as it would
    be asked without the ones before. Where a set judges whole documents instead, `relevant` gives a grade above 0 to
    the file names of those that answer, and `spans` are accepted answers, word for word.
    """

    id: str
    lang: Language
    kind: Kind
    turns: tuple[str, ...]
    answerable: bool
    doc: str = ""
    """What the name of the article's file begins with."""
    article: str = ""
    """The article's title, as printed."""
    evidence: tuple[str, ...] = ()
    answer: str = ""
    keys: tuple[tuple[str, ...], ...] = ()
    standalone: str = ""
    relevant: Mapping[str, int] = field(default_factory=dict)
    spans: tuple[str, ...] = ()

    @property
    def asked(self) -> str:
        """The turn that is to be answered."""
        return self.turns[-1]

    @property
    def history(self) -> list[Turn]:
        """The turns before it."""
        return [Turn(turn) for turn in self.turns[:-1]]


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions under a name; their ids differ."""

    name: str
    questions: tuple[Question, ...]

    @property
    def digest(self) -> str:
        """Changes with anything in the set but its name: 16 hexadecimal digits."""
        content = [asdict(question) for question in self.questions]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]

    def only(self, ids: Sequence[str]) -> QuestionSet:
        """Return the set without all questions but these, in the set's order."""
        wanted = set(ids)
        return QuestionSet(self.name, tuple(question for question in self.questions if question.id in wanted))
