"""The tables of a library's database, and how a library of an earlier format is brought up to date."""

from __future__ import annotations

import json
import sqlite3
import time
from collections import Counter

from corpus.hyphens import count_words

FORMAT = 3
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
_THIRD = """
CREATE TABLE IF NOT EXISTS collections (
    name TEXT NOT NULL, article_id TEXT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (name, article_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS collections_by_article ON collections (article_id);
"""
# Where the fields of a bibliographic record stood in the first format: beside those about the text.
_FIRST_RECORD = ("authors", "year", "abstracts", "keywords", "doi", "udc")


def create(database: sqlite3.Connection) -> None:
    """Make the tables of an empty library. To be called within a transaction."""
    for statement in (_TABLES + _SECOND + _THIRD).split(";"):
        database.execute(statement)
    database.execute(f"PRAGMA user_version = {FORMAT}")


def upgrade(database: sqlite3.Connection) -> None:
    """Bring a library of an earlier format up to date, keeping everything. To be called within a transaction."""
    if database.execute("PRAGMA user_version").fetchone()[0] < 2:
        _to_second(database)
    for statement in _THIRD.split(";"):
        database.execute(statement)
    database.execute(f"PRAGMA user_version = {FORMAT}")


def _to_second(database: sqlite3.Connection) -> None:
    """Put the fields of a record together, and count the words of all texts."""
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


def write_ahead(database: sqlite3.Connection) -> None:
    """Let readers go on while another writes; the switch fails at once, not after a wait, while others open."""
    for attempt in range(1, 101):
        try:
            database.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or attempt == 100:
                raise
            time.sleep(0.05)
        else:
            return
