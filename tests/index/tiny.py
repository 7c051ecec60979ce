"""A whole weights file of one layer, 15 pieces and 32 dimensions, built by the description of the format."""

from __future__ import annotations

import struct

import numpy as np

from index.encoder import FloatArray

HIDDEN, HEADS, FEED_FORWARD, POSITIONS = 32, 2, 64, 16
PIECES = [
    ("<s>", 0.0),
    ("<pad>", 0.0),
    ("</s>", 0.0),
    ("<unk>", 0.0),
    ("▁", -3.0),
    ("▁су", -4.0),
    ("▁с", -6.0),
    ("у", -5.0),
    ("ың", -5.5),
    ("қ", -6.5),
    ("▁water", -4.5),
    ("▁query", -4.0),
    (":", -3.5),
    ("1", -4.2),
    ("<mask>", 0.0),
]
REPLACEMENTS = {0x09: " ", 0xA0: " ", 0xBD: "1⁄2", 0x01: "", 0xFF11: "1"}


def q4_bytes(values: FloatArray) -> bytes:
    """Pack rows of weights as q4_0, by the description of the format."""
    packed = b""
    for block in values.reshape(-1, 32):
        scale = np.float16(np.abs(block).max() / 7)
        steps = np.clip(np.rint(block / np.float32(scale)), -8, 7).astype(np.int64) + 8
        packed += scale.tobytes() + bytes(int(a | b << 4) for a, b in zip(steps[:16], steps[16:], strict=True))
    return packed


def tiny_tensors(seed: int = 7) -> dict[str, FloatArray]:
    """Random weights of one layer, under the names of the file."""
    random = np.random.default_rng(seed)
    shapes: dict[str, tuple[int, ...]] = {
        "emb.word": (len(PIECES) + 1, HIDDEN),
        "emb.pos": (POSITIONS, HIDDEN),
        "emb.type": (2, HIDDEN),
    }
    for part, rows, columns in (
        *((part, HIDDEN, HIDDEN) for part in ("q", "k", "v", "ao")),
        ("fi", FEED_FORWARD, HIDDEN),
        ("fo", HIDDEN, FEED_FORWARD),
    ):
        shapes |= {f"l0.{part}.w": (rows, columns), f"l0.{part}.b": (rows,)}
    tensors = {name: random.normal(0, 0.3, shape).astype(np.float32) for name, shape in shapes.items()}
    for norm in ("emb.ln", "l0.aln", "l0.oln"):
        tensors[norm + ".w"] = random.normal(1, 0.1, HIDDEN).astype(np.float32)
        tensors[norm + ".b"] = random.normal(0, 0.1, HIDDEN).astype(np.float32)
    return tensors


def tiny_weights(tensors: dict[str, FloatArray] | None = None, *, magic: bytes = b"E5S1", version: int = 1) -> bytes:
    """Return a whole weights file: 15 pieces, one layer, 32 dimensions."""
    tensors = tensors or tiny_tensors()
    sizes = (HIDDEN, 1, HEADS, FEED_FORWARD, len(PIECES) + 1, POSITIONS, 2)
    head = magic + struct.pack("<I7ifi", version, *sizes, 1e-12, 32)
    pieces = [piece.encode() for piece, _ in PIECES]
    offsets = np.cumsum([0, *map(len, pieces)]).astype("<u4")
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, sum(map(len, pieces))) + offsets.tobytes()
    head += np.array([score for _, score in PIECES], dtype="<f4").tobytes() + b"".join(pieces)
    replaced = b"".join(
        struct.pack("<IB", source, len(target)) + np.array(list(map(ord, target)), dtype="<u4").tobytes()
        for source, target in REPLACEMENTS.items()
    )
    head += struct.pack("<iI", len(REPLACEMENTS), len(replaced)) + replaced + struct.pack("<i", len(tensors))
    at = len(head) + sum(2 + len(name) + 21 for name in tensors)
    body = b""
    for name, values in tensors.items():
        four_bits = values.ndim == 2 and name not in {"emb.pos", "emb.type"}
        data = q4_bytes(values) if four_bits else values.astype("<f4").tobytes()
        head += struct.pack("<H", len(name)) + name.encode()
        head += struct.pack("<BIQQ", int(four_bits), values.size, at + len(body), len(data))
        body += data
    return head + body
