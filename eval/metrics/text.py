"""Texts compared by letters and digits only: whether a piece of text stands in another, line breaks and marks aside.

How much of a piece a text holds is the containment of Broder, "On the resemblance and containment of documents",
SEQUENCES 1997, pages 21-29, with runs of characters for shingles.
"""

from __future__ import annotations

import re
from array import array
from functools import lru_cache

HELD_SHARE = 0.7
"""A piece counts as found in a text that holds at least this share of its shingles."""

_NOT_LETTERS_OR_DIGITS = re.compile(r"[\W_]+")
_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
# Each piece of evidence is looked for in every passage of a run.
_PIECES_AT_HAND = 4096


def squeeze(text: str) -> str:
    """Return the letters and digits of a text, of any script, in lower case and with nothing between them."""
    return _NOT_LETTERS_OR_DIGITS.sub("", text.lower())


def squeeze_with_offsets(text: str) -> tuple[str, array[int]]:
    """Return what `squeeze` does, and for each of its characters the offset in the text that it comes from."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter whose small form is two characters
        pairs = [(letter, at) for at, char in enumerate(text) for letter in squeeze(char)]
        return "".join(letter for letter, _ in pairs), array("i", (at for _, at in pairs))
    offsets = array("i")
    words = []
    for match in _LETTERS_AND_DIGITS.finditer(lowered):
        words.append(match.group())
        offsets.extend(range(match.start(), match.end()))
    return "".join(words), offsets


def shingles(squeezed: str, length: int = 12) -> frozenset[str]:
    """Return all different runs of `length` characters; a shorter text is one shingle, and so is the empty one."""
    return frozenset(squeezed[start : start + length] for start in range(max(1, len(squeezed) - length + 1)))


def coverage(piece: str, squeezed_text: str) -> float:
    """Share, in [0, 1], of a piece's shingles that stand in a text.

    coverage = |{s in S : s in T}| / |S|, where S are the different shingles of the squeezed piece and T is the text,
    squeezed by the caller. A piece without letters and digits is covered by any text.
    """
    own = _shingles_of(piece)
    return sum(shingle in squeezed_text for shingle in own) / len(own)


def holds(squeezed_text: str, piece: str, share: float = HELD_SHARE) -> bool:
    """True if a text, squeezed by the caller, holds at least this share, in [0, 1], of a piece's shingles."""
    return coverage(piece, squeezed_text) >= share


@lru_cache(maxsize=_PIECES_AT_HAND)
def _shingles_of(piece: str) -> frozenset[str]:
    return shingles(squeeze(piece))
