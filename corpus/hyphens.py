"""Hyphens at line ends: which ones belong to the word, and which ones a typesetter put there.

Decided by evidence, in this order: the characters around the hyphen; how the collection itself writes the word
elsewhere; what the languages' own habits and a dictionary say; whether both halves are words; otherwise the hyphen
goes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from corpus.dictionary import is_russian_form
from corpus.languages import all_of
from corpus.mapped import MappedText

_HYPHENS = r"\-\u2010\u2011"
_AT_LINE_END = re.compile(rf"(?<!\w)(\w+)[{_HYPHENS}][^\S\n]*\n\s*(\w+)")
_WORD = re.compile(rf"[^\W\d_]+(?:[{_HYPHENS}][^\W\d_]+)*")
_CUT_WORD = re.compile(rf"(?<![^\W\d_])[^\W\d_]+[{_HYPHENS}][^\S\n]*\n\s*[^\W\d_]+")
_INSIDE = re.compile(rf"(?<![\w{_HYPHENS}])([^\W\d_]{{3,}})[{_HYPHENS}]([^\W\d_]{{2,}})(?![\w{_HYPHENS}])")
_CAPITALS = "A-ZА-ЯЁӘҒҚҢӨҰҮҺІ"
_SPACED_ENDING = re.compile(
    rf"((?:(?<![{_CAPITALS}])[{_CAPITALS}]{{2,}}|(?<!\d)\d+)[{_HYPHENS}]) +([^\W\d_{_CAPITALS}]{{1,8}})\b"
)
_CONJUNCTIONS = {"и", "или", "and", "or", "және", "мен", "бен", "пен", "немесе"}
# Endings longer than this are seldom a case form of the same word.
_HYPHENATED = all_of("hyphenated_prefixes")
_JOINED = all_of("joined_prefixes")
_LONGEST_ENDING = 3
_SHORTEST_STEM = 5


def count_words(text: str) -> Counter[str]:
    """How often each word stands in a text, in lower case, without those that a line end cuts."""
    return Counter(match.group().casefold() for match in _WORD.finditer(_CUT_WORD.sub(" ", text)))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """How often each word stands in a collection, whole words of one line only, in lower case."""

    words: Counter[str]
    ordered: tuple[str, ...]
    totals: tuple[int, ...]
    """Running sum of the counts along `ordered`, one longer than it."""

    @classmethod
    def of(cls, texts: Iterable[str], known: Mapping[str, int] | None = None) -> Vocabulary:
        """Count the words of texts on top of those `known`, leaving out those that a line end cuts."""
        words: Counter[str] = Counter(known or {})
        for text in texts:
            words.update(count_words(text))
        ordered = tuple(sorted(words))
        return cls(words, ordered, (0, *accumulate(words[word] for word in ordered)))

    def forms(self, word: str) -> int:
        """How often the word or another case form of it stands in the collection."""
        exact = self.words[word]
        if exact or len(word) < _SHORTEST_STEM + 1:
            return exact
        stem = word[: max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING)]
        first = bisect_left(self.ordered, stem)
        last = bisect_left(self.ordered, stem + "\uffff")
        return self.totals[last] - self.totals[first]


def join_line_ends(text: MappedText, vocabulary: Vocabulary) -> MappedText:
    """Join the halves of words that a line end cuts, with or without the hyphen."""

    def joined(match: re.Match[str]) -> str | None:
        left, right = match.groups()
        if right.casefold() in _CONJUNCTIONS and match.string[match.end() : match.end() + 1].isspace():
            return None  # suspended: нефте- и газопроводы
        return f"{left}-{right}" if _hyphen_is_real(left, right, vocabulary) else left + right

    return text.sub(_AT_LINE_END, joined)


def _hyphen_is_real(left: str, right: str, vocabulary: Vocabulary) -> bool:
    whole_in_capitals = left.isupper() and right.isupper() and len(left) > 1 and len(right) > 1
    if left[-1].isdigit() or right[0].isdigit():
        return True
    if not whole_in_capitals and (right[0].isupper() or (left.isupper() and len(left) > 1)):
        return True
    left, right = left.casefold(), right.casefold()
    without, with_hyphen = vocabulary.forms(left + right), vocabulary.forms(f"{left}-{right}")
    if without != with_hyphen:
        return with_hyphen > without
    by_habit = _by_habit(left, right, vocabulary)
    if by_habit is not None:
        return by_habit
    return _both_words(left, right, vocabulary)


def _by_habit(left: str, right: str, vocabulary: Vocabulary) -> bool | None:
    """What the languages' habits and the dictionary say of two halves; None where they say nothing.

    Russian writes a first half in -о and an adjective with a hyphen (водно-энергетический) unless the whole is a word
    of the dictionary (железнодорожный).
    """
    if left in _JOINED:
        return False
    if is_russian_form(left + right):
        return False
    if left in _HYPHENATED and len(right) > _LONGEST_ENDING:
        # A short one may be a syllable as well: экс-президент, but экс-порттық.
        whole = len(left) > _LONGEST_ENDING or vocabulary.words[right] > 0 or is_russian_form(right)
        return True if whole else None
    if left.endswith("о") and len(left) > _LONGEST_ENDING and len(right) > _SHORTEST_STEM - 1:
        return is_russian_form(right) or None
    return None


def _both_words(left: str, right: str, vocabulary: Vocabulary) -> bool:
    return min(len(left), len(right)) > 3 and vocabulary.words[left] > 0 and vocabulary.forms(right) > 0


def mend_stray_hyphens(text: MappedText, vocabulary: Vocabulary) -> MappedText:
    """Take out a typesetter's hyphen that was left inside a line, and the space after a real one (БҰҰ- ның).

    A hyphen inside a line goes only if the joined word is known and the hyphenated one, or one half, is not.
    """

    def mended(match: re.Match[str]) -> str | None:
        left, right = (part.casefold() for part in match.groups())
        if match.group(2)[0].isupper():
            return None
        known = vocabulary.words[left + right] > 0
        halves = vocabulary.words[left] > 0 and vocabulary.words[right] > 0
        common = vocabulary.words[f"{left}-{right}"] > 1
        return "".join(match.groups()) if known and not halves and not common else None

    def ending(match: re.Match[str]) -> str | None:
        return None if match.group(2).casefold() in _CONJUNCTIONS else "".join(match.groups())

    return text.sub(_INSIDE, mended).sub(_SPACED_ENDING, ending)
