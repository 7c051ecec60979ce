"""What the formats of exchange share: language codes, names, years, identifiers, keys of entries."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import count, product
from string import ascii_lowercase

from corpus.languages import DATA
from corpus.names import Name, romanise
from corpus.record import Language, Record
from corpus.references.wording import language_of

_LANGUAGE_CODES: dict[str, Language] = {
    "ru": "ru", "rus": "ru", "russian": "ru", "русский": "ru", "рус": "ru", "орысша": "ru", "орыс": "ru",
    "kk": "kk", "kz": "kk", "kaz": "kk", "kazakh": "kk", "qazaq": "kk", "казахский": "kk", "каз": "kk", "қазақ": "kk",
    "қазақша": "kk",
    "en": "en", "eng": "en", "english": "en", "american": "en", "british": "en", "ukenglish": "en", "usenglish": "en",
    "английский": "en", "англ": "en", "ағылшын": "en", "ағылшынша": "en",
}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(1[0-9]\d\d|20\d\d|2100)(?!\d)")
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"{}]+")
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_ISBN = re.compile(r"^(?:97[89])?\d{9}[\dX]$", re.IGNORECASE)


def language_from(code: str) -> Language | None:
    """The language that a code or a name stands for (ru, rus, Russian, ru-RU, қазақша); None for any other."""
    head = re.match(r"[^\W\d_]+", code.strip())
    return _LANGUAGE_CODES.get(head.group().casefold()) if head else None


def year_from(text: str) -> int | None:
    """The first year in a date of any form ("2026-03-12", "март 2026", "c2019")."""
    match = _YEAR.search(text)
    return int(match[1]) if match else None


def day_from(text: str) -> str | None:
    """The day in "2026-03-12" or "2026/3/12/", as an ISO date; None without one."""
    match = _DAY.search(text)
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        return None


def doi_from(text: str) -> str | None:
    """The DOI in a text, whatever leads it in; None without one."""
    match = _DOI.search(text)
    return match.group().rstrip(".,;") if match else None


def is_isbn(text: str) -> bool:
    """True if a number is as long as an ISBN, not an ISSN."""
    return bool(_ISBN.match(re.sub(r"[\s–-]", "", text)))


def inverted(name: str) -> str:
    """A person's name with the family name first and a comma behind it; an organisation's as it is."""
    parsed = Name.parse(name)
    return f"{parsed.family}, {parsed.given}" if parsed.given else parsed.family


def joined_keywords(keywords: Sequence[str]) -> str:
    """Keywords in one text, which `split_keywords` parts again."""
    text = "; ".join(keywords)
    return f"{text};" if len(keywords) == 1 and "," in text else text


def split_keywords(text: str) -> tuple[str, ...]:
    """Keywords in one text: parted by semicolons, or by commas where there are none."""
    separator = ";" if ";" in text else ","
    return tuple(word for part in text.split(separator) if (word := part.strip()))


def pages_from(pages: str) -> str | None:
    """Pages with a single hyphen between first and last, as records hold them."""
    return re.sub(r"\s*(?:--+|[–—])\s*", "-", pages.strip()) or None


def entry_keys(records: Iterable[Record]) -> list[str]:
    """A key for each record: family name, year and first word of the title, in Latin letters; unlike one another.

    Байзакова, 2026, «Интеграционные барьеры» gives "baizakova2026integratsionnye"; a second such work ends in "a".
    """
    taken: set[str] = set()
    keys = []
    for record in records:
        base = _key(record)
        key = next(key for suffix in _suffixes() if (key := base + suffix) not in taken)
        taken.add(key)
        keys.append(key)
    return keys


def _suffixes() -> Iterator[str]:
    """Nothing, a, b, … z, aa, ab and so on."""
    for length in count():
        yield from map("".join, product(ascii_lowercase, repeat=length))


def _key(record: Record) -> str:
    family = Name.parse(record.authors[0]).family if record.authors else ""
    words = re.findall(r"[^\W\d_]+", record.title or "")
    stop_words = DATA[language_of(record)].stop_words
    telling = [word for word in words if len(word) > 2 and word.casefold() not in stop_words]
    parts = (family, str(record.year or ""), (telling or words or [""])[0])
    return "".join(_ascii(part) for part in parts) or "work"


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", romanise(text)).casefold())
