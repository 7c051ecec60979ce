"""Printed page numbers: where they are known, and where they follow from their neighbours."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


def page_labels(breaks: Sequence[int], numbers: Sequence[tuple[int, str]]) -> list[tuple[int, str | None]]:
    """Label the pages of a file.

    `breaks` are the original offsets at which pages begin, `numbers` the page numbers with their offsets, each printed
    at the end of its page. Returns (offset, label) for each page. Between two numbered pages the others are counted,
    but only when exactly as many breaks were found as pages lie between; elsewhere the label is None.
    """
    starts = sorted({0, *breaks})
    labels: list[str | None] = [None] * len(starts)
    known = [(bisect_right(starts, offset) - 1, number) for offset, number in numbers]
    for page, number in known:
        labels[page] = number
    for (first, low), (last, high) in zip(known, known[1:], strict=False):
        if int(high) - int(low) == last - first:
            for step in range(1, last - first):
                labels[first + step] = str(int(low) + step)
    return list(zip(starts, labels, strict=True))
