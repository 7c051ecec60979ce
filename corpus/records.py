"""How articles and passages are written into the database: JSON for fields, packed integers for offsets."""

from __future__ import annotations

import json
import zlib
from array import array
from dataclasses import asdict
from itertools import accumulate
from typing import Any

from corpus.article import Article, Language, Note, Origins, PageMark, Passage, Section, Source, Span
from corpus.record import Record, Reference, WorkType


def pack(numbers: array[int]) -> bytes:
    """Compress an array of 32-bit integers; neighbours differ little, so their differences are packed."""
    steps = array("i", (b - a for a, b in zip([0, *numbers], numbers, strict=False)))
    return zlib.compress(steps.tobytes(), 1)


def unpack(data: bytes) -> array[int]:
    """Undo `pack`."""
    numbers = array("i")
    numbers.frombytes(zlib.decompress(data))
    return array("i", accumulate(numbers))


def _dump(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def article_record(article: Article) -> str:
    """Everything about an article that has no column of its own."""
    source = article.source
    return _dump(
        {
            "record": record_fields(article.record),
            "sections": [[s.title, s.level, *_pair(s.span)] for s in article.sections],
            "references": [[r.number, r.text] for r in article.references],
            "notes": [[note.number, *_pair(note.span)] for note in article.notes],
            "unsearched": [_pair(span) for span in article.unsearched],
            "lines": [source.first_line, source.last_line],
            "pages": [[mark.start, mark.label, mark.physical] for mark in source.page_marks],
            "cuts": list(source.origins.cuts),
            "mended": [[at, letter] for at, letter in source.origins.mended.items()],
        }
    )


def article(
    id_: str, language: Language, text: str, record: str, offsets: bytes, edits: str | None,
    file_name: str, sha256: str, format_: str, encoding: str, line_starts: bytes,
) -> Article:  # fmt: skip
    """Put an article together from its columns."""
    data = json.loads(record)
    changes = json.loads(edits or "{}")
    origins = Origins(unpack(offsets), array("i", data["cuts"]), dict(data["mended"]))
    first, last = data["lines"]
    marks = tuple(PageMark(*mark) for mark in data["pages"])
    return Article(
        id=id_,
        record=record_of(data["record"] | changes),
        language=changes.get("language") or language,
        text=text,
        source=Source(file_name, sha256, format_, encoding, first, last, origins, unpack(line_starts), marks),
        sections=tuple(Section(name, level, Span(start, end)) for name, level, start, end in data["sections"]),
        references=tuple(Reference(*reference) for reference in data["references"]),
        notes=tuple(Note(number, Span(start, end)) for number, start, end in data["notes"]),
        unsearched=tuple(Span(*pair) for pair in data["unsearched"]),
    )


def record_fields(record: Record) -> dict[str, Any]:
    """The fields of a bibliographic record that are known."""
    return {name: value for name, value in asdict(record).items() if value}


def record_of(fields: dict[str, Any]) -> Record:
    """Put a bibliographic record together from `record_fields`."""
    known = dict(fields)
    for name in ("authors", "editors", "keywords"):
        known[name] = tuple(known.get(name) or ())
    known["author_forms"] = tuple(tuple(forms) for forms in known.get("author_forms") or ())
    for name in ("abstracts", "titles"):
        known[name] = known.get(name) or {}
    known["keyword_lists"] = {language: tuple(words) for language, words in (known.get("keyword_lists") or {}).items()}
    if known.get("type"):
        known["type"] = WorkType(known["type"])
    return Record(**known)


def stored_record(record: str, edits: str | None) -> Record:
    """The bibliographic record inside an article's record, with what was changed by hand."""
    return record_of(json.loads(record)["record"] | json.loads(edits or "{}"))


def stored_references(record: str) -> tuple[Reference, ...]:
    """The bibliography inside an article's record."""
    return tuple(Reference(*reference) for reference in json.loads(record)["references"])


def passage_record(passage: Passage) -> str:
    """Everything about a passage but its ids."""
    return _dump(
        {
            "section": passage.section,
            "language": passage.language,
            "text": passage.text,
            "span": _pair(passage.span),
            "sentences": [_pair(span) for span in passage.sentences],
            "lines": [passage.first_line, passage.last_line],
            "pages": passage.pages,
            "physical": passage.physical_pages,
        }
    )


def passage(id_: str, article_id: str, record: str) -> Passage:
    """Put a passage together from its columns."""
    data = json.loads(record)
    first, last = data["lines"]
    return Passage(
        id=id_,
        article_id=article_id,
        section=data["section"],
        language=data["language"],
        text=data["text"],
        span=Span(*data["span"]),
        sentences=tuple(Span(*pair) for pair in data["sentences"]),
        first_line=first,
        last_line=last,
        pages=tuple(data["pages"]),
        physical_pages=tuple(data.get("physical", ())),
    )
