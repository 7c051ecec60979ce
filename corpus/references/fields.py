"""A bibliographic record from fields that a person wrote, checked one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from corpus.errors import UnreadableFile
from corpus.record import LANGUAGES, Record, WorkType

# Other names under which people know the fields.
ALIASES = {
    "author": "authors", "editor": "editors", "journal": "container", "booktitle": "container", "site": "container",
    "number": "issue", "address": "place", "city": "place", "school": "publisher", "institution": "publisher",
    "keyword": "keywords", "abstract": "abstracts", "lang": "language",
}  # fmt: skip
_TYPES = {
    "article": WorkType.JOURNAL_ARTICLE, "journal-article": WorkType.JOURNAL_ARTICLE,
    "conference": WorkType.CONFERENCE_PAPER, "dissertation": WorkType.THESIS, "web": WorkType.WEBPAGE,
    "other": WorkType.OTHER,
} | {kind.value: kind for kind in WorkType}  # fmt: skip
_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)$", re.IGNORECASE)
_DAY = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
EARLIEST_YEAR, LATEST_YEAR = 1000, 2100


class _Unfit(ValueError):
    """A value does not fit its field; the message says what was expected."""


def record_from_fields(given: Mapping[str, Any], where: str) -> Record:
    """Make a record of fields named as in `Record`, or by one of `ALIASES`; an empty value leaves its field open.

    A single text may stand for a list, parted by semicolons; an abstract that is one text is in the record's language.
    Raises UnreadableFile, `where` being the file or command at fault, which names the field, the value and what was
    expected.
    """
    known = {field.name for field in fields(Record)}
    values: dict[str, Any] = {}
    language = given.get("language", given.get("lang"))
    for key, value in given.items():
        name = ALIASES.get(key.strip().casefold(), key.strip().casefold())
        if name not in known:
            raise UnreadableFile(where, f"{key!r} is no field of a record; the fields are {', '.join(sorted(known))}")
        if value is None or value in ("", [], {}):
            continue
        if name in values:
            raise UnreadableFile(where, f"{key}: the field {name} is given twice, under different names")
        try:
            alone = name == "abstracts" and isinstance(value, str)
            values[name] = _CHECKS.get(name, _text)(_in_own_language(value, language) if alone else value)
        except _Unfit as error:
            raise UnreadableFile(where, f"{key}: {value!r} does not fit; expected {error}") from error
    return Record(**values)


def _in_own_language(value: object, language: object) -> dict[object, object]:
    if not language:
        raise _Unfit("a language beside it, or a text for each language (abstracts: {ru: …, kk: …})")
    return {language: value}


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _Unfit("a text")
    return str(value).strip()


def _texts(value: object) -> tuple[str, ...]:
    values = value.split(";") if isinstance(value, str) else value
    if not isinstance(values, list | tuple) or not all(isinstance(item, str | int) for item in values):
        raise _Unfit("a list of texts")
    return tuple(text for item in values if (text := str(item).strip()))


def _forms(value: object) -> tuple[tuple[str, ...], ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, list | tuple) for item in value):
        raise _Unfit("for each author a list of the names that the author also bears in print")
    return tuple(_texts(item) for item in value)


def _by_language(value: object) -> dict[str, str]:
    if not isinstance(value, Mapping) or not set(value) <= set(LANGUAGES):
        raise _Unfit(f"a text for each language, of {', '.join(LANGUAGES)}")
    return {language: _text(text) for language, text in value.items() if text}


def _lists_by_language(value: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping) or not set(value) <= set(LANGUAGES):
        raise _Unfit(f"a list of texts for each language, of {', '.join(LANGUAGES)}")
    return {language: texts for language, listed in value.items() if (texts := _texts(listed or ()))}


def _type(value: object) -> WorkType:
    kind = _TYPES.get(str(value).strip().casefold())
    if kind is None:
        raise _Unfit(f"one of {', '.join(sorted(_TYPES))}")
    return kind


def _year(value: object) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not text.isdecimal() or not EARLIEST_YEAR <= int(text) <= LATEST_YEAR:
        raise _Unfit(f"a whole number from {EARLIEST_YEAR} to {LATEST_YEAR}")
    return int(text)


def _language(value: object) -> str:
    if value not in LANGUAGES:
        raise _Unfit(f"one of {', '.join(LANGUAGES)}")
    return str(value)


def _doi(value: object) -> str:
    match = _DOI.match(_text(value))
    if match is None:
        raise _Unfit("a DOI such as 10.1234/abc")
    return match[1]


def _issn(value: object) -> str:
    text = _text(value).upper().replace("Х", "X")  # a Cyrillic letter often stands for the Latin one
    digits = re.sub(r"[\s–—-]", "", text)
    if not re.fullmatch(r"\d{7}[\dX]", digits) or not _is_balanced(digits, range(8, 0, -1), 11):
        raise _Unfit("an ISSN: eight figures, the last of which checks the others, such as 0002-1822")
    return f"{digits[:4]}-{digits[4:]}"


def _isbn(value: object) -> str:
    text = _text(value).upper().replace("Х", "X").removeprefix("ISBN").strip(" :")
    digits = re.sub(r"[\s–—-]", "", text)
    ten = re.fullmatch(r"\d{9}[\dX]", digits) and _is_balanced(digits, range(10, 0, -1), 11)
    thirteen = re.fullmatch(r"97[89]\d{10}", digits) and _is_balanced(digits, (1, 3) * 6 + (1,), 10)
    if not ten and not thirteen:
        raise _Unfit("an ISBN: ten or thirteen figures, the last of which checks the others")
    return text


def _is_balanced(digits: str, weights: Sequence[int], modulus: int) -> bool:
    """True if the weighted sum of the figures is divisible, as the check figure sees to; X is ten."""
    figures = (10 if digit == "X" else int(digit) for digit in digits)
    return sum(figure * weight for figure, weight in zip(figures, weights, strict=True)) % modulus == 0


def _url(value: object) -> str:
    text = _text(value)
    if not re.match(r"https?://[^\s/]+\.\S+$", text):
        raise _Unfit("an address that begins with http:// or https://")
    return text


def _accessed(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()[:10]
    text = _text(value)
    day = _DAY.match(text)
    try:
        return date.fromisoformat(f"{day[3]}-{day[2]:0>2}-{day[1]:0>2}" if day else text).isoformat()
    except ValueError as error:
        raise _Unfit("a day such as 2026-03-12 or 12.03.2026") from error


_CHECKS: dict[str, Callable[[object], Any]] = {
    "type": _type, "year": _year, "language": _language, "doi": _doi, "issn": _issn, "isbn": _isbn, "url": _url,
    "accessed": _accessed, "authors": _texts, "editors": _texts, "keywords": _texts, "author_forms": _forms,
    "abstracts": _by_language, "titles": _by_language, "keyword_lists": _lists_by_language,
}  # fmt: skip


__all__ = ["ALIASES", "record_from_fields"]
