"""References by the Chicago Manual of Style, 18th edition, author and date (chapter 13).

The 18th edition gives up the place of publication. Pages of chapters, which it leaves to choice, are kept: a reader of
an article looks for them.
"""

from __future__ import annotations

import re

from corpus.names import Name
from corpus.record import Language, Record, WorkType
from corpus.references.wording import (
    WORDS,
    address_of,
    bare_number,
    day_month_year,
    edition_of,
    given_in_full,
    italic,
    labelled,
    listed,
    month_day_year,
    page_range,
    place_in_work,
    quoted,
    stopped,
    title_of,
    volume_in_work,
    with_others,
)

# Up to six authors are named; of more, the first three (13.107).
_MOST_AUTHORS = 6
_FIRST_OF_MANY = 3
_IN_VOLUME = (WorkType.CHAPTER, WorkType.CONFERENCE_PAPER)
_QUOTED = (*_IN_VOLUME, WorkType.JOURNAL_ARTICLE, WorkType.THESIS, WorkType.WEBPAGE)


def chicago(record: Record, language: Language, locator: str | None) -> str:
    """A reference in Chicago style; a locator follows it in brackets, as the style gives an entry no place for one."""
    authors = _authors(record, language)
    year = stopped(str(record.year or _no_date(language)))
    title = _title(record, language)
    head = f"{stopped(authors)} {year} {title}" if authors else f"{title} {year}"
    parts = [head, _source(record, language), _address(record, language)]
    if locator:
        parts.append(f"({place_in_work(locator, language)})")
    return " ".join(part for part in parts if part)


def _no_date(language: Language) -> str:
    """What stands for the year; it opens a sentence, so that only the English abbreviation stays in small letters."""
    text = WORDS[language].no_date
    return text if language == "en" else _capital(text)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _authors(record: Record, language: Language) -> str:
    """The authors, the first by the family name; a page without an author is entered under its site."""
    words = WORDS[language]
    names = [Name.parse(name) for name in record.authors]
    if not names:
        return record.container or "" if record.type is WorkType.WEBPAGE else ""
    shown = names if len(names) <= _MOST_AUTHORS else names[:_FIRST_OF_MANY]
    first = ", ".join(part for part in (shown[0].family, given_in_full(shown[0])) if part)
    rest = [f"{given_in_full(name)} {name.family}".strip() for name in shown[1:]]
    if len(shown) < len(names):
        return with_others(", ".join([first, *rest]), language)
    return listed([first, *rest], f", {words.and_} " if language == "en" else f" {words.and_} ")


def _title(record: Record, language: Language) -> str:
    title = title_of(record)
    if not title:
        return ""
    return quoted(title, language) if record.type in _QUOTED else stopped(italic(title))


def _source(record: Record, language: Language) -> str:
    if record.type is WorkType.JOURNAL_ARTICLE:
        return _journal(record, language)
    if record.type in _IN_VOLUME and record.container:
        return f"{_volume(record, language)} {stopped(record.publisher or '')}".strip()
    if record.type is WorkType.THESIS:
        genre = _capital(record.genre or WORDS[language].thesis)
        return stopped(", ".join(part for part in (genre, record.publisher) if part))
    genre = stopped(_capital(record.genre or ""))
    edition = stopped(edition_of(record, language))
    is_author = record.type is WorkType.WEBPAGE and not record.authors
    site = "" if is_author else stopped(record.container or "")
    publisher = "" if record.publisher in (record.container, *record.authors) else stopped(record.publisher or "")
    return " ".join(part for part in (genre, edition, site, publisher) if part)


def _journal(record: Record, language: Language) -> str:
    """*Journal* 64 (2): 152–67. Without a volume, or as 2 (74), the issue gets its label: *Journal*, no. 2: 152–67."""
    volume, issue = bare_number(record.volume), bare_number(record.issue)
    where = italic(record.container or "")
    if volume:
        where = f"{where} {volume}"
    if volume and issue and "(" not in issue:
        where = f"{where} ({issue})"
    elif issue:
        where = f"{where}, {labelled(WORDS[language].issue.lower(), record.issue)}"
    pages = _pages(record, language)
    return stopped(": ".join(part for part in (where.strip(" ,"), pages) if part))


def _volume(record: Record, language: Language) -> str:
    words = WORDS[language]
    editors = [Name.parse(name) for name in record.editors]
    spoken = [f"{given_in_full(name)} {name.family}".strip() for name in editors]
    comma = "," if language == "en" and len(spoken) > 2 else ""
    edited = f"{words.edited_in_full} {listed(spoken, f'{comma} {words.and_} ')}" if spoken else ""
    volume = volume_in_work(record.volume, language)
    parts = (italic(record.container or ""), edition_of(record, language), volume, edited, _pages(record, language))
    return stopped(f"{words.within} {', '.join(part for part in parts if part)}")


def _pages(record: Record, language: Language) -> str:
    pages = page_range(record.pages or "")
    return shortened(pages) if language == "en" else pages


def shortened(pages: str) -> str:
    """A range as the manual (9.63) shortens it: 71–72, 100–104, 101–8, 321–28, 498–532."""
    ends = re.fullmatch(r"(\d{3,})–(\d{3,})", pages)
    if ends is None or len(ends[1]) != len(ends[2]) or int(ends[1]) % 100 == 0:
        return pages
    first, last = ends.groups()
    same = next((at for at, (one, other) in enumerate(zip(first, last, strict=True)) if one != other), len(first))
    fewest = 1 if int(first) % 100 < 10 else 2
    changed = last[min(same, len(last) - fewest) :]
    return f"{first}–{last if len(changed) == 3 and len(last) > 3 else changed}"


def _address(record: Record, language: Language) -> str:
    """The address, with the day on which it was opened where the page bears no date."""
    address = address_of(record)
    if record.doi or not address or record.year or not record.accessed:
        return stopped(address)
    if language == "en":
        return f"Accessed {month_day_year(record.accessed)}. {address}."
    return f"{WORDS[language].accessed.capitalize()}: {day_month_year(record.accessed)}. {address}."
