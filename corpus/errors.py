"""What can go wrong while reading a collection.

CorpusError            shown to the reader as it is
├── UnreadableFile     one file could not be taken in; the others go on
└── LibraryError       the library itself is unusable
    └── UnknownArticle an id that the library does not hold (also a LookupError)
"""

from __future__ import annotations


class CorpusError(Exception):
    """Its message is meant for the reader: what happened, the values, what to do next."""


class UnreadableFile(CorpusError):
    """One file could not be taken in."""

    def __init__(self, file_name: str, reason: str) -> None:
        super().__init__(f"{file_name}: {reason}")
        self.file_name = file_name
        self.reason = reason


class LibraryError(CorpusError):
    """The library's database can't be opened or written."""


class UnknownArticle(LibraryError, LookupError):
    """The library holds no article with this id."""

    def __init__(self, article_id: str) -> None:
        super().__init__(f"There is no article with the id {article_id!r}; `derek articles` lists them.")
