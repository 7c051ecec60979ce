"""CSL-JSON, the records of the Citation Style Language: what Zotero and citation processors exchange.

What CSL has no name for stands under `custom`, as its schema provides: titles and abstracts in further languages, the
UDC, further forms of names. A person's name comes back with the family name in front.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from corpus.errors import UnreadableFile
from corpus.names import Name
from corpus.record import LANGUAGES, Record, WorkType
from corpus.references.exchange import (
    day_from,
    doi_from,
    entry_keys,
    joined_keywords,
    language_from,
    pages_from,
    split_keywords,
    year_from,
)

_FIELDS = {
    "title": "title", "container": "container-title", "volume": "volume", "issue": "issue", "edition": "edition",
    "genre": "genre", "publisher": "publisher", "place": "publisher-place", "issn": "ISSN", "isbn": "ISBN",
    "url": "URL", "language": "language",
}  # fmt: skip
_TYPES = {kind.value: kind for kind in WorkType} | {
    "article": WorkType.OTHER, "article-magazine": WorkType.JOURNAL_ARTICLE, "review": WorkType.JOURNAL_ARTICLE,
    "article-newspaper": WorkType.JOURNAL_ARTICLE, "entry-encyclopedia": WorkType.CHAPTER,
    "entry-dictionary": WorkType.CHAPTER, "post": WorkType.WEBPAGE, "post-weblog": WorkType.WEBPAGE,
}  # fmt: skip


def to_csl_json(records: Sequence[Record]) -> str:
    """Write records as a CSL-JSON list."""
    records = [record.as_cited() for record in records]
    items = [_item(record, key) for record, key in zip(records, entry_keys(records), strict=True)]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(record: Record, key: str) -> dict[str, Any]:
    further = {language: text for language, text in record.abstracts.items() if language != record.language}
    item: dict[str, Any] = {"id": key, "type": (record.type or WorkType.OTHER).value}
    item |= {theirs: getattr(record, ours) for ours, theirs in _FIELDS.items()}
    item |= {
        "author": [_person(name) for name in record.authors],
        "editor": [_person(name) for name in record.editors],
        "issued": {"date-parts": [[record.year]]} if record.year else None,
        "accessed": {"date-parts": [[int(part) for part in record.accessed.split("-")]]} if record.accessed else None,
        "page": record.pages,
        "DOI": record.doi,
        "keyword": joined_keywords(record.keywords),
        "abstract": record.abstracts.get(record.language) if record.language else None,
        "custom": _known(
            {
                "udc": record.udc,
                "titles": record.titles,
                "abstracts": further,
                "author-forms": [list(forms) for forms in record.author_forms],
            }
        ),
    }
    return _known(item)


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _person(name: str) -> dict[str, str]:
    parsed = Name.parse(name)
    if not parsed.given:
        return {"literal": parsed.family}
    return {"family": parsed.family, "given": parsed.given}


def read_csl_json(text: str, name: str = "CSL-JSON") -> list[Record]:
    """Read records from CSL-JSON: a list of items, one item, or a mapping with the list under "items".

    `name` is the file's, for errors. Raises UnreadableFile, with the line or the number of the item, for what is no
    CSL-JSON.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableFile(name, f"line {error.lineno}: no valid JSON ({error.msg})") from error
    if isinstance(data, Mapping):
        data = data.get("items", [data])
    if not isinstance(data, list) or not data:
        raise UnreadableFile(name, "it holds no list of CSL-JSON items")
    return [_record(item, f"item {number}", name) for number, item in enumerate(data, 1)]


def _record(item: Any, where: str, file_name: str) -> Record:
    if not isinstance(item, Mapping) or not item.get("title"):
        raise UnreadableFile(file_name, f"{where}: no CSL-JSON item with a title, but {str(item)[:60]!r}")
    values = {ours: _text(item.get(theirs)) for ours, theirs in _FIELDS.items() if ours != "language"}
    language = language_from(str(item.get("language") or ""))
    custom = item.get("custom")
    custom = custom if isinstance(custom, Mapping) else {}
    abstracts = _by_language(custom.get("abstracts"))
    if language and item.get("abstract"):
        abstracts[language] = str(item["abstract"])
    return Record(
        type=_TYPES.get(str(item.get("type")), WorkType.OTHER),
        authors=_people(item.get("author"), f"{where}: author", file_name),
        editors=_people(item.get("editor"), f"{where}: editor", file_name),
        year=year_from(_date(item.get("issued"))),
        language=language,
        pages=pages_from(str(item.get("page") or "")),
        doi=doi_from(str(item.get("DOI") or "")),
        udc=_text(custom.get("udc")),
        accessed=day_from(_date(item.get("accessed"))),
        keywords=split_keywords(str(item.get("keyword") or "")),
        abstracts=abstracts,
        titles=_by_language(custom.get("titles")),
        author_forms=tuple(tuple(map(str, forms)) for forms in custom.get("author-forms") or ()),
        keyword_lists={},
        **values,
    )


def _text(value: Any) -> str | None:
    return str(value).strip() or None if value is not None else None


def _by_language(value: Any) -> dict[Any, str]:
    return {code: str(value[code]) for code in LANGUAGES if code in value} if isinstance(value, Mapping) else {}


def _people(value: Any, where: str, file_name: str) -> tuple[str, ...]:
    people = value or []
    if not isinstance(people, list) or not all(isinstance(person, Mapping) for person in people):
        raise UnreadableFile(file_name, f"{where}: {str(value)[:60]!r} is no list of names (family, given or literal)")
    return tuple(name for person in people if (name := _name(person)))


def _name(person: Mapping[str, Any]) -> str:
    if person.get("literal"):
        return str(person["literal"])
    particles = (person.get(part) for part in ("dropping-particle", "non-dropping-particle", "family"))
    family = " ".join(str(part) for part in particles if part)
    given = " ".join(str(part) for part in (person.get("given"), person.get("suffix")) if part)
    return f"{family}, {given}" if given else family


def _date(value: Any) -> str:
    """A CSL date as a text with the year first: date parts, or what stands in their place."""
    if not isinstance(value, Mapping):
        return str(value or "")
    parts = value.get("date-parts") or [[]]
    return "-".join(str(part) for part in parts[0]) or str(value.get("raw") or value.get("literal") or "")
