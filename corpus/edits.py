"""What was changed by hand in articles' records: kept beside what was read, so that it can be undone."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from corpus import records
from corpus.article import Article
from corpus.errors import UnknownArticle
from corpus.record import Record


def record_now(database: sqlite3.Connection, article_id: str) -> Record:
    """An article's record with its changes. Raises UnknownArticle."""
    return records.stored_record(*_row(database, article_id))


def change(
    database: sqlite3.Connection, article_id: str, changed: Callable[[dict[str, Any]], dict[str, Any]]
) -> Record:
    """Change an article's changes; return its record with them. Raises UnknownArticle."""
    database.execute("BEGIN IMMEDIATE")
    stored, edits = _row(database, article_id)
    fields = json.dumps(changed(json.loads(edits or "{}")), ensure_ascii=False)
    record = records.stored_record(stored, fields)
    database.execute("INSERT OR REPLACE INTO edits VALUES (?, ?)", (article_id, fields))
    return record


def of_file(database: sqlite3.Connection, sha256: str) -> list[tuple[str, str]]:
    """(title, changes) of a file's articles that were edited by hand."""
    query = "SELECT a.title, e.fields FROM articles AS a JOIN edits AS e ON e.article_id = a.id WHERE a.sha256 = ?"
    return list(database.execute(query, (sha256,)))


def hand_on(database: sqlite3.Connection, edits: Sequence[tuple[str, str]], articles: Sequence[Article]) -> None:
    """Give changes to the articles of the same titles."""
    titled = {article.title: article.id for article in articles}
    database.executemany(
        "INSERT OR REPLACE INTO edits VALUES (?, ?)",
        [(titled[title], changes) for title, changes in edits if title in titled],
    )


def _row(database: sqlite3.Connection, article_id: str) -> tuple[str, str | None]:
    """An article's record as stored, and what was changed by hand."""
    query = "SELECT a.record, e.fields FROM articles AS a LEFT JOIN edits AS e ON e.article_id = a.id WHERE a.id = ?"
    row = database.execute(query, (article_id,)).fetchone()
    if row is None:
        raise UnknownArticle(article_id)
    return row[0], row[1]
