"""The lines of a plain text file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_RULE = re.compile(r"[ \u00a0]{20,}$|\s*[_—–-]{5,}\s*$")
_SENTENCE_END = re.compile(r"[.!?…]['\"»”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line with words on it. `start` is the original offset of its first visible character."""

    number: int
    start: int
    text: str
    blanks_before: int
    blanks_after: int
    starts_page: bool = False
    """True where the original had one leading space, which is how converters leave a page break."""
    rule_before: bool = False
    """True where a rule stands above: a line of spaces, dashes or underscores."""

    @property
    def end(self) -> int:
        """Original offset just after the last visible character."""
        return self.start + len(self.text)


def ends_sentence(text: str) -> bool:
    """True if a line closes a sentence."""
    return bool(_SENTENCE_END.search(text))


def split_lines(text: str) -> list[Line]:
    """Split a file at its line ends; blank lines are only counted."""
    raw = text.split("\n")
    found: list[Line] = []
    offset = blanks = 0
    rule = False
    for number, line in enumerate(raw, 1):
        stripped = "" if _RULE.match(line) else line.strip()
        if stripped:
            lead = len(line) - len(line.lstrip())
            one_space = line[:1] == " " and lead == 1
            if found:
                found[-1] = replace(found[-1], blanks_after=blanks)
            found.append(Line(number, offset + lead, stripped, blanks, 0, one_space, rule))
            blanks, rule = 0, False
        else:
            blanks += 1
            rule = rule or bool(_RULE.match(line))
        offset += len(line) + 1
    if found:
        found[-1] = replace(found[-1], blanks_after=blanks)
    return found


def full_width(lines: list[Line]) -> int:
    """The length that the longest fifth of the lines reach: what a full line is."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[int(0.8 * len(lengths))] if lengths else 0
