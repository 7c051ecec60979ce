"""PDFs of old programs, whose fonts call the letters of CP1251 by the names that the same bytes have in Latin-1.

"Ãåíåðàë" is how such a file spells "Генерал".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.readers.pdf.rows import Row, Word

_ACCENTED = re.compile("[\u00c0-\u00ff]")
_LATIN_1 = re.compile("[\u00a8\u00b8\u00b9\u00c0-\u00ff]+")


def in_cyrillic(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """Give such a file its Cyrillic letters. Any other file, in which accented letters are few, stays as it is."""
    counts = Counter(_kind(char) for rows in pages for row in rows for char in row.text if char.isalpha())
    if counts["accented"] <= counts["plain"] + counts["other"]:
        return [list(rows) for rows in pages]
    return [[row.with_words(_mended(word) for word in row.words) for row in rows] for rows in pages]


def _kind(char: str) -> str:
    if _ACCENTED.match(char):
        return "accented"
    return "plain" if char.isascii() else "other"


def _mended(word: Word) -> Word:
    return replace(word, text=_LATIN_1.sub(_as_cp1251, word.text))


def _as_cp1251(match: re.Match[str]) -> str:
    return match.group().encode("latin-1").decode("cp1251")
