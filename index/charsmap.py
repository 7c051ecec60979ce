"""Packs a map of characters into the form that the `tokenizers` library calls `Precompiled`.

The form is a double-array trie over the UTF-8 bytes of the characters, followed by the replacements, each
ended by a zero byte. Every place of the trie is one 32-bit unit. The unit of a node holds the byte that leads
to it (bits 0-7), whether a key ends there (bit 8), and from bit 10 on the distance to its children: a child
stands at `place of the node XOR distance XOR byte`. The child for byte 0 is the leaf: bit 31 and the start of
the replacement.
"""

from __future__ import annotations

import base64
import struct

_LEAF = 1 << 31
_HAS_LEAF = 1 << 8
_END = 0
"""The byte that stands for the end of a key; no key contains it."""

SEARCHED = 1024

Trie = dict[int, "Trie | int"]


def pack_replacements(replacements: dict[int, str]) -> str:
    """Return the map (code point → text) as base64, ready for `tokenizer.json`.

    :raises ValueError: if a key is U+0000, or a replacement contains it.
    """
    trie: Trie = {}
    texts = bytearray(1)  # place 0 is the empty replacement
    starts = {"": 0}
    for source, target in sorted(replacements.items()):
        if source == 0 or "\0" in target:
            raise ValueError(f"U+0000 can be neither replaced nor a replacement (U+{source:04X})")
        if target not in starts:
            starts[target] = len(texts)
            texts += target.encode() + b"\0"
        _insert(trie, chr(source).encode(), starts[target])
    units = _Units()
    units.place(0, trie)
    array = struct.pack(f"<{len(units.units)}I", *units.units)
    return base64.b64encode(struct.pack("<I", len(array)) + array + bytes(texts)).decode("ascii")


def _insert(trie: Trie, key: bytes, value: int) -> None:
    for byte in key:
        child = trie.setdefault(byte, {})
        if not isinstance(child, dict):
            raise ValueError(f"the key {key!r} contains a zero byte")
        trie = child
    trie[_END] = value


class _Units:
    """The growing array; 256 places at a time, so that every XOR of a byte stays inside."""

    def __init__(self) -> None:
        self.units = [0] * 256
        self.taken = [True] + [False] * 255  # the root
        self.bases = {0}

    def place(self, node: int, children: Trie) -> None:
        """Find room for the children of the node that stands at `node`, and for theirs in turn."""
        base = self._find_base(sorted(children))
        distance = base ^ node
        if distance >= 1 << 21:
            raise ValueError("the map is too large for the plain form of the trie")
        self.units[node] |= distance << 10
        if _END in children:
            self.units[node] |= _HAS_LEAF
        for byte in children:
            self.taken[base ^ byte] = True
        self.bases.add(base)
        for byte, child in children.items():
            if isinstance(child, dict):
                self.units[base ^ byte] |= byte
                self.place(base ^ byte, child)
            else:
                self.units[base ^ byte] = _LEAF | child

    def _find_base(self, labels: list[int]) -> int:
        """Return a base at which the places of all labels are free.

        No two nodes share a base: a child could not tell which of them it belongs to.
        """
        place = max(1, len(self.units) - SEARCHED)  # what lies before is nearly full
        while True:
            if place + 256 >= len(self.units):
                self.units += [0] * 256
                self.taken += [False] * 256
            base = place ^ labels[0]
            if base not in self.bases and not any(self.taken[base ^ label] for label in labels):
                return base
            place += 1
