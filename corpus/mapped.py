"""Text that remembers where each of its characters came from."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text and, for each character, its offset in the original: same length, always."""

    text: str
    offsets: array[int]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            raise ValueError(f"{len(self.text)} characters need as many offsets, not {len(self.offsets)}")

    def __len__(self) -> int:
        return len(self.text)

    @classmethod
    def original(cls, text: str, start: int = 0) -> MappedText:
        """Take a piece of the original as it stands there from offset `start` on."""
        return cls(text, array("i", range(start, start + len(text))))

    @classmethod
    def join(cls, parts: Iterable[MappedText], separator: str) -> MappedText:
        """Join parts; a separator takes the offset just after the part before it."""
        text: list[str] = []
        offsets: array[int] = array("i")
        for part in parts:
            if text and separator:
                text.append(separator)
                offsets.extend([offsets[-1] + 1 if offsets else 0] * len(separator))
            text.append(part.text)
            offsets.extend(part.offsets)
        return cls("".join(text), offsets)

    def slice(self, start: int, end: int) -> MappedText:
        """Return the characters from `start` up to `end`, with their offsets."""
        return MappedText(self.text[start:end], self.offsets[start:end])

    def strip(self) -> MappedText:
        """Drop white space at both ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, max(start, len(self.text.rstrip())))

    def edit(self, edits: Iterable[tuple[int, int, str]]) -> MappedText:
        """Replace ranges `(start, end, new)`, sorted and without overlap.

        Characters that a replacement shares with what it replaces, at either end, keep their offsets, and so do all
        when the length is the same; any other takes the offset at which the change begins.
        """
        text: list[str] = []
        offsets: array[int] = array("i")
        at = 0
        for first, last, whole in edits:
            start, end, new = _trimmed(self.text, first, last, whole)
            text += (self.text[at:start], new)
            offsets.extend(self.offsets[at:start])
            if len(new) == end - start:
                offsets.extend(self.offsets[start:end])
            elif new:
                offsets.extend([self.offsets[min(start, len(self.offsets) - 1)]] * len(new))
            at = end
        if not text:
            return self
        text.append(self.text[at:])
        offsets.extend(self.offsets[at:])
        return MappedText("".join(text), offsets)

    def sub(self, pattern: re.Pattern[str], new: str | Callable[[re.Match[str]], str | None]) -> MappedText:
        """Replace each match by `new`, or by what `new` returns for it; None leaves the match alone."""
        edits = []
        for match in pattern.finditer(self.text):
            replacement = new if isinstance(new, str) else new(match)
            if replacement is not None and replacement != match.group():
                edits.append((match.start(), match.end(), replacement))
        return self.edit(edits)


def _trimmed(text: str, start: int, end: int, new: str) -> tuple[int, int, str]:
    """Narrow a replacement to the characters that it really changes."""
    old = text[start:end]
    if len(old) == len(new):
        return start, end, new
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start + head, end - tail, new[head : len(new) - tail]
