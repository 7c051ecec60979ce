"""What one language contributes to reading: word lists, never logic."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LanguageData:
    """Word lists of one language, all in lower case unless said otherwise."""

    name: str
    """The language's own name."""
    own_letters: frozenset[str]
    """Letters that the other two languages don't use; empty for a language known by its words alone."""
    stop_words: frozenset[str]
    abbreviations: frozenset[str]
    """Words that a full stop follows without ever ending the sentence, written without their last stop."""
    abbreviations_before_number: frozenset[str]
    """Abbreviations only where a figure follows; elsewhere a word like any other ("no. 5", "no.")."""
    closing_abbreviations: frozenset[str]
    """Abbreviations with which a sentence may close: units and "and so on"."""
    year_abbreviations: frozenset[str]
    """Abbreviations of "year" and "century" that stand after their number and may close a sentence."""
    part_words: frozenset[str]
    """Words that are numbered at the head of a part: "Article 5.", "5-бап."."""
    date_words: frozenset[str]
    """Words besides prepositions and figures with which the date at the head of a clause may begin."""
    openers: frozenset[str]
    """Words that often open a sentence and are neither names nor parts of names."""
    action_endings: frozenset[str]
    """Endings of nouns of action, after whose date their object follows: "создание в 2002 г. Организации"."""
    section_names: frozenset[str]
    """Usual headings of an article's parts."""
    abstract_labels: frozenset[str]
    keyword_labels: frozenset[str]
    bibliography_names: frozenset[str]
    caption_words: frozenset[str]
    """First words of captions, sources and notes of tables and figures."""
    affiliation_words: frozenset[str]
    """Beginnings of words that name a post, a degree or an institution."""
    hyphenated_prefixes: frozenset[str] = frozenset()
    """First halves of compounds that are written with a hyphen: self-, socio-."""
    joined_prefixes: frozenset[str] = frozenset()
    """First halves of compounds that are written as one word though they end like a word: меж-, много-."""
    contact_names: frozenset[str] = frozenset()
    """Headings of the part that tells who the authors are and how to reach them."""


def words(*lines: str) -> frozenset[str]:
    """The words of some lines."""
    return frozenset(word for line in lines for word in line.split())
