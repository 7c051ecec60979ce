"""Which paragraphs are the title and the headings, by their type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.blocks import Kind, is_caption, is_in_capitals, is_names, label_at
from corpus.readers.pdf.flow import Item
from corpus.readers.pdf.paragraphs import SAME_SIZE, Measures, Paragraph
from corpus.readers.pdf.rows import Row

_LONGEST_HEADING = 250
_LONGEST_STOPPED = 80
_LONGEST_TITLE = 500
_LONGEST_RUN_IN = 100
_DEEPEST = 6
_NUMBERED = re.compile(r"^\d{1,2}((?:\.\d{1,2})*)\.?\s")
_ADDRESS = re.compile(r"https?:|www\.|@|\bdoi\b", re.IGNORECASE)

Style = tuple[float, bool, bool]
"""Type size to half a point, bold, in capitals."""


@dataclass(frozen=True, slots=True)
class Outline:
    """The type of the title and of each rank of headings, the highest first."""

    title: Paragraph | None
    ranks: tuple[Style, ...]
    measures: Measures

    @classmethod
    def of(cls, items: Sequence[Item], measures: Measures) -> Outline:
        """Find the title, in the largest type of the first page, and rank the types of headings."""
        paragraphs = [item for item in items if isinstance(item, Paragraph)]
        title = _title(paragraphs, measures)
        headings = [p for p in paragraphs if p is not title and _is_heading(p, measures)]
        styles = sorted({_style(heading) for heading in headings}, key=lambda s: (-s[0], -s[2], -s[1]))
        return cls(title, tuple(styles), measures)

    def kind(self, paragraph: Paragraph) -> Kind:
        """TITLE, HEADING or PARAGRAPH."""
        if paragraph is self.title:
            return Kind.TITLE
        return Kind.HEADING if _is_heading(paragraph, self.measures) else Kind.PARAGRAPH

    def level(self, paragraph: Paragraph) -> int:
        """The rank of a heading by its type, and among those of the same type by its number."""
        style = _style(paragraph)
        rank = self.ranks.index(style) + 1 if style in self.ranks else 1
        numbered = _NUMBERED.match(paragraph.text)
        depth = numbered.group(1).count(".") if numbered else 0
        return min(rank + depth, _DEEPEST)


def run_in(paragraph: Paragraph) -> int:
    """How many characters of the first row are a heading in bold that the text goes on after; 0 without one."""
    row = paragraph.rows[0]
    opening = 0
    while opening < len(row.words) and row.words[opening].bold:
        opening += 1
    if opening in (0, len(row.words)):
        return 0
    text = Row(row.words[:opening]).text
    letters = sum(char.isalpha() for char in text)
    usual = text.endswith(".") and letters > 3 and len(text) <= _LONGEST_RUN_IN
    labelled = any(label_at(text, labels) for labels in ("abstract_labels", "keyword_labels"))
    return len(text) if usual and not labelled and not is_caption(text) and not is_names(text) else 0


def _title(paragraphs: Sequence[Paragraph], measures: Measures) -> Paragraph | None:
    first = [p for p in paragraphs if p.page == paragraphs[0].page and _is_worded(p.text)]
    largest = max(first, key=lambda p: p.size, default=None)
    if largest is None or not measures.is_larger(largest.size) or len(largest.text) > _LONGEST_TITLE:
        return None
    return next(p for p in first if largest.size - p.size < SAME_SIZE)


def _is_heading(paragraph: Paragraph, measures: Measures) -> bool:
    text = paragraph.text
    if not _is_worded(text) or len(text) > _LONGEST_HEADING or is_caption(text) or is_names(text):
        return False
    if text.endswith((",", ";")) or (text.endswith(".") and len(text) > _LONGEST_STOPPED):
        return False
    if paragraph.bold and not measures.is_smaller(paragraph.size):
        return True
    if measures.is_larger(paragraph.size):
        return True
    return is_in_capitals(text) and not text.endswith(".") and not measures.is_smaller(paragraph.size)


def _is_worded(text: str) -> bool:
    """True if a text is mostly words, not a code or an address."""
    letters = sum(char.isalpha() for char in text)
    return letters > 3 and letters > sum(char.isdigit() for char in text) and not _ADDRESS.search(text)


def _style(paragraph: Paragraph) -> Style:
    return round(paragraph.size * 2) / 2, paragraph.bold, is_in_capitals(paragraph.text)
