"""Titles printed in capitals, written as in a sentence: the article's own text tells which words keep a capital."""

from __future__ import annotations

import re
from collections import Counter

from corpus.blocks import is_in_capitals

_WORD = re.compile(r"[^\W\d_]+")
# In running text, not at the start of a sentence: there every word has a capital.
_INSIDE = re.compile(r"(?<=[^\s.!?…:«“\"(\n] )[^\W\d_]+|(?<=[-–])[^\W\d_]+")
# Several words in capitals in a row are a title, not abbreviations.
_SHOUTED = re.compile(r"[^\W\d_a-zа-яёәғқңөұүһі]{2,}(?:[^\w\n]+[^\W\d_a-zа-яёәғқңөұүһі]+){2,}\b")
_LONGEST_ABBREVIATION = 6
_LONGEST_ENDING = 3
_SHORTEST_STEM = 4


def in_sentence_case(title: str, text: str) -> str:
    """Write a title in capitals as a sentence; a title that is not in capitals stays as it is.

    A word keeps the capitals that it, or another form of it, has most often inside the sentences of `text`; one that
    the text does not hold is written small. The first word, and the first behind a stop, has a capital.
    """
    if not is_in_capitals(title):
        return title
    written: dict[str, Counter[str]] = {}
    for match in _INSIDE.finditer(_SHOUTED.sub(" ", text)):
        word = match.group()
        written.setdefault(_stem(word), Counter())[_shape(word)] += 1

    def cased(match: re.Match[str]) -> str:
        word = match.group()
        shape = _shape_in(written, word.casefold())
        before = title[: match.start()].rstrip(' «“"(')
        opens = not before or before[-1] in ".!?"
        if shape == "capitals" and len(word) <= _LONGEST_ABBREVIATION:
            return word
        return word.capitalize() if opens or shape == "capital" else word.lower()

    return _WORD.sub(cased, title)


def _shape_in(written: dict[str, Counter[str]], word: str) -> str:
    """The shape that a word has most often in the text; a small word where the text does not hold it."""
    for size in range(len(word), min(len(word), _SHORTEST_STEM) - 1, -1):
        if shapes := written.get(word[:size]):
            return shapes.most_common(1)[0][0]
    return "small"


def _stem(word: str) -> str:
    word = word.casefold()
    return word[: max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)]


def _shape(word: str) -> str:
    if len(word) > 1 and word.isupper():
        return "capitals"
    return "capital" if word[0].isupper() else "small"
