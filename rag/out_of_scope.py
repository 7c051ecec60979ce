"""What is said when a scope admits nothing: for want of what, and what there is instead."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import LANGUAGES, Language, Scope
from corpus.names import fold
from rag.holdings import Holdings, Lack, NothingInScope
from rag.lookup_words import likeness
from rag.phrases import phrases_for
from rag.phrases.scope import ScopeWords, scope_words

_SHOWN = 8


def refusal(error: NothingInScope, holdings: Holdings, language: Language) -> str:
    """Say in one language what a library does not have, and list what comes closest to it."""
    words = scope_words(language)
    lacking = {
        Lack.ARTICLE: words.no_article,
        Lack.AUTHOR: words.no_author,
        Lack.COLLECTION: words.no_collection,
        Lack.YEARS: words.no_years,
        Lack.TOGETHER: words.no_together,
        Lack.LANGUAGE: words.no_language,
    }
    value = _range(*error.years, words) if error.lack is Lack.YEARS else error.value
    said = lacking[error.lack].format(value=value)
    has, there = {
        Lack.ARTICLE: (words.has_articles, [article.title for article in holdings.articles if article.title]),
        Lack.AUTHOR: (words.has_authors, holdings.authors),
        Lack.COLLECTION: (words.has_collections, [one.name for one in holdings.collections]),
        Lack.YEARS: (words.has_years, _ranges(holdings.years)),
    }.get(error.lack, ("", []))
    if error.lack is Lack.COLLECTION and not there:
        return f"{said} {words.has_no_collections}"
    # A name's last initial brings its own full stop.
    return f"{said} {has.format(value=_listed(error, there).removesuffix('.'))}" if there else said


def without_passages(scope: Scope, language: Language) -> NothingInScope:
    """The error of articles without a passage in the languages of a scope, which are named in one language."""
    written_in = phrases_for(language).written_in
    named = [written_in[each] for each in LANGUAGES if each in scope.languages]
    parts = [", ".join(named[:-1]), named[-1]] if len(named) > 1 else named
    return NothingInScope(Lack.LANGUAGE, f" {scope_words(language).either} ".join(parts))


def _listed(error: NothingInScope, there: Sequence[str]) -> str:
    """Some of what there is: names most like the one asked for first, the others in their order."""
    if error.lack in {Lack.AUTHOR, Lack.COLLECTION}:
        asked = fold(error.value).split()
        there = sorted(there, key=lambda name: -_alike(asked, fold(name).split()))
    shown = list(dict.fromkeys(there))
    return ", ".join(shown[:_SHOWN]) + (", …" if len(shown) > _SHOWN else "")


def _alike(asked: Sequence[str], words: Sequence[str]) -> float:
    return max((likeness(one, other) for one in asked for other in words), default=0.0)


def _range(first: int | None, last: int | None, words: ScopeWords) -> str:
    if first is None or last is None:
        return words.until.format(year=last) if first is None else words.since.format(year=first)
    return str(first) if first == last else f"{first}–{last}"


def _ranges(years: Sequence[int]) -> list[str]:
    """Ascending years as ranges: 2019, 2021–2023."""
    ranges: list[list[int]] = []
    for year in years:
        if ranges and ranges[-1][1] == year - 1:
            ranges[-1][1] = year
        else:
            ranges.append([year, year])
    return [str(first) if first == last else f"{first}–{last}" for first, last in ranges]
