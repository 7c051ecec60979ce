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
    """Words that a full stop follows without ending the sentence, written without that stop."""
    abbreviations_before_name: frozenset[str]
    """Abbreviations that never end a sentence, because a name or a figure follows them."""
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
