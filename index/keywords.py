"""Keyword search with BM25, by the stems of each language; SQLite's full-text index stays behind this file."""

from __future__ import annotations

import math
import re
import sqlite3
import threading
import weakref
from collections.abc import Iterable, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from corpus import LANGUAGE_DATA, Language, Passage
from index.errors import IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = re.compile(r"[^\W_]+")
# No stemmer for Kazakh was found to do better than the first letters of a word, which its endings never reach.
_KAZAKH_STEM = 5
_SNOWBALL = {"ru": "russian", "en": "english"}
# Of the passages that keywords find, so many are looked through for the one that holds most of a question.
_COVERED = 5
_VOCABULARY = "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab (main, stems, row)"
_TABLE = "CREATE VIRTUAL TABLE stems USING fts5 (id UNINDEXED, language UNINDEXED, words, tokenize = 'ascii')"


@cache
def _stemmer(language: Language) -> Callable[[str], str]:
    if language == "kk":
        return lambda word: word[:_KAZAKH_STEM]
    import snowballstemmer

    stem: Callable[[str], str] = cache(snowballstemmer.stemmer(_SNOWBALL[language]).stemWord)
    return stem


def stems(text: str, language: Language) -> list[str]:
    """The stems of a text's words in order, stop words left out, ё written as е."""
    stem = _stemmer(language)
    stop_words = LANGUAGE_DATA[language].stop_words
    words = (word.replace("ё", "е") for word in _WORD.findall(text.casefold()))
    return [stem(word) for word in words if word not in stop_words]


class KeywordIndex(Protocol):
    """Passages by the words in them."""

    def coverage(self, question: str, language: Language) -> float:
        """Share, in [0, 1], of a question's words that the best passage of its language holds, rare words first."""

    def search(self, question: str, language: Language, count: int) -> dict[str, float]:
        """Return at most `count` passages of one language by id, with a score above 0; higher is better."""


class SqliteKeywords:
    """BM25 over stems, in SQLite's FTS5. Searches may come from several threads."""

    def __init__(self, database: sqlite3.Connection) -> None:
        database.execute(_VOCABULARY)
        self._database = database
        self._lock = threading.Lock()
        weakref.finalize(self, database.close)

    @classmethod
    def empty(cls) -> Self:
        """An index of nothing, in memory."""
        database = sqlite3.connect(":memory:", check_same_thread=False)
        database.execute(_TABLE)
        return cls(database)

    @classmethod
    def load(cls, path: Path) -> Self:
        """Open a stored index for searching. Raises IndexDamaged when it is missing or no such index."""
        database = None
        try:
            database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
            database.execute("SELECT id FROM stems LIMIT 1").fetchone()
            return cls(database)
        except sqlite3.Error as error:
            if database is not None:
                database.close()
            raise IndexDamaged(f"{path} can't be read ({error}); run `derek index` to build the index anew.") from error

    def copy(self) -> Self:
        """A copy in memory, to be changed and saved."""
        database = sqlite3.connect(":memory:", check_same_thread=False)
        with self._lock:
            self._database.backup(database)
        return type(self)(database)

    def save(self, path: Path) -> None:
        """Write the index to a new file."""
        with closing(sqlite3.connect(path)) as target, self._lock:
            self._database.backup(target)

    def __len__(self) -> int:
        with self._lock:
            return int(self._database.execute("SELECT count(*) FROM stems").fetchone()[0])

    def add(self, passages: Iterable[Passage]) -> None:
        """Add passages that are not there yet."""
        rows = ((p.id, p.language, " ".join(stems(p.text, p.language))) for p in passages)
        with self._lock, self._database:
            self._database.executemany("INSERT INTO stems VALUES (?, ?, ?)", rows)

    def remove(self, ids: Sequence[str]) -> None:
        """Remove passages; ids that are not there are passed over."""
        gone = set(ids)
        with self._lock, self._database:
            found = self._database.execute("SELECT rowid, id FROM stems").fetchall()
            rows = [(row,) for row, id_ in found if id_ in gone]
            self._database.executemany("DELETE FROM stems WHERE rowid = ?", rows)

    def search(self, question: str, language: Language, count: int) -> dict[str, float]:
        """Return at most `count` passages of one language by id, with a score above 0; higher is better."""
        words = sorted(set(stems(question, language)))
        if not words:
            return {}
        match = " OR ".join(f'"{word}"' for word in words)
        query = (
            "SELECT id, -bm25(stems) AS score FROM stems WHERE stems MATCH ? AND language = ? "
            "ORDER BY score DESC, id LIMIT ?"
        )
        with self._lock:
            return dict(self._database.execute(query, (match, language, count)).fetchall())

    def coverage(self, question: str, language: Language) -> float:
        """Share, in [0, 1], of a question's words that the best passage of its language holds, rare words first.

        A word weighs log(1 + N / (1 + n)) when n of all N passages hold it.
        """
        words = set(stems(question, language))
        ids = list(self.search(question, language, _COVERED))
        if not ids:
            return 0.0
        marks = ", ".join("?" * len(ids))
        with self._lock:
            total = int(self._database.execute("SELECT count(*) FROM stems").fetchone()[0])
            counted = self._database.execute(
                f"SELECT term, doc FROM temp.vocabulary WHERE term IN ({', '.join('?' * len(words))})",
                list(words),
            )
            holders = dict(counted.fetchall())
            held = self._database.execute(f"SELECT words FROM stems WHERE id IN ({marks})", ids).fetchall()
        weights = {word: math.log(1 + total / (1 + holders.get(word, 0))) for word in words}
        covered = max(sum(weights[word] for word in words & set(text.split())) for (text,) in held)
        return covered / sum(weights.values())
