"""References by the Publication Manual of the American Psychological Association, 7th edition (chapters 9 and 10).

This, MLA and Chicago are written here and not left to a processor of CSL styles: citeproc-py 0.11 has no Kazakh,
sets Russian titles with a capital in every word, repeats the title of a page without an author, declines no «под
редакцией», and drops the pages of chapters and the day of access. Russian and Kazakh words follow the use of journals
in these languages; the ampersand before the last author stays, as the manual has it.
"""

from __future__ import annotations

from corpus.names import Name
from corpus.record import Language, Record, WorkType
from corpus.references.wording import (
    WORDS,
    address_of,
    bare_number,
    day_month_year,
    edition_of,
    initials_first,
    italic,
    labelled,
    listed,
    month_day_year,
    page_range,
    place_in_work,
    stopped,
    title_of,
    volume_in_work,
)

# The manual (9.8) names up to twenty authors; of more, the first nineteen and the last.
_MOST_AUTHORS = 20
_IN_VOLUME = (WorkType.CHAPTER, WorkType.CONFERENCE_PAPER)


def apa(record: Record, language: Language, locator: str | None) -> str:
    """A reference in APA style; a locator follows it in brackets, as the style gives a list entry no place for one."""
    authors = _authors(record)
    year = f"({record.year or WORDS[language].no_date})."
    title = stopped(_title(record, language))
    head = f"{stopped(authors)} {year} {title}" if authors else f"{title} {year}"
    parts = [head, _source(record, language), _address(record, language)]
    text = " ".join(part for part in parts if part)
    return f"{text} ({place_in_work(locator, language)})" if locator else text


def _authors(record: Record) -> str:
    names = [_family_first(Name.parse(name)) for name in record.authors]
    if len(names) > _MOST_AUTHORS:
        return f"{', '.join(names[: _MOST_AUTHORS - 1])}, … {names[-1]}"
    return listed(names, ", & ")


def _family_first(name: Name) -> str:
    return ", ".join(part for part in (name.family, name.initials()) if part)


def _title(record: Record, language: Language) -> str:
    """The title with what stands in brackets behind it; a work of its own is set in italics, a part of one is not."""
    title = title_of(record)
    if record.type is WorkType.JOURNAL_ARTICLE or _is_in_volume(record):
        return title
    if record.type is WorkType.THESIS:
        genre = record.genre or WORDS[language].thesis.capitalize()
        return f"{italic(title)} [{', '.join(part for part in (genre, record.publisher) if part)}]"
    details = ", ".join(part for part in (edition_of(record, language), record.genre) if part)
    return f"{italic(title)} ({details})" if details else italic(title)


def _is_in_volume(record: Record) -> bool:
    return record.type in _IN_VOLUME and bool(record.container)


def _source(record: Record, language: Language) -> str:
    if record.type is WorkType.JOURNAL_ARTICLE:
        return _journal(record, language)
    if _is_in_volume(record):
        return f"{_volume(record, language)} {_publisher(record)}".strip()
    if record.type is WorkType.THESIS:
        return ""
    if record.container:
        site = record.container if record.container not in record.authors else ""
        return stopped(site)
    return _publisher(record)


def _journal(record: Record, language: Language) -> str:
    """*Journal*, *64*(2), 152–167. An issue with a running number of its own, 2 (74), keeps its label instead."""
    volume, issue = italic(bare_number(record.volume)), bare_number(record.issue)
    if "(" in issue:
        numbers = [volume, labelled(WORDS[language].issue.lower(), record.issue)]
    else:
        numbers = [f"{volume}({issue})" if issue else volume]
    parts = (italic(record.container or ""), *numbers, page_range(record.pages or ""))
    return stopped(", ".join(part for part in parts if part))


def _volume(record: Record, language: Language) -> str:
    """In E. E. Editor (Ed.), *Title of the volume* (2nd ed., pp. 10–22)."""
    words = WORDS[language]
    editors = [Name.parse(name) for name in record.editors]
    names = listed([initials_first(name) for name in editors], " & " if len(editors) == 2 else ", & ")
    label = words.editor if len(editors) == 1 else words.editors
    edited = f"{names} ({label}), " if names else ""
    pages = place_in_work(record.pages, language) if record.pages else ""
    volume = labelled(words.volume, record.volume) if language == "en" else volume_in_work(record.volume, language)
    numbers = ", ".join(part for part in (edition_of(record, language), volume, pages) if part)
    return stopped(f"{words.within} {edited}{italic(record.container or '')}{f' ({numbers})' if numbers else ''}")


def _publisher(record: Record) -> str:
    """The publisher, who is not named again where the work is the publisher's own."""
    return "" if record.publisher in record.authors else stopped(record.publisher or "")


def _address(record: Record, language: Language) -> str:
    """The address; the day on which it was opened only where the page bears no date (9.16)."""
    address = address_of(record)
    if record.doi or not address or record.year or not record.accessed:
        return address
    if language == "en":
        return f"Retrieved {month_day_year(record.accessed)}, from {address}"
    return f"{address} ({WORDS[language].accessed}: {day_month_year(record.accessed)})"
