"""Words pasted from somewhere, found again in the passages: slips and other quotation marks make no difference."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus import LANGUAGES, Library, Passage, Span
from index import current
from index.keywords import Bm25Keywords
from rag.lookup_query import Query, folded

_CANDIDATES = 15
"""So many passages of each language are looked through."""
_FEWEST_WORDS = 5
_FEWEST_QUOTED_WORDS = 3
# Letters in place, of all. What is short is found by chance more easily.
_FOUND = 0.75
_FOUND_SHORT = 0.88
_SHORT = 40
_OMISSION = re.compile(r"\s*[\[(<]?(?:\.{3}|…)[\])>]?\s*")
_WORD = re.compile(r"[^\W_]+")
_STEM = 5


@dataclass(frozen=True, slots=True)
class Quotation:
    """Where in a passage the words stand: `span` counts in the article's clean text.

    `likeness` is the share of letters that agree, in [0, 1].
    """

    passage: Passage
    span: Span
    likeness: float

    @property
    def text(self) -> str:
        """The words as they stand in the passage."""
        return self.span.shift(-self.passage.span.start).cut(self.passage.text)


class Passages:
    """The passages of a library, found by their words: by the keyword index in a folder, or by reading them all.

    An index that is not in step with the library is not used. All methods raise IndexDamaged when it can't be read.
    """

    def __init__(self, library: Library, index: Path) -> None:
        self._library = library
        self._index = index

    @cached_property
    def _keywords(self) -> Bm25Keywords | None:
        folder = current(self._index)
        keywords = Bm25Keywords.load(folder / "keywords.npz") if folder else None
        stored = sum(article.passages for article in self._library.articles())
        return keywords if keywords is not None and len(keywords) == stored else None

    def every(self) -> list[Passage]:
        """All passages, article by article, in reading order."""
        ids = self._library.passage_ids()
        found = self._library.passages(ids)
        return [found[id_] for id_ in ids if id_ in found]

    def like(self, text: str) -> list[Passage]:
        """At most 15 passages of each language that share the most telling words with a text."""
        if self._keywords is None:
            return _scan(text, self.every())
        ids = [id_ for language in LANGUAGES for id_ in self._keywords.search(text, language, _CANDIDATES)]
        return list(self._library.passages(ids).values())

    def like_any(self, passages: Sequence[Passage]) -> list[Passage]:
        """Passages that share the most telling words with one of several."""
        if self._keywords is None:
            return self.every()
        return list({found.id: found for passage in passages for found in self.like(passage.text)}.values())


def find_quotations(query: Query, passages: Passages) -> list[Quotation]:
    """Passages that hold what was pasted, the best of each article, best first.

    In each of the likely ones that stretch is sought in which most of the folded letters stand in order; what was left
    out of a quotation ("…") may be missing. Fewer than 5 words, or 3 in quotation marks, are not sought.
    """
    pieces = [piece for piece in query.quoted if _is_enough(piece, query)]
    if not pieces:
        return []
    best: dict[str, Quotation] = {}
    for passage in passages.like(" ".join(pieces)):
        located = [found for found in (locate(piece, passage) for piece in pieces) if found is not None]
        found = max(located, key=lambda quotation: quotation.likeness, default=None)
        before = best.get(passage.article_id)
        if found and (before is None or found.likeness > before.likeness):
            best[passage.article_id] = found
    return sorted(best.values(), key=lambda quotation: (-quotation.likeness, quotation.passage.id))


def _is_enough(piece: str, query: Query) -> bool:
    fewest = _FEWEST_WORDS if query.quoted[0] == piece and len(piece) > len(query.text) - 3 else _FEWEST_QUOTED_WORDS
    return len(_WORD.findall(piece)) >= fewest


def _scan(text: str, passages: Iterable[Passage]) -> list[Passage]:
    """The passages that hold most of a text's words by their first letters, rare ones first."""
    stems = list({word[:_STEM].casefold() for word in _WORD.findall(text) if len(word) > 2})
    held = [(passage, [stem in passage.text.casefold() for stem in stems]) for passage in passages]
    counts = [sum(row[at] for _, row in held) for at in range(len(stems))]
    weights = [math.log(1 + len(held) / (1 + count)) for count in counts]

    def score(row: Sequence[bool]) -> float:
        return sum(weight for weight, holds in zip(weights, row, strict=True) if holds)

    ranked = sorted(held, key=lambda pair: (-score(pair[1]), pair[0].id))
    return [passage for passage, _ in ranked[: _CANDIDATES * len(LANGUAGES)]]


def locate(quoted: str, passage: Passage) -> Quotation | None:
    """Find where a passage holds some words, or None where too few of their letters agree.

    Compared are letters and digits only, folded: case, quotation marks, spaces and hyphens make no difference.
    """
    letters, places = _letters(passage.text)
    found: list[tuple[Span, float, int]] = []
    for piece in _OMISSION.split(quoted):
        sought, _ = _letters(piece)
        if sought:
            found.append((*_best_stretch(sought, letters, places), len(sought)))
    whole = sum(length for *_, length in found)
    if not whole:
        return None
    likeness = sum(alike * length for _, alike, length in found) / whole
    if likeness < (_FOUND_SHORT if whole < _SHORT else _FOUND):
        return None
    kept = [span for span, alike, _ in found if alike >= _FOUND]
    if not kept:
        return None
    span = Span(min(span.start for span in kept), max(span.end for span in kept))
    return Quotation(passage, span.shift(passage.span.start), likeness)


def _letters(text: str) -> tuple[str, list[Span]]:
    """A text's words folded and run together, and for each of those letters the span of its word."""
    letters: list[str] = []
    places: list[Span] = []
    for match in _WORD.finditer(text):
        word = folded(match.group())
        letters.append(word)
        places += [Span(*match.span())] * len(word)
    return "".join(letters), places


def _best_stretch(sought: str, letters: str, places: Sequence[Span]) -> tuple[Span, float]:
    from rapidfuzz import fuzz

    if len(sought) > len(letters):
        return (
            (Span(places[0].start, places[-1].end), fuzz.ratio(sought, letters) / 100) if places else (Span(0, 0), 0.0)
        )
    found = fuzz.partial_ratio_alignment(sought, letters)
    if found is None or found.dest_end <= found.dest_start:
        return Span(0, 0), 0.0
    return _whole_words(places, found.dest_start, found.dest_end), found.score / 100


def _whole_words(places: Sequence[Span], start: int, end: int) -> Span:
    """The words of which a stretch of letters covers at least half; the stretch's own words if that is none."""
    inside = Counter(places[start:end])
    covered = [place for place, letters in inside.items() if 2 * letters >= len(place)] or list(inside)
    return Span(min(place.start for place in covered), max(place.end for place in covered))
