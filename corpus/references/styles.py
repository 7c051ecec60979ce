"""A work's reference in a style."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from corpus.record import Language, Record, WorkType
from corpus.references.apa import apa
from corpus.references.chicago import chicago
from corpus.references.gost import gost, gost_2018
from corpus.references.mla import mla
from corpus.references.wording import ITALIC_OFF, ITALIC_ON, in_language, language_of

STYLES = ("gost", "gost-2018", "apa", "mla", "chicago")
STYLE_NAMES = {
    "gost": "ГОСТ Р 7.0.5–2008",
    "gost-2018": "ГОСТ Р 7.0.100–2018",
    "apa": "APA 7",
    "mla": "MLA 9",
    "chicago": "Chicago 18",
}
_FORMATS: dict[str, Callable[[Record, Language, str | None], str]] = {
    "gost": gost,
    "gost-2018": gost_2018,
    "apa": apa,
    "mla": mla,
    "chicago": chicago,
}


def format_reference(
    record: Record,
    style: str,
    *,
    language: Language | None = None,
    locator: str | None = None,
    rich: bool = False,
) -> str:
    """Write a work's reference; what the record leaves open is left out, and a work without a title has none ("").

    `language` chooses the words, and the title and names that the work bears in that language, where it does; None is
    the work's own language. `locator` is the page or pages of a passage ("15", "152-167"). With `rich`, what the style
    sets in italics stands between asterisks, as in Markdown. Raises ValueError for a style that is none of `STYLES`.
    """
    if style not in _FORMATS:
        raise ValueError(f"there is no reference style {style!r}; there are {', '.join(STYLES)}")
    if not record.title:
        return ""
    language = language or language_of(record)
    text = _FORMATS[style](in_language(_typed(record.as_cited()), language), language, locator)
    text = re.sub(r"\s+", " ", text).strip()
    if rich:
        text = text.replace("*", r"\*")
    mark = "*" if rich else ""
    return text.replace(ITALIC_ON, mark).replace(ITALIC_OFF, mark)


def _typed(record: Record) -> Record:
    """A record whose kind is not told, taken for what its other fields show: an article by an issue or a volume."""
    if record.type is not None or not record.container:
        return record
    if record.volume or record.issue or record.issn:
        return replace(record, type=WorkType.JOURNAL_ARTICLE)
    if record.pages or record.publisher or record.editors:
        return replace(record, type=WorkType.CHAPTER)
    return record
