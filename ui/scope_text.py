"""A scope in words, for people."""

from __future__ import annotations

from collections.abc import Sequence

from corpus import LANGUAGES, ArticleSummary, Scope
from ui.strings import Strings

_LONGEST_TITLE = 60


def scope_text(scope: Scope, articles: Sequence[ArticleSummary], strings: Strings) -> str:
    """Return what a scope restricts a search to, as one line; empty for one that restricts nothing.

    `articles` are those of the library; one that is not among them is said to be gone.
    """
    titles = {article.id: article.title or article.file_name for article in articles}
    quoted = [_quoted(titles[id_], strings) if id_ in titles else "" for id_ in scope.articles]
    named = [strings.scope_article.format(title=title) if title else strings.gone_article for title in quoted]
    languages = [strings.written_in[language] for language in LANGUAGES if language in scope.languages]
    collections = [_quoted(name, strings) for name in scope.collections]
    parts = [
        _either(named, strings),
        _filled(strings.scope_author, "name", _either(scope.authors, strings)),
        _years(scope, strings),
        _filled(strings.scope_language, "language", _either(languages, strings)),
        _filled(strings.scope_collection, "name", _either(collections, strings)),
    ]
    return "; ".join(part for part in parts if part)


def _quoted(text: str, strings: Strings) -> str:
    short = text if len(text) <= _LONGEST_TITLE else f"{text[:_LONGEST_TITLE].rsplit(' ', 1)[0]}…"
    return strings.quoted.format(text=short)


def _either(names: Sequence[str], strings: Strings) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {strings.either} {names[-1]}"


def _filled(wording: str, name: str, value: str) -> str:
    return wording.format(**{name: value}) if value else ""


def _years(scope: Scope, strings: Strings) -> str:
    first, last = scope.first_year, scope.last_year
    if first is not None and last is not None:
        return strings.scope_years.format(years=str(first) if first == last else f"{first}–{last}")
    if first is not None:
        return strings.scope_from.format(year=first)
    return "" if last is None else strings.scope_until.format(year=last)
