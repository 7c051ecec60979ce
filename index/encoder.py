"""What the rest of the project knows of any embedding model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with (done, total) while something long goes on."""


class Encoder(Protocol):
    """Turns texts into vectors whose inner product is the cosine similarity.

    Both methods take plain text, without any model prefix, and return float32 of shape (len(texts), dimension), each
    row of length 1. An empty or blank text gives a row of zeros, which is similar to nothing. No text is an error for
    its length: what a model cannot read past its limit is cut there.
    """

    @property
    def name(self) -> str:
        """What the reader called the model: `multilingual-e5-small`, a hub id, a folder."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the same text would get another vector: weights, prefixes, pooling, precision."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def encode_questions(self, texts: Sequence[str]) -> FloatArray:
        """Encode texts as questions."""

    def encode_passages(self, texts: Sequence[str], *, progress: Progress | None = None) -> FloatArray:
        """Encode texts as passages or sentences."""
