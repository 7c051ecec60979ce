"""Searches a library with parts of the search exchanged, and scores what is found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from corpus import Library, Passage
from eval.given import GivenAnswer, GivenPassage
from eval.gold import NO_GOLD, find_gold
from eval.judge import judge
from eval.questions import QuestionSet, load_set, starter_set
from eval.rows import Row
from index import (
    Alignment,
    Encoder,
    FloatArray,
    Generation,
    Progress,
    Query,
    Ranker,
    Searcher,
    SearchSettings,
    Vectorizer,
)
from index.build import extended
from index.hit import Ranked
from index.search import Translator
from rag.conversation import standalone

_HITS = 20


def named_set(name: str) -> QuestionSet:
    """The starter set by its name, or a set in a file. Raises BadQuestionSet."""
    return starter_set() if name == "starter" else load_set(Path(name))


class Remembering:
    """An encoder that encodes every text once, however often it is asked."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.fingerprint, self.dimension = encoder.name, encoder.fingerprint, encoder.dimension
        self._known: dict[tuple[str, str], FloatArray] = {}

    def encode_questions(self, texts: Sequence[str]) -> FloatArray:
        """As the encoder does."""
        return self._remembered("question", texts)

    def encode_passages(self, texts: Sequence[str], *, progress: Progress | None = None) -> FloatArray:
        """As the encoder does; `progress` hears nothing."""
        return self._remembered("passage", texts)

    def _remembered(self, kind: str, texts: Sequence[str]) -> FloatArray:
        new = list(dict.fromkeys(text for text in texts if (kind, text) not in self._known))
        encode = self._encoder.encode_questions if kind == "question" else self._encoder.encode_passages
        self._known |= {(kind, text): row for text, row in zip(new, encode(new), strict=True)}
        rows = [self._known[kind, text] for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), dtype=np.float32)


class RememberingRanker:
    """A ranker that judges every passage once for a question, however often it is asked."""

    def __init__(self, ranker: Ranker) -> None:
        self._ranker = ranker
        self.name = ranker.name
        self._known: dict[tuple[str, str], Ranked] = {}

    def rank(self, question: str, passages: Sequence[Passage]) -> list[Ranked]:
        """As the ranker does."""
        new = [passage for passage in passages if (question, passage.id) not in self._known]
        judged = self._ranker.rank(question, new)
        self._known |= {(question, passage.id): ranked for passage, ranked in zip(new, judged, strict=True)}
        return [self._known[question, passage.id] for passage in passages]


@dataclass(frozen=True, eq=False)
class Crowd:
    """A library with further passages in it, of articles that it does not know."""

    library: Library
    added: Sequence[Passage] = ()

    @cached_property
    def _by_id(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.added}

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by id."""
        own = self.library.passages([id_ for id_ in ids if id_ not in self._by_id])
        return own | {id_: self._by_id[id_] for id_ in ids if id_ in self._by_id}

    def every(self) -> list[Passage]:
        """All passages."""
        return [*self.library.passages(self.library.passage_ids()).values(), *self.added]


@dataclass(frozen=True)
class Arm:
    """One way to search."""

    name: str
    alignment: Alignment
    settings: SearchSettings = field(default_factory=SearchSettings)
    ranker: Ranker | None = None
    translator: Translator | None = None


def search(crowd: Crowd, encoder: Encoder, questions: QuestionSet, arm: Arm) -> list[Row]:
    """Search for every answerable question and score what is found. Follow-ups are searched as a conversation's are."""
    vectorizer = Vectorizer(encoder, arm.alignment)
    empty = Generation.empty(encoder.name, vectorizer.fingerprint, vectorizer.dimension)
    searcher = Searcher(extended(empty, crowd.every(), vectorizer), crowd, arm.settings, arm.ranker, arm.translator)
    gold = find_gold(crowd.library, questions)
    rows = []
    for question in questions.questions:
        if not question.answerable:
            continue
        text = standalone(question.asked, question.history)
        found = searcher.search(Query(text, question.lang, vectorizer.question(text, question.lang)), _HITS)
        retrieved = tuple(
            GivenPassage(hit.passage.text, id=hit.passage.id, language=hit.passage.language) for hit in found.hits
        )
        given = GivenAnswer(question.id, abstained=False, retrieved=retrieved)
        rows.append(judge(question, given, gold.get(question.id, NO_GOLD)))
    return rows
