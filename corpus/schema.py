"""The tables of a library's database, and how a library of an earlier format is brought up to date."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter

from corpus.hyphens import count_words

FORMAT = 2
_TABLES = """
CREATE TABLE IF NOT EXISTS files (
    sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, path TEXT NOT NULL, format TEXT NOT NULL, encoding TEXT NOT NULL,
    line_starts BLOB NOT NULL, added TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
) STRICT;
CREATE TABLE IF NOT EXISTS articles (
    id TEXT PRIMARY KEY, sha256 TEXT NOT NULL REFERENCES files (sha256), ordinal INTEGER NOT NULL,
    title TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL, record TEXT NOT NULL, offsets BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS passages (
    id TEXT PRIMARY KEY, article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, record TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS passages_by_article ON passages (article_id, ordinal);
CREATE INDEX IF NOT EXISTS articles_by_file ON articles (sha256, ordinal);
"""
_SECOND = """
CREATE TABLE IF NOT EXISTS words (word TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS edits (
    article_id TEXT PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE, fields TEXT NOT NULL
) STRICT;
"""
# Where the fields of a bibliographic record stood in the first format: beside those about the text.
_FIRST_RECORD = ("authors", "year", "abstracts", "keywords", "doi", "udc")


def create(database: sqlite3.Connection) -> None:
    """Make the tables of an empty library. To be called within a transaction."""
    for statement in (_TABLES + _SECOND).split(";"):
        database.execute(statement)
    database.execute(f"PRAGMA user_version = {FORMAT}")


def upgrade(database: sqlite3.Connection) -> None:
    """Bring a library of the first format up to date, keeping everything. To be called within a transaction."""
    for statement in _SECOND.split(";"):
        database.execute(statement)
    words: Counter[str] = Counter()
    rows = database.execute("SELECT id, title, language, record, text FROM articles").fetchall()
    for id_, title, language, record, text in rows:
        data = json.loads(record)
        data["record"] = {"title": title, "language": language}
        data["record"] |= {name: value for name in _FIRST_RECORD if (value := data.pop(name, None))}
        data.setdefault("notes", [])
        database.execute(
            "UPDATE articles SET record = ? WHERE id = ?",
            (json.dumps(data, ensure_ascii=False, separators=(",", ":")), id_),
        )
        words.update(count_words(text))
    add_words(database, words)
    database.execute(f"PRAGMA user_version = {FORMAT}")


def add_words(database: sqlite3.Connection, words: Counter[str]) -> None:
    """Add to the counts of words."""
    database.executemany(
        "INSERT INTO words VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET count = count + excluded.count", words.items()
    )


def take_words(database: sqlite3.Connection, words: Counter[str]) -> None:
    """Take away from the counts of words; those that no text holds any more are forgotten."""
    taken = [(count, word) for word, count in words.items()]
    database.executemany("UPDATE words SET count = count - ? WHERE word = ?", taken)
    database.executemany("DELETE FROM words WHERE word = ? AND count <= 0", [(word,) for word in words])
