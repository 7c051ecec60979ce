"""What is known of a work as a reference needs it, whatever it was learnt from."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Literal

Language = Literal["ru", "kk", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "kk", "en")


class WorkType(StrEnum):
    """Kinds of works, by their names in CSL."""

    JOURNAL_ARTICLE = "article-journal"
    CHAPTER = "chapter"
    CONFERENCE_PAPER = "paper-conference"
    BOOK = "book"
    THESIS = "thesis"
    REPORT = "report"
    WEBPAGE = "webpage"
    OTHER = "document"


@dataclass(frozen=True, slots=True)
class Record:
    """The bibliographic record of one work; None or empty where nothing is known. Nothing in it is guessed.

    Names stand as printed or as given: "К.И. Байзакова", "Зулпыхар Н.", "Chabal, Pierre". `pages` is the range in the
    container ("152-167"), or the number of pages of a whole book ("240"); `accessed` is an ISO date. `titles` holds the
    title in further languages, `author_forms` other printed forms of each author, in the order of `authors`, one tuple
    an author; it may be shorter than `authors`. `keyword_lists` holds the printed lists of keywords, that of the
    article's own language among them, each in its order; `keywords` are the first of them, or those given.
    """

    type: WorkType | None = None
    title: str | None = None
    """The title as printed."""
    cased_title: str | None = None
    """The title as in a sentence, where it is printed in capitals."""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    year: int | None = None
    language: Language | None = None
    container: str | None = None
    """The journal, the volume of papers or the site that the work is part of."""
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    edition: str | None = None
    genre: str | None = None
    """What kind of thesis or report it is, as printed: "дис. ... канд. полит. наук", "PhD dissertation"."""
    publisher: str | None = None
    place: str | None = None
    doi: str | None = None
    udc: str | None = None
    issn: str | None = None
    isbn: str | None = None
    url: str | None = None
    accessed: str | None = None
    keywords: tuple[str, ...] = ()
    abstracts: dict[Language, str] = field(default_factory=dict)
    titles: dict[Language, str] = field(default_factory=dict)
    author_forms: tuple[tuple[str, ...], ...] = ()
    keyword_lists: dict[Language, tuple[str, ...]] = field(default_factory=dict)

    def as_cited(self) -> Record:
        """Return the record with its title as references write it: in ordinary case, whatever the print."""
        return replace(self, title=self.cased_title or self.title, cased_title=None)

    def or_else(self, other: Record) -> Record:
        """Return the record with what it leaves open taken from another."""
        return replace(self, **{f.name: getattr(other, f.name) for f in fields(self) if not getattr(self, f.name)})


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of an article's own bibliography, as printed; `number` is what `[n]` in its text points to."""

    number: int
    text: str
