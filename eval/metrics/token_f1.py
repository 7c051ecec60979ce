"""Token F1: how many words an answer shares with a reference."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_WORD = re.compile(r"[^\W_]+")
# As in SQuAD. Russian and Kazakh have no articles, and what stands nearest to them says something: "один" and "бір" are
# numbers, "этот" and "бұл" point at something named before. So nothing is dropped there.
_ARTICLES = frozenset(["a", "an", "the"])


def token_f1(answer: str, references: Sequence[str]) -> float:
    """F1, in [0, 1], of an answer's words against those of the reference that it is nearest to.

    F1 = 2PR / (P + R) with P = |A ∩ R| / |A| and R = |A ∩ R| / |R|, where A are the words of the answer and R those of
    a reference, as bags: a word counts as often as it stands in both. Words are runs of letters or digits of any
    script, case folded, without English articles. Two texts without words are equal; otherwise nothing in common is 0.
    Rajpurkar, Zhang, Lopyrev and Liang, "SQuAD: 100,000+ Questions for Machine Comprehension of Text", EMNLP 2016,
    section 6.1.

    Raises ValueError without references.
    """
    if not references:
        raise ValueError("an answer is compared with at least one reference, not with none")
    said = _words(answer)
    return max(_f1(said, _words(reference)) for reference in references)


def _f1(said: Counter[str], expected: Counter[str]) -> float:
    if not said and not expected:
        return 1.0
    # The same as 2PR / (P + R), and defined when nothing is shared.
    return 2 * (said & expected).total() / (said.total() + expected.total())


def _words(text: str) -> Counter[str]:
    return Counter(word for word in _WORD.findall(text.casefold()) if word not in _ARTICLES)
