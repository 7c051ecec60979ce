"""What the page needs of an assistant, and nothing more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from corpus import Language, Scope
from rag import Answer, ArticleSummary, Citation, Surroundings, Turn
from rag.holdings import Holdings


class ChatAssistant(Protocol):
    """Answers questions from a library, and opens what it cites."""

    def stream(self, question: str, history: Sequence[Turn], scope: Scope) -> Iterator[Answer]:
        """Yield a growing answer; the last one is whole. Each tells the scope it was searched in."""
        ...

    def surroundings(self, citation: Citation) -> Surroundings:
        """Return the article's text around a quote; LookupError when the article has left the library."""
        ...

    def articles(self) -> Sequence[ArticleSummary]:
        """Return what the library holds."""
        ...

    def holdings(self) -> Holdings:
        """Return what a scope can name; the same object as long as the library stays as it is."""
        ...

    def examples(self, language: Language) -> Sequence[str]:
        """Return questions in a language that the library can answer; there may be none."""
        ...
