"""Options that restrict what `derek ask` searches."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from corpus.errors import CorpusError

if TYPE_CHECKING:
    from corpus import Scope
    from rag import Workspace
    from rag.lookup import Match

_LANGUAGES = ("ru", "kk", "en")
# An article this close to the best one may be meant just as well.
_AS_LIKELY = 0.1


class BadScopeError(CorpusError):
    """The library has nothing of what an option names; the message says what there is."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options; each but the years may be given again, for one or the other."""
    group = parser.add_argument_group(
        "what is searched", "An option that is given again means one or the other; different ones hold together."
    )
    group.add_argument(
        "--article", action="append", default=[], metavar="ID|WORDS", help="an article: its id, or words of its title"
    )
    group.add_argument("--author", action="append", default=[], metavar="NAME", help="an author, in any script")
    group.add_argument("--from", dest="first_year", type=_year, metavar="YEAR", help="articles of this year or later")
    group.add_argument("--to", dest="last_year", type=_year, metavar="YEAR", help="articles of this year or earlier")
    group.add_argument(
        "--language", action="append", default=[], choices=_LANGUAGES, help="passages in this language only"
    )
    group.add_argument(
        "--collection", action="append", default=[], metavar="NAME", help="a collection (`derek collections`)"
    )


def scope_of(options: argparse.Namespace, workspace: Workspace) -> Scope:
    """The scope that the options tell. Raises BadScopeError when the library holds nothing of it."""
    from corpus import Scope
    from rag.holdings import Holdings, NothingInScope
    from rag.out_of_scope import refusal

    articles = tuple(_article(text, workspace) for text in options.article)
    authors, collections = tuple(options.author), tuple(options.collection)
    try:
        scope = Scope(
            articles, authors, options.first_year, options.last_year, tuple(options.language), collections
        )  # fmt: skip
    except ValueError as error:
        raise BadScopeError(f"--from and --to: {error}.") from error
    if not scope.restricts_articles:
        return scope
    holdings = Holdings(workspace.library.articles(), workspace.library.collections())
    try:
        holdings.admitted(scope)
    except NothingInScope as error:
        raise BadScopeError(refusal(error, holdings, "en")) from error
    return scope


def _article(text: str, workspace: Workspace) -> str:
    """The id of the one article that is meant."""
    from rag.lookup import Lookup

    found = Lookup(workspace.library, workspace.home.index).find(text)
    meant = [match for match in found.matches if match.score > found.matches[0].score - _AS_LIKELY]
    if len(meant) == 1:
        return meant[0].article.id
    if meant:
        raise BadScopeError(f"--article {text!r} may mean any of these; give an id:{_lines(meant)}")
    nearest = f" Nearest:{_lines(found.nearest)}" if found.nearest else ""
    raise BadScopeError(f"No article is clearly meant by --article {text!r}; `derek articles` lists them.{nearest}")


def _lines(matches: list[Match] | tuple[Match, ...]) -> str:
    return "".join(f"\n  {match.article.id}  {match.article.title}" for match in matches)


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10_000):
        raise argparse.ArgumentTypeError(f"a year is a number from 1 to 9999, not {text!r}")
    return int(text)
