"""What the keywords and titles that an article prints in several languages tell of terms and their translations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from corpus import LANGUAGES, Language
from corpus.record import Record
from corpus.transliteration import fold
from index.concept import Concept
from index.inflection import is_abbreviation

if TYPE_CHECKING:
    from index.glossary import Glossary

_LONGEST_TITLE = 4
_LONGEST_TERM = 6
"""In words."""
_SHORTEST_TERM = 3
"""In letters, unless it is an abbreviation."""


@dataclass(frozen=True)
class _Listed:
    """One term of a list: as printed, the concepts of the known glossary that it names, and its skeleton."""

    text: str
    concepts: tuple[Concept, ...]
    skeleton: str


def concepts_in(records: Iterable[Record], known: Glossary) -> tuple[Concept, ...]:
    """Return what articles tell beyond a known glossary: pairs of terms, each once, in the order they are met.

    Two lists of keywords of the same length are taken term by term, if no term is known to be another's translation
    than that of its own place. Of other lists only terms that are sure to be one are taken. A pair of which `known`
    says otherwise is left out, and so is one that it holds.
    """
    found: dict[tuple[Language, str, Language, str], Concept] = {}
    for record in records:
        lists = {
            language: [_listed(term, language, known) for term in _terms(record.keyword_lists[language])]
            for language in LANGUAGES
            if language in record.keyword_lists
        }
        titles = {language: [_listed(title, language, known)] for language, title in _short_titles(record).items()}
        for side_by_side in (lists, titles):
            for one, other in combinations(side_by_side, 2):
                for a, b in _pairs(side_by_side[one], side_by_side[other]):
                    concept = Concept({one: (a.text,), other: (b.text,)})
                    found.setdefault((one, a.text.casefold(), other, b.text.casefold()), concept)
    return tuple(found.values())


def _pairs(ones: Sequence[_Listed], others: Sequence[_Listed]) -> Iterator[tuple[_Listed, _Listed]]:
    """Terms of two lists that belong together and say something new."""
    sure = [(at, place) for at, a in enumerate(ones) for place, b in enumerate(others) if _surely_one(a, b)]
    in_order = len(ones) == len(others) and all(at == place or (at, at) in sure for at, place in sure)
    for at, place in [(at, at) for at in range(len(ones))] if in_order else sure:
        a, b = ones[at], others[place]
        if not a.concepts and not b.concepts and _is_term(a.text) and _is_term(b.text):
            yield a, b


def _surely_one(a: _Listed, b: _Listed) -> bool:
    return any(concept in b.concepts for concept in a.concepts) or a.skeleton == b.skeleton != ""


def _listed(text: str, language: Language, known: Glossary) -> _Listed:
    return _Listed(text, tuple(known.named(text, language)), _skeleton(text))


def _terms(listed: Sequence[str]) -> list[str]:
    """The terms of a list; one that is printed in capitals throughout is no list of abbreviations."""
    in_capitals = all(term.isupper() for term in listed) and not all(map(is_abbreviation, listed))
    return [term.lower() if in_capitals else term for term in listed]


def _short_titles(record: Record) -> dict[Language, str]:
    """The title in all its languages, if it is short in each."""
    own = {record.language: record.cased_title or record.title} if record.language else {}
    told = record.titles | own
    titles = {language: title for language in LANGUAGES if (title := told.get(language))}
    return titles if all(len(title.split()) <= _LONGEST_TITLE for title in titles.values()) else {}


def _is_term(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    return len(text.split()) <= _LONGEST_TERM and (letters >= _SHORTEST_TERM or is_abbreviation(text))


@lru_cache(maxsize=1 << 14)
def _skeleton(text: str) -> str:
    return fold(text)
