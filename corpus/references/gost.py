"""References by the Russian standards, which journals of Kazakhstan and Central Asia ask for.

`gost` is GOST R 7.0.5-2008, a reference in the list behind a text. Its heading names one, two or three authors, and
they are not named again (4.10.1, 4.10.2); a work by more is entered under its title. Areas are parted by a full stop
and a dash, for which the standard also admits a full stop alone. `gost_2018` is a record by GOST R 7.0.100-2018: the
first author in the heading, all in the statement of responsibility (5.2.6), the kind of content named.

Both keep to the language of the work. Kazakh wording follows journals of Kazakhstan: «– 235 б.» for the extent of a
book stands in the model entry of the bulletin of the South Kazakhstan Pedagogical University; ranges of pages stand
behind «Б.» as Russian ones do behind «С.», and «қаралған күні» is the day of access.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.record import Language, Record, WorkType
from corpus.references.wording import (
    WORDS,
    day_month_year,
    edition_of,
    initials_first,
    labelled,
    page_range,
    people_and_bodies,
    place_in_work,
    title_of,
)

_PARTS = (WorkType.JOURNAL_ARTICLE, WorkType.CHAPTER, WorkType.CONFERENCE_PAPER)
# A heading names up to three persons; a work by more is entered under its title.
_MOST_IN_HEADING = 3
# GOST R 7.0.100-2018 names four persons of four, and three and "others" of more.
_MOST_RESPONSIBLE = 4


@dataclass(frozen=True, slots=True)
class _Form:
    """Where the two standards differ."""

    colon: str
    doi_label: str


_REFERENCE = _Form(colon=": ", doi_label="DOI: ")
_RECORD = _Form(colon=" : ", doi_label="DOI ")


def gost(record: Record, language: Language, locator: str | None) -> str:
    """A reference by GOST R 7.0.5-2008; `locator` takes the place of the work's pages."""
    words = WORDS[language]
    persons, bodies = people_and_bodies(record.authors)
    in_heading = len(persons) <= _MOST_IN_HEADING
    heading = ", ".join(f"{name.family} {name.initials()}".strip() for name in persons) if in_heading else ""
    named = [] if in_heading else [f"{initials_first(persons[0])} [{words.others}]"]
    electronic = f" {words.electronic}" if _is_online(record) else ""
    responsible = _responsible([*named, *(body.family for body in bodies)], _own_editors(record, language))
    work = f"{_headed(heading, _with_genre(record, ': '))}{electronic}{responsible}{_container(record, language)}"
    return _closed(_areas([work, *_publication(record, language, _REFERENCE, locator)]))


def gost_2018(record: Record, language: Language, locator: str | None) -> str:
    """A record by GOST R 7.0.100-2018; `locator` takes the place of the work's pages."""
    words = WORDS[language]
    persons, bodies = people_and_bodies(record.authors)
    heading = ""
    if 0 < len(persons) <= _MOST_IN_HEADING:
        heading = ", ".join(part for part in (persons[0].family, persons[0].initials()) if part)
    named = [initials_first(name) for name in persons]
    if len(named) > _MOST_RESPONSIBLE:
        named = [*named[: _MOST_IN_HEADING - 1], f"{named[_MOST_IN_HEADING - 1]} [{words.others}]"]
    responsible = _responsible([*named, *(body.family for body in bodies)], _own_editors(record, language))
    work = f"{_headed(heading, _with_genre(record, ' : '))}{responsible}"
    doi = f"{_RECORD.doi_label}{record.doi}" if record.doi else ""
    content = f"{words.text} : {words.online if record.url or record.doi else words.printed}"
    publication = _publication(record, language, _RECORD, locator)
    if _has_container(record):
        return _closed(_areas([work, doi, content + _container(record, language), *publication]))
    *before, address = publication
    isbn = f"ISBN {record.isbn}" if record.isbn else ""
    return _closed(_areas([work, *before, isbn, doi, address, content]))


def _has_container(record: Record) -> bool:
    return bool(record.container) and record.type not in (WorkType.BOOK, WorkType.THESIS)


def _is_online(record: Record) -> bool:
    return bool(record.url) and record.type in (WorkType.WEBPAGE, WorkType.REPORT, WorkType.OTHER)


def _headed(heading: str, title: str) -> str:
    return f"{_stop(heading)} {title}" if heading else title


def _stop(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _responsible(authors: Iterable[str], editors: str) -> str:
    """The statement of responsibility, led in by its stroke; empty where nobody is named."""
    named = " ; ".join(part for part in (", ".join(a for a in authors if a), editors) if part)
    return f" / {named}" if named else ""


def _editors(record: Record, language: Language) -> str:
    people, bodies = people_and_bodies(record.editors)
    names = [*(initials_first(name) for name in people), *(body.family for body in bodies)]
    if len(names) > _MOST_IN_HEADING:
        names = [f"{names[0]} [{WORDS[language].others}]"]
    return f"{WORDS[language].edited_by} {', '.join(names)}" if names else ""


def _own_editors(record: Record, language: Language) -> str:
    """The editors of a whole work; those of a volume are named behind its title."""
    return "" if _has_container(record) else _editors(record, language)


def _with_genre(record: Record, colon: str) -> str:
    return colon.join(part for part in (title_of(record), record.genre) if part)


def _container(record: Record, language: Language) -> str:
    """The journal, volume or site, after two strokes; the editors are those of the volume."""
    if not _has_container(record):
        return ""
    editors = _editors(record, language)
    return f" // {record.container}{f' / {editors}' if editors else ''}"


def _publication(record: Record, language: Language, form: _Form, locator: str | None) -> list[str]:
    """The areas behind title and container, empty ones among them; the last is the address."""
    words = WORDS[language]
    place = form.colon.join(part for part in (record.place, record.publisher) if part)
    year = str(record.year) if record.year else ""
    if record.type in (WorkType.JOURNAL_ARTICLE, WorkType.WEBPAGE) and record.container:
        imprint = year  # a journal's article needs no place of printing
    else:
        imprint = ", ".join(part for part in (place, year) if part)
    numbers = ", ".join(
        part for part in (labelled(words.volume, record.volume), labelled(words.issue, record.issue)) if part
    )
    edition = edition_of(record, language)
    doi = f"{form.doi_label}{record.doi}" if record.doi and form is _REFERENCE else ""
    return [edition, imprint, numbers, _pages(record, language, locator), doi, _address(record, language)]


def _pages(record: Record, language: Language, locator: str | None) -> str:
    words = WORDS[language]
    if locator:
        # Kazakh puts the word behind a single place and before the range of a whole article.
        return place_in_work(locator, language) if language == "kk" else f"{words.pages} {page_range(locator)}"
    if not record.pages:
        return ""
    pages = page_range(record.pages)
    whole = pages.isdigit() and not _has_container(record) and record.type not in _PARTS
    return f"{pages} {words.extent}" if whole else f"{words.pages} {pages}"


def _address(record: Record, language: Language) -> str:
    if not record.url:
        return ""
    accessed = f" ({WORDS[language].accessed}: {day_month_year(record.accessed)})" if record.accessed else ""
    return f"URL: {record.url}{accessed}"


def _areas(parts: Iterable[str]) -> str:
    """Join areas by a full stop and a dash; a stop that an area ends in stands for the one that follows."""
    text = ""
    for part in parts:
        if part:
            text = f"{text.removesuffix('.')}. – {part}" if text else part
    return text


def _closed(text: str) -> str:
    """End a reference with a full stop, unless it would become part of an address or a DOI."""
    return text if re.search(r"(?:URL|DOI):? \S+$", text) else _stop(text)
