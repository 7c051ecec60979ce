"""Formats that tell their own structure (PDF by its type sizes, DOCX, HTML …) into blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.blocks import (
    Block,
    Kind,
    is_bibliography_name,
    is_in_capitals,
    is_names,
    is_section_name,
)
from corpus.clean import clean
from corpus.hyphens import Vocabulary
from corpus.mapped import MappedText
from corpus.readers import Mark

_PARTS = re.compile(r"[^\n]+")


class MarkedLayout:
    """Turns the marks of one file into blocks. What the format left unsaid is found as in other formats.

    The first heading is the title where none is marked, and a heading in capitals opens another article unless it is
    the usual name of a section; a line of names is a byline; what stands below the heading of a bibliography is its
    entries.
    """

    def __init__(self, text: str, marks: Sequence[Mark], vocabulary: Vocabulary) -> None:
        self._text = text
        self._marks = marks
        self._vocabulary = vocabulary

    def blocks(self) -> list[Block]:
        """Return the file's blocks in order."""
        found: list[Block] = []
        titled = any(mark.kind is Kind.TITLE for mark in self._marks)
        references = False
        for index, mark in enumerate(self._marks):
            kind = self._kind(mark, references)
            block = self._block(mark, kind)
            if not block.text:
                continue
            if kind is Kind.HEADING:
                references = is_bibliography_name(block.text)
                if not titled or self._opens_article(index, block.text):
                    block = Block(Kind.TITLE, block.content)
                    titled = True
            elif kind is Kind.TITLE:
                references = False
            found.append(block)
        return found

    def _opens_article(self, index: int, text: str) -> bool:
        """True if a heading titles another article: one in capitals, or of the highest level and above names."""
        if is_section_name(text):
            return False
        following = self._marks[index + 1] if index + 1 < len(self._marks) else None
        above_names = following is not None and is_names(self._text[following.start : following.end].strip())
        return is_in_capitals(text) or (self._marks[index].level == 1 and above_names)

    def _kind(self, mark: Mark, references: bool) -> Kind:
        text = self._text[mark.start : mark.end].strip()
        if mark.kind is not Kind.PARAGRAPH:
            return mark.kind
        if references:
            return Kind.REFERENCE
        if is_section_name(text) and "\n" not in text:
            return Kind.HEADING
        return Kind.BYLINE if is_names(text) else Kind.PARAGRAPH

    def _block(self, mark: Mark, kind: Kind) -> Block:
        whole = MappedText.original(self._text[mark.start : mark.end], mark.start)
        if kind in (Kind.TABLE, Kind.BYLINE):
            lines = [clean(whole.slice(*line.span()), self._vocabulary) for line in _PARTS.finditer(whole.text)]
            return Block(kind, MappedText.join([line for line in lines if line.text], "\n"))
        return Block(kind, clean(whole, self._vocabulary), mark.level, mark.number)
