"""What a library holds, as a scope names it: articles, authors, years, collections."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from corpus import ArticleSummary, Collection, Library, Scope
from corpus.collection import name_key
from corpus.names import Name, fold, same_person

# A reader asks more than once within the same scope.
_SCOPES_KEPT = 16


class Lack(StrEnum):
    """What a scope asks for that a library does not have."""

    ARTICLE = "article"
    AUTHOR = "author"
    COLLECTION = "collection"
    YEARS = "years"
    TOGETHER = "together"
    """Each condition is met by some article, and all of them by none."""
    LANGUAGE = "language"
    """The articles have no passage in the languages asked for."""


class NothingInScope(LookupError):
    """A scope admits nothing of the library: `lack` says for want of what, `value` or `years` what was asked for."""

    def __init__(self, lack: Lack, value: str = "", *, years: tuple[int | None, int | None] = (None, None)) -> None:
        super().__init__(f"nothing in scope: {lack} {value}".rstrip())
        self.lack = lack
        self.value = value
        self.years = years


@dataclass(frozen=True, slots=True)
class AuthorName:
    """One printed form of an author's name, with the folded words of all of it and of the family name."""

    printed: str
    family: str
    words: frozenset[str]
    family_words: frozenset[str]
    is_organisation: bool

    @classmethod
    @lru_cache(maxsize=50_000)
    def parse(cls, printed: str) -> AuthorName:
        """Take a printed name apart."""
        name = Name.parse(printed)
        words, family_words = frozenset(fold(printed).split()), frozenset(fold(name.family).split())
        return cls(printed, name.family, words, family_words, name.is_organisation)

    def is_named(self, asked: AuthorName) -> bool:
        """True if another name may stand for this one: the family name or a part of it, the person, the whole name.

        "Байзакова", "Baizakova", "К.И. Байзакова" and "Клара Байзакова" all name "Байзакова Клара Ивановна".
        """
        if not asked.words & self.family_words:
            return False
        of_family = asked.words == self.family_words if self.is_organisation else asked.words <= self.family_words
        return of_family or self.family_words <= asked.words <= self.words or same_person(asked.printed, self.printed)


class Holdings:
    """The articles and collections of a library at one moment. It never changes; safe to use from several threads."""

    def __init__(self, articles: Sequence[ArticleSummary], collections: Sequence[Collection] = ()) -> None:
        self.articles = tuple(articles)
        self.collections = tuple(collections)
        self._by_id = {article.id: article for article in self.articles}
        self._admitted: OrderedDict[Scope, frozenset[str]] = OrderedDict()
        self._lock = threading.Lock()

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """Each author once, as most articles print the name, in the order of family names across scripts."""
        persons: dict[str, list[Counter[str]]] = defaultdict(list)
        for article in self.articles:
            for printed in article.authors:
                known = persons[fold(Name.parse(printed).family)]
                own = next((forms for forms in known if same_person(printed, next(iter(forms)))), None)
                if own is None:
                    known.append(own := Counter())
                own[printed] += 1
        return tuple(forms.most_common(1)[0][0] for _, known in sorted(persons.items()) for forms in known)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of the articles, ascending."""
        return tuple(sorted({article.year for article in self.articles if article.year is not None}))

    @cached_property
    def names(self) -> dict[AuthorName, frozenset[str]]:
        """All printed forms of authors' names, with the ids of the articles that have them."""
        found: dict[AuthorName, set[str]] = defaultdict(set)
        for article in self.articles:
            forms = [*article.authors, *(form for others in article.record.author_forms for form in others)]
            for printed in forms:
                found[AuthorName.parse(printed)].add(article.id)
        return {name: frozenset(ids) for name, ids in found.items()}

    @cached_property
    def families(self) -> dict[str, tuple[AuthorName, ...]]:
        """By each folded word of a family name, the names that have it."""
        found: dict[str, list[AuthorName]] = defaultdict(list)
        for name in self.names:
            for word in name.family_words:
                found[word].append(name)
        return {word: tuple(names) for word, names in found.items()}

    def article(self, article_id: str) -> ArticleSummary | None:
        """An article by its id."""
        return self._by_id.get(article_id)

    def by_author(self, name: str) -> frozenset[str]:
        """Ids of the articles by an author, whatever the script, the order of names and the initials."""
        asked = AuthorName.parse(name)
        return frozenset(id_ for known, ids in self.names.items() if known.is_named(asked) for id_ in ids)

    def collection(self, name: str) -> Collection | None:
        """A collection by its name; the case of letters doesn't count."""
        return next((one for one in self.collections if name_key(one.name) == name_key(name)), None)

    def admitted(self, scope: Scope) -> frozenset[str] | None:
        """Ids of the articles that a scope admits; None for all of them.

        Raises NothingInScope when there are none, or when one of the things that the scope names is not there.
        """
        if not scope.restricts_articles:
            return None
        with self._lock:
            found = self._admitted.get(scope)
        if found is None:
            sets = list(self._fields(scope))
            found = frozenset.intersection(*sets)
            if not found:
                raise NothingInScope(Lack.TOGETHER)
            with self._lock:
                self._admitted[scope] = found
                if len(self._admitted) > _SCOPES_KEPT:
                    self._admitted.popitem(last=False)
        return found

    def _fields(self, scope: Scope) -> Iterator[frozenset[str]]:
        """For each field that restricts, the articles that it admits."""
        if scope.articles:
            for id_ in scope.articles:
                if id_ not in self._by_id:
                    raise NothingInScope(Lack.ARTICLE, id_)
            yield frozenset(scope.articles)
        if scope.authors:
            yield _union([self.by_author(name) for name in scope.authors], scope.authors, Lack.AUTHOR)
        if scope.collections:
            found = [self.collection(name) for name in scope.collections]
            sets = [frozenset(one.articles if one else ()) for one in found]
            yield _union(sets, scope.collections, Lack.COLLECTION)
        if scope.first_year is not None or scope.last_year is not None:
            first, last = scope.first_year or 0, scope.last_year or 9999
            years = ((article.id, article.year) for article in self.articles)
            in_range = frozenset(id_ for id_, year in years if year is not None and first <= year <= last)
            if not in_range:
                raise NothingInScope(Lack.YEARS, years=(scope.first_year, scope.last_year))
            yield in_range


def _union(sets: Sequence[frozenset[str]], values: Sequence[str], lack: Lack) -> frozenset[str]:
    for value, ids in zip(values, sets, strict=True):
        if not ids:
            raise NothingInScope(lack, value)
    return frozenset().union(*sets)


class LibraryHoldings:
    """The holdings of a library, read anew when it has changed. Safe to use from several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._held: tuple[tuple[int, ...], Holdings] | None = None

    def now(self) -> Holdings:
        """The holdings as they are."""
        stamp = self._library.stamp()
        held = self._held
        if held is None or held[0] != stamp:
            held = (stamp, Holdings(self._library.articles(), self._library.collections()))
            self._held = held
        return held[1]
