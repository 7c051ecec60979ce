"""How readers restrict what a question is asked of, and what is said when nothing is left."""

from __future__ import annotations

from dataclasses import dataclass

from corpus import Language


@dataclass(frozen=True, slots=True)
class ScopeWords:
    """The words of restrictions in one language: regular expressions, matched without regard to case.

    A restriction is a run of words at the beginning or the end of a question each of which is one of these, or a year,
    or the name of an author or a collection.
    """

    only: str
    """Words that say that nothing else counts."""
    places: str
    """Prepositions before what is searched; nothing matches in a language that has endings for them."""
    article: str
    """"An article", in the forms in which it is searched in."""
    articles: str
    """The same of several."""
    collection: str
    """"A collection", in the forms in which it is searched in."""
    fillers: str
    """Words that may stand between the others and say nothing by themselves."""
    before_author: str
    """Of those, the ones that an author's name may follow."""
    author_follows_article: bool
    """True if a name may stand right behind "article", with nothing between them."""
    languages: dict[Language, str]
    """Languages of articles, in the forms in which they stand beside "articles"."""
    years: tuple[str, ...]
    """Years, the longest first. `Y` stands for a year; the groups `first` and `last` belong to the range, `after` and
    `before` don't, and `year` is a range of its own."""
    name_endings: tuple[tuple[str, str], ...]
    """Endings of names in sentences, each with what the name itself ends with in its place."""

    no_article: str
    """With `{value}`: an id; and so on for the next two."""
    no_author: str
    no_collection: str
    no_years: str
    """With `{value}`: "2020–2026", or one of the next two."""
    since: str
    """With `{year}`, which belongs to the range; so in the next one."""
    until: str
    no_together: str
    no_language: str
    """With `{value}`: "in Kazakh or in English"."""
    either: str
    """Joins the last two of several languages."""
    has_articles: str
    """With `{value}`: titles that there are; and so on for the next three."""
    has_authors: str
    has_collections: str
    has_years: str
    has_no_collections: str


def scope_words(language: Language) -> ScopeWords:
    """The words of restrictions in one language."""
    from rag.phrases.scope_en import ENGLISH
    from rag.phrases.scope_kk import KAZAKH
    from rag.phrases.scope_ru import RUSSIAN

    return {"ru": RUSSIAN, "kk": KAZAKH, "en": ENGLISH}[language]


__all__ = ["ScopeWords", "scope_words"]
