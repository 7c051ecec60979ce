"""What an answer says around its quotes, and the words by which a question leans on the one before it."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import Language


@dataclass(frozen=True, slots=True)
class Phrases:
    """The wording of answers in one language. Lists are in lower case."""

    lead_one: str
    """Opens an answer that quotes one article."""
    lead_many: str
    """Opens an answer that quotes several."""
    not_in_articles: str
    closest: str
    """Said after a refusal when there are passages to show."""
    empty_library: str
    empty_question: str
    written_in: dict[Language, str]
    """How a quote in another language than the question's is introduced."""
    pages: str
    """With `{pages}`."""
    file_pages: str
    """With `{pages}`: places in the file of pages that show no number."""
    line: str
    """With `{first}`."""
    lines: str
    """With `{first}` and `{last}`."""
    openers: tuple[str, ...]
    """First words of a question that goes on from the one before it."""
    pointers: frozenset[str]
    """Words that stand for something named before."""
    closers: tuple[str, ...]
    """Last words of an elliptical question."""
    definers: tuple[str, ...]
    """What a question opens or ends with that asks what or who a name stands for."""
    figure_words: tuple[str, ...]
    """Words by which a question asks for a number or a date."""


def phrases_for(language: Language) -> Phrases:
    """The wording in one language."""
    from rag.phrases.en import ENGLISH
    from rag.phrases.kk import KAZAKH
    from rag.phrases.ru import RUSSIAN

    return {"ru": RUSSIAN, "kk": KAZAKH, "en": ENGLISH}[language]


__all__ = ["Phrases", "phrases_for"]
