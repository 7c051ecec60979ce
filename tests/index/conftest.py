"""A tiny weights file and a tiny encoder."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.encoder import FloatArray, Progress

from .tiny import tiny_weights


@pytest.fixture
def weights_path(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.bin"
    path.write_bytes(tiny_weights())
    return path


class FakeEncoder:
    """Four dimensions: the first three say the language by its letters, the last the length of the text."""

    name = "fake"
    fingerprint = "fake-1"
    dimension = 4

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def encode_questions(self, texts: Sequence[str]) -> FloatArray:
        self.asked += [("question", text) for text in texts]
        return self._encode(texts)

    def encode_passages(self, texts: Sequence[str], *, progress: Progress | None = None) -> FloatArray:
        self.asked += [("passage", text) for text in texts]
        return self._encode(texts)

    def _encode(self, texts: Sequence[str]) -> FloatArray:
        rows = np.zeros((len(texts), 4), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            if text.strip():
                row[0 if set(text) & set("әғқңөұүһі") else 1 if max(text) > "а" else 2] = 1
                row[3] = zlib.crc32(text.encode()) % 7 / 7
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return rows / np.where(lengths > 0, lengths, 1)


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    return FakeEncoder()
