"""Which figures a run is judged by: each from the rows of its questions, each with a direction.

A figure is a mean of one value over the questions to which it applies, a ratio of two sums, or a function of all rows.
All are computed from rows alone, so that resampled rows give a figure's interval.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from eval.metrics import area_under_risk_coverage, area_under_roc, gap_closed, harm
from eval.questions.question import Kind
from eval.rows import Row

Family = Literal["retrieval", "citations", "answers", "refusals", "conversation"]
FAMILIES: tuple[Family, ...] = ("retrieval", "citations", "answers", "refusals", "conversation")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its name as papers print it, the part of the assistant it was made for, and how it is computed."""

    name: str
    family: Family
    compute: Callable[[Sequence[Row]], float | None]
    """None when no row has what the figure needs."""
    mean_of: str | None = None
    """The value whose mean the figure is, if it is one."""
    higher_is_better: bool = True
    values: tuple[str, ...] = ()
    """What a row must have for the figure to rest on it, where the figure is no mean."""
    kind: Kind | None = None
    """The kind of question that the figure is about, if only one."""

    def rests_on(self, row: Row) -> bool:
        """True if a question counts towards the figure."""
        needed = self.values or (self.mean_of or "",)
        return (self.kind is None or row.kind == self.kind) and all(row.value(name) is not None for name in needed)


def mean(rows: Sequence[Row], name: str) -> float | None:
    """Mean of a value over the rows that have it; None when none has."""
    values = [value for row in rows if (value := row.value(name)) is not None]
    return sum(values) / len(values) if values else None


def _mean(name: str, family: Family, value: str | None = None, *, higher_is_better: bool = True) -> Figure:
    source = value or name
    return Figure(name, family, lambda rows: mean(rows, source), source, higher_is_better)


def _columns(rows: Sequence[Row], *names: str) -> list[tuple[float, ...]]:
    """Several values of each row that has them all."""
    found = ([row.value(name) for name in names] for row in rows)
    return [tuple(value for value in values if value is not None) for values in found if None not in values]


def _quote_fidelity(rows: Sequence[Row]) -> float | None:
    pairs = _columns(rows, "quotes_true", "quotes")
    total = sum(quotes for _, quotes in pairs)
    return sum(true for true, _ in pairs) / total if total else None


def _auroc(rows: Sequence[Row]) -> float | None:
    scored = [(value, row.answerable) for row in rows if (value := row.value("confidence")) is not None]
    return area_under_roc([value for value, right in scored if right], [value for value, right in scored if not right])


def _aurc(rows: Sequence[Row]) -> float | None:
    return area_under_risk_coverage([(confidence, risk) for confidence, risk in _columns(rows, "confidence", "risk")])


_ALONE, _WITH_HISTORY, _STANDALONE = "alone:mrr@10", "mrr@10", "standalone:mrr@10"
"""What follow-ups are scored by: the rank of what is found moves with every word that the history adds."""


def _gap_closed(rows: Sequence[Row]) -> float | None:
    asked = [row for row in rows if row.kind == "conversation"]
    return gap_closed([(a, h, s) for a, h, s in _columns(asked, _ALONE, _WITH_HISTORY, _STANDALONE)])


def _harm(rows: Sequence[Row]) -> float | None:
    changed = [row for row in rows if row.kind == "topic_change"]
    return harm([(alone, with_history) for alone, with_history in _columns(changed, _ALONE, _WITH_HISTORY)])


FIGURES: tuple[Figure, ...] = (
    _mean("hit@1", "retrieval"),
    _mean("hit@3", "retrieval"),
    _mean("hit@10", "retrieval"),
    _mean("recall@5", "retrieval"),
    _mean("recall@10", "retrieval"),
    _mean("mrr@10", "retrieval"),
    _mean("ndcg@10", "retrieval"),
    _mean("evidence@2000", "retrieval"),
    _mean("evidence@4000", "retrieval"),
    _mean("evidence@8000", "retrieval"),
    _mean("article@1", "retrieval"),
    _mean("own_language@1", "retrieval", higher_is_better=False),
    _mean("cited_article", "citations"),
    _mean("cited_evidence", "citations"),
    _mean("citation_precision", "citations"),
    _mean("citation_recall", "citations"),
    _mean("locator", "citations"),
    Figure("quote_fidelity", "citations", _quote_fidelity, values=("quotes", "quotes_true")),
    _mean("key_facts", "answers"),
    _mean("token_f1", "answers"),
    _mean("chrf", "answers"),
    _mean("answer_language", "answers"),
    _mean("false_refusals", "refusals", higher_is_better=False),
    _mean("false_answers", "refusals", higher_is_better=False),
    Figure("auroc", "refusals", _auroc, values=("confidence",)),
    Figure("aurc", "refusals", _aurc, higher_is_better=False, values=("confidence", "risk")),
    Figure("gap_closed", "conversation", _gap_closed, values=(_ALONE, _WITH_HISTORY, _STANDALONE), kind="conversation"),
    Figure(
        "topic_change_harm",
        "conversation",
        _harm,
        higher_is_better=False,
        values=(_ALONE, _WITH_HISTORY),
        kind="topic_change",
    ),
)
BY_NAME: dict[str, Figure] = {figure.name: figure for figure in FIGURES}
