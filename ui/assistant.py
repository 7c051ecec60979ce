"""What the page needs of an assistant, and nothing more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from corpus import Language
from rag import Answer, ArticleSummary, Citation, Surroundings, Turn


class ChatAssistant(Protocol):
    """Answers questions from a library, and opens what it cites."""

    def stream(self, question: str, history: Sequence[Turn]) -> Iterator[Answer]:
        """Yield a growing answer; the last one is whole."""
        ...

    def surroundings(self, citation: Citation) -> Surroundings:
        """Return the article's text around a quote; LookupError when the article has left the library."""
        ...

    def articles(self) -> Sequence[ArticleSummary]:
        """Return what the library holds."""
        ...

    def examples(self, language: Language) -> Sequence[str]:
        """Return questions in a language that the library can answer; there may be none."""
        ...
