"""Markdown into blocks: headings by their marks, paragraphs by blank lines, pages that cut them mended."""

from __future__ import annotations

import re

from corpus.blocks import Block, Kind, is_bibliography_name, is_in_capitals, is_names, is_section_name, label_at
from corpus.clean import clean
from corpus.hyphens import Vocabulary
from corpus.mapped import MappedText

_FENCE = re.compile(r"\n[^\S\n]*\n\s*|\n(?=#{1,6} )|(?<=\n)(?=\[?\d{1,3}[\].]+ )")
_HEADING = re.compile(r"(#{1,6})\s+")
_EMPHASISED_LINE = re.compile(r"^([*_]{1,3})(?![*_\s])(.{2,120}?)\1$")
_RUN_IN = re.compile(r"^([*_]{1,3})(?![*_\s])([^*_]{3,100}?)[.:]?\1[.:]?\s+(?=\S)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s\"[^\"]*\")?\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^>\s]+)>")
_NOTE_MARK = re.compile(r"<sup>[^<]*</sup>")
_TAG = re.compile(r"</?(?:sup|sub|b|i|em|strong|u|br|span|p|div)[^<>]*>")
_EMPHASIS = re.compile(r"(?<![\w*\\])[*_]{1,3}(?=\S)|(?<=[^\s\\])[*_]{1,3}(?![\w*])|(?<!\\)\*{2,3}")
_ESCAPE = re.compile(r"\\+(?=[\\`*_{}\[\]()#+.!<>~|-])")
_QUOTE_MARK = re.compile(r"^>\s?", re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?…:]['\"»”’)\]*_]*\s*$")


def strip_marks(text: MappedText) -> MappedText:
    """Take out emphasis, escapes, note marks and tags; a link becomes its text."""
    for pattern in (_NOTE_MARK, _TAG, _QUOTE_MARK):
        text = text.sub(pattern, "")
    for pattern in (_LINK, _AUTOLINK):
        # Only the marks around the words are cut, so that each word keeps its place.
        edits = []
        for match in pattern.finditer(text.text):
            edits += [(match.start(), match.start(1), ""), (match.end(1), match.end(), "")]
        text = text.edit(edits)
    return text.sub(_EMPHASIS, "").sub(_ESCAPE, "")


class MarkdownLayout:
    """Groups the text of one Markdown file into blocks."""

    def __init__(self, text: str, vocabulary: Vocabulary, start: int = 0) -> None:
        self._text = text
        self._start = start
        self._vocabulary = vocabulary

    def blocks(self) -> list[Block]:
        """Return the file's blocks in order. The first heading is the title."""
        found: list[Block] = []
        references = False
        for part in self._parts():
            for block in self._blocks_of(part, references):
                if block.kind is Kind.HEADING:
                    references = is_bibliography_name(block.text)
                    titled = any(earlier.kind is Kind.TITLE for earlier in found)
                    shouted = is_in_capitals(block.text) and not is_section_name(block.text)
                    if not titled or shouted:
                        block = Block(Kind.TITLE, block.content)  # noqa: PLW2901
                        references = False
                found.append(block)
        return found

    def _parts(self) -> list[MappedText]:
        """Pieces between blank lines; those that a page break cut in mid-sentence are joined again."""
        parts: list[MappedText] = []
        at = self._start
        for fence in [*_FENCE.finditer(self._text, self._start), None]:
            end = fence.start() if fence else len(self._text)
            part = MappedText.original(self._text[at:end], at).strip()
            at = fence.end() if fence else end
            if not part.text:
                continue
            if parts and _continues(parts[-1].text, part.text):
                part = MappedText.join([parts.pop(), part], "\n")
            parts.append(part)
        return parts

    def _blocks_of(self, part: MappedText, references: bool) -> list[Block]:
        heading = _HEADING.match(part.text)
        if heading:
            return self._heading(part.slice(heading.end(), len(part)), level=max(1, len(heading.group(1)) - 1))
        emphasised = _EMPHASISED_LINE.match(part.text)
        if emphasised and part.text[-len(emphasised.group(1)) - 1] not in ".:,;":
            return self._heading(part, level=3)
        if references:
            return [self._block(Kind.REFERENCE, part)]
        plain = self._block(Kind.PARAGRAPH, part)
        if is_names(plain.text):
            return [Block(Kind.BYLINE, plain.content)]
        if part.text.startswith("|"):
            rows = [self._block(Kind.TABLE, row).content for row in _lines_of(part)]
            return [Block(Kind.TABLE, MappedText.join(rows, "\n"))]
        run_in = _RUN_IN.match(part.text)
        if run_in and ":" not in run_in.group() and not label_at(plain.text, "abstract_labels"):
            opening = self._block(Kind.HEADING, part.slice(run_in.start(2), run_in.end(2)), level=3)
            return [opening, self._block(Kind.PARAGRAPH, part.slice(run_in.end(), len(part)))]
        return [plain] if plain.text else []

    def _heading(self, part: MappedText, level: int) -> list[Block]:
        block = self._block(Kind.HEADING, part, level)
        return [block] if block.text else []

    def _block(self, kind: Kind, part: MappedText, level: int = 1) -> Block:
        return Block(kind, clean(strip_marks(part), self._vocabulary), level)


def _lines_of(part: MappedText) -> list[MappedText]:
    at = 0
    lines = []
    for line in part.text.split("\n"):
        lines.append(part.slice(at, at + len(line)).strip())
        at += len(line) + 1
    return lines


def _continues(before: str, after: str) -> bool:
    """True if a blank line was a page break: the sentence before it is unfinished and running text goes on."""
    marked = before.startswith(("#", "|", "<http", ">", "---")) or after.startswith(
        ("#", "*", "|", "<", ">", "[", "---", "-")
    )
    if marked or _EMPHASISED_LINE.match(before) or _SENTENCE_END.search(before):
        return False
    return len(before) > 60 and ("\n" not in before.strip() or after[0].islower()) and not is_names(after)
