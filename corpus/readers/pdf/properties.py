"""What a PDF's own properties tell of the work, where they look meant and not left there by a program."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath

from corpus.record import Record

_FILE_NAME = re.compile(r"\.(?:docx?|pdf|indd|qxd|p65|tex|dvi|rtf|odt|pptx?|xlsx?|txt|cdr|pmd)\b", re.IGNORECASE)
_PROGRAM = re.compile(
    r"^(?:microsoft\b|untitled|без (?:имени|названия)|безымянн|документ\s?\d*$|document\s?\d*$|құжат\s?\d*$|"
    r"title$|заголовок$|doi:|10\.\d{4,9}/|slide \d|презентация|presentation\s?\d*$)",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"^(?:users?|админ\w*|admin\w*|пользовател\w*|владелец|owner|home|unknown|author|автор|пк|pc|hp|dell|asus|acer|"
    r"lenovo|windows|microsoft|office|ноутбук|компьютер|computer)\b",
    re.IGNORECASE,
)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s<>\"»)]+[^\s<>\"».,;)]")
_PARTED = re.compile(r"\s*[;|]\s*|,\s*(?=[^\W\d_]\S*\s)")


def properties_of(name: str, metadata: Mapping[str, str]) -> Record:
    """Read title, authors, keywords and DOI off a PDF's metadata.

    A title is taken if it has two words and is no file name, authors if they have a first and a last name or initials.
    Dates are left aside: they tell when the file was made, not when the work was published.
    """
    doi = _DOI.search(" ".join(metadata.get(key, "") for key in ("Subject", "Title", "Keywords")))
    return Record(
        title=_title(name, _plain(metadata.get("Title", ""))),
        authors=_authors(_plain(metadata.get("Author", ""))),
        keywords=_keywords(_plain(metadata.get("Keywords", ""))),
        doi=doi.group() if doi else None,
    )


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\x00", "")).strip()


def _title(name: str, title: str) -> str | None:
    words = re.findall(r"[^\W\d_]{2,}", title)
    as_file = _letters(title) == _letters(PurePath(name).stem)
    if len(words) < 2 or as_file or _FILE_NAME.search(title) or _PROGRAM.match(title) or _is_broken(title):
        return None
    return title


def _authors(text: str) -> tuple[str, ...]:
    names = [name for name in _PARTED.split(text) if name]
    meant = all(_is_name(name) for name in names)
    return tuple(names) if names and meant and not _is_broken(text) else ()


def _is_name(name: str) -> bool:
    words = re.findall(r"[^\W\d_]+", name)
    return len(words) >= 2 and not _NOBODY.match(name) and not re.search(r"[\d@\\/]", name)


def _keywords(text: str) -> tuple[str, ...]:
    return tuple(word for word in re.split(r"\s*[,;]\s*", text) if word) if not _is_broken(text) else ()


def _is_broken(text: str) -> bool:
    """True if the letters of another code page show through."""
    accented = sum("\u00c0" <= char <= "\u00ff" for char in text)
    return "�" in text or 2 * accented > sum(char.isalpha() for char in text)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
