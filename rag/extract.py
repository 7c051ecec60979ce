"""Choosing the sentences that answer a question, word for word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus import LANGUAGES, Span
from index import Hit
from rag.phrases import phrases_for
from rag.settings import AnswerSettings

_REFERENCE = re.compile(r"\[[^\]]*\]|\([^()]*\d{4}[a-zа-я]?\)")
_FIGURE = 0.05
_WORD = re.compile(r"[^\W_]+")
# Two sentences that share more of their words than this say the same.
_SAME = 0.7


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence of a hit; `span` lies in the article's clean text."""

    hit: Hit
    span: Span
    text: str
    score: float


def asks_for_figure(question: str) -> bool:
    """True if a question asks for a number or a date, in any of the three languages."""
    words = f" {' '.join(_WORD.findall(question.casefold()))} "
    return any(f" {asked} " in words for language in LANGUAGES for asked in phrases_for(language).figure_words)


def candidates(hits: Sequence[Hit], *, figure: bool = False) -> list[Quote]:
    """Every sentence of the hits, best first: half its passage's score, half its own. Ties keep the hits' order.

    With `figure`, sentences that hold a number come before those that are as near but hold none.
    """
    quotes = [
        Quote(hit, span, text, (hit.score + score) / 2 + _FIGURE * (figure and has_figure(text)))
        for hit in hits
        for span, text, score in zip(
            hit.passage.sentences, hit.passage.sentence_texts(), hit.sentence_scores, strict=True
        )
    ]
    return sorted(quotes, key=lambda quote: -quote.score)


def has_figure(text: str) -> bool:
    """True if a sentence holds a number, its reference marks aside."""
    return any(char.isdigit() for char in _REFERENCE.sub("", text))


def choose(
    quotes: Sequence[Quote], settings: AnswerSettings, *, allowed: Callable[[Quote], bool] = lambda quote: True
) -> list[Quote]:
    """Take the best allowed sentences without repeating one, within the settings' limits; the best is always taken.

    `allowed` is asked only of sentences that would be taken, for it may cost something.
    """
    chosen: list[Quote] = []
    length = 0
    for quote in quotes:
        if quote.score < settings.near_best * quotes[0].score:
            break
        if chosen and length + len(quote.text) > settings.characters:
            continue
        if any(says_the_same(quote.text, other.text) for other in chosen) or not allowed(quote):
            continue
        chosen.append(quote)
        length += len(quote.text)
        if len(chosen) == settings.quotes:
            break
    return chosen


def says_the_same(text: str, other: str) -> bool:
    """True if two sentences share most of the words of the shorter one, figures included."""
    words, others = _words(text), _words(other)
    if {w for w in words if w[0].isdigit()} != {w for w in others if w[0].isdigit()}:
        return False
    return len(words & others) > _SAME * min(len(words), len(others))


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}
