"""BibTeX and BibLaTeX, in Unicode: what JabRef, Zotero, Mendeley, Scopus and eLIBRARY write.

Fields that BibTeX has no name for are written under names of ours that other programs pass over: `title_kk` and
`abstract_kk` for a title or an abstract in a further language, `udc`, `author_forms`. A record without a type comes
back as `WorkType.OTHER`, and a person's name with the family name in front: "К.И. Байзакова" as "Байзакова, К.И.".
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence

from corpus.errors import UnreadableFile
from corpus.names import Name
from corpus.record import LANGUAGES, Record, WorkType
from corpus.references.exchange import (
    day_from,
    doi_from,
    entry_keys,
    inverted,
    joined_keywords,
    language_from,
    pages_from,
    split_keywords,
    year_from,
)
from corpus.references.wording import language_of

_ENTRY_TYPES = {
    WorkType.JOURNAL_ARTICLE: "article", WorkType.CHAPTER: "incollection", WorkType.CONFERENCE_PAPER: "inproceedings",
    WorkType.BOOK: "book", WorkType.THESIS: "phdthesis", WorkType.REPORT: "techreport", WorkType.WEBPAGE: "online",
    WorkType.OTHER: "misc",
}  # fmt: skip
_TYPES = {entry: kind for kind, entry in _ENTRY_TYPES.items()} | {
    "inbook": WorkType.CHAPTER, "inreference": WorkType.CHAPTER, "conference": WorkType.CONFERENCE_PAPER,
    "collection": WorkType.BOOK, "proceedings": WorkType.BOOK, "mvbook": WorkType.BOOK, "booklet": WorkType.BOOK,
    "mastersthesis": WorkType.THESIS, "thesis": WorkType.THESIS, "report": WorkType.REPORT, "manual": WorkType.REPORT,
    "electronic": WorkType.WEBPAGE, "www": WorkType.WEBPAGE,
}  # fmt: skip
# A record's fields by the names that programs know them under, the one that we write first.
_NAMES = {
    "volume": ("volume",), "issue": ("number", "issue"), "edition": ("edition",), "genre": ("type",),
    "publisher": ("publisher", "school", "institution", "organization"), "place": ("address", "location"),
    "container": ("journal", "journaltitle", "booktitle", "maintitle", "howpublished"), "udc": ("udc",),
    "issn": ("issn",), "isbn": ("isbn",),
}  # fmt: skip
_CONTAINERS = {
    WorkType.JOURNAL_ARTICLE: "journal", WorkType.CHAPTER: "booktitle", WorkType.CONFERENCE_PAPER: "booktitle",
    WorkType.WEBPAGE: "organization",
}  # fmt: skip
_PUBLISHERS = {WorkType.THESIS: "school", WorkType.REPORT: "institution"}
_TO_ESCAPE = re.compile(r"[&%$#_{}~^\\]")
_ESCAPES = {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}"}
# The parser tells of each entry that it can't read in the log as well; the reader learns it from our error.
_SILENT = logging.NullHandler()


def to_bibtex(records: Sequence[Record]) -> str:
    """Write records as one BibTeX file, each under a readable key of its own."""
    records = [record.as_cited() for record in records]
    return "\n".join(_entry(record, key) for record, key in zip(records, entry_keys(records), strict=True))


def _entry(record: Record, key: str) -> str:
    kind = _ENTRY_TYPES[record.type or WorkType.OTHER]
    lines = [f"  {name} = {{{value}}}," for name, value in _written(record).items() if value]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _written(record: Record) -> dict[str, str]:
    own = language_of(record)
    kind = record.type or WorkType.OTHER
    renamed = {"container": _CONTAINERS.get(kind, "booktitle"), "publisher": _PUBLISHERS.get(kind, "publisher")}
    if kind is WorkType.WEBPAGE:
        renamed = {"container": "organization", "publisher": "publisher"}
    values = {
        "author": _people(record.authors),
        "title": _escaped(record.title or ""),
        "editor": _people(record.editors),
        "year": str(record.year or ""),
        "langid": {"ru": "russian", "kk": "kazakh", "en": "english", None: ""}[record.language],
    }
    values |= {renamed.get(name, names[0]): _escaped(getattr(record, name) or "") for name, names in _NAMES.items()}
    values |= {
        "pages": _escaped((record.pages or "").replace("-", "--")),
        "doi": record.doi or "",
        "url": record.url or "",
        "urldate": record.accessed or "",
        "keywords": _escaped(joined_keywords(record.keywords)),
    }
    values |= {f"title_{language}": _escaped(title) for language, title in record.titles.items()}
    for language, abstract in record.abstracts.items():
        values["abstract" if language == own == record.language else f"abstract_{language}"] = _escaped(abstract)
    values["author_forms"] = _escaped("; ".join(" | ".join(forms) for forms in record.author_forms))
    return values


def _escaped(text: str) -> str:
    return _TO_ESCAPE.sub(lambda sign: _ESCAPES.get(sign.group(), f"\\{sign.group()}"), text)


def _people(names: Sequence[str]) -> str:
    """Names joined by `and`; braces keep an organisation's name in one piece."""
    return " and ".join(
        f"{{{_escaped(name)}}}" if Name.parse(name).is_organisation else _escaped(inverted(name)) for name in names
    )


def read_bibtex(text: str, name: str = "BibTeX") -> list[Record]:
    """Read records from BibTeX; `name` is the file's, for errors.

    Fields that a record has no place for are passed over. Raises UnreadableFile, with the line, for an entry that
    can't be parsed, and where there is no entry at all.
    """
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import Entry, ParsingFailedBlock

    logging.getLogger("bibtexparser").addHandler(_SILENT)
    records = []
    library = parse_string(text)
    strings = {name: str(string.value) for name, string in library.strings_dict.items()}
    for block in library.blocks:
        # Two entries under one key, or one field given twice: the parser sets them aside, but has read them.
        entry = block.ignore_error_block if isinstance(block, ParsingFailedBlock) else block
        if isinstance(entry, Entry):
            fields = {field.key.casefold(): str(field.value) for field in entry.fields}
            if entry is not block:
                fields = {name: _unclosed(value, strings) for name, value in fields.items()}
            records.append(_record(entry.entry_type, fields))
        elif isinstance(block, ParsingFailedBlock):
            line = (block.start_line or 0) + 1
            raise UnreadableFile(name, f"line {line}: the BibTeX entry that begins here can't be read")
    if not records:
        raise UnreadableFile(name, "it holds no BibTeX entry (@article{…}); check that it is a BibTeX file")
    return records


def _unclosed(value: str, strings: Mapping[str, str]) -> str:
    """A value of an entry that the parser set aside, which still stands in quotes or braces, or names a string."""
    return value[1:-1] if value[:1] in ('"', "{") else strings.get(value, value)


def _record(entry_type: str, fields: dict[str, str]) -> Record:
    kind = _TYPES.get(entry_type.casefold(), WorkType.OTHER)
    language = language_from(fields.get("langid") or fields.get("language") or fields.get("hyphenation") or "")
    values = {name: _first(fields, names) for name, names in _NAMES.items()}
    if kind is WorkType.WEBPAGE:
        values["container"] = _first(fields, ("organization", "journal", "journaltitle", "howpublished"))
        values["publisher"] = _first(fields, ("publisher",))
    abstracts = {code: _plain(fields[key]) for code in LANGUAGES if (key := f"abstract_{code}") in fields}
    if language and fields.get("abstract"):
        abstracts[language] = _plain(fields["abstract"])
    return Record(
        type=kind,
        title=_title(fields),
        authors=_names(fields.get("author", "")),
        editors=_names(fields.get("editor", "")),
        year=year_from(fields.get("year") or fields.get("date") or ""),
        language=language,
        pages=pages_from(_plain(fields.get("pages", ""))),
        doi=doi_from(fields.get("doi", "")),
        url=_address(fields),
        accessed=day_from(fields.get("urldate", "")),
        keywords=split_keywords(_plain(fields.get("keywords") or fields.get("keyword") or "")),
        abstracts=abstracts,
        titles={code: _plain(fields[key]) for code in LANGUAGES if (key := f"title_{code}") in fields},
        author_forms=_forms(_plain(fields.get("author_forms", ""))),
        keyword_lists={},
        **values,
    )


def _first(fields: dict[str, str], names: Sequence[str]) -> str | None:
    return next((plain for name in names if (plain := _plain(fields.get(name, "")))), None)


def _title(fields: dict[str, str]) -> str | None:
    """Title and subtitle as one, which BibLaTeX parts."""
    return ": ".join(part for part in (_plain(fields.get(name, "")) for name in ("title", "subtitle")) if part) or None


def _names(text: str) -> tuple[str, ...]:
    """Names between `and`; what stands in braces is one name, whatever it holds."""
    people = (_plain(part) for part in _split_outside_braces(text))
    return tuple(person for person in people if person and person.casefold() != "others")


def _split_outside_braces(text: str) -> list[str]:
    """The parts of a list of names between each `and` that stands in no braces."""
    parts = [""]
    depth = 0
    for piece in re.split(r"([{}]|\s+and\s+)", text.strip()):
        depth += {"{": 1, "}": -1}.get(piece, 0)
        if depth == 0 and piece.strip() == "and":
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def _forms(text: str) -> tuple[tuple[str, ...], ...]:
    if not text:
        return ()
    return tuple(tuple(form.strip() for form in part.split("|") if form.strip()) for part in text.split(";"))


def _address(fields: dict[str, str]) -> str | None:
    """The address, which older files wrap in a command and set under howpublished."""
    for field in ("url", "howpublished"):
        match = re.search(r"https?://[^\s{}]+", fields.get(field, ""))
        if match:
            return match.group().replace("\\", "")
    return None


def _plain(text: str) -> str:
    """A field's text without LaTeX: accents as letters, protective braces and commands gone."""
    if not re.search(r"[\\{}$~%]|--|``|''", text):
        return re.sub(r"[^\S\n]+", " ", text).strip()
    from pylatexenc.latex2text import LatexNodes2Text

    # A lone % opens a comment in LaTeX, but not in a BibTeX file.
    source = re.sub(r"(?<!\\)%", r"\\%", text)
    plain = LatexNodes2Text(math_mode="verbatim").latex_to_text(source).replace("ˆ", "^")
    return re.sub(r"[^\S\n]+", " ", plain).strip()
