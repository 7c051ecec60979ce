"""Terms of a text and what they are called in the other languages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from corpus import LANGUAGES, Language
from corpus.record import Record
from index.concept import Concept, load_concepts
from index.inflection import Word, is_abbreviation, is_form, key_of, stands_for, words_of


@dataclass(frozen=True, slots=True)
class _Term:
    """One form of a concept, ready to be compared: an abbreviation, or words."""

    concept: Concept
    words: tuple[Word, ...]
    abbreviation: str = ""


@dataclass(frozen=True, slots=True)
class _Match:
    """A term at its place among the words of a text."""

    start: int
    end: int
    concept: Concept


@dataclass(frozen=True)
class Glossary:
    """Concepts that are looked for in a text in one language and named in another."""

    concepts: tuple[Concept, ...] = ()

    @classmethod
    def shipped(cls) -> Glossary:
        """Return the glossary that comes with Derek; it is read once.

        :raises GlossaryError: naming the line that is wrong.
        """
        return _shipped()

    @classmethod
    def learnt(cls, records: Iterable[Record]) -> Glossary:
        """Return what the records of a collection's articles tell beyond the shipped glossary.

        Their lists of keywords, and their short titles, are put side by side (`index.side_by_side`).
        """
        from index.side_by_side import concepts_in  # which looks terms up in the shipped glossary

        return cls(concepts_in(records, cls.shipped()))

    def merged(self, other: Glossary) -> Glossary:
        """Return a glossary with the concepts of both, those of this one first."""
        return Glossary(self.concepts + other.concepts)

    def translations(self, text: str, source: Language, target: Language) -> tuple[str, ...]:
        """Name in `target` the concepts that a text in `source` names, once each, those of the longest terms first.

        Endings don't matter, and each word of the text belongs to one term at most: the longest. An abbreviation is
        found only where it stands in capitals, with or without an ending behind a hyphen.
        """
        words = words_of(text, source)
        taken: dict[int, tuple[int, int]] = {}
        found: dict[str, None] = {}
        for match in sorted(self._matches(words, source), key=lambda match: (match.start - match.end, match.start)):
            span = (match.start, match.end)
            if all(taken.get(at, span) == span for at in range(*span)):
                taken.update(dict.fromkeys(range(*span), span))
                found.update(dict.fromkeys(match.concept.forms.get(target, ())))
        return tuple(found)

    def named(self, term: str, language: Language) -> list[Concept]:
        """Return the concepts that a term as a whole is a name of."""
        words = words_of(term, language)
        whole = {
            id(match.concept): match.concept
            for match in self._matches(words, language)
            if match.end - match.start == len(words)
        }
        return list(whole.values())

    def _matches(self, words: Sequence[Word], language: Language) -> list[_Match]:
        matches: list[_Match] = []
        for start, word in enumerate(words):
            abbreviations = self._standing_at(start, words, language, (word.capitals,))
            # ОПЕК in capitals is no form of опека.
            others = [
                term
                for term in self._standing_at(start, words, language, word.keys)
                if len(term.words) > 1 or not abbreviations
            ]
            matches += [_Match(start, start + len(term.words), term.concept) for term in (*abbreviations, *others)]
        return matches

    def _standing_at(self, start: int, words: Sequence[Word], language: Language, keys: Sequence[str]) -> list[_Term]:
        terms = self._terms[language]
        return [term for key in keys for term in terms.get(key, ()) if _stands_at(term, words, start, language)]

    @cached_property
    def _terms(self) -> dict[Language, dict[str, list[_Term]]]:
        """The forms of all concepts by the key of their first word."""
        by_language: dict[Language, dict[str, list[_Term]]] = {language: defaultdict(list) for language in LANGUAGES}
        for concept in self.concepts:
            for language, forms in concept.forms.items():
                for form in forms:
                    words = tuple(words_of(form, language))
                    if words:
                        term = _Term(concept, words, form if is_abbreviation(form) else "")
                        by_language[language][term.abbreviation or key_of(words[0], language)].append(term)
        return {language: dict(terms) for language, terms in by_language.items()}


def _stands_at(term: _Term, words: Sequence[Word], start: int, language: Language) -> bool:
    if term.abbreviation:
        return stands_for(words[start], term.abbreviation, language)
    there = words[start : start + len(term.words)]
    in_phrase = len(term.words) > 1
    return len(there) == len(term.words) and all(
        is_form(word, of, language, in_phrase=in_phrase) for word, of in zip(there, term.words, strict=True)
    )


@cache
def _shipped() -> Glossary:
    return Glossary(load_concepts())
