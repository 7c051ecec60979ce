"""RIS, the tagged lines that Scopus, eLIBRARY, Mendeley, Zotero and EndNote exchange.

What RIS has no tag for is written into the fields for custom use, led in by its name, and read back from there:
`C1  - UDC: 327`, `C2  - title (kk): …`. A person's name comes back with the family name in front. The parser is our
own: a dozen lines, which name the line that they can't read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.errors import UnreadableFile
from corpus.record import LANGUAGES, Language, Record, WorkType
from corpus.references.exchange import (
    day_from,
    doi_from,
    inverted,
    is_isbn,
    language_from,
    pages_from,
    year_from,
)

_TAGS = {
    WorkType.JOURNAL_ARTICLE: "JOUR", WorkType.CHAPTER: "CHAP", WorkType.CONFERENCE_PAPER: "CPAPER",
    WorkType.BOOK: "BOOK", WorkType.THESIS: "THES", WorkType.REPORT: "RPRT", WorkType.WEBPAGE: "ELEC",
    WorkType.OTHER: "GEN",
}  # fmt: skip
_TYPES = {tag: kind for kind, tag in _TAGS.items()} | {
    "CONF": WorkType.CONFERENCE_PAPER, "MGZN": WorkType.JOURNAL_ARTICLE, "NEWS": WorkType.JOURNAL_ARTICLE,
    "EJOUR": WorkType.JOURNAL_ARTICLE, "JFULL": WorkType.JOURNAL_ARTICLE, "ABST": WorkType.JOURNAL_ARTICLE,
    "EBOOK": WorkType.BOOK, "EDBOOK": WorkType.BOOK, "ECHAP": WorkType.CHAPTER, "ENCYC": WorkType.CHAPTER,
    "DICT": WorkType.CHAPTER, "WEB": WorkType.WEBPAGE, "BLOG": WorkType.WEBPAGE, "ICOMM": WorkType.WEBPAGE,
}  # fmt: skip
# The tags that programs use for one field, the one that we write first.
_FIELDS = {
    "title": ("TI", "T1", "CT"), "container": ("T2", "JO", "JF", "BT", "JA", "J2"), "volume": ("VL",), "issue": ("IS",),
    "edition": ("ET",), "publisher": ("PB",), "place": ("CY", "PP"), "url": ("UR", "L2"),
}  # fmt: skip
_LINE = re.compile(r"^\s?([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*))?$")
_SERIAL_NUMBER = re.compile(r"\d[\d–-]{6,}[\dXx]")
_NAMED = re.compile(r"^(title|abstract) \((ru|kk|en)\): (.*)$", re.DOTALL)

Lines = dict[str, list[str]]


def to_ris(records: Sequence[Record]) -> str:
    """Write records as one RIS file."""
    records = [record.as_cited() for record in records]
    return "\n".join("".join(f"{tag}  - {_kept(value)}\n" for tag, value in _written(record)) for record in records)


def _kept(value: str) -> str:
    """A value over several lines, without blank ones, at which some programs end a record."""
    return re.sub(r"\s*\n\s*", "\n", value).strip()


def _written(record: Record) -> Iterator[tuple[str, str]]:
    yield "TY", _TAGS[record.type or WorkType.OTHER]
    yield from (("AU", inverted(name)) for name in record.authors)
    yield from (("A2" if record.container else "ED", inverted(name)) for name in record.editors)
    for field, tags in _FIELDS.items():
        if value := getattr(record, field):
            yield tags[0], value
    first, _, last = (record.pages or "").partition("-")
    single = (
        ("PY", str(record.year or "")),
        ("SP", first if last.isdigit() else record.pages),
        ("EP", last if last.isdigit() else ""),
        ("SN", record.issn),
        ("SN", record.isbn),
        ("DO", record.doi),
        ("Y2", (record.accessed or "").replace("-", "/")),
        ("M3", record.genre),
        ("LA", record.language),
        ("AB", record.abstracts.get(record.language) if record.language else ""),
        ("C1", f"UDC: {record.udc}" if record.udc else ""),
        ("C4", _forms_written(record)),
    )
    yield from ((tag, value) for tag, value in single if value)
    yield from (("C2", f"title ({language}): {title}") for language, title in record.titles.items())
    further = ((language, text) for language, text in record.abstracts.items() if language != record.language)
    yield from (("C3", f"abstract ({language}): {text}") for language, text in further)
    yield from (("KW", keyword) for keyword in record.keywords)
    yield "ER", ""


def _forms_written(record: Record) -> str:
    forms = "; ".join(" | ".join(forms) for forms in record.author_forms)
    return f"author forms: {forms}" if record.author_forms else ""


def read_ris(text: str, name: str = "RIS") -> list[Record]:
    """Read records from RIS; `name` is the file's, for errors.

    Tags that a record has no place for are passed over; a record that lacks its closing ER ends where the next one
    begins. Raises UnreadableFile, with the line, for a line outside of any record, and where there is no record.
    """
    found = [_record(lines) for lines in _parted(text, name)]
    if not found:
        raise UnreadableFile(name, "it holds no RIS record (a line such as `TY  - JOUR`); check that it is a RIS file")
    return found


def _parted(text: str, name: str) -> Iterator[Lines]:
    """The lines of each record by their tags, in order; a line without a tag continues the one before it."""
    lines: Lines | None = None
    last: list[str] = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        match = _LINE.match(line.rstrip())
        tag, value = (match[1], (match[2] or "").strip()) if match else ("", line.strip())
        if tag in ("TY", "ER") and lines:
            yield lines
            lines = None
        if tag == "TY":
            lines = {"TY": [value]}
            last = lines["TY"]
        elif lines is None and value and tag != "ER":
            raise UnreadableFile(name, f"line {number}: {line.strip()[:60]!r} stands outside of a record (TY … ER)")
        elif lines is not None and tag:
            last = lines.setdefault(tag, [])
            last.append(value)
        elif lines is not None and value:
            last[-1] = f"{last[-1]}\n{value}"
    if lines:
        yield lines


def _record(lines: Lines) -> Record:
    kind = _TYPES.get(lines["TY"][0].upper(), WorkType.OTHER)
    language = language_from(_first(lines, "LA") or "")
    abstracts = _named(lines.get("C3", []), "abstract")
    abstract = _first(lines, "AB", "N2")
    if language and abstract:
        abstracts[language] = abstract
    numbers = [number for value in lines.get("SN", []) for number in _SERIAL_NUMBER.findall(value)]
    isbn = next((number for number in numbers if is_isbn(number)), None)
    genre = _first(lines, "M3")
    return Record(
        type=kind,
        authors=tuple(value for tag in ("AU", "A1") for value in lines.get(tag, []) if value),
        editors=tuple(value for tag in ("A2", "ED") for value in lines.get(tag, []) if value),
        year=year_from(_first(lines, "PY", "Y1", "DA") or ""),
        language=language,
        pages=_pages(lines),
        genre=None if genre is None or doi_from(genre) else genre,
        doi=doi_from(_first(lines, "DO") or genre or ""),
        udc=next((value[5:] for value in lines.get("C1", []) if value.startswith("UDC: ")), None),
        issn=next((number for number in numbers if not is_isbn(number)), None),
        isbn=isbn,
        accessed=day_from(_first(lines, "Y2") or ""),
        keywords=tuple(word for value in lines.get("KW", []) for part in value.split("\n") if (word := part.strip())),
        abstracts=abstracts,
        titles=_named(lines.get("C2", []), "title"),
        author_forms=_forms(lines.get("C4", [])),
        keyword_lists={},
        **{field: _one_line(_first(lines, *tags)) for field, tags in _FIELDS.items()},
    )


def _first(lines: Lines, *tags: str) -> str | None:
    return next((value for tag in tags for value in lines.get(tag, []) if value), None)


def _one_line(value: str | None) -> str | None:
    return value and " ".join(value.split())


def _pages(lines: Lines) -> str | None:
    return pages_from("-".join(part for part in (_first(lines, "SP"), _first(lines, "EP")) if part))


def _named(values: Sequence[str], what: str) -> dict[Language, str]:
    """Texts in further languages, written by us into a custom field."""
    matches = (match for value in values if (match := _NAMED.match(value)) and match[1] == what)
    texts = {match[2]: match[3] for match in matches}
    return {language: texts[language] for language in LANGUAGES if language in texts}


def _forms(values: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    written = next((value for value in values if value.startswith("author forms: ")), None)
    if written is None:
        return ()
    parts = written.removeprefix("author forms: ").split(";")
    return tuple(tuple(form.strip() for form in part.split("|") if form.strip()) for part in parts)
