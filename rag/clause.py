"""Reading a restriction word by word: what each word is, as far as every word is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from corpus import Language
from corpus.names import fold
from rag.holdings import AuthorName, Holdings
from rag.phrases.scope import ScopeWords, scope_words

_YEAR = r"(?:1[89]|20)\d\d"
_NEVER = "(?!)"
_BETWEEN = re.compile(r"[\s,]*")
_REFERENCE = re.compile(rf"\(?{_YEAR}\)?(?:-\w+)?")
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]+)[»”“\"]")
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’ʼ.-](?=[^\W_]))*[.'’]?")
_INITIAL = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+|[^\W\d_]")
# Longer names of authors are not looked for.
_WORDS_OF_NAME = 4
# A shorter name is one only with a capital letter: "ли" is a particle, "Ли" an author.
_SURELY_A_NAME = 5


class Kind(StrEnum):
    """What a word, or several that belong together, is to a restriction."""

    ONLY = "only"
    ARTICLES = "articles"
    ARTICLE = "article"
    COLLECTION_WORD = "collection word"
    PLACE = "place"
    """A preposition that says where to look."""
    FILLER = "filler"
    AUTHOR = "author"
    REFERENCE = "reference"
    """A year right behind an author, as references have it: "Байзакова 2026"."""
    RANGE = "range"
    """Years from or up to one that belongs to them."""
    YEARS = "years"
    """Other years: one, those after or those before one."""
    LANGUAGE = "language"
    COLLECTION = "collection"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Piece:
    """One known word or several: what it is, where it ends, and what it names (for years, the first and the last)."""

    kind: Kind
    end: int
    value: str = ""
    years: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of restrictions in one language, compiled; each pattern matches whole words."""

    words: ScopeWords
    hint: re.Pattern[str]
    """Without any of these there is no restriction."""
    opening: re.Pattern[str]
    """What a restriction begins with that no mark sets off; anything in a language without prepositions."""
    kinds: tuple[tuple[Kind, re.Pattern[str]], ...]
    years: tuple[re.Pattern[str], ...]
    languages: tuple[tuple[Language, re.Pattern[str]], ...]
    before_author: re.Pattern[str]

    @property
    def has_places(self) -> bool:
        """True if prepositions say where to look; otherwise endings do."""
        return self.words.places != _NEVER


@cache
def grammar_of(language: Language) -> Grammar:
    """The words of restrictions in one language."""
    words = scope_words(language)
    named = {
        Kind.ONLY: words.only,
        Kind.ARTICLES: words.articles,
        Kind.ARTICLE: words.article,
        Kind.COLLECTION_WORD: words.collection,
        Kind.PLACE: words.places,
        Kind.FILLER: words.fillers,
    }
    telling = (Kind.ONLY, Kind.ARTICLES, Kind.ARTICLE, Kind.COLLECTION_WORD)
    years = tuple(_whole(pattern.replace("Y", _YEAR)) for pattern in words.years)
    hint = rf"(?<!\w)(?:{'|'.join(named[kind] for kind in telling)})(?!\w)|{_YEAR}"
    return Grammar(
        words,
        re.compile(_spaced(hint), re.IGNORECASE),
        _whole(f"{words.only}|{words.places}") if words.places != _NEVER else re.compile(""),
        tuple((kind, _whole(pattern)) for kind, pattern in named.items()),
        years,
        tuple((language, _whole(pattern)) for language, pattern in words.languages.items()),
        _whole(words.before_author),
    )


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_spaced(pattern)})(?!\w)", re.IGNORECASE)


def _spaced(pattern: str) -> str:
    """Let a space in a pattern stand for any white space."""
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")


def read(text: str, start: int, end: int, grammar: Grammar, holdings: Holdings) -> Iterator[Piece]:
    """Yield what stands in a text from `start` on, up to `end` or the first word that is not known."""
    before: Piece | None = None
    at = start
    while at < end:
        piece = _piece(text, at, end, before, grammar, holdings)
        if piece is None or piece.end > end:
            return
        yield piece
        before = piece
        between = _BETWEEN.match(text, piece.end)
        at = between.end() if between else piece.end


def _piece(text: str, at: int, end: int, before: Piece | None, grammar: Grammar, holdings: Holdings) -> Piece | None:
    piece = _years(text, at, before, grammar) or _named(text, at, holdings)
    if piece is not None:
        return piece
    for language, pattern in grammar.languages:
        if match := pattern.match(text, at, end):
            return Piece(Kind.LANGUAGE, match.end(), language)
    for kind, pattern in grammar.kinds:
        if match := pattern.match(text, at, end):
            return Piece(kind, match.end(), match.group())
    return _author(text, at, end, grammar, holdings) if _may_precede_author(before, grammar) else None


def _years(text: str, at: int, before: Piece | None, grammar: Grammar) -> Piece | None:
    for pattern in grammar.years:
        match = pattern.match(text, at)
        if match is None:
            continue
        told = {name: int(year) for name, year in match.groupdict().items() if year}
        if "year" in told:
            of_author = before is not None and before.kind is Kind.AUTHOR and _REFERENCE.fullmatch(match.group())
            kind = Kind.REFERENCE if of_author else Kind.YEARS
            return Piece(kind, match.end(), years=(told["year"], told["year"]))
        first = told["after"] + 1 if "after" in told else told.get("first")
        last = told["before"] - 1 if "before" in told else told.get("last")
        kind = Kind.YEARS if {"after", "before"} & set(told) else Kind.RANGE
        return Piece(kind, match.end(), years=(first, last))
    return None


def _named(text: str, at: int, holdings: Holdings) -> Piece | None:
    """A collection by its name, with or without quotation marks, or an article by its title within them."""
    if quoted := _QUOTED.match(text, at):
        name = quoted.group(1).strip()
        collection = holdings.collection(name)
        if collection is not None:
            return Piece(Kind.COLLECTION, quoted.end(), collection.name)
        ids = [article.id for article in holdings.articles if fold(article.title) == fold(name)]
        return Piece(Kind.TITLE, quoted.end(), ids[0]) if len(ids) == 1 else None
    for one in sorted(holdings.collections, key=lambda each: -len(each.name)):
        words = r"\s+".join(map(re.escape, one.name.split()))
        if match := re.compile(rf"{words}(?!\w)", re.IGNORECASE).match(text, at):
            return Piece(Kind.COLLECTION, match.end(), one.name)
    return None


def _may_precede_author(before: Piece | None, grammar: Grammar) -> bool:
    if before is None or before.kind in {Kind.ONLY, Kind.PLACE}:
        return True
    if before.kind in {Kind.ARTICLE, Kind.ARTICLES}:
        return grammar.words.author_follows_article
    return before.kind is Kind.FILLER and bool(grammar.before_author.fullmatch(before.value))


def _author(text: str, at: int, end: int, grammar: Grammar, holdings: Holdings) -> Piece | None:
    """The longest run of words that names an author of the library, in whatever case and script."""
    matches: list[re.Match[str]] = []
    while len(matches) < _WORDS_OF_NAME and (match := _NAME_WORD.match(text, at, end)):
        matches.append(match)
        at = match.end() + (text[match.end() : match.end() + 1] == " ")
    for count in range(len(matches), 0, -1):
        words = [match.group() for match in matches[:count]]
        for endings in ((), grammar.words.name_endings):
            name = _name(words, endings, holdings)
            if name is not None:
                return Piece(Kind.AUTHOR, matches[count - 1].end(), name)
    return None


def _name(words: list[str], endings: tuple[tuple[str, str], ...], holdings: Holdings) -> str | None:
    """What a scope calls the author whom these words name: the family name, with given names if those are told."""
    initials = [word for word in words if word[0].isupper() and _INITIAL.fullmatch(word)]
    spelt = [word.strip(".") for word in words if word not in initials]
    surely = [word for word in spelt if len(word) >= _SURELY_A_NAME or word[0].isupper()]
    if not surely or any(len(word) == 1 for word in spelt):
        return None
    forms = [_forms(word, endings) for word in spelt]
    for known in _alike(forms, holdings):
        if not all(each & known.words for each in forms):
            continue
        covered = {word for word in known.words if any(word in each for each in forms)}
        if known.is_organisation and not known.family_words <= covered:
            continue
        name = " ".join([known.family, *initials]) if covered <= known.family_words else known.printed
        if holdings.by_author(name):
            return name
    return None


def _alike(forms: list[frozenset[str]], holdings: Holdings) -> Iterator[AuthorName]:
    """Names of authors with one of these words in their family names."""
    seen = set()
    for word in dict.fromkeys(form for each in forms for form in sorted(each)):
        for known in holdings.families.get(word, ()):
            if known not in seen:
                seen.add(known)
                yield known


@lru_cache(maxsize=10_000)
def _forms(word: str, endings: tuple[tuple[str, str], ...]) -> frozenset[str]:
    """What a word of a sentence may be by itself, folded."""
    lower = word.casefold()
    stems = [lower]
    for ending, own in endings:
        if lower.endswith(ending) and len(lower) - len(ending) > 1:
            stems.append(lower[: -len(ending)].rstrip("-'’") + own)
    return frozenset(folded for stem in stems if (folded := fold(stem)))


__all__ = ["Grammar", "Kind", "Piece", "grammar_of", "read"]
