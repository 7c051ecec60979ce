"""The record that a journal's page gives of its article: `citation_…` and Dublin Core names, JSON-LD, page titles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from corpus.readers.markup_claims import doi_in, keywords, language_of, meant_names, meant_title, one_line, year_in
from corpus.readers.markup_xml import attribute, elements, tag
from corpus.record import Language, Record, WorkType

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# Names of one field in the vocabularies that journals use, the most precise first.
_DATES = (
    "citation_publication_date", "citation_date", "citation_year", "citation_cover_date", "citation_online_date",
    "prism.publicationdate", "dc.date.issued", "dc.date", "dcterms.issued",
)  # fmt: skip
_CONTAINERS = (
    "citation_journal_title", "citation_conference_title", "citation_inbook_title", "prism.publicationname",
    "dc.source",
)  # fmt: skip
_AUTHORS = (
    "citation_author", "citation_authors", "eprints.creators_name", "dc.creator.personalname", "dc.creator",
    "dcterms.creator",
)  # fmt: skip
_ADDRESSES = ("citation_public_url", "citation_abstract_html_url", "dc.identifier.uri")
_TYPES = {
    "citation_journal_title": WorkType.JOURNAL_ARTICLE,
    "citation_conference_title": WorkType.CONFERENCE_PAPER,
    "citation_inbook_title": WorkType.CHAPTER,
    "citation_dissertation_institution": WorkType.THESIS,
    "citation_technical_report_institution": WorkType.REPORT,
}
_LD_TYPES = {
    "ScholarlyArticle": WorkType.JOURNAL_ARTICLE,
    "MedicalScholarlyArticle": WorkType.JOURNAL_ARTICLE,
    "Thesis": WorkType.THESIS,
    "Report": WorkType.REPORT,
    "Book": WorkType.BOOK,
    "Chapter": WorkType.CHAPTER,
}


class PageMeta:
    """The `<meta>` values and linked data of one page."""

    def __init__(self, root: Element) -> None:
        self._values: dict[str, list[tuple[str, Language | None]]] = {}
        self.canonical = ""
        self.page_title = ""
        self._linked: list[dict[str, Any]] = []
        for element in elements(root, "meta", "link", "script", "title"):
            self._take(element)

    def _take(self, element: Element) -> None:
        kind = attribute(element, "type").lower()
        if tag(element) == "meta":
            name = (attribute(element, "name") or attribute(element, "property")).lower()
            value = one_line(attribute(element, "content"))
            if name and value:
                self._values.setdefault(name, []).append((value, language_of(attribute(element, "lang"))))
        elif tag(element) == "link" and attribute(element, "rel").lower() == "canonical":
            self.canonical = attribute(element, "href")
        elif tag(element) == "title" and not self.page_title:
            self.page_title = one_line("".join(element.itertext()))
        elif tag(element) == "script" and kind == "application/ld+json":
            self._linked += _works(element.text or "")

    def all(self, *names: str) -> tuple[str, ...]:
        """The values of the first of these names that the page has."""
        for name in names:
            if name in self._values:
                return tuple(dict.fromkeys(value for value, _ in self._values[name]))
        return ()

    def one(self, *names: str) -> str | None:
        """The first value of the first of these names that the page has."""
        return next(iter(self.all(*names)), None)

    def by_language(self, *names: str) -> dict[Language, str]:
        """Values that tell their language."""
        found: dict[Language, str] = {}
        for name in names:
            for value, language in self._values.get(name, ()):
                if language is not None:
                    found.setdefault(language, value)
        return found

    def record(self) -> Record:
        """What the page says of its work in forms made for machines; empty where it names no scholarly work."""
        linked = next((_linked_record(work) for work in self._linked), Record())
        return self._citation().or_else(linked)

    def _citation(self) -> Record:
        scholarly = any(
            name.startswith(("citation_", "dc.", "dcterms.", "prism.", "eprints.")) for name in self._values
        )
        if not scholarly:
            return Record()
        language = language_of(self.one("citation_language", "dc.language") or "")
        titles = self.by_language("citation_title", "dc.title", "dc.title.alternative")
        return Record(
            type=next((kind for name, kind in _TYPES.items() if name in self._values), None),
            title=self.one("citation_title", "eprints.title", "dc.title", "dcterms.title"),
            authors=self._authors(),
            editors=self.all("citation_editor"),
            year=_first_year(self.all(*_DATES)),
            language=language,
            container=self.one(*_CONTAINERS),
            volume=self.one("citation_volume", "prism.volume", "dc.source.volume"),
            issue=self.one("citation_issue", "prism.number", "dc.source.issue"),
            pages=_pages(
                self.one("citation_firstpage", "prism.startingpage"), self.one("citation_lastpage", "prism.endingpage")
            ),
            publisher=self.one("citation_publisher", "dc.publisher", "dcterms.publisher"),
            doi=_first_doi(self.all("citation_doi", "prism.doi") + self.all("dc.identifier.doi", "dc.identifier")),
            issn=self.one("citation_issn", "prism.issn", "dc.source.issn"),
            isbn=self.one("citation_isbn"),
            url=self.one(*_ADDRESSES) or self.canonical or None,
            keywords=keywords(self.all("citation_keywords", "dc.subject", "dcterms.subject")),
            abstracts=self.by_language("citation_abstract", "dc.description", "dcterms.abstract"),
            titles={own: title for own, title in titles.items() if own != language},
        )  # fmt: skip

    def _authors(self) -> tuple[str, ...]:
        return tuple(one_line(name) for value in self.all(*_AUTHORS) for name in value.split(";") if name.strip())

    def properties(self, file_name: str) -> Record:
        """What the page's other fields claim: the weakest source."""
        title = meant_title(self.one("og:title", "title") or self.page_title, file_name)
        return Record(
            title=title,
            authors=meant_names(self.all("author", "article:author")),
            year=_first_year(self.all("article:published_time", "date")),
            container=self.one("og:site_name"),
            url=self.canonical or self.one("og:url"),
            keywords=keywords(self.all("keywords")),
        )

    def titles(self) -> tuple[str, ...]:
        """All that the page calls its title, with and without the site's name beside it."""
        whole = [*self.all("citation_title"), *self.all("dc.title"), *self.all("og:title"), self.page_title]
        parts = [part for title in whole for sign in ("|", "—", "–", " - ", "::", "»") for part in title.split(sign)]
        return tuple(dict.fromkeys(one_line(title) for title in [*whole, *parts] if len(title) > 9))


def _first_year(dates: Iterable[str]) -> int | None:
    return next((year for date in dates if (year := year_in(date))), None)


def _first_doi(values: Iterable[str]) -> str | None:
    return next((doi for value in values if (doi := doi_in(value))), None)


def _pages(first: str | None, last: str | None) -> str | None:
    if not first or not last or first == last:
        return first or None
    return f"{first}-{last}"


def _works(script: str) -> Iterator[dict[str, Any]]:
    """Scholarly works in a block of JSON-LD; a block that is no JSON tells nothing."""
    try:
        data = json.loads(script)
    except (ValueError, RecursionError):
        return
    waiting = [data]
    for thing in waiting:  # which grows meanwhile
        if isinstance(thing, list):
            waiting += thing
        elif isinstance(thing, dict):
            if any(kind in _LD_TYPES for kind in _list(thing.get("@type"))):
                yield thing
            waiting += [thing[key] for key in ("@graph", "mainEntity") if key in thing]


def _linked_record(work: dict[str, Any]) -> Record:
    parts = _containers(work)
    language = language_of(_plain(work.get("inLanguage")))
    abstract = _plain(work.get("abstract"))
    issue, volume, journal = (_of_type(parts, kind) for kind in ("PublicationIssue", "PublicationVolume", "Periodical"))
    return Record(
        type=next((_LD_TYPES[kind] for kind in _list(work.get("@type")) if kind in _LD_TYPES), None),
        title=_plain(work.get("headline")) or _plain(work.get("name")) or None,
        authors=tuple(name for author in _list(work.get("author")) if (name := _name(author))),
        editors=tuple(name for editor in _list(work.get("editor")) if (name := _name(editor))),
        year=year_in(_plain(work.get("datePublished"))),
        language=language,
        container=_plain(journal.get("name")) or None,
        volume=_plain(volume.get("volumeNumber")) or None,
        issue=_plain(issue.get("issueNumber")) or None,
        pages=_pages(_plain(work.get("pageStart")), _plain(work.get("pageEnd")))
        or _plain(work.get("pagination"))
        or None,
        publisher=_name(work.get("publisher")) or None,
        doi=_first_doi(_plain(item) for key in ("identifier", "sameAs", "@id", "doi") for item in _list(work.get(key))),
        issn=next((_plain(issn) for issn in _list(journal.get("issn"))), None),
        url=_plain(work.get("url")) or None,
        keywords=keywords(_plain(word) for word in _list(work.get("keywords"))),
        abstracts={language: abstract} if language and abstract else {},
    )


def _containers(work: dict[str, Any]) -> list[dict[str, Any]]:
    """What a work is part of, and that in turn."""
    found: list[dict[str, Any]] = []
    waiting = _list(work.get("isPartOf"))
    for part in waiting:  # which grows meanwhile
        if isinstance(part, dict) and len(found) < 20:
            found.append(part)
            waiting += _list(part.get("isPartOf"))
    return found


def _of_type(parts: Iterable[dict[str, Any]], kind: str) -> dict[str, Any]:
    return next((part for part in parts if kind in _list(part.get("@type"))), {})


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _plain(value: Any) -> str:
    """The text of a value that may be wrapped in an object, a list or a number."""
    if isinstance(value, dict):
        return _plain(value.get("@value") or value.get("value") or value.get("name"))
    if isinstance(value, list):
        return _plain(value[0]) if value else ""
    return one_line(str(value)) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _name(value: Any) -> str:
    """A person's or a publisher's name."""
    if isinstance(value, dict) and not value.get("name"):
        return one_line(f"{_plain(value.get('givenName'))} {_plain(value.get('familyName'))}")
    return _plain(value)
