"""Language preference: whether results in the question's own language are put before the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import product

from corpus import LANGUAGES, Language
from eval.metrics.ranking import first


def own_language_share(languages: Sequence[Language], language: Language, k: int) -> float | None:
    """Share, in [0, 1], of the first k results that are in the question's language; None without results.

    own_language@k = |{i <= n : l_i = q}| / n with n = min(k, number of results), where l_i is the language of the
    result at rank i (`languages[i - 1]`) and q the question's (`language`). Neither high nor low is good in itself:
    compare it with the share of relevant articles in that language.
    Our own definition; on the preference see Park and Lee, "Investigating Language Preference of Multilingual RAG
    Systems", Findings of ACL 2025, pages 5647-5675, who measure it by shifts of rank instead.

    Raises ValueError for k below 1.
    """
    seen = first(languages, k)
    return sum(each == language for each in seen) / len(seen) if seen else None


def language_matrix(
    values: Iterable[tuple[Language, Language, float]],
) -> dict[tuple[Language, Language], tuple[float, int]]:
    """Mean of a value, and the number of questions, for each pair of languages: the question's, then its article's.

    `values` are (question's language, article's language, value). Pairs that no question has are left out; the others
    come in the order of `LANGUAGES`.
    """
    cells: dict[tuple[Language, Language], list[float]] = defaultdict(list)
    for question, article, value in values:
        cells[question, article].append(value)
    return {
        pair: (sum(cells[pair]) / len(cells[pair]), len(cells[pair]))
        for pair in product(LANGUAGES, LANGUAGES)
        if pair in cells
    }
