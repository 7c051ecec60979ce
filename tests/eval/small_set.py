"""Questions to the small library that tests know by heart, with their gold."""

from __future__ import annotations

from pathlib import Path

from corpus import Home
from eval.questions import Question, QuestionSet
from index import Vectorizer, update
from rag import AnswerSettings, Workspace
from tests.fakes import FakeEncoder, library_of, plain_vectorizer
from tests.rag.small_library import BODIES, MEANINGS

QUESTIONS = QuestionSet(
    "small",
    (
        Question(
            "ru-1", "ru", "number", ("Какую длину имеет граница Казахстана и Китая?",), True, "граница", "Граница",
            ("Граница Казахстана и Китая имеет длину 1782 километра [3, 4].",),
            "1782 километра.", (("1782 километра",),),
        ),
        Question(
            "kk-1", "kk", "number", ("Транскаспий дәлізі арқылы 2022 жылы қанша жүк өтті?",), True, "дәліз", "Дәліз",
            ("Транскаспий дәлізі арқылы 2022 жылы 1500 мың тонна жүк өтті.",),
            "1500 мың тонна.", (("1500 мың тонна",),),
        ),
        Question(
            "en-1", "en", "number", ("How much does the Global Gateway intend to mobilise?",), True,
            "gateway", "Gateway",
            ("The Global Gateway intends to mobilise 300 billion euros of investment until 2027.",),
            "300 billion euros until 2027.", (("300 billion euros",), ("2027",)),
        ),
        Question(
            "en-2", "en", "conversation",
            ("Which glaciers feed the Amu Darya in late summer?", "And when do farmers notice it?"), True, "glaciers",
            "Glaciers", ("Glaciers of the Pamir feed the Amu Darya in late summer.",), "In late summer.",
            (("late summer",),), "When do the glaciers of the Pamir feed the Amu Darya?",
        ),
        Question("en-3", "en", "off_topic", ("Who invented steam engines?",), False),
    ),
)  # fmt: skip


class Silent:
    """A report that nobody reads."""

    def stage(self, text: str) -> None:
        """Say nothing."""

    def progress(self, done: int, total: int) -> None:
        """Say nothing."""

    def refused(self, error: Exception) -> None:
        """Say nothing."""


def small_vectorizer() -> Vectorizer:
    """A fake encoder without any language in its vectors."""
    return plain_vectorizer(FakeEncoder(512, meanings=MEANINGS))


def fill(home: Home) -> Vectorizer:
    """Put the small library under a home, indexed; return what it was indexed with."""
    vectorizer = small_vectorizer()
    update(library_of(home, BODIES), vectorizer, home.index)
    return vectorizer


def workspace(home: Home, vectorizer: Vectorizer, settings: AnswerSettings | None = None) -> Workspace:
    """The small library in use."""
    return Workspace(home, Silent(), settings=settings, vectorizer=vectorizer)


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a run that two equal runs share, byte for byte."""
    names = ("answers.jsonl", "scores.jsonl", "summary.json", "questions.jsonl", "gold.jsonl")
    return {name: (folder / name).read_bytes() for name in names}
