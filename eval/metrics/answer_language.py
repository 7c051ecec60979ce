"""The language that an answer itself is written in, whatever language its quotes are in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import Language, detect_language
from eval.metrics.text import squeeze

# What follows a quote on its line: its language, if it isn't the answer's, and the number of its citation.
_MARK = re.compile(r"(?:\([^()]*\)\s*)?\[\d+\]\s*$")
# Shorter runs are shared by chance.
_RUN = 8


def answer_language(text: str, quotes: Sequence[str]) -> Language | None:
    """Return the language of an answer's own words; None when the answer is nothing but quotes.

    A line most of whose letters and digits stand in the quotes is taken out, for a quote stays in its article's
    language; marks, blanks and bracketed numbers in which the line and the quote differ are no matter. What is left is
    told by `corpus.detect_language`. Our own definition.
    """
    squeezed = [squeeze(quote) for quote in quotes]
    own = "\n".join(line for line in text.splitlines() if not _is_quoted(line, squeezed))
    return detect_language(own) if any(char.isalpha() for char in own) else None


def _is_quoted(line: str, quotes: Sequence[str]) -> bool:
    """True if more than half of a line's characters lie in runs that a quote holds, too."""
    said = squeeze(_MARK.sub("", line))
    if len(said) < _RUN:
        return said in quotes
    inside: set[int] = set()
    for start in range(len(said) - _RUN + 1):
        if any(said[start : start + _RUN] in quote for quote in quotes):
            inside.update(range(start, start + _RUN))
    return 2 * len(inside) > len(said)
