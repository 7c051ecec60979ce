"""What a reader types to find an article, taken apart: DOI, years, pages, names, words, quoted words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from corpus import LANGUAGE_DATA
from corpus.citations import pages_in, without_others, without_pages
from corpus.names import fold

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"»]+", re.IGNORECASE)
_DOI_END = " .,;:)]}»”\"'"
_DOI_LEAD = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi(?:\.org/|\s*:)\s*)(?=10\.)", re.IGNORECASE)
_ADDRESS = re.compile(r"<?https?://\S+|\bwww\.\S+", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/.-])(?:1[5-9]|20)\d\d(?![\d/])")
_WORD = re.compile(r"[^\W_]+(?:[-‐‑'’ʼ][^\W_]+)*")
_QUOTED = re.compile(r"[«“„\"]([^«»“”„\"]{8,})[»”“\"]")
# A surname beside initials, or initials beside a surname: whoever writes so names an author.
_INITIALS = r"(?:[^\W\d_]{1,2}\.\s?-?){1,3}"
_SURNAME_FIRST = re.compile(rf"(?<![^\W_])([^\W\d_][^\W\d_’'-]+(?:-[^\W\d_]+)?),?\s{_INITIALS}")
_INITIALS_FIRST = re.compile(rf"(?<![^\W_]){_INITIALS}\s?([^\W\d_][^\W\d_’'-]+(?:-[^\W\d_]+)?)")
_LONGEST_QUERY = 2000


@dataclass(frozen=True, slots=True)
class Query:
    """A look-up in parts. `words` are folded, in order, without stop words, years and pages; so are `surnames`.

    `quoted` are the pieces between quotation marks, or the whole text where there are none; `doi` is in lower case.
    """

    text: str
    words: tuple[str, ...] = ()
    surnames: frozenset[str] = frozenset()
    years: tuple[int, ...] = ()
    pages: str | None = None
    doi: str | None = None
    quoted: tuple[str, ...] = ()


def parse(text: str) -> Query:
    """Take apart what was typed or pasted; past 2,000 characters it is cut."""
    text = re.sub(r"\s+", " ", text).strip()[:_LONGEST_QUERY]
    doi = doi_in(text)
    rest = _ADDRESS.sub(" ", _DOI.sub(" ", _DOI_LEAD.sub("", text)))
    pages = pages_in(rest)
    rest = without_others(without_pages(rest))
    years = tuple(dict.fromkeys(int(year) for year in _YEAR.findall(rest)))
    surnames = frozenset(folded for name in _surnames(rest) for folded in folded_words(name))
    words = tuple(folded_words(_YEAR.sub(" ", rest)))
    quoted = tuple(match.strip() for match in _QUOTED.findall(rest)) or ((rest.strip(),) if rest.strip() else ())
    return Query(text, words, surnames, years, pages, doi, quoted)


def doi_in(text: str) -> str | None:
    """The first DOI in a text, in lower case and without what surrounds it; None without one."""
    match = _DOI.search(text)
    return match.group().rstrip(_DOI_END).casefold() if match else None


def _surnames(text: str) -> list[str]:
    found = [*_SURNAME_FIRST.findall(text), *_INITIALS_FIRST.findall(text)]
    return [name for name in found if name[0].isupper()]


def folded_words(text: str) -> list[str]:
    """The words of a text, folded, without stop words and single letters; each part of a compound is a word."""
    stop_words = _stop_words()
    kept = (word for word in _WORD.findall(text) if word.casefold() not in stop_words)
    return [part for word in kept for part in _folded(word) if len(part) > 1]


@lru_cache(maxsize=100_000)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", fold(re.sub(r"['’ʼ]", "", word))))


def folded(word: str) -> str:
    """One word folded to its Latin skeleton, letters and digits only."""
    return "".join(_folded(word))


@lru_cache(maxsize=1)
def _stop_words() -> frozenset[str]:
    return frozenset(word for data in LANGUAGE_DATA.values() for word in data.stop_words)
