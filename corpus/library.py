"""The library on disk: articles and their passages in one SQLite file, the original files beside it.

Everything about one file goes in by one transaction, so a process may be killed at any moment: what was committed is
whole, what was not is not there.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus import collection, edits, records
from corpus.article import Article, Language, Passage
from corpus.collection import Collection
from corpus.errors import LibraryError, UnknownArticle
from corpus.home import Home
from corpus.hyphens import count_words
from corpus.read import ReadFile
from corpus.record import Record, Reference
from corpus.schema import FORMAT, add_words, create, take_words, upgrade, write_ahead


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
    record: Record = field(default_factory=Record)
    """All that is known of it for a reference."""


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """An article without most of its text: its record, its bibliography, and its first characters."""

    id: str
    record: Record
    references: tuple[Reference, ...]
    opening: str


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file.

    `known` articles were there already; of those, `updated` have another record now (a sidecar was added, say);
    `replaced` ones stood in an earlier version of the file and no longer do.
    """

    new: tuple[Article, ...]
    known: int = 0
    replaced: int = 0
    updated: int = 0


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
        if version > FORMAT:
            raise LibraryError(
                f"{self._home.library} is of format {version}, but this version of Derek reads {FORMAT}; "
                "use the version that wrote it, or set DEREK_HOME to another folder."
            )
        write_ahead(database)
        database.execute("BEGIN IMMEDIATE")
        # Another process may have done it while this one waited.
        version = database.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            create(database)
        elif version < FORMAT:
            upgrade(database)

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

    def add(self, location: str, read: ReadFile, passages: dict[str, list[Passage]]) -> Added:
        """Store a file, its articles and their passages (by article id), all or nothing.

        `location` tells where the file was found: its path, or its place in an archive. Articles that are there
        already, from whatever file, keep their text; their record follows their own file. Articles of an earlier
        version of the same file (same location, other content) are replaced; what was changed by hand in their records
        and their places in collections pass to the new article of the same title.
        """
        self._keep_original(read)
        with self._connection() as database:
            database.execute("BEGIN IMMEDIATE")
            old = database.execute(
                "SELECT sha256, name FROM files WHERE path = ? AND sha256 != ?", (location, read.raw.sha256)
            ).fetchall()
            keep = {article.id for article in read.articles}
            changes = [one for sha256, _ in old for one in edits.of_file(database, sha256)]
            held = [one for sha256, _ in old for one in collection.memberships(database, sha256)]
            replaced = sum(self._drop_file(database, sha256, keep) for sha256, _ in old)
            new = [article for article in read.articles if not self._is_known(database, article.id)]
            if new or old:
                self._insert(database, location, read, new, passages)
                edits.hand_on(database, changes, new)
                collection.hand_on(database, held, {article.title: article.id for article in read.articles})
            updated = sum(self._refresh(database, read, article) for article in read.articles if article not in new)
            database.executemany("DELETE FROM files WHERE sha256 = ?", [(sha256,) for sha256, _ in old])
            kept = database.execute("SELECT sha256, name FROM files WHERE sha256 = ?", (read.raw.sha256,)).fetchall()
        copies = {self._original(*row) for row in [*old, (read.raw.sha256, read.raw.name)]}
        for copy in copies - {self._original(*row) for row in kept}:
            copy.unlink(missing_ok=True)
        return Added(tuple(new), len(read.articles) - len(new), replaced, updated)

    @staticmethod
    def _is_known(database: sqlite3.Connection, article_id: str) -> bool:
        return database.execute("SELECT 1 FROM articles WHERE id = ?", (article_id,)).fetchone() is not None

    @staticmethod
    def _drop_file(database: sqlite3.Connection, sha256: str, keep: set[str]) -> int:
        """Delete an outdated file's articles; return how many of them its new version no longer holds.

        Those that it still holds go as well, for their lines may have moved: they are stored anew.
        """
        ids = [row[0] for row in database.execute("SELECT id FROM articles WHERE sha256 = ?", (sha256,))]
        for article_id in ids:
            _delete(database, article_id)
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
            add_words(database, count_words(article.text))
            database.executemany(
                "INSERT OR IGNORE INTO passages VALUES (?, ?, ?, ?)",
                [(p.id, article.id, n, records.passage_record(p)) for n, p in enumerate(passages[article.id])],
            )

    @staticmethod
    def _refresh(database: sqlite3.Connection, read: ReadFile, article: Article) -> bool:
        """Take over a known article's record from its own file when that tells another one now."""
        row = database.execute("SELECT sha256, record FROM articles WHERE id = ?", (article.id,)).fetchone()
        if row is None or row[0] != read.raw.sha256:
            return False
        data = json.loads(row[1])
        told = json.loads(records.article_record(article))["record"]
        if data["record"] == told:
            return False
        record = json.dumps(data | {"record": told}, ensure_ascii=False, separators=(",", ":"))
        database.execute("UPDATE articles SET record = ?, title = ? WHERE id = ?", (record, article.title, article.id))
        return True

    def edit(self, article_id: str, changes: Mapping[str, Any]) -> Record:
        """Change fields of an article's record by hand; return the record as it is now.

        `changes` maps names of `Record`'s fields to JSON values; None empties a field for good. What was changed
        stays when the file is read again. Raises UnknownArticle, and ValueError for a name that no record has.
        """
        unknown = sorted(set(changes) - set(Record.__dataclass_fields__))
        if unknown:
            raise ValueError(f"a record has no {', '.join(unknown)}; it has {', '.join(Record.__dataclass_fields__)}")
        if "title" in changes:
            changes = {"cased_title": None, **changes}
        return self._edit(article_id, lambda earlier: earlier | dict(changes))

    def reset(self, article_id: str) -> Record:
        """Undo all that was changed by hand in an article's record. Raises UnknownArticle."""
        return self._edit(article_id, lambda _: {})

    def _edit(self, article_id: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Record:
        with self._connection() as database:
            return edits.change(database, article_id, change)

    def record(self, article_id: str) -> Record:
        """An article's bibliographic record as it is now. Raises UnknownArticle for an id that is not there."""
        with self._connection() as database:
            return edits.record_now(database, article_id)

    def words(self) -> Counter[str]:
        """How often each word stands in the texts of all articles, in lower case."""
        with self._connection() as database:
            return Counter(dict(database.execute("SELECT word, count FROM words")))

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
            _delete(database, article_id)
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
                "SELECT a.id, a.record, e.fields, a.language, f.name, "
                "(SELECT count(*) FROM passages AS p WHERE p.article_id = a.id) "
                "FROM articles AS a JOIN files AS f USING (sha256) LEFT JOIN edits AS e ON e.article_id = a.id "
                "ORDER BY f.name, a.ordinal, a.id"
            ).fetchall()
        return [_summary(*row) for row in rows]

    def stamp(self) -> tuple[int, ...]:
        """Changes whenever the library is written to, by whatever process."""
        told: list[int] = []
        for path in (self._home.library, self._home.library.with_name(f"{self._home.library.name}-wal")):
            with suppress(FileNotFoundError):  # the second comes and goes
                stat = path.stat()
                told += [stat.st_size, stat.st_mtime_ns] if stat.st_size else []
        return tuple(told)

    def collections(self) -> list[Collection]:
        """All collections with the ids of their articles, in the order of their names."""
        with self._connection() as database:
            return collection.listed(database)

    def put_into_collection(self, name: str, article_ids: Sequence[str]) -> int:
        """Put articles into a collection, which is made if need be; return how many were not in it.

        Raises UnknownArticle, and LibraryError for a name that is empty or longer than 100 characters.
        """
        with self._connection() as database:
            database.execute("BEGIN IMMEDIATE")
            return collection.put(database, name, article_ids)

    def take_out_of_collection(self, name: str, article_ids: Sequence[str]) -> int:
        """Take articles out of a collection; return how many were in it. Raises LibraryError when there is none."""
        with self._connection() as database:
            database.execute("BEGIN IMMEDIATE")
            return collection.take_out(database, name, article_ids)

    def heads(self, characters: int) -> list[ArticleHead]:
        """All articles with the first so many characters of each, in no particular order."""
        with self._connection() as database:
            rows = database.execute(
                "SELECT a.id, a.record, e.fields, substr(a.text, 1, ?) "
                "FROM articles AS a LEFT JOIN edits AS e ON e.article_id = a.id",
                (characters,),
            ).fetchall()
        return [
            ArticleHead(id_, records.stored_record(record, edits), records.stored_references(record), opening)
            for id_, record, edits, opening in rows
        ]

    def article(self, article_id: str) -> Article:
        """One article with its text. Raises UnknownArticle for an id that is not there."""
        with self._connection() as database:
            row = database.execute(
                "SELECT a.id, a.language, a.text, a.record, a.offsets, e.fields, "
                "f.name, f.sha256, f.format, f.encoding, f.line_starts "
                "FROM articles AS a JOIN files AS f USING (sha256) LEFT JOIN edits AS e ON e.article_id = a.id "
                "WHERE a.id = ?",
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


def _summary(id_: str, record: str, edits: str | None, language: Language, name: str, passages: int) -> ArticleSummary:
    stored = records.stored_record(record, edits)
    language = stored.language or language
    return ArticleSummary(id_, stored.title or "", stored.authors, stored.year, language, passages, name, stored)


def _delete(database: sqlite3.Connection, article_id: str) -> None:
    """Delete an article with its passages, and take its words out of the collection's."""
    row = database.execute("SELECT text FROM articles WHERE id = ?", (article_id,)).fetchone()
    if row is not None:
        take_words(database, count_words(row[0]))
    database.execute("DELETE FROM articles WHERE id = ?", (article_id,))
