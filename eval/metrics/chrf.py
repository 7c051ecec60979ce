"""chrF: how many short runs of characters an answer shares with a reference.

Unlike words, they give credit for a stem with another ending, which matters in Russian and Kazakh.
"""

from __future__ import annotations

from collections import Counter

_LONGEST = 6
_BETA = 2


def chrf(answer: str, reference: str) -> float:
    """chrF2, in [0, 1], of an answer against a reference.

    chrF = (1 + b²) · P · R / (b² · P + R) with b = 2, which makes recall count twice as much as precision. P and R are
    the means over n = 1 … 6 of P_n = |A_n ∩ B_n| / |A_n| and R_n = |A_n ∩ B_n| / |B_n|, where A_n and B_n are the bags
    of runs of n characters of the answer and of the reference, blanks removed, case kept. Lengths of which one of both
    has no run at all, being too short, are left out of the means; without any other length chrF is 0.
    Popović, "chrF: character n-gram F-score for automatic MT evaluation", WMT 2015, pages 392-395; b = 2 and the means
    over short texts as in sacreBLEU.
    """
    said, expected = "".join(answer.split()), "".join(reference.split())
    lengths = range(1, min(_LONGEST, len(said), len(expected)) + 1)
    if not lengths:
        return 0.0
    shared = [(_runs(said, n) & _runs(expected, n)).total() for n in lengths]
    precision = sum(both / (len(said) - n + 1) for both, n in zip(shared, lengths, strict=True)) / len(lengths)
    recall = sum(both / (len(expected) - n + 1) for both, n in zip(shared, lengths, strict=True)) / len(lengths)
    weight = _BETA**2
    return (1 + weight) * precision * recall / (weight * precision + recall) if precision else 0.0


def _runs(text: str, length: int) -> Counter[str]:
    return Counter(text[start : start + length] for start in range(len(text) - length + 1))
