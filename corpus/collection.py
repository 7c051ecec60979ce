"""Named collections of articles: any article can be in any number of them, and one without articles is none."""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.errors import LibraryError, UnknownArticle

_LONGEST_NAME = 100

Membership = tuple[str, str, str]
"""The name of a collection, and the id and the title of an article in it."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A named collection, with the ids of its articles in order."""

    name: str
    articles: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.articles)


def name_key(name: str) -> str:
    """What two spellings of one collection's name share: the case of letters and the width of spaces don't count."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def listed(database: sqlite3.Connection) -> list[Collection]:
    """All collections, in the order of their names."""
    found: dict[str, list[str]] = {}
    for name, article_id in database.execute("SELECT name, article_id FROM collections ORDER BY name, article_id"):
        found.setdefault(name, []).append(article_id)
    return sorted((Collection(name, tuple(ids)) for name, ids in found.items()), key=lambda one: name_key(one.name))


def put(database: sqlite3.Connection, name: str, article_ids: Iterable[str]) -> int:
    """Put articles into a collection; return how many were not in it. To be called within a transaction.

    Raises UnknownArticle, and LibraryError for a name that is empty or longer than 100 characters.
    """
    name = _checked(name)
    name = next((one.name for one in listed(database) if name_key(one.name) == name_key(name)), name)
    before = database.total_changes
    for article_id in article_ids:
        if database.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is None:
            raise UnknownArticle(article_id)
        database.execute("INSERT OR IGNORE INTO collections VALUES (?, ?)", (name, article_id))
    return database.total_changes - before


def take_out(database: sqlite3.Connection, name: str, article_ids: Sequence[str]) -> int:
    """Take articles out of a collection; return how many were in it. To be called within a transaction.

    Raises LibraryError when there is no such collection.
    """
    collections = listed(database)
    found = next((one for one in collections if name_key(one.name) == name_key(name)), None)
    if found is None:
        names = ", ".join(one.name for one in collections) or "none yet"
        raise LibraryError(f"There is no collection {name!r}; the collections are: {names}.")
    before = database.total_changes
    rows = [(found.name, article_id) for article_id in article_ids]
    database.executemany("DELETE FROM collections WHERE name = ? AND article_id = ?", rows)
    return database.total_changes - before


def memberships(database: sqlite3.Connection, sha256: str) -> list[Membership]:
    """In which collections the articles of one file are."""
    query = (
        "SELECT c.name, a.id, a.title FROM collections AS c JOIN articles AS a ON a.id = c.article_id "
        "WHERE a.sha256 = ? ORDER BY c.name, a.ordinal"
    )
    return database.execute(query, (sha256,)).fetchall()


def hand_on(database: sqlite3.Connection, held: Iterable[Membership], titled: dict[str, str]) -> None:
    """Keep articles in their collections when their file is read again, under their own ids or new ones by title."""
    ids = set(titled.values())
    rows = [(name, id_ if id_ in ids else titled.get(title)) for name, id_, title in held]
    rows = [row for row in rows if row[1] is not None]
    database.executemany("INSERT OR IGNORE INTO collections VALUES (?, ?)", rows)


def _checked(name: str) -> str:
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise LibraryError(f"A collection's name has 1 to {_LONGEST_NAME} characters on one line, not {name!r}.")
    return name
