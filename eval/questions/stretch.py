"""The stretch of a long text that holds most of a piece: for pieces that don't stand anywhere letter for letter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection

from eval.metrics import HELD_SHARE, shingles

_SHINGLE = 12
# Letters that may stand between two halves of a sentence: a page number with a running head.
_SLACK = 200

Stretch = tuple[int, int]
"""Where a stretch begins and ends in a squeezed text."""


class Stretches:
    """Looks for many pieces in one go: a text is walked through once, however many pieces there are.

    Pieces and texts are squeezed (letters and digits only, in lower case).
    """

    def __init__(self, pieces: Collection[str]) -> None:
        self._shingles = {piece: shingles(piece, _SHINGLE) for piece in pieces}
        self._owners: dict[str, list[str]] = defaultdict(list)
        for piece, own in self._shingles.items():
            for shingle in own:
                self._owners[shingle].append(piece)

    def find(self, text: str) -> dict[str, Stretch]:
        """By piece, the stretch of the text with most of its different shingles, if that is 0.7 of them or more.

        Of equal stretches the first is taken. A stretch is at most 200 letters longer than its piece.
        """
        places: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for at in range(len(text) - _SHINGLE + 1 if self._owners else 0):
            shingle = text[at : at + _SHINGLE]
            for piece in self._owners.get(shingle, ()):
                places[piece].append((at, shingle))
        found = {}
        for piece, its_places in places.items():
            held, stretch = _densest(its_places, len(piece) + _SLACK)
            if held >= HELD_SHARE * len(self._shingles[piece]):
                found[piece] = stretch
        return found


def _densest(places: list[tuple[int, str]], longest: int) -> tuple[int, Stretch]:
    """The stretch of at most `longest` letters with most different shingles, and how many it has."""
    best, stretch = 0, (0, 0)
    counts: Counter[str] = Counter()
    first = 0
    for at, shingle in places:
        counts[shingle] += 1
        # What comes again later, or is too far back, only makes the stretch longer.
        while counts[places[first][1]] > 1 or at + _SHINGLE - places[first][0] > longest:
            counts[places[first][1]] -= 1
            if not counts[places[first][1]]:
                del counts[places[first][1]]
            first += 1
        if len(counts) > best:
            best, stretch = len(counts), (places[first][0], at + _SHINGLE)
    return best, stretch
