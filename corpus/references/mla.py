"""Works cited by the MLA Handbook, 9th edition (chapter 5)."""

from __future__ import annotations

import re
from datetime import date

from corpus.names import Name
from corpus.record import Language, Record, WorkType
from corpus.references.wording import (
    WORDS,
    address_of,
    day_month_year,
    edition_of,
    given_in_full,
    italic,
    labelled,
    listed,
    page_range,
    place_in_work,
    quoted,
    stopped,
    title_of,
    volume_in_work,
    with_others,
)

_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def mla(record: Record, language: Language, locator: str | None) -> str:
    """A reference in MLA style; a locator follows it in brackets, as the style gives a list entry no place for one."""
    parts = [stopped(_authors(record, language)), _title(record, language), _published(record, language)]
    if record.accessed and record.url and not record.doi:
        parts.append(_accessed(record.accessed, language))
    if locator:
        parts.append(f"({place_in_work(locator, language)})")
    return " ".join(part for part in parts if part)


def _authors(record: Record, language: Language) -> str:
    """Two authors in full, the first by the family name; of more, the first alone (5.5–5.10)."""
    words = WORDS[language]
    names = [Name.parse(name) for name in record.authors]
    if not names:
        return ""
    first = ", ".join(part for part in (names[0].family, given_in_full(names[0])) if part)
    if len(names) == 1:
        return first
    if len(names) > 2:
        return with_others(first, language)
    comma = "," if language == "en" else ""
    return f"{first}{comma} {words.and_} {given_in_full(names[1])} {names[1].family}"


def _title(record: Record, language: Language) -> str:
    title = title_of(record)
    is_part = bool(record.container) and record.type not in (WorkType.BOOK, WorkType.THESIS, WorkType.REPORT)
    if not title:
        return ""
    return quoted(title, language) if is_part or record.type is WorkType.JOURNAL_ARTICLE else stopped(italic(title))


def _published(record: Record, language: Language) -> str:
    """Everything behind the title, parted by commas: container, editors, numbers, publisher, year, pages, address."""
    year = str(record.year or "")
    if record.type is WorkType.THESIS:
        genre = record.genre or WORDS[language].thesis
        source = ", ".join(part for part in (record.publisher, genre, address_of(record)) if part)
        return " ".join(stopped(part) for part in (year, source) if part)
    publisher = record.publisher if record.type is not WorkType.JOURNAL_ARTICLE else None
    if publisher in (record.container, *record.authors):
        publisher = None
    elements = (
        italic(record.container or ""),
        _editors(record, language),
        edition_of(record, language),
        volume_in_work(record.volume, language),
        labelled(WORDS[language].issue.lower(), record.issue),
        publisher,
        year,
        _pages(record, language),
        address_of(record),
    )
    return stopped(", ".join(element for element in elements if element))


def _editors(record: Record, language: Language) -> str:
    names = [Name.parse(name) for name in record.editors]
    if not names:
        return ""
    words = WORDS[language]
    spoken = [f"{given_in_full(name)} {name.family}".strip() for name in names]
    if len(spoken) > 2:
        return f"{words.edited_in_full} {spoken[0]} {words.others}"
    return f"{words.edited_in_full} {listed(spoken, f' {words.and_} ')}"


def _pages(record: Record, language: Language) -> str:
    """Pages in a container; English shortens the second number to two figures where the first tells the rest."""
    pages = page_range(record.pages or "")
    if not pages or not record.container:
        return ""
    ends = re.fullmatch(r"(\d+)(\d\d)–\1(\d\d)", pages)
    if ends and language == "en":
        pages = f"{ends[1]}{ends[2]}–{ends[3]}"
    return place_in_work(pages, language)


def _accessed(iso: str, language: Language) -> str:
    if language != "en":
        return f"{WORDS[language].accessed.capitalize()}: {day_month_year(iso)}."
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return f"Accessed {iso}."
    return f"Accessed {day.day} {_MONTHS[day.month - 1]} {day.year}."
