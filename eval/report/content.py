"""What a report shows: values only, filled in by whoever ran the evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from corpus import Language
from eval.comparison import Comparison
from eval.gate import GateLine
from eval.questions.question import Kind
from eval.summary import Summary

Why = Literal[
    "not_retrieved", "not_cited", "facts_missing", "wrongly_refused", "wrongly_answered", "wrong_language",
]  # fmt: skip
WHYS: tuple[Why, ...] = get_args(Why)
"""Ways to fail, from the first stage of the assistant to the last."""


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What was run on what."""

    name: str
    set_name: str
    questions: int
    started: str
    """ISO 8601, with or without an offset."""
    model: str
    articles: int
    passages: int
    settings: Mapping[str, str]
    versions: Mapping[str, str]
    machine: Mapping[str, str]
    seed: int
    gate: tuple[GateLine, ...] = ()


@dataclass(frozen=True, slots=True)
class RetrievedPassage:
    """One passage that was found for a question; `rank` counts from 1."""

    rank: int
    title: str
    language: Language | None
    text: str
    holds_evidence: bool


@dataclass(frozen=True, slots=True)
class WorstQuestion:
    """One question that went badly, with all that is needed to see why.

    `turns` are the user's turns, the last of them the one that was answered. `expected` are the pieces of the article
    that answer it, `answer` the reference; both may be empty: nothing in the articles answers a question of an
    unanswerable kind, and a set may judge whole documents. `given` is the answer's text, empty for a refusal without
    one. `score` lies between 0 (worst) and 1.
    """

    id: str
    lang: Language
    kind: Kind
    turns: tuple[str, ...]
    article: str
    article_language: Language | None
    score: float
    expected: tuple[str, ...]
    answer: str
    given: str
    retrieved: tuple[RetrievedPassage, ...]
    why: Why


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One question as two runs answered it; an answer without words is empty."""

    question: str
    """Its id."""
    lang: Language
    asked: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison of two runs, with the answers to the questions that changed most."""

    comparison: Comparison
    sides: tuple[SideBySide, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportContent:
    """Everything that stands in one report. Comparisons, worst questions and the gate may be empty."""

    title: str
    run: RunFacts
    summary: Summary
    worst: tuple[WorstQuestion, ...] = ()
    comparisons: tuple[Compared, ...] = ()
