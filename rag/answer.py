"""What an assistant returns: answers, and citations that carry everything they show by value."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from corpus import ArticleSummary, Language, Reference, Scope, Span
from index import Hit


class Abstention(StrEnum):
    """Why a question was not answered."""

    EMPTY_LIBRARY = "empty_library"
    NOT_IN_ARTICLES = "not_in_articles"
    EMPTY_QUESTION = "empty_question"
    NOTHING_IN_SCOPE = "nothing_in_scope"
    """The part of the library that was asked for holds no passage."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A further passage that says what a cited one says: the same words in another article, or a translation."""

    article_id: str
    passage_id: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    language: Language


@dataclass(frozen=True, slots=True)
class Citation:
    """One numbered quote with all that is shown about it, so that a saved answer never drifts.

    `quote` stands in the article's clean text at `quote_span`, and in `passage` at `quote_in_passage`. `printed` is
    the same quote letter for letter as the file prints it: it differs only where cleaning mended a look-alike letter.
    """

    number: int
    article_id: str
    passage_id: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    language: Language
    section: str
    pages: tuple[str, ...]
    first_line: int
    last_line: int
    file_name: str
    passage: str
    quote: str
    quote_span: Span
    quote_in_passage: Span
    printed: str
    physical_pages: tuple[int, ...] = ()
    entries: tuple[Reference, ...] = ()
    """Entries of the article's own bibliography that the passage points to: what its `[12]` stands for."""
    also: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds spent in each stage of one question."""

    encode: float = 0.0
    search: float = 0.0
    answer: float = 0.0

    @property
    def total(self) -> float:
        """All stages together, in milliseconds."""
        return self.encode + self.search + self.answer


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of the reader and the answer's text, as history for the next question."""

    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or the reason why there is none.

    `text` is Markdown in the question's language, with `[1]`-style marks that match `citations`; what comes from an
    article is escaped with backslashes, so that a bracket of its own is no mark. When `abstention` is set, `citations`
    is empty and `closest` holds the nearest passages to offer instead.
    """

    text: str
    language: Language
    question: str
    """The stand-alone question that was searched for."""
    citations: tuple[Citation, ...] = ()
    abstention: Abstention | None = None
    closest: tuple[Citation, ...] = ()
    hits: tuple[Hit, ...] = ()
    timings: Timings = field(default_factory=Timings)
    confidence: float = 0.0
    """How sure it is that the articles speak of what is asked: what a refusal is decided by. Higher is surer."""
    scope: Scope = field(default_factory=Scope)
    """What part of the library was searched: what was asked for, with what the question's own words restrict."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A quote with the text of its article around it; paragraphs are parted by an empty line.

    `before + quote + after` is one unbroken piece of the article's clean text.
    """

    before: str
    quote: str
    after: str


__all__ = [
    "Abstention",
    "Answer",
    "ArticleSummary",
    "Citation",
    "Elsewhere",
    "Surroundings",
    "Timings",
    "Turn",
]
