"""Follow-up questions: what reading the turns before is worth, and what it costs when the topic changes.

Conversations are scored three ways, as in TREC's conversational track: by the last turn alone, by the last turn with
the ones before it, and by a rewriting of it that stands alone. Dalton, Xiong and Callan, "TREC CAsT 2019: The
Conversational Assistance Track Overview". The two figures are our own definitions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

# Sums of scores that differ by less are equal but for rounding.
_ROUNDING = 1e-9


def gap_closed(scores: Sequence[tuple[float, float, float]]) -> float | None:
    """Share of the gap between the last turn alone and its stand-alone rewriting that the history closes.

    gap closed = (sum of h_i - sum of a_i) / (sum of s_i - sum of a_i), where a_i, h_i and s_i are question i's scores
    alone, with its history, and in its stand-alone rewriting; higher scores are better. 1 means that the history is as
    good as the rewriting, 0 that it is worth nothing; it is below 0 where the history does harm, and above 1 where it
    is better than the rewriting. Sums, not a mean of shares, for most single questions have no gap.

    None without questions, and when the rewriting is no better than the last turn alone: there is no gap to close.
    """
    if not scores:
        return None
    alone, with_history, standalone = (math.fsum(values) for values in zip(*scores, strict=True))
    gap = standalone - alone
    return (with_history - alone) / gap if gap > _ROUNDING else None


def harm(pairs: Sequence[tuple[float, float]]) -> float | None:
    """How much the history takes from the scores of questions that change the topic; None without such questions.

    harm = mean of a_i - h_i, where a_i and h_i are question i's scores alone and with its history; higher scores are
    better. Above 0 the history did harm, below 0 it helped.
    """
    return math.fsum(alone - with_history for alone, with_history in pairs) / len(pairs) if pairs else None
