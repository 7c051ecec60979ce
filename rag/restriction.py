"""Restrictions said in plain words: "only in Байзакова 2026", "только в статьях на казахском", "тек 2020 жылдан бері".

A restriction stands at the beginning or the end of a question, and every word of it is known (see `rag.clause`). It has
to be unmistakable: "How did trade change from 2020 on?" asks about trade, "Why did they join only in 2015?" about
joining. So it is taken for one if

- "only" stands in it, and it speaks of articles or of a collection, or a mark sets it off,
- or "only" and an author stand in it, with a preposition or as a reference: "only in Байзакова", "Байзакова 2026 only",
- or it says where to look, and in whose or which articles: "in Baizakova's articles", "в статьях на казахском",
- or it is a reference with a preposition: "in Байзакова 2026",
- or it is all that is said: "с 2020 года", after another question.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpus import LANGUAGES, Scope, detect_language
from rag.clause import Grammar, Kind, Piece, grammar_of, read
from rag.holdings import Holdings

_WORD = re.compile(r"[«“„\"(]?[^\W_][^\s]*")
_AFTER = " \t\n?!.)…"
_BEFORE = " \t\n,;:—–-("
_MARKS = ",;:—–-(.!?\n"
_ENDS = "?!.…"
# A restriction has no more words than this.
_LONGEST = 20
_OF_ARTICLES = {Kind.ARTICLE, Kind.ARTICLES}
_TELLING = {
    Kind.AUTHOR, Kind.REFERENCE, Kind.RANGE, Kind.YEARS, Kind.LANGUAGE, Kind.COLLECTION, Kind.TITLE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Restricted:
    """A question without the restriction that was said in it, and that restriction; either may be empty."""

    question: str
    scope: Scope = field(default_factory=Scope)


def restriction_in(question: str, holdings: Callable[[], Holdings]) -> Restricted:
    """Take a restriction out of a question. `holdings` is called only if there may be one."""
    own = detect_language(question)
    for language in (own, *(other for other in LANGUAGES if other != own)):
        grammar = grammar_of(language)
        if grammar.hint.search(question):
            held = holdings()
            found = _at_the_end(question, grammar, held) or _at_the_beginning(question, grammar, held)
            if found is not None:
                return found
    return Restricted(question)


def _at_the_end(question: str, grammar: Grammar, holdings: Holdings) -> Restricted | None:
    close = len(question.rstrip(_AFTER))
    starts = [match.start() + (match.group()[0] == "(") for match in _WORD.finditer(question, 0, close)]
    for start in starts[-_LONGEST:]:
        before = question[:start].rstrip(" \t")[-1:]
        if before not in _MARKS and not grammar.opening.match(question, start):
            continue
        # "Байзакова (2026)" keeps its bracket, "(only in English articles)" stood in it.
        end = close + ("(" in question[start:close] and question[close : close + 1] == ")")
        pieces = list(read(question, start, end, grammar, holdings))
        if not pieces or pieces[-1].end < end:
            continue
        scope = _scope(pieces)
        if scope is None or not _is_restriction(pieces, grammar, before, alone=_alone(question, start, end)):
            continue
        rest = question[:start].rstrip(_BEFORE)
        asks = "?" in question[end:] and rest and rest[-1] not in _ENDS
        return Restricted(f"{rest}?" if asks else rest, scope)
    return None


def _at_the_beginning(question: str, grammar: Grammar, holdings: Holdings) -> Restricted | None:
    start = len(question) - len(question.lstrip(" \t\n("))
    pieces = list(read(question, start, len(question), grammar, holdings))
    for count in range(len(pieces), 0, -1):
        some = pieces[:count]
        scope = _scope(some)
        if some[-1].kind in {Kind.FILLER, Kind.PLACE} or scope is None:
            continue
        end = some[-1].end
        after = question[end:].lstrip(" \t")
        mark = ":" if after[:1] in _MARKS + ")" else " "
        if _is_restriction(some, grammar, mark, alone=_alone(question, start, end)):
            rest = question[end:].lstrip(_BEFORE + _AFTER)
            return Restricted(rest[:1].upper() + rest[1:], scope)
    return None


def _alone(question: str, start: int, end: int) -> bool:
    """True if nothing is said but this, and nothing is asked by it."""
    return not re.search(r"\w", question[:start] + question[end:]) and "?" not in question


def _scope(pieces: Sequence[Piece]) -> Scope | None:
    """What the pieces restrict a search to; None if that is nothing, or no range of years."""

    def named(kind: Kind) -> tuple[str, ...]:
        return tuple(dict.fromkeys(piece.value for piece in pieces if piece.kind is kind))

    firsts = [piece.years[0] for piece in pieces if piece.years[0] is not None]
    lasts = [piece.years[1] for piece in pieces if piece.years[1] is not None]
    first, last = max(firsts, default=None), min(lasts, default=None)
    if first is not None and last is not None and first > last:
        return None
    languages = tuple(language for language in LANGUAGES if language in named(Kind.LANGUAGE))
    scope = Scope(named(Kind.TITLE), named(Kind.AUTHOR), first, last, languages, named(Kind.COLLECTION))
    return None if scope.is_empty else scope


def _is_restriction(pieces: Sequence[Piece], grammar: Grammar, mark: str, *, alone: bool) -> bool:
    """True if the pieces can mean nothing else. `mark` is what parts them from the rest: a space, a mark or nothing."""
    kinds = {piece.kind for piece in pieces}
    apart = mark == "" or mark in _MARKS
    if not apart and pieces[0].kind not in _opening(grammar):
        return False
    if alone and (Kind.RANGE in kinds or (Kind.YEARS in kinds and _is_open(pieces))):
        return True
    telling = kinds & _TELLING
    of_articles = bool(kinds & _OF_ARTICLES)
    # Years alone may belong to what is asked: "…so late, only after 2010?"
    years_only = telling == {Kind.YEARS} and mark in {",", "-"}
    if Kind.ONLY in kinds and (of_articles or Kind.COLLECTION_WORD in kinds or (apart and not years_only)):
        return True
    placed = Kind.PLACE in kinds
    if Kind.ONLY in kinds and Kind.AUTHOR in kinds and (placed or Kind.REFERENCE in kinds):
        return True
    # In a language of endings, the form of the word "article" says that it is searched in.
    located = placed or not grammar.has_places
    one_article = Kind.ARTICLE in kinds and telling & {Kind.AUTHOR, Kind.TITLE}
    if located and (one_article or (Kind.ARTICLES in kinds and telling)):
        return True
    return (placed and Kind.REFERENCE in kinds) or (located and {Kind.COLLECTION_WORD, Kind.COLLECTION} <= kinds)


def _opening(grammar: Grammar) -> set[Kind]:
    """What a restriction begins with that no mark sets off."""
    return {Kind.ONLY, Kind.PLACE} if grammar.has_places else {Kind.ONLY, *_TELLING}


def _is_open(pieces: Sequence[Piece]) -> bool:
    """True of years after or before one."""
    return any(None in piece.years and piece.years != (None, None) for piece in pieces)
