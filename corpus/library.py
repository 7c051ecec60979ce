"""The library on disk: articles and their passages in one SQLite file, the original files beside it.

Everything about one file goes in by one transaction, so a process may be killed at any moment: what was committed is
whole, what was not is not there.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from corpus import records
from corpus.article import Article, Language, Passage
from corpus.errors import LibraryError, UnknownArticle
from corpus.home import Home
from corpus.read import ReadFile

FORMAT = 1
_SCHEMA = """
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


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What lists show of an article, without its text."""

    id: str
    title: str
    authors: tuple[str, ...]
    year: int | None
    language: Language
    passages: int
    file_name: str


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: articles that are new, and how many were there already or were replaced."""

    new: tuple[Article, ...]
    known: int = 0
    replaced: int = 0


class Library:
    """Articles and passages under one home folder. Safe to use from several threads and processes."""

    def __init__(self, home: Home) -> None:
        self._home = home

    @classmethod
    def open(cls, home: Home) -> Library:
        """Open the library under `home`, making an empty one where there is none.

        Raises LibraryError when the folder can't be written, or the database is damaged or of another version.
        """
        library = cls(home)
        try:
            home.root.mkdir(parents=True, exist_ok=True)
            with library._connection() as database:
                library._prepare(database)
        except OSError as error:
            raise LibraryError(
                f"The library folder {home.root} can't be used ({error.strerror}); set DEREK_HOME to another folder."
            ) from error
        return library

    def _prepare(self, database: sqlite3.Connection) -> None:
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version == FORMAT:
            return
        if version != 0:
            raise LibraryError(
                f"{self._home.library} is of format {version}, but this version of Derek reads {FORMAT}; "
                "use the version that wrote it, or set DEREK_HOME to another folder."
            )
        _write_ahead(database)
        database.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {FORMAT}; COMMIT;")

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """One transaction: committed at the end, rolled back when an error leaves it."""
        try:
            database = sqlite3.connect(self._home.library, timeout=30)
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        try:
            database.execute("PRAGMA foreign_keys = ON")
            with database:
                yield database
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        finally:
            database.close()

    def _unusable(self, error: sqlite3.Error) -> LibraryError:
        return LibraryError(
            f"The library {self._home.library} can't be used ({error}); check the disk and its free space, "
            "restore the file from a copy, or set DEREK_HOME to another folder."
        )

    def add(self, path: Path, read: ReadFile, passages: dict[str, list[Passage]]) -> Added:
        """Store a file, its articles and their passages (by article id), all or nothing.

        Articles that are there already, from whatever file, stay as they are. Articles of an earlier version of the
        same file (same path, other content) are replaced.
        """
        resolved = str(path.resolve())
        self._keep_original(read)
        with self._connection() as database:
            database.execute("BEGIN IMMEDIATE")
            old = database.execute(
                "SELECT sha256, name FROM files WHERE path = ? AND sha256 != ?", (resolved, read.raw.sha256)
            ).fetchall()
            keep = {article.id for article in read.articles}
            replaced = sum(self._drop_file(database, sha256, keep) for sha256, _ in old)
            new = [article for article in read.articles if not self._is_known(database, article.id)]
            if new or old:
                self._insert(database, resolved, read, new, passages)
            database.executemany("DELETE FROM files WHERE sha256 = ?", [(sha256,) for sha256, _ in old])
            kept = database.execute("SELECT sha256, name FROM files WHERE sha256 = ?", (read.raw.sha256,)).fetchall()
        copies = {self._original(*row) for row in [*old, (read.raw.sha256, read.raw.name)]}
        for copy in copies - {self._original(*row) for row in kept}:
            copy.unlink(missing_ok=True)
        return Added(tuple(new), len(read.articles) - len(new), replaced)

    @staticmethod
    def _is_known(database: sqlite3.Connection, article_id: str) -> bool:
        return database.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is not None

    @staticmethod
    def _drop_file(database: sqlite3.Connection, sha256: str, keep: set[str]) -> int:
        """Delete an outdated file's articles; return how many of them its new version no longer holds.

        Those that it still holds go as well, for their lines may have moved: they are stored anew.
        """
        ids = [row[0] for row in database.execute("SELECT id FROM articles WHERE sha256 = ?", (sha256,))]
        database.executemany("DELETE FROM articles WHERE id = ?", [(article_id,) for article_id in ids])
        return sum(article_id not in keep for article_id in ids)

    @staticmethod
    def _insert(
        database: sqlite3.Connection,
        path: str,
        read: ReadFile,
        articles: Sequence[Article],
        passages: dict[str, list[Passage]],
    ) -> None:
        raw = read.raw
        line_starts = records.pack(read.articles[0].source.line_starts)
        database.execute(
            "INSERT OR IGNORE INTO files (sha256, name, path, format, encoding, line_starts) VALUES (?, ?, ?, ?, ?, ?)",
            (raw.sha256, raw.name, path, raw.format, raw.encoding, line_starts),
        )
        for article in articles:
            ordinal = read.articles.index(article)
            row = (article.id, raw.sha256, ordinal, article.title, article.language, article.text)
            offsets = records.pack(article.source.origins.offsets)
            database.execute(
                "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (*row, records.article_record(article), offsets),
            )
            database.executemany(
                "INSERT OR IGNORE INTO passages VALUES (?, ?, ?, ?)",
                [(p.id, article.id, n, records.passage_record(p)) for n, p in enumerate(passages[article.id])],
            )

    def _original(self, sha256: str, name: str) -> Path:
        return self._home.originals / f"{sha256[:16]}{Path(name).suffix.lower()}"

    def _keep_original(self, read: ReadFile) -> None:
        """Copy the file's bytes under their hash; a copy is complete or absent."""
        target = self._original(read.raw.sha256, read.raw.name)
        if target.exists():
            return
        partial = target.with_suffix(f"{target.suffix}.{os.getpid()}-{threading.get_ident()}.partial")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(read.raw.data)
            partial.replace(target)
        except OSError as error:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise LibraryError(f"{read.raw.name} could not be copied to {target.parent} ({error.strerror}).") from error

    def remove(self, article_id: str) -> ArticleSummary:
        """Remove one article with its passages, and its file once no article of it is left.

        Raises UnknownArticle for an id that is not there.
        """
        summary = next((s for s in self.articles() if s.id == article_id), None)
        if summary is None:
            raise UnknownArticle(article_id)
        with self._connection() as database:
            sha256 = database.execute("SELECT sha256 FROM articles WHERE id = ?", (article_id,)).fetchone()
            database.execute("DELETE FROM articles WHERE id = ?", (article_id,))
            query = "SELECT 1 FROM articles WHERE sha256 = ?"
            orphan = sha256 is not None and database.execute(query, sha256).fetchone() is None
            if orphan:
                database.execute("DELETE FROM files WHERE sha256 = ?", sha256)
        if orphan:
            self._original(sha256[0], summary.file_name).unlink(missing_ok=True)
        return summary

    def articles(self) -> list[ArticleSummary]:
        """Summaries of all articles, in the order of their files' names and of their places in them."""
        with self._connection() as database:
            rows = database.execute(
                "SELECT a.id, a.title, a.record, a.language, f.name, "
                "(SELECT count(*) FROM passages AS p WHERE p.article_id = a.id) "
                "FROM articles AS a JOIN files AS f USING (sha256) ORDER BY f.name, a.ordinal, a.id"
            ).fetchall()
        return [_summary(*row) for row in rows]

    def article(self, article_id: str) -> Article:
        """One article with its text. Raises UnknownArticle for an id that is not there."""
        with self._connection() as database:
            row = database.execute(
                "SELECT a.id, a.language, a.text, a.record, a.offsets, "
                "f.name, f.sha256, f.format, f.encoding, f.line_starts "
                "FROM articles AS a JOIN files AS f USING (sha256) WHERE a.id = ?",
                (article_id,),
            ).fetchone()
        if row is None:
            raise UnknownArticle(article_id)
        return records.article(*row)

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """Passages by id; ids that are not there (any more) are left out."""
        found: dict[str, Passage] = {}
        with self._connection() as database:
            for start in range(0, len(ids), 500):
                some = ids[start : start + 500]
                marks = ", ".join("?" * len(some))
                query = f"SELECT id, article_id, record FROM passages WHERE id IN ({marks})"
                found.update((row[0], records.passage(*row)) for row in database.execute(query, list(some)))
        return found

    def passage_ids(self) -> list[str]:
        """Ids of all passages, article by article, in reading order."""
        with self._connection() as database:
            rows = database.execute("SELECT id FROM passages ORDER BY article_id, ordinal").fetchall()
        return [row[0] for row in rows]


def _summary(id_: str, title: str, record: str, language: Language, name: str, passages: int) -> ArticleSummary:
    stored = records.stored_record(record)
    return ArticleSummary(id_, title, stored.authors, stored.year, language, passages, name)


def _write_ahead(database: sqlite3.Connection) -> None:
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
